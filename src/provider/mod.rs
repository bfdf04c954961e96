//! What each API says: requests out, reports in. Pure: no network, no clock, no JSON library.
//!
//! A provider is data and pure functions. It writes a [`Query`](crate::job::Query) as a [`Request`]
//! and reads the decoded answer. Who sends it, when, and what to do about trouble is decided
//! elsewhere.
//!
//! What a sender does with an answer: [`wait`] reads its headers, [`Api::read_answer`] the rest.
//!
//! An API that is not among the shipped ones ([`described::catalog`]) takes a description, which needs no
//! code. Here on the host, where `serde_json` parses; in a page the browser does:
//!
//! ```
//! use std::rc::Rc;
//!
//! use job_badge::{
//!     browser::describe,
//!     job::{Answer, JobId, JobState, Query},
//!     provider::{Api, ApiRoot},
//! };
//!
//! let description = describe(
//!     "imports",
//!     r#"{
//!         "version": 1,
//!         "get": "imports/{job}",
//!         "state": [{ "at": "/stage/code", "means": { "running": ["R", "W"], "succeeded": "OK" } }],
//!         "progress": { "done": "/rows/read", "of": "/rows/all" }
//!     }"#,
//! )?;
//! let api = Api::Described(Rc::new(description));
//! let endpoint = "https://data.example/api/";
//! let root = ApiRoot::of_url(endpoint, endpoint, "https://data.example", None)?;
//!
//! let query = Query::Jobs(vec![JobId::parse("7 b")?]);
//! let request = api.request(&root, &query, 0).map_err(|failure| failure.message)?;
//! assert_eq!(request.url, "https://data.example/api/imports/7%20b");
//!
//! let body = r#"{"stage": {"code": "R"}, "rows": {"read": 30, "all": 120}}"#;
//! let answer = api.read(&query, &mut serde_json::Deserializer::from_str(body));
//! let Ok(Answer::Jobs(reports)) = answer else { panic!() };
//! assert_eq!(reports[0].state, JobState::Running);
//! assert_eq!(reports[0].progress.map(|progress| progress.percent()), Some(25));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod ams_v2;
mod api;
mod auth;
pub(crate) mod decimal;
pub mod described;
mod endpoint;
mod error_body;
#[cfg(not(target_arch = "wasm32"))]
mod host_url;
mod http;
mod json;
mod lenient_time;
#[expect(clippy::module_inception, reason = "the trait has the room's name")]
mod provider;
mod request;
mod retry_after;
mod status_failure;
mod token;
mod unknown;
mod usual;
mod wait;
mod wanted;

pub use api::Api;
pub use auth::Auth;
pub use described::{Description, DescriptionError};
pub use endpoint::{ApiRoot, RefusedEndpoint};
pub use error_body::{error_in_json, error_in_text};
pub use http::{Body, Head};
pub use json::{Json, Members};
pub use provider::Provider;
pub use request::{Request, TokenHeader};
pub use status_failure::failure;
pub use token::{BearerToken, RefusedToken};
pub use unknown::Unknown;
pub use usual::UsualJson;
pub use wait::wait;
