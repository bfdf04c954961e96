//! The poller, told what happened and asked what it does, with no browser and no clock: each rule
//! by itself, then what holds for every order of events, for many tabs and for many badges.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod back_off;
mod fleet;
mod freshness;
mod laws;
mod page;
mod refusals;
mod rounds;
mod tabs;
mod tasks;
mod token;
mod virtual_time;
mod watches;
