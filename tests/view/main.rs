//! What the badge's markup is, for every state, freshness and density, and the rules that hold for
//! all of it: ARIA, no `style`, no handlers, no markup from the API.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![cfg(all(feature = "yew", not(target_arch = "wasm32")))]

#[path = "../cells/mod.rs"]
mod cells;
mod languages;
mod markup;
mod rules;
mod snapshots;
