//! What each API says: requests out, reports in. Pure: no network, no clock, no JSON library.
//!
//! A provider is data and pure functions. It writes a [`Query`](crate::job::Query) as a [`Request`]
//! and reads the decoded answer. Who sends it, when, and what to do about trouble is decided
//! elsewhere. A new provider is a folder, one line in [`Api`]'s list, and its tests.
//!
//! What a sender does with an answer: a 2xx body goes through [`Api::read`]. The error in any other
//! body is found by [`error_in_json`], or by [`error_in_text`] where the body is not JSON, and
//! [`failure`] makes a failure of it.

pub mod ams_v2;
mod api;
pub(crate) mod decimal;
mod endpoint;
mod error_body;
#[cfg(not(target_arch = "wasm32"))]
mod host_url;
mod json;
#[expect(clippy::module_inception, reason = "the trait has the room's name")]
mod provider;
mod request;
mod token;

pub use api::Api;
pub use endpoint::{ApiRoot, RefusedEndpoint};
pub use error_body::{error_in_json, error_in_text, failure};
pub use provider::Provider;
pub use request::Request;
pub use token::{BearerToken, RefusedToken};
