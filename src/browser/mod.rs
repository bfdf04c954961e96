//! How a page is reached: `fetch`, timers, visibility, clocks, `Intl`, style sheets, other tabs.
//!
//! This room holds no policy: a [`Source`]'s driver does what its poller says and calls it with what
//! happened. One driver owns the only timer and the only abort handles of a source.
//! What may throw stands in `bindings.rs`.
//! Off wasm (server-side rendering, docs.rs) a [`Source`] exists and never sends anything.
//!
//! A [`Source`] is made where it is needed: equal ones are one, and share requests, timer and token. It
//! lives as long as somebody holds it.
//!
//! ```
//! use job_badge::browser::{Credential, Share, Source};
//!
//! // A token that has to be renewed: asked for once for all badges, before it runs out and after a 401.
//! # async fn sign_in(reason: &str) -> Option<String> { Some(reason.to_owned()) }
//! let credential = Credential::provider(|request| async move { sign_in(request.reason.name()).await });
//! let media = Source::ams_v2("https://media.example/api/", credential).share("media");
//!
//! // The page's own session, for no other tab to listen to.
//! let own = || Source::json("/jobs/", Credential::cookie()).share(Share::Off);
//! let first = own();
//! assert_eq!(first, own());
//! assert_ne!(first, media);
//! ```
//!
//! In a page [`Source::watch`] reports each change of a job's status until what it returns is dropped:
//!
//! ```no_run
//! use job_badge::{browser::{Credential, Source}, job::JobId, poll::Watch};
//!
//! let source = Source::json("/jobs/", Credential::cookie());
//! let watching = source.watch(Watch::new(JobId::parse("42")?), |status| {
//!     println!("{}", status.state().name());
//! });
//! # drop(watching);
//! # Ok::<(), job_badge::job::InvalidJobId>(())
//! ```
//!
//! Missing on the host, since only a page has it: `copy_text`, `adopt_style_sheet`, `JsDeserializer`,
//! `Credential::script`, and what looks for shadow roots.

mod credential;
mod describe;
mod share;
mod source;

#[cfg(target_arch = "wasm32")]
mod bindings;
#[cfg(target_arch = "wasm32")]
mod body;
#[cfg(target_arch = "wasm32")]
mod clipboard;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod driver;
#[cfg(target_arch = "wasm32")]
mod entity_tags;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod held_token;
#[cfg(target_arch = "wasm32")]
mod in_view;
#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(target_arch = "wasm32")]
mod js_deserializer;
#[cfg(target_arch = "wasm32")]
mod live_region;
#[cfg(not(target_arch = "wasm32"))]
mod off_wasm;
#[cfg(target_arch = "wasm32")]
mod pace;
#[cfg(target_arch = "wasm32")]
mod page_events;
#[cfg(target_arch = "wasm32")]
mod resolve;
#[cfg(target_arch = "wasm32")]
mod roots;
#[cfg(target_arch = "wasm32")]
mod seconds;
#[cfg(target_arch = "wasm32")]
mod style_sheet;
#[cfg(target_arch = "wasm32")]
mod tabs;
#[cfg(target_arch = "wasm32")]
mod timer;
#[cfg(target_arch = "wasm32")]
mod watchers;

pub use credential::{Credential, TokenRequest};
pub use describe::describe;
pub use share::Share;
pub use source::{Source, Watching};

#[cfg(target_arch = "wasm32")]
use self::driver::Driver;
#[cfg(not(target_arch = "wasm32"))]
use self::off_wasm::Driver;
#[cfg(not(target_arch = "wasm32"))]
pub use self::off_wasm::{InView, Seconds, announce, format_of, say, utc_now};
#[cfg(target_arch = "wasm32")]
pub use self::{
    clipboard::copy_text,
    clock::utc_now,
    in_view::InView,
    intl::format_of,
    js_deserializer::JsDeserializer,
    live_region::{announce, say},
    roots::{is_above, is_shadow_host, roots_of},
    seconds::Seconds,
    style_sheet::adopt_style_sheet,
};
