//! What each API says: requests out, reports in. Pure: no network, no clock, no JSON library.
//!
//! A provider is data and pure functions. It writes a [`Query`](crate::job::Query) as a [`Request`]
//! and reads the decoded answer. Who sends it, when, and what to do about trouble is decided
//! elsewhere.
//!
//! What a sender does with an answer: [`wait`] reads its headers, [`Api::read_answer`] the rest.

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
mod token;
mod unknown;
mod usual;
mod wait;
mod wanted;

pub use api::Api;
pub use auth::Auth;
pub use described::{Description, DescriptionError};
pub use endpoint::{ApiRoot, RefusedEndpoint};
pub use error_body::{error_in_json, error_in_text, failure};
pub use http::{Body, Head};
pub use json::{Json, Members};
pub use provider::Provider;
pub use request::{Request, TokenHeader};
pub use token::{BearerToken, RefusedToken};
pub use unknown::Unknown;
pub use usual::UsualJson;
pub use wait::wait;
