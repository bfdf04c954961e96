//! How a page is reached: `fetch`, timers, visibility, clocks, `Intl`, style sheets, other tabs.
//!
//! This room holds no policy: a [`Source`]'s driver does what its poller says and calls it with what
//! happened. One driver owns the only timer and the only abort handles of a source.
//! What may throw stands in `bindings.rs`.
//! Off wasm (server-side rendering, docs.rs) a [`Source`] exists and never sends anything.

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
