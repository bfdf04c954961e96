//! `<job-badge>`: what a page's markup says, what the page is told, and the Rust half behind the
//! thin JavaScript class in `element.js`.
//!
//! The class is registered at once and gathers attributes and properties; the wasm comes behind it.
//! This room turns raw settings into a badge, and changes into events. It draws nothing itself.

#[cfg(all(target_arch = "wasm32", feature = "package"))]
mod allocator;
mod attributes;
mod settings;

#[cfg(target_arch = "wasm32")]
mod half;
#[cfg(target_arch = "wasm32")]
mod language;
#[cfg(target_arch = "wasm32")]
mod snapshot;
#[cfg(target_arch = "wasm32")]
mod strokes;

pub use attributes::{ATTRIBUTES, Attribute, Kind};
#[cfg(target_arch = "wasm32")]
pub use half::{ElementHalf, Page};
pub use settings::{Complaint, Raw, Settings};
