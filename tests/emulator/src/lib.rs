//! The Azure Media Services v2 REST API's jobs, as a pure function of (time, request).
//!
//! [`Emulator::answer`] is the whole interface. It uses no clock, no network, and no randomness but a
//! seed. So it runs inside a page, where it answers the page's own `fetch`, and as a server on a port.
//! The service itself was retired in June 2024; this stands in for it in tests and demos. What it
//! answers, and what is assumed of the service, is in the crate's README.
//!
//! # In a test
//!
//! Time is what you say it is, so no test waits:
//!
//! ```
//! use ams_emulator::{Emulator, JobPlan, Request, Settings, TaskPlan};
//!
//! let mut now = 1_700_000_000_000;
//! let mut emulator = Emulator::new(Settings { jobs: 0, ..Settings::default() });
//! let task = TaskPlan { name: Some("Encode".into()), length: 20_000, error: None };
//! let id = emulator.add_job(now, JobPlan { queued: 2_000, tasks: vec![task], ..JobPlan::default() });
//!
//! let token = Emulator::mint_token(now, 3600);
//! let mut state_at = |now| {
//!     let request = Request::new("GET", &format!("/api/Jobs('{id}')/State"))
//!         .with("Authorization", &format!("Bearer {token}"))
//!         .with("x-ms-version", "2.19");
//!     let answer = emulator.answer(now, &request);
//!     assert_eq!(answer.status, 200);
//!     answer.text()
//! };
//! // 0 is queued, 2 processing, 3 finished.
//! assert!(state_at(now).contains(r#""value":0"#));
//! now += 12_000;
//! assert!(state_at(now).contains(r#""value":2"#));
//! now += 12_000;
//! assert!(state_at(now).contains(r#""value":3"#));
//! ```
//!
//! A fault is a scenario that is posted to a control route, here and to the server alike: 503 to the
//! first two requests, with a `Retry-After`.
//!
//! ```
//! # use ams_emulator::{Emulator, Request, Settings};
//! # let now = 1_700_000_000_000;
//! # let mut emulator = Emulator::new(Settings::default());
//! let mut faults = Request::new("POST", "/_emulator/faults");
//! faults.body = br#"[{"on": {"times": 2}, "do": {"status": 503, "retryAfter": 5}}]"#.to_vec();
//! emulator.answer(now, &faults);
//!
//! let answer = emulator.answer(now, &Request::new("GET", "/api/Jobs"));
//! assert_eq!((answer.status, answer.header("Retry-After")), (503, Some("5")));
//! ```
//!
//! # As a server
//!
//! ```sh
//! cargo install ams-emulator
//! ams-emulator serve --port 8081
//! ```
//!
//! It listens on 127.0.0.1 alone, and prints its API root, a token and a job's id.
//!
//! # Features
//!
//! - **`server`** (on by default): the command line and the server, with axum, clap and tokio. Without
//!   it the core is left, which builds for `wasm32-unknown-unknown`.
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
//! | axum and the command line | [`server`] |

// docs.rs builds with nightly, which says at each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "server"), allow(rustdoc::broken_intra_doc_links))]

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
