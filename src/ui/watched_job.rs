//! One job that a badge or a hook watches, and the status that it last observed. It draws nothing.

use core::time::Duration;
use std::rc::Rc;

use crate::{
    browser::{Source, Watching},
    job::{Change, Failure, FailureKind, Freshness, InvalidJobId, JobId, Status},
    poll::{Attention, Watch},
};

/// How often, and with how much attention, a job is watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pace {
    /// From one request to the next; `None` is the API's own pace.
    pub(super) interval: Option<Duration>,
    /// Whether it is not asked for.
    pub(super) paused: bool,
    /// How much it is looked at.
    pub(super) attention: Attention,
}

/// One job that is watched.
#[derive(Debug)]
pub(super) struct WatchedJob {
    source: Source,
    id: Result<JobId, InvalidJobId>,
    status: Rc<Status>,
    watching: Option<Watching>,
}

impl WatchedJob {
    /// A job of which nothing is known yet. Nobody watches it.
    pub(super) fn new(source: &Source, job: &str) -> Self {
        let id = JobId::parse(job);
        let status = Rc::new(blank_status(&id));
        Self { source: source.clone(), id, status, watching: None }
    }

    /// Takes another source or job, and says whether it is another job: then its status is blank at
    /// once, so that the old one is not shown under the new name, not even once.
    pub(super) fn set(&mut self, source: &Source, job: &str) -> bool {
        let next = Self::new(source, job);
        if next.id == self.id && next.source == self.source {
            return false;
        }
        let is_other = next.status.job != self.status.job;
        let status = if is_other { Rc::clone(&next.status) } else { Rc::clone(&self.status) };
        *self = Self { status, ..next };
        is_other
    }

    /// Watches the job at this pace; a watch that is there is changed in place. Gives what is known
    /// when the watch begins.
    pub(super) fn watch(
        &mut self,
        pace: Pace,
        on_status: impl Fn(Rc<Status>) + 'static,
    ) -> Option<Rc<Status>> {
        let job = self.id.as_ref().ok()?.clone();
        let Pace { interval, paused, attention } = pace;
        let watch = Watch { job: job.clone(), interval, paused, attention };
        if let Some(watching) = &self.watching {
            watching.change(watch);
            return None;
        }
        self.watching = Some(self.source.watch(watch, on_status));
        self.source.status(&job)
    }

    /// Ends the watch.
    pub(super) fn unwatch(&mut self) {
        self.watching = None;
    }

    /// Asks for the job at once.
    pub(super) fn refresh(&self) {
        self.source.refresh(&self.status.job);
    }

    /// The status that was observed last.
    pub(super) const fn status(&self) -> &Rc<Status> {
        &self.status
    }

    /// What the source knows of the job now.
    pub(super) fn latest(&self) -> Option<Rc<Status>> {
        self.source.status(&self.status.job)
    }

    /// Observes a status. It is a change if it is of the same job, and if something differs.
    pub(super) fn observe(&mut self, status: &Rc<Status>) -> Option<Change> {
        let previous = Rc::clone(&self.status);
        if previous.job != status.job {
            return None;
        }
        let status = if status.report.as_ref().is_none_or(|report| report.tasks.is_none()) {
            Rc::new(Status::clone(status).keeping(&previous))
        } else {
            Rc::clone(status)
        };
        self.status = Rc::clone(&status);
        status.differs(&previous).then_some(Change { status, previous })
    }
}

fn blank_status(id: &Result<JobId, InvalidJobId>) -> Status {
    match id {
        Ok(job) => Status::waiting(job.clone()),
        Err(invalid) => Status {
            freshness: Freshness::Misconfigured,
            failure: Some(Failure::new(FailureKind::Config).with_message(invalid.remedy())),
            ..Status::waiting(JobId::unnamed())
        },
    }
}
