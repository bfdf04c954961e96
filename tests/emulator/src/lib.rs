//! The Azure Media Services v2 REST API's jobs, as a pure function of (time, request).
//!
//! [`Emulator::answer`] is the whole interface. It uses no clock, no network, and no randomness but a
//! seed. So it runs inside a page, where it answers the page's own `fetch`, and as a server on a port
//! (the feature `server`: `ams-emulator serve`). The service itself was retired in June 2024.
//!
//! ```
//! use ams_emulator::{Emulator, Request, Settings};
//!
//! let now = 1_700_000_000_000;
//! let mut emulator = Emulator::new(Settings::default());
//! let request = Request::new("GET", "/api/Jobs()?$top=1")
//!     .with("Authorization", &format!("Bearer {}", Emulator::mint_token(now, 3600)))
//!     .with("x-ms-version", "2.19");
//! assert_eq!(emulator.answer(now, &request).status, 200);
//! ```
//!
//! # Map
//! | what | where |
//! |---|---|
//! | the entry point, and the headers of all answers | [`emulator`] |
//! | answers without faults | [`api`], [`route`], [`query`], [`filter`] |
//! | authorization, CORS, content negotiation | [`token`], [`cors`], [`negotiate`] |
//! | serialization | [`mod@write`], [`error`], [`calendar`] |
//! | jobs and tasks over time | [`clock`], [`job`], [`task`], [`fleet`], [`demo`] |
//! | jobs and tasks as data | [`entity`], [`describe`] |
//! | fault scenarios | [`faults`], [`fault_effects`] |
//! | for tests | [`control`], [`stats`] |
//! | HTTP as values, ids | [`http`], [`seed`] |
//! | axum and the command line | `server` |

pub mod api;
pub mod calendar;
pub mod clock;
pub mod control;
pub mod cors;
pub mod demo;
pub mod describe;
pub mod emulator;
pub mod entity;
pub mod error;
pub mod fault_effects;
pub mod faults;
pub mod filter;
pub mod fleet;
pub mod http;
pub mod job;
pub mod negotiate;
pub mod query;
pub mod route;
pub mod seed;
#[cfg(feature = "server")]
pub mod server;
pub mod stats;
pub mod task;
pub mod token;
pub mod write;

pub use cors::Cors;
pub use emulator::{Emulator, Settings};
pub use http::{Fate, Request, Response};
pub use job::JobPlan;
pub use task::TaskPlan;
