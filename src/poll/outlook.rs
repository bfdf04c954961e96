//! What comes next if nothing happens: the moment that the driver's timer is set to.

use super::poller::Poller;
use crate::job::{Freshness, Moment};

/// What comes next of all jobs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outlook {
    /// When what is shown of one grows old.
    pub(super) stale: Option<Moment>,
    /// When one is to be asked about.
    pub(super) due: Option<Moment>,
}

impl Poller {
    /// The next deadline of anything.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let page = self.source.page;
        if !page.awake || !page.online {
            return None;
        }
        let Outlook { stale, due } = self.outlook.unwrap_or_else(|| self.look_ahead());
        let mut next = stale;
        let mut soonest = |at: Moment| next = Some(next.map_or(at, |next| next.min(at)));
        if let Some(at) = self.tells_at() {
            soonest(at);
        }
        let is_open = self.source.is_open();
        match (&self.round, due) {
            (Some(round), _) => {
                if round.has_questions() && self.source.hold > self.settled_at {
                    soonest(self.source.hold);
                } else if let Some(slot) = round.tasks.next_at()
                    && slot > self.settled_at
                {
                    soonest(slot);
                }
            }
            (None, Some(due)) if is_open && self.credential.usable().is_some() => {
                soonest(due.max(self.source.gate).max(self.source.hold));
            }
            _ => {}
        }
        for flight in &self.flights {
            soonest(flight.deadline);
        }
        if (due.is_some() || self.round.is_some())
            && is_open
            && let Some(at) = self.credential.deadline()
        {
            soonest(at);
        }
        next
    }

    pub(super) fn look_ahead(&self) -> Outlook {
        let interval = self.watches.interval();
        let sooner = |at: &mut Option<Moment>, other: Option<Moment>| {
            if let Some(other) = other {
                *at = Some(at.map_or(other, |at| at.min(other)));
            }
        };
        let mut outlook = Outlook { stale: None, due: None };
        for entry in self.jobs.values() {
            if entry.told.freshness == Freshness::Live {
                sooner(&mut outlook.stale, entry.stale_at(interval));
            }
            sooner(&mut outlook.due, entry.due(interval));
        }
        outlook
    }
}
