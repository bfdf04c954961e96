//! How far what is known of a job can be trusted, and what is said of it.

use core::time::Duration;

use super::{Output, entry::Entry, poller::Poller, source::Source};
use crate::job::{Failure, FailureKind, Freshness, JobId, Moment, Now, Status, Timestamp};

/// What the answers about tasks say, while more of them are awaited, is told together and no more
/// often than this, in milliseconds: for a page, each telling is a frame to lay out and paint.
const TOGETHER: u64 = 250;

impl Poller {
    /// When what is held back is told.
    pub(super) fn tells_at(&self) -> Option<Moment> {
        (!self.news.is_empty()).then(|| self.told_at.plus_millis(TOGETHER))
    }

    /// Says which jobs' statuses differ from what was told.
    pub(super) fn tell(&mut self, now: Now) {
        for job in self.touched(now.moment) {
            let Some(entry) = self.jobs.get(&job) else { continue };
            let status = self.status_of(now, &job, entry);
            if status.differs(&entry.told)
                && let Some(entry) = self.jobs.get_mut(&job)
            {
                entry.told = status;
                self.outputs.push(Output::Changed(job));
            }
        }
    }

    /// The jobs whose statuses may differ from what was told.
    fn touched(&mut self, now: Moment) -> Vec<JobId> {
        let ages = self.outlook.is_some_and(|its| its.stale.is_some_and(|stale| stale <= now));
        if self.outlook.is_some() && !ages {
            if self.tells_at().is_none_or(|at| now < at) {
                return Vec::new();
            }
            self.told_at = now;
            return core::mem::take(&mut self.news);
        }
        self.told_at = now;
        self.outlook = None;
        self.news.clear();
        let interval = self.watches.interval();
        let mut touched = Vec::new();
        for (job, entry) in self.jobs.iter_mut() {
            if entry.stale_at(interval).is_some_and(|stale| stale <= now) {
                entry.old = true;
                entry.touched = true;
            }
            if core::mem::take(&mut entry.touched) {
                touched.push(job.clone());
            }
        }
        touched
    }

    pub(super) fn status_of(&self, now: Now, job: &JobId, entry: &Entry) -> Status {
        let interval = self.watches.interval();
        let (freshness, failure) = self.verdict(entry);
        let retry_at = failure.and_then(|_| self.retry_at(now, entry));
        Status {
            job: job.clone(),
            report: entry.known.report.clone(),
            progress: entry.known.progress,
            freshness,
            failure: failure.cloned(),
            retry_at,
            checked_at: entry.checked_at,
            server_clock_ahead: self.source.clock_ahead,
            interval: Duration::from_millis(entry.interval(interval)),
        }
    }

    /// The worst trouble is said: what concerns the source goes before what concerns the job,
    /// since nothing helps the job before that is set right. A final job that nobody asked for
    /// again is past all trouble.
    fn verdict<'a>(&'a self, entry: &'a Entry) -> (Freshness, Option<&'a Failure>) {
        let of_source = self.source_trouble().map(|(freshness, why)| (freshness, Some(why)));
        let of_tasks = entry.tasks.failure.as_ref();
        let Some(trouble) = &entry.trouble else {
            return if entry.known.is_final() {
                (Freshness::Live, of_tasks)
            } else if let Some(of_source) = of_source {
                of_source
            } else if !self.source.page.online {
                (Freshness::Offline, of_tasks)
            } else if entry.tasks.is_stale() || entry.old {
                (Freshness::Stale, of_tasks)
            } else {
                (Freshness::Live, of_tasks)
            };
        };
        let kind = trouble.failure.kind;
        let is_gone = kind == FailureKind::NotFound && self.source.refused.is_none();
        if let (Some(of_source), false) = (of_source, is_gone) {
            return of_source;
        }
        let freshness = match kind {
            FailureKind::NotFound => Freshness::Gone,
            FailureKind::Forbidden => Freshness::Forbidden,
            FailureKind::Config | FailureKind::Auth => Freshness::Misconfigured,
            _ if !self.source.page.online => Freshness::Offline,
            _ if trouble.waits => Freshness::Waiting,
            FailureKind::Network | FailureKind::Timeout
                if !self.source.reached && entry.known.report.is_none() =>
            {
                Freshness::Unreachable
            }
            _ => Freshness::Stale,
        };
        (freshness, Some(&trouble.failure))
    }

    fn source_trouble(&self) -> Option<(Freshness, &Failure)> {
        let misconfigured = |failure| (Freshness::Misconfigured, failure);
        let Source { refused, stopped, .. } = &self.source;
        refused
            .as_ref()
            .map(misconfigured)
            .or_else(|| self.credential.trouble())
            .or_else(|| stopped.as_ref().map(misconfigured))
    }

    /// When the job is asked again by itself, on the calendar.
    fn retry_at(&self, now: Now, entry: &Entry) -> Option<Timestamp> {
        if !self.source.is_open() {
            return None;
        }
        let at = if self.credential.usable().is_some() {
            let due = entry.due(self.watches.interval())?;
            due.max(self.source.gate).max(self.source.hold)
        } else {
            self.credential.deadline()?
        };
        (at > now.moment).then(|| now.utc.plus_millis(at.millis_since(now.moment)))
    }
}
