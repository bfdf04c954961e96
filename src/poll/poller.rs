//! The state machine's face: what it is told and what it says.

use super::{Answer, Output, Pace, Page, RequestId, Token, Watch, WatchId};
use crate::job::{Failure, JobId, Moment, Now, Status};

/// Decides when a source (provider, API root and credential) is asked about its jobs.
#[derive(Debug)]
pub struct Poller {
    pace: Pace,
}

impl Poller {
    /// A poller of one source. It does nothing until a job is watched. Equal seeds and equal
    /// calls give equal outputs.
    pub fn new(pace: Pace, seed: u64) -> Self {
        let _ = seed;
        Self { pace }
    }

    /// A watcher comes, or wants something else than before.
    pub fn handle_watch(&mut self, _now: Now, _id: WatchId, _watch: Watch) {}

    /// A watcher goes. When it was its job's last, the job is forgotten at the next
    /// [`poll_output`](Self::poll_output), so one that comes back before that finds all as it was.
    pub fn handle_unwatch(&mut self, _now: Now, _id: WatchId) {}

    /// Somebody wants this job looked at now.
    pub fn handle_refresh(&mut self, _now: Now, _job: &JobId) {}

    /// A request ended.
    pub fn handle_answer(&mut self, _now: Now, _id: RequestId, _answer: Answer) {}

    /// The page set a token, or the token provider gave one.
    pub fn handle_token(&mut self, _now: Now, _token: Token) {}

    /// There is a token provider, or there is none any more.
    pub fn handle_token_provider(&mut self, _now: Now, _present: bool) {}

    /// The token provider threw, or gave nothing.
    pub fn handle_token_failed(&mut self, _now: Now) {}

    /// The page was hidden or shown, the network went or came.
    pub fn handle_page(&mut self, _now: Now, _page: Page) {}

    /// The source's endpoint cannot be used: this is said of all its jobs, and nothing is sent.
    pub fn handle_refused(&mut self, _now: Now, _failure: Failure) {}

    /// The moment that [`poll_timeout`](Self::poll_timeout) named has come.
    pub fn handle_timeout(&mut self, _now: Now) {}

    /// What to do next; `None`: nothing until something happens.
    pub fn poll_output(&mut self, _now: Now) -> Option<Output> {
        let _ = &self.pace;
        None
    }

    /// When [`handle_timeout`](Self::handle_timeout) is to be called, if nothing happens before.
    pub fn poll_timeout(&self) -> Option<Moment> {
        None
    }

    /// What is known of a job that is watched.
    pub fn status(&self, _now: Now, _job: &JobId) -> Option<Status> {
        None
    }

    /// Whether anybody watches anything.
    pub fn is_watched(&self) -> bool {
        false
    }
}
