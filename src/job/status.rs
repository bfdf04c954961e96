//! What is known of one job right now: the last good report, and how far it can be trusted.

use core::time::Duration;
use std::rc::Rc;

use super::{Failure, Freshness, JobId, JobState, Progress, Report, Timestamp};

/// What is known of one job right now. The poller makes it; all faces and events are made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The job's id.
    pub job: JobId,
    /// The last good report, tasks included once they are known. `None`: nothing known yet.
    pub report: Option<Rc<Report>>,
    /// How far the job is. It never runs backwards unless the job really restarted.
    pub progress: Option<Progress>,
    /// How far all this can be trusted.
    pub freshness: Freshness,
    /// What went wrong at the last look, if it went wrong.
    pub failure: Option<Failure>,
    /// When it will be asked again by itself after trouble, where that is known.
    pub retry_at: Option<Timestamp>,
    /// When the last good answer came, by this machine's clock.
    pub checked_at: Option<Timestamp>,
    /// What to add to this machine's clock to get the server's, in milliseconds (its `Date`
    /// header, where it can be read; else 0).
    pub server_clock_ahead: i64,
    /// The pace at which it is asked.
    pub interval: Duration,
}

impl Status {
    /// Nothing known yet.
    pub fn waiting(job: JobId) -> Self {
        Self {
            job,
            report: None,
            progress: None,
            freshness: Freshness::Live,
            failure: None,
            retry_at: None,
            checked_at: None,
            server_clock_ahead: 0,
            interval: Duration::from_millis(2500),
        }
    }

    /// The job's state; [`JobState::Unknown`] while nothing is known.
    pub fn state(&self) -> JobState {
        self.report.as_ref().map_or(JobState::Unknown, |report| report.state)
    }

    /// Whether the two differ in more than the time of the last look. Such a difference is what
    /// `job-badge-change` tells.
    pub fn differs(&self, other: &Self) -> bool {
        self.job != other.job
            || self.report != other.report
            || self.progress != other.progress
            || self.freshness != other.freshness
            || self.failure != other.failure
    }
}
