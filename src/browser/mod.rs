//! How a page is reached: fetch, timer, visibility, network, clocks, style sheets.
//!
//! This room holds no policy: a [`Source`]'s driver does what its poller says and tells it what
//! happened. One driver owns the only timer and the only abort handles of a source.
//! Off wasm (server-side rendering, docs.rs) a [`Source`] exists and never sends anything.

mod credential;
mod share;
mod source;

#[cfg(target_arch = "wasm32")]
mod clicked;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod driver;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod group;
#[cfg(target_arch = "wasm32")]
mod in_view;
#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
mod listener;
#[cfg(target_arch = "wasm32")]
mod live_region;
#[cfg(target_arch = "wasm32")]
mod lock;
#[cfg(target_arch = "wasm32")]
mod message;
#[cfg(not(target_arch = "wasm32"))]
mod off_wasm;
#[cfg(target_arch = "wasm32")]
mod page_events;
#[cfg(target_arch = "wasm32")]
mod promise;
#[cfg(target_arch = "wasm32")]
mod property;
#[cfg(target_arch = "wasm32")]
mod resolve;
#[cfg(target_arch = "wasm32")]
mod seconds;
#[cfg(target_arch = "wasm32")]
mod style_sheet;
#[cfg(target_arch = "wasm32")]
mod tabs;
#[cfg(target_arch = "wasm32")]
mod talk;
#[cfg(target_arch = "wasm32")]
mod timer;
#[cfg(target_arch = "wasm32")]
mod whole;

pub use credential::{Credential, TokenRequest};
pub use share::Share;
pub use source::{Source, Watching};

#[cfg(target_arch = "wasm32")]
use self::driver::Driver;
#[cfg(not(target_arch = "wasm32"))]
use self::off_wasm::{Driver, spawn_local};
#[cfg(not(target_arch = "wasm32"))]
pub use self::off_wasm::{InView, Later, Seconds, announce, format_of, say, utc_now};
#[cfg(target_arch = "wasm32")]
pub(crate) use self::property::of_page;
#[cfg(target_arch = "wasm32")]
pub use self::{
    clicked::clicked,
    clock::utc_now,
    fetch::send_through,
    in_view::InView,
    intl::format_of,
    later::{Later, load_through},
    listener::Listener,
    live_region::{announce, say},
    seconds::Seconds,
    style_sheet::adopt_style_sheet,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_futures::spawn_local;
