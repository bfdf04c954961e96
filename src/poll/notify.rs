//! Which status changes are reported to the driver, and when.

use super::{Output, poller::Poller};
use crate::job::{JobId, Moment, Now};

/// Changes that come from tasks answers are reported together, and no more often than this, in
/// milliseconds: each report is a frame that the page has to lay out and paint.
const TASKS_NOTIFY_EVERY: u64 = 250;

impl Poller {
    /// When changes from tasks answers are reported, if any wait for that.
    pub(super) fn next_notification(&self) -> Option<Moment> {
        (!self.new_tasks.is_empty()).then(|| self.notified_at.plus_millis(TASKS_NOTIFY_EVERY))
    }

    /// Reports the jobs whose status differs from the one that was reported last.
    pub(super) fn notify(&mut self, now: Now) {
        for id in self.take_changed(now.moment) {
            let Some(job) = self.jobs.get(&id) else { continue };
            let status = self.status_of(now, &id, job);
            if status.differs(&job.notified)
                && let Some(job) = self.jobs.get_mut(&id)
            {
                job.notified = status;
                self.outputs.push(Output::Changed(id));
            }
        }
    }

    /// The jobs whose status may differ from the one that was reported last. While only tasks
    /// answers came, these are the jobs that got one, and no other job is looked at.
    fn take_changed(&mut self, now: Moment) -> Vec<JobId> {
        if let Some(deadlines) = self.deadlines
            && deadlines.stale.is_none_or(|stale| now < stale)
        {
            if self.next_notification().is_none_or(|at| now < at) {
                return Vec::new();
            }
            self.notified_at = now;
            return core::mem::take(&mut self.new_tasks);
        }
        self.notified_at = now;
        self.deadlines = None;
        self.new_tasks.clear();
        let interval = self.interval();
        let mut changed = Vec::new();
        for (id, job) in self.jobs.iter_mut() {
            if job.stale_at(interval).is_some_and(|stale| stale <= now) {
                job.is_stale = true;
                job.changed = true;
            }
            if core::mem::take(&mut job.changed) {
                changed.push(id.clone());
            }
        }
        changed
    }
}
