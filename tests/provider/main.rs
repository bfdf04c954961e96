//! What a provider is given and what it makes of it: where it may send a token, how it asks, how it
//! reads. Nothing is sent; the list is also asked of the emulator, which answers in the process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod ams_v2;
mod any_text;
mod catalog;
mod described;
mod endpoint;
mod proxies;
#[path = "../readings/mod.rs"]
mod readings;
mod usual;
