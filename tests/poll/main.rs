//! The poller, without a browser and without a clock: each rule by itself, then what holds for
//! every order of events (`laws`), for several tabs (`tabs`) and for many badges (`fleet`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod back_off;
mod fleet;
mod freshness;
mod group_limit;
mod laws;
mod offline;
mod page;
mod redirects;
mod refusals;
mod refused_tokens;
mod rounds;
mod session;
mod tabs;
mod tasks;
mod tasks_behind;
mod token;
mod transient;
mod virtual_time;
mod watches;
