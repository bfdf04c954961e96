//! What passes between the poller and whoever drives it: requests out, answers in.

use core::time::Duration;
use std::rc::Rc;

use super::TokenReason;
use crate::job::{Answer, Failure, JobId, Query, Timestamp};

/// Names one request. New for each attempt, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub(super) u64);

/// What a source's API needs.
#[derive(Clone)]
pub struct Pace {
    /// How often it is asked when no watcher says.
    pub interval: Duration,
    /// Whether tasks come in an answer of their own ([`Query::Tasks`]).
    pub separate_tasks: bool,
    /// How many [`Query::Jobs`] may be under way at once; 0 counts as 1.
    pub max_in_flight: usize,
    /// How many [`Query::Tasks`] may be under way at once; 0 counts as 1.
    pub max_tasks_in_flight: usize,
    /// How many [`Query::Tasks`] may be sent from the start of a round to that of the next; 0 counts
    /// as 1.
    pub max_tasks_a_round: usize,
    /// How many jobs one page of [`Query::Active`] holds at most; `None` where there is no such list.
    pub list_page: Option<usize>,
    /// How many of these jobs, from the first, one question can hold. 0 counts as 1.
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
            .field("list_page", &self.list_page)
            .finish_non_exhaustive()
    }
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send this question with the token that the poller was told last.
    Send {
        /// Names this attempt in [`Poller::handle_answer`](super::Poller::handle_answer).
        id: RequestId,
        /// What is asked.
        ask: Query,
        /// New for each attempt: the 128 bits of a UUID, version 4.
        trace: u128,
    },
    /// Stop this request. Its answer, should it still come, changes nothing.
    Abort(RequestId),
    /// This job's [`status`](super::Poller::status) differs (by
    /// [`Status::differs`](crate::job::Status::differs)) from what was told before.
    Changed(JobId),
    /// Call the token provider. It is not asked again before
    /// [`Poller::handle_token`](super::Poller::handle_token) or
    /// [`Poller::handle_token_failed`](super::Poller::handle_token_failed) says how that went.
    AskToken(TokenReason),
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// What it says, or why it says nothing.
    pub result: Result<Answer, Failure>,
    /// `Retry-After`, where it can be read, of a success too.
    pub retry_after: Option<Duration>,
    /// The server's clock (its `Date` header), where it can be read.
    pub server_time: Option<Timestamp>,
}

/// Whether the page can be seen and can reach a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Not hidden, not frozen, not in the back/forward cache.
    pub awake: bool,
    /// The browser does not say that it is offline.
    pub online: bool,
}
