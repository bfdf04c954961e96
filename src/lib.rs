//! `job-badge`: from *API root + bearer token + job id* to an accessible progress badge that
//! refreshes itself.
//!
//! There are three ways in, all of them first class:
//!
//! - a Yew app renders [`ui::JobBadge`] (feature `yew`, on by default);
//! - any HTML page uses the `<job-badge>` element of the npm package (feature `element`);
//! - Rust without a face drives the pure [`poll::Poller`] with a [`provider`].
//!
//! # Code map
//!
//! Data flows one way: timer → [`poll`] asks → [`provider`] writes the request → [`browser`] sends
//! it and decodes the answer → [`provider`] reads it → [`poll`] decides → [`badge`] words it →
//! `ui` draws it → `element` tells the page. Who may import whom:
//! `job` ← `provider`, `poll`, `badge` ← `browser` ← `ui` ← `element` ← `main`.
//!
//! # Invariants
//!
//! - `job`, `provider`, `poll` and `badge` are pure: no clock, no network, no DOM, no async, no
//!   Yew. Time is an argument; randomness is a seed.
//! - `browser` holds no policy: it does what the poller says.
//! - The token is exposed on two lines: where the header is set, and where its digest is made, by
//!   which tabs with the same token know each other.
//! - Nothing here panics: one panic would kill every badge on the page.

// Clippy has no "allow in tests" for this one.
#![cfg_attr(test, allow(clippy::string_slice))]

pub mod badge;
pub mod browser;
pub mod job;
pub mod poll;
pub mod provider;

#[cfg(feature = "element")]
pub mod element;
#[cfg(feature = "yew")]
pub mod ui;

/// The Rust in the guide's chapters: each block is a test.
#[cfg(all(doctest, feature = "yew"))]
mod guide {
    #[doc = include_str!("../docs/yew.md")]
    struct Yew;
    #[doc = include_str!("../README.md")]
    struct Readme;
}
