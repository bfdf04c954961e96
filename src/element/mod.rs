//! `<job-badge>`: the attributes that a page sets, the events that it gets, and what stands behind
//! the thin JavaScript class in `element.js`.
//!
//! The class is registered at once and gathers attributes and properties; the wasm comes behind it.
//! This room turns attributes into a badge's settings, changes into events, and `html!` into DOM. What
//! a badge looks like and what it says is decided elsewhere.
//!
//! An attribute that makes no sense is left out with a warning, and never stops a badge:
//!
//! ```
//! use job_badge::{badge::Density, element::Settings};
//!
//! let given = |name: &str| match name {
//!     "job" => Some(" 42 ".to_owned()),
//!     "density" => Some("huge".to_owned()),
//!     _ => None,
//! };
//! let (settings, warnings) = Settings::read(given);
//! assert_eq!(settings.job.as_ref().map(|job| job.as_str()), Some("42"));
//! assert_eq!(settings.density, Density::Pill);
//! assert_eq!(warnings[0].attribute, "density");
//! ```
//!
//! The class, the drawing and the exports to JavaScript (`BadgeHandle`, `DomRoot`) are on wasm alone.

#[cfg(all(target_arch = "wasm32", feature = "package"))]
mod allocator;
mod attributes;
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "it is drawn in a browser only"))]
mod flat_node;
mod settings;

#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod badge_handle;
#[cfg(target_arch = "wasm32")]
mod callbacks;
#[cfg(target_arch = "wasm32")]
mod dom_root;
#[cfg(target_arch = "wasm32")]
mod events;
#[cfg(target_arch = "wasm32")]
mod js_settings;
#[cfg(target_arch = "wasm32")]
mod language;
#[cfg(target_arch = "wasm32")]
mod mounted_badge;
#[cfg(target_arch = "wasm32")]
mod shadow_root;
#[cfg(target_arch = "wasm32")]
mod snapshot;

pub use attributes::{ATTRIBUTES, Attribute, Kind};
pub use settings::{Settings, Warning};
#[cfg(target_arch = "wasm32")]
pub use {badge_handle::BadgeHandle, callbacks::Callbacks, dom_root::DomRoot};
