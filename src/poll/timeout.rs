//! Which moment the driver's timer is set to.

use super::{
    deadlines::{Deadlines, earlier},
    poller::Poller,
};
use crate::job::Moment;

impl Poller {
    /// The next moment at which something is to be done if nothing happens before.
    pub(super) fn next_timeout(&self) -> Option<Moment> {
        let page = self.source.page;
        if !page.awake {
            return None;
        }
        let Deadlines { stale, due } = self.deadlines.unwrap_or_else(|| self.compute_deadlines());
        let mut next = earlier(stale, self.next_notification());
        let is_open = self.is_open();
        match (&self.round, due) {
            (Some(round), _) => {
                if round.has_queries() && self.source.not_before > self.settled_at {
                    next = earlier(next, Some(self.source.not_before));
                } else if let Some(slot) = round.tasks.next_at()
                    && slot > self.settled_at
                {
                    next = earlier(next, Some(slot));
                }
            }
            (None, Some(due)) if is_open && self.credential.usable().is_some() => {
                next = earlier(next, Some(due.max(self.source.next_round_at())));
            }
            _ => {}
        }
        for request in &self.in_flight {
            next = earlier(next, Some(request.deadline));
        }
        if (due.is_some() || self.round.is_some()) && is_open {
            next = earlier(next, self.credential.deadline());
        }
        next
    }
}
