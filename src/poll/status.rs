//! The status of a job: what is known of it, and how fresh that is.

use core::time::Duration;

use super::{poller::Poller, source::Source, watched_job::WatchedJob};
use crate::job::{Failure, FailureKind, Freshness, JobId, Now, Status, Timestamp};

impl Poller {
    pub(super) fn status_of(&self, now: Now, id: &JobId, job: &WatchedJob) -> Status {
        let (freshness, failure) = self.freshness(job);
        // No error of a job whose state is live.
        let failure = failure.filter(|_| freshness != Freshness::Live);
        Status {
            job: id.clone(),
            report: job.latest.report.clone(),
            progress: job.latest.progress,
            freshness,
            failure: failure.cloned(),
            tasks_failure: job.tasks.failure.clone(),
            retry_at: failure.and_then(|_| self.retry_at(now, job)),
            checked_at: job.checked_at,
            server_clock_ahead: self.source.server_clock_ahead,
            interval: Duration::from_millis(job.interval(self.interval())),
        }
    }

    /// How fresh a job is, and the failure behind that. What concerns the whole source goes before
    /// what concerns the job, since nothing helps the job before that is put right. A final job
    /// without a failed query of its own stays live: it needs no answer any more.
    fn freshness<'a>(&'a self, job: &'a WatchedJob) -> (Freshness, Option<&'a Failure>) {
        let of_source =
            self.source_failure().map(|(freshness, failure)| (freshness, Some(failure)));
        let of_tasks = job.tasks.failure.as_ref();
        let Some(failed) = &job.failed else {
            return if job.latest.is_final() {
                (Freshness::Live, of_tasks)
            } else if let Some(of_source) = of_source {
                of_source
            } else if !self.may_poll_by_itself() && (!job.found_offline || job.is_stale) {
                (Freshness::Offline, of_tasks)
            } else if job.tasks.is_stale() || job.is_stale {
                (Freshness::Stale, of_tasks)
            } else {
                (Freshness::Live, of_tasks)
            };
        };
        let kind = failed.failure.kind;
        let is_gone = kind == FailureKind::NotFound && self.source.refused.is_none();
        if let (Some(of_source), false) = (of_source, is_gone) {
            return of_source;
        }
        let freshness = match kind {
            FailureKind::NotFound => Freshness::Gone,
            FailureKind::Forbidden => Freshness::Forbidden,
            FailureKind::Config | FailureKind::Auth => Freshness::Misconfigured,
            // An answer, if only of a failure, says that there is a network.
            FailureKind::Network | FailureKind::Timeout if !self.source.page.online => {
                Freshness::Offline
            }
            _ if !self.may_poll_by_itself() => Freshness::Offline,
            _ if failed.has_retry_after => Freshness::Waiting,
            FailureKind::Network | FailureKind::Timeout
                if !self.source.reached && job.latest.report.is_none() =>
            {
                Freshness::Unreachable
            }
            _ => Freshness::Stale,
        };
        (freshness, Some(&failed.failure))
    }

    /// Why no job of the source can be polled.
    fn source_failure(&self) -> Option<(Freshness, &Failure)> {
        let misconfigured = |failure| (Freshness::Misconfigured, failure);
        let Source { refused, stopped, .. } = &self.source;
        refused
            .as_ref()
            .map(misconfigured)
            .or_else(|| self.credential.failure())
            .or_else(|| stopped.as_ref().map(misconfigured))
    }

    /// When the job is polled again by itself, on the calendar.
    fn retry_at(&self, now: Now, job: &WatchedJob) -> Option<Timestamp> {
        if !self.is_open() || !(self.may_poll_by_itself() || job.wants_refresh()) {
            return None;
        }
        let at = if self.credential.usable().is_some() {
            job.due(self.interval())?.max(self.source.next_round_at())
        } else {
            self.credential.deadline()?
        };
        (at > now.moment).then(|| now.utc.plus_millis(at.millis_since(now.moment)))
    }
}
