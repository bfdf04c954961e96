//! Who watches which job of a source, and what to call when its status differs. When that is, the
//! poller says.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use litemap::LiteMap;

use crate::{
    job::{JobId, Status},
    poll::WatchId,
};

/// Called with a job's status.
pub(super) type OnStatus = Rc<dyn Fn(Rc<Status>)>;

/// The watches of a source.
#[derive(Default)]
pub(super) struct Watchers {
    watches: RefCell<LiteMap<WatchId, (JobId, OnStatus)>>,
    next: Cell<u64>,
}

impl Watchers {
    pub(super) fn is_empty(&self) -> bool {
        self.watches.borrow().is_empty()
    }

    pub(super) fn insert(&self, job: JobId, on_status: OnStatus) -> WatchId {
        let id = WatchId(self.next.get());
        self.next.set(id.0.wrapping_add(1));
        self.watches.borrow_mut().insert(id, (job, on_status));
        id
    }

    /// It watches this job from now on.
    pub(super) fn change(&self, id: WatchId, job: JobId) {
        if let Some(watch) = self.watches.borrow_mut().get_mut(&id) {
            watch.0 = job;
        }
    }

    pub(super) fn remove(&self, id: WatchId) {
        let watch = self.watches.borrow_mut().remove(&id);
        // What the callback owns may watch something itself, so it goes after the borrow.
        drop(watch);
    }

    /// Calls with a status, unless the watch has ended or been sent to another job meanwhile.
    pub(super) fn call(&self, id: WatchId, status: Rc<Status>) {
        let watch = self.watches.borrow().get(&id).cloned();
        if let Some((_, on_status)) = watch.filter(|(job, _)| *job == status.job) {
            on_status(status);
        }
    }
}
