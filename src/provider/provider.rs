//! What every provider implements.

use core::time::Duration;

use super::{
    endpoint::ApiRoot,
    http::{Body, Head},
    json::{Json, Members},
    request::Request,
};
use crate::job::{Answer, Failure, JobId, Query};

/// What an API needs to be asked, and how its answers are read.
pub trait Provider {
    /// The contract's name, as in the element's `provider` attribute.
    fn name(&self) -> &str;

    /// How often it is asked when the page does not say.
    fn interval(&self) -> Duration;

    /// Whether tasks come in an answer of their own ([`Query::Tasks`]).
    fn separate_tasks(&self) -> bool;

    /// How many queries about states may be in flight at once.
    fn max_in_flight(&self) -> usize {
        1
    }

    /// How many jobs a page of the list of active jobs holds at most ([`Query::Active`]); `None` for
    /// an API without such a list: it is never asked for it.
    fn list_page(&self) -> Option<usize>;

    /// Whether an answer comes with an entity tag by which the next one costs nothing when nothing
    /// has changed.
    fn has_entity_tags(&self) -> bool {
        false
    }

    /// The members of an answer that [`Provider::read`] looks at.
    fn members(&self) -> Members<'_>;

    /// How many of these jobs, from the first, one request can ask for. At least 1 (for a list
    /// that is not empty): a URL has 2,000 characters at most, unless one job alone needs more.
    fn fits(&self, root: &ApiRoot, jobs: &[JobId]) -> usize;

    /// Writes a query as a request. `trace` is new for each attempt, for APIs that take a
    /// request id from the client.
    ///
    /// # Errors
    /// [`FailureKind::Config`](crate::job::FailureKind::Config) when the job's id is not of the form
    /// that the API needs: nothing is sent then.
    fn request(&self, root: &ApiRoot, query: &Query, trace: u128) -> Result<Request, Failure>;

    /// What an answer means whose status, or what stands in it, decides by itself: a token that was
    /// rejected in another way than by 401, a limit that was reached, a status that is a state.
    /// `None`: the status means what it means everywhere.
    fn special(
        &self,
        query: &Query,
        head: &Head,
        body: &dyn Body,
    ) -> Option<Result<Answer, Failure>> {
        let _ = (query, head, body);
        None
    }

    /// The request for the next page of an answer, which its provider reads as it read this one.
    /// `read_so_far` is what all pages say together; so many have been read, this one among them.
    /// `None`: this page is the last.
    fn next_page(
        &self,
        root: &ApiRoot,
        query: &Query,
        head: &Head,
        body: &dyn Body,
        read_so_far: &Answer,
        pages: usize,
    ) -> Option<Request> {
        let _ = (root, query, head, body, read_so_far, pages);
        None
    }

    /// Reads the body of a 2xx answer.
    ///
    /// # Errors
    /// [`FailureKind::BadAnswer`](crate::job::FailureKind::BadAnswer) when it is not what the API
    /// documents.
    fn read(&self, query: &Query, head: &Head, body: &Json) -> Result<Answer, Failure>;
}
