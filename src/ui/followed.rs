//! One job that a face follows: its watch, and what was taken in of it. It draws nothing.

use core::time::Duration;
use std::rc::Rc;

use crate::{
    browser::{Source, Watching},
    job::{Change, Failure, FailureKind, Freshness, InvalidJobId, JobId, Status},
    poll::{Attention, Watch},
};

/// How closely a face follows its job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pace {
    /// From one look to the next; `None` is the API's own pace.
    pub(super) interval: Option<Duration>,
    /// Whether it wants no looks.
    pub(super) paused: bool,
    /// How much it is looked at.
    pub(super) attention: Attention,
}

/// One job that a face follows.
#[derive(Debug)]
pub(super) struct Followed {
    source: Source,
    id: Result<JobId, InvalidJobId>,
    shown: Rc<Status>,
    watching: Option<Watching>,
}

impl Followed {
    /// A job of which nothing is known yet. Nobody watches it.
    pub(super) fn new(source: &Source, job: &str) -> Self {
        let id = JobId::parse(job);
        let shown = Rc::new(blank_status(&id));
        Self { source: source.clone(), id, shown, watching: None }
    }

    /// Follows this from now on. Whether it is another job: then it starts anew at once, so that
    /// the old one is not shown under the new name, not even once.
    pub(super) fn follow(&mut self, source: &Source, job: &str) -> bool {
        let next = Self::new(source, job);
        if next.id == self.id && next.source == self.source {
            return false;
        }
        let is_other = next.shown.job != self.shown.job;
        let shown = if is_other { Rc::clone(&next.shown) } else { Rc::clone(&self.shown) };
        *self = Self { shown, ..next };
        is_other
    }

    /// Watches it at this pace; a watch that is there is changed in place. What is known of it
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
    pub(super) fn leave(&mut self) {
        self.watching = None;
    }

    /// Asks for the job at once.
    pub(super) fn refresh(&self) {
        self.source.refresh(&self.shown.job);
    }

    /// What is known of it, as far as it was taken in.
    pub(super) const fn status(&self) -> &Rc<Status> {
        &self.shown
    }

    /// What its source knows of it now.
    pub(super) fn latest(&self) -> Option<Rc<Status>> {
        self.source.status(&self.shown.job)
    }

    /// Takes a status in. A change is told only of the same job, and only when something differs.
    pub(super) fn take(&mut self, status: &Rc<Status>) -> Option<Change> {
        let previous = Rc::clone(&self.shown);
        if previous.job != status.job {
            return None;
        }
        let status = if status.report.as_ref().is_none_or(|report| report.tasks.is_none()) {
            Rc::new(Status::clone(status).keeping(&previous))
        } else {
            Rc::clone(status)
        };
        self.shown = Rc::clone(&status);
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
