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
    /// Why the last request failed, if it did.
    pub failure: Option<Failure>,
    /// When the next request is due after a failure, where that is known.
    pub retry_at: Option<Timestamp>,
    /// When the last good answer came, by this machine's clock.
    pub checked_at: Option<Timestamp>,
    /// What to add to this machine's clock to get the server's, in milliseconds (its `Date`
    /// header, where it can be read; else 0).
    pub server_clock_ahead: i64,
    /// The interval at which it is polled.
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

    /// Whether the two differ in more than the time of the last answer. Such a difference is a
    /// `job-badge-change`.
    pub fn differs(&self, other: &Self) -> bool {
        self.job != other.job
            || self.report != other.report
            || self.progress != other.progress
            || self.freshness != other.freshness
            || self.failure != other.failure
    }

    /// This status, with what `shown` knows of the same job where this one does not know it yet:
    /// for a badge that goes to another source (a new token) and keeps showing what it showed.
    #[must_use]
    pub fn keeping(mut self, shown: &Self) -> Self {
        let Some(known) = shown.report.as_ref().filter(|_| self.job == shown.job) else {
            return self;
        };
        match &mut self.report {
            None => {
                self.report = Some(Rc::clone(known));
                self.progress = shown.progress;
                self.checked_at = shown.checked_at;
            }
            // The tasks come in an answer of their own, a moment later.
            Some(report)
                if report.tasks.is_none()
                    && report.started_at == known.started_at
                    && !report.state.is_waiting() =>
            {
                let mut whole = Report::clone(report);
                whole.tasks = known.tasks.clone();
                *report = Rc::new(whole);
                self.progress = self.progress.max(shown.progress);
            }
            Some(_) => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::Task;

    fn job(id: &str) -> JobId {
        JobId::parse(id).unwrap()
    }

    fn running(id: &str, percent: Option<u16>) -> Status {
        let mut report = Report::new(job(id), JobState::Running, "Processing");
        report.tasks = percent.map(|_| vec![Task::default()].into());
        Status {
            report: Some(Rc::new(report)),
            progress: percent.map(|percent| Progress::from_permille(percent * 10)),
            ..Status::waiting(job(id))
        }
    }

    #[test]
    fn a_new_source_keeps_what_is_shown_until_it_knows_more() {
        let shown = running("a", Some(40));
        assert_eq!(Status::waiting(job("a")).keeping(&shown).progress, shown.progress);
        let without_tasks = running("a", None).keeping(&shown);
        assert_eq!(without_tasks.progress, shown.progress);
        assert_eq!(without_tasks.report, shown.report);
        let newer = running("a", Some(60));
        assert_eq!(newer.clone().keeping(&shown), newer);
    }

    #[test]
    fn another_job_keeps_nothing() {
        let shown = running("a", Some(40));
        assert_eq!(Status::waiting(job("b")).keeping(&shown), Status::waiting(job("b")));
    }
}
