//! The hook that watches one job, for badges of one's own.

use std::rc::Rc;

use yew::prelude::*;

use super::watched_job::{Pace, WatchedJob};
use crate::{browser::Source, job::Status};

/// A job that a component watches.
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

/// Watches a job at its API's own pace, and renders the component whenever its status differs.
///
/// On a server it gives "nothing known yet".
#[hook]
pub fn use_job(source: &Source, job: &str) -> UseJob {
    let watched = use_mut_ref(|| WatchedJob::new(source, job));
    let render = use_force_update();
    watched.borrow_mut().set(source, job);
    {
        let watched = Rc::clone(&watched);
        use_effect_with((source.clone(), job.to_owned()), move |_| {
            let observer = Rc::clone(&watched);
            let observe = move |status: Rc<Status>| {
                let changed = observer.borrow_mut().observe(&status).is_some();
                if changed {
                    render.force_update();
                }
            };
            let known = watched.borrow_mut().watch(Pace::default(), observe.clone());
            if let Some(status) = known {
                observe(status);
            }
            move || watched.borrow_mut().unwatch()
        });
    }
    let status = Rc::clone(watched.borrow().status());
    UseJob { status, source: source.clone() }
}
