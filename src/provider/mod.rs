//! What each API says: requests out, reports in. Pure: no network, no clock, no JSON library.
//!
//! A provider is data and pure functions. It writes an [`Query`] as a [`Request`] and reads the
//! decoded answer; who sends it, when, and what to do about trouble is not its business. Adding one
//! touches its own folder, one line in [`Api`]'s list, and its tests.
//!
//! What a sender does with an answer: a 2xx body goes through [`Api::read`]; of any other the
//! body's words are cut out by [`error_in_json`], or by [`error_in_text`] where it is not JSON, and
//! [`failure`] makes the failure of them.

pub mod ams_v2;
mod api;
pub(crate) mod decimal;
mod endpoint;
mod error_body;
mod json;
mod token;
mod url;

pub use api::Api;
pub use endpoint::{ApiRoot, RefusedEndpoint};
pub use error_body::{error_in_json, error_in_text, failure};
pub use token::{BearerToken, RefusedToken};

use core::time::Duration;

use serde::Deserializer;

use crate::job::{Answer, Failure, JobId, Query};

/// One HTTP GET, complete but for the `Authorization` header, which the browser room sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The absolute URL. It starts with the API root and never holds a secret.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
}

/// What an API needs to be asked, and how its answers are read.
pub trait Provider {
    /// The contract's name, as in the element's `provider` attribute.
    const NAME: &'static str;
    /// How often it is asked when the page does not say.
    const INTERVAL: Duration;
    /// Whether tasks come in an answer of their own ([`Query::Tasks`]).
    const SEPARATE_TASKS: bool;
    /// How many jobs a page of the list of active jobs holds at most ([`Query::Active`]); `None` for
    /// an API without such a list: it is never asked for it.
    const LISTS_ACTIVE: Option<usize>;

    /// How many of these jobs, from the first, one request can ask for. At least 1 (for a list
    /// that is not empty): a URL has 2,000 characters at most, unless one job alone needs more.
    fn fits(root: &ApiRoot, jobs: &[JobId]) -> usize;

    /// Writes a question as a request. `trace` is new for each attempt, for APIs that take a
    /// request id from the client.
    fn request(root: &ApiRoot, ask: &Query, trace: u128) -> Request;

    /// Reads the body of a 2xx answer.
    ///
    /// # Errors
    /// [`FailureKind::BadAnswer`](crate::job::FailureKind::BadAnswer) when it is not what the API
    /// documents.
    fn read<'de, D: Deserializer<'de>>(ask: &Query, body: D) -> Result<Answer, Failure>;
}
