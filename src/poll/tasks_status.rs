//! How the queries for one job's tasks went, on an API that gives tasks separately.

use crate::job::{Failure, Moment};

/// After so many failed attempts the tasks of a final job are given up.
const MAX_FINAL_ATTEMPTS: u32 = 5;
/// After so many failures in a row the shown tasks count as stale.
const STALE_AFTER_FAILURES: u32 = 3;

/// How the queries for one job's tasks went.
#[derive(Debug, Default)]
pub(super) struct TasksStatus {
    /// The job is final, and its tasks have not been read since.
    pub(super) outstanding: bool,
    /// How often they were asked for again since it is final, because they were not.
    pub(super) repeats: u32,
    /// The service refuses to give this job's tasks.
    pub(super) refused: bool,
    /// Failures in a row.
    pub(super) failures: u32,
    /// No query before this moment.
    pub(super) not_before: Moment,
    pub(super) failure: Option<Failure>,
}

impl TasksStatus {
    pub(super) fn is_stale(&self) -> bool {
        self.failures >= STALE_AFTER_FAILURES
    }

    /// A query failed in a way that may pass.
    pub(super) fn fail(&mut self, failure: Failure, not_before: Moment) {
        self.failures = self.failures.saturating_add(1);
        self.not_before = not_before;
        self.outstanding &= self.failures < MAX_FINAL_ATTEMPTS;
        self.failure = Some(failure);
    }

    /// They are not final yet: they are asked for again.
    pub(super) fn repeat(&mut self, repeats: u32, not_before: Moment) {
        (self.outstanding, self.repeats, self.not_before) = (true, repeats, not_before);
    }

    pub(super) fn refuse(&mut self, failure: Failure) {
        *self = Self { refused: true, failure: Some(failure), ..Self::default() };
    }

    /// The round had no room for this query. Outstanding tasks of a final job wait for the next.
    pub(super) fn postpone(&mut self, next_round: Moment) {
        if self.outstanding {
            self.not_before = self.not_before.max(next_round);
        }
    }

    /// The job does not run, so earlier failures no longer matter.
    pub(super) fn reset(&mut self) {
        if !self.refused {
            *self = Self::default();
        }
    }
}
