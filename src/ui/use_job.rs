//! The hooks that follow one job, for [`JobBadge`](super::JobBadge) and for faces of one's own.

use core::time::Duration;
use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    browser::{Source, Watching},
    job::{Change, Failure, FailureKind, Freshness, JobId, Status},
};

/// A job that a component follows.
#[derive(Clone, Debug)]
pub struct UseJob {
    /// What is known of it now.
    pub status: Rc<Status>,
    source: Source,
}

impl UseJob {
    /// Asks for the job at once, out of any wait but two: a time that the service named, and
    /// signed out.
    pub fn refresh(&self) {
        self.source.refresh(&self.status.job);
    }
}

/// Follows a job at its API's own pace, and renders the component whenever its status differs.
///
/// On a server it gives "nothing known yet".
#[hook]
pub fn use_job(source: &Source, job: &str) -> UseJob {
    use_watched_job(source, job, Pace::default(), Callback::noop())
}

/// How one face follows its job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pace {
    pub(super) interval: Option<Duration>,
    pub(super) paused: bool,
}

/// As [`use_job`], at a pace of its own, and told of each change.
#[hook]
pub(super) fn use_watched_job(
    source: &Source,
    job: &str,
    pace: Pace,
    on_change: Callback<Change>,
) -> UseJob {
    let id = use_memo(job.to_owned(), |job| JobId::parse(job));
    let blank = || Rc::new(blank_status(&id));
    let shown = use_mut_ref(blank);
    let watching = use_mut_ref(|| None::<Watching>);
    let render = use_force_update();
    // The watch outlives renders, so it must find the callback of the latest one.
    let latest = use_mut_ref(Callback::noop);
    *latest.borrow_mut() = on_change;

    // Another job starts anew at once: the old one is not drawn under the new name, not even once.
    if shown.borrow().job != blank().job {
        *shown.borrow_mut() = blank();
    }

    {
        let (shown, watching) = (Rc::clone(&shown), Rc::clone(&watching));
        use_effect_with((source.clone(), (*id).clone()), move |(source, id)| {
            if let Ok(job) = id {
                let take = move |status: Rc<Status>| {
                    if let Some(change) = take_in(&shown, &status) {
                        let told = latest.borrow().clone();
                        told.emit(change);
                        render.force_update();
                    }
                };
                let watch = source.watch(job.clone(), pace.interval, pace.paused, take.clone());
                watching.replace(Some(watch));
                // Others may have watched the job for long, or the source may be refused.
                if let Some(status) = source.status(job) {
                    take(status);
                }
            }
            move || {
                let ended = watching.take();
                drop(ended);
            }
        });
    }
    {
        let id = Rc::clone(&id);
        use_effect_with(pace, move |pace| {
            if let (Some(watching), Ok(job)) = (&*watching.borrow(), &*id) {
                watching.change(job.clone(), pace.interval, pace.paused);
            }
        });
    }
    let status = Rc::clone(&shown.borrow());
    UseJob { status, source: source.clone() }
}

/// Takes a status in. A change is told only of the same job, and only when something differs.
fn take_in(shown: &RefCell<Rc<Status>>, status: &Rc<Status>) -> Option<Change> {
    let previous = Rc::clone(&shown.borrow());
    if previous.job != status.job {
        return None;
    }
    let status = if status.report.as_ref().is_none_or(|report| report.tasks.is_none()) {
        Rc::new(Status::clone(status).keeping(&previous))
    } else {
        Rc::clone(status)
    };
    shown.replace(Rc::clone(&status));
    status.differs(&previous).then_some(Change { status, previous })
}

fn blank_status(id: &Result<JobId, crate::job::InvalidJobId>) -> Status {
    match id {
        Ok(job) => Status::waiting(job.clone()),
        Err(invalid) => Status {
            freshness: Freshness::Misconfigured,
            failure: Some(Failure::new(FailureKind::Config).with_message(invalid.remedy())),
            ..Status::waiting(JobId::unnamed())
        },
    }
}
