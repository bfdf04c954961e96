//! What passes between the poller and its driver: requests out, responses in.

use core::time::Duration;
use std::rc::Rc;

use super::TokenReason;
use crate::job::{Answer, Failure, JobId, Query, Timestamp};

/// Identifies one request. Each attempt has a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub(super) u64);

/// What a source's API needs.
#[derive(Clone)]
pub struct Pace {
    /// How often jobs are polled if no watcher says.
    pub interval: Duration,
    /// Whether tasks come in an answer of their own ([`Query::Tasks`]).
    pub separate_tasks: bool,
    /// How many [`Query::Jobs`] may be in flight at once; 0 counts as 1.
    pub max_in_flight: usize,
    /// How many [`Query::Tasks`] may be in flight at once; 0 counts as 1.
    pub max_tasks_in_flight: usize,
    /// How many [`Query::Tasks`] may be sent from the start of a round to that of the next; 0
    /// counts as 1.
    pub max_tasks_a_round: usize,
    /// Whether the API is on this machine (loopback) or on the page's own origin: then a browser that
    /// says it is offline may be wrong.
    pub is_local: bool,
    /// How many jobs one page of [`Query::Active`] holds at most; `None` where there is no such
    /// list.
    pub list_page: Option<usize>,
    /// How many of these jobs, from the first, one query can hold. 0 counts as 1.
    #[expect(clippy::type_complexity, reason = "an alias would only hide that it is a function")]
    pub fits: Rc<dyn Fn(&[JobId]) -> usize>,
}

impl core::fmt::Debug for Pace {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Pace")
            .field("interval", &self.interval)
            .field("separate_tasks", &self.separate_tasks)
            .field("max_in_flight", &self.max_in_flight)
            .field("max_tasks_in_flight", &self.max_tasks_in_flight)
            .field("max_tasks_a_round", &self.max_tasks_a_round)
            .field("is_local", &self.is_local)
            .field("list_page", &self.list_page)
            .finish_non_exhaustive()
    }
}

/// What the driver is to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send this query with the token that the poller was given last.
    Send {
        /// Identifies this attempt in [`Poller::handle_answer`](super::Poller::handle_answer).
        id: RequestId,
        /// What is asked.
        query: Query,
        /// New for each attempt: the 128 bits of a UUID, version 4.
        trace: u128,
    },
    /// Abort this request. An answer that still comes changes nothing.
    Abort(RequestId),
    /// This job's [`status`](super::Poller::status) differs (by
    /// [`Status::differs`](crate::job::Status::differs)) from the one that was reported before.
    Changed(JobId),
    /// Call the token provider. This is not said again before
    /// [`Poller::handle_token`](super::Poller::handle_token) or
    /// [`Poller::handle_token_failed`](super::Poller::handle_token_failed) reports the result.
    AskToken(TokenReason),
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The answer, or why there is none.
    pub result: Result<Answer, Failure>,
    /// `Retry-After` where it can be read, also of a successful answer.
    pub retry_after: Option<Duration>,
    /// The server's clock (its `Date` header), where it can be read.
    pub server_time: Option<Timestamp>,
}

/// Whether the page can be seen and can reach a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Not hidden, not frozen, not in the back/forward cache.
    pub awake: bool,
    /// The browser does not say that it is offline. A hint: it may be wrong.
    pub online: bool,
}
