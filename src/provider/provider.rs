//! What every provider implements.

use core::time::Duration;

use serde::Deserializer;

use super::{endpoint::ApiRoot, request::Request};
use crate::job::{Answer, Failure, JobId, Query};

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

    /// Writes a query as a request. `trace` is new for each attempt, for APIs that take a
    /// request id from the client.
    fn request(root: &ApiRoot, query: &Query, trace: u128) -> Request;

    /// Reads the body of a 2xx answer.
    ///
    /// # Errors
    /// [`FailureKind::BadAnswer`](crate::job::FailureKind::BadAnswer) when it is not what the API
    /// documents.
    fn read<'de, D: Deserializer<'de>>(query: &Query, body: D) -> Result<Answer, Failure>;
}
