//! The next deadlines of all jobs together.

use super::watched_job::WatchedJob;
use crate::job::{Freshness, Moment};

/// The next deadlines of all jobs together. They take a walk over every job, so the poller keeps
/// them until something happens that may change them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadlines {
    /// When the first live job becomes stale.
    pub(super) stale: Option<Moment>,
    /// When the first job is due to be polled.
    pub(super) due: Option<Moment>,
}

impl Deadlines {
    pub(super) fn of<'a>(jobs: impl Iterator<Item = &'a WatchedJob>, interval: u64) -> Self {
        let mut deadlines = Self { stale: None, due: None };
        for job in jobs {
            if job.notified.freshness == Freshness::Live {
                deadlines.stale = earlier(deadlines.stale, job.stale_at(interval));
            }
            deadlines.due = earlier(deadlines.due, job.due(interval));
        }
        deadlines
    }
}

/// The earlier of two moments, where there are two.
pub(super) fn earlier(one: Option<Moment>, other: Option<Moment>) -> Option<Moment> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        _ => one.or(other),
    }
}
