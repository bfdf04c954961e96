//! The hook that follows one job, for faces of one's own.

use std::rc::Rc;

use yew::prelude::*;

use super::followed::{Followed, Pace};
use crate::{browser::Source, job::Status};

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
    let followed = use_mut_ref(|| Followed::new(source, job));
    let render = use_force_update();
    followed.borrow_mut().follow(source, job);
    {
        let followed = Rc::clone(&followed);
        use_effect_with((source.clone(), job.to_owned()), move |_| {
            let taken = Rc::clone(&followed);
            let take = move |status: Rc<Status>| {
                let changed = taken.borrow_mut().take(&status).is_some();
                if changed {
                    render.force_update();
                }
            };
            let known = followed.borrow_mut().watch(Pace::default(), take.clone());
            if let Some(status) = known {
                take(status);
            }
            move || followed.borrow_mut().leave()
        });
    }
    let status = Rc::clone(followed.borrow().status());
    UseJob { status, source: source.clone() }
}
