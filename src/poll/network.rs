//! What the browser says of the network, which is a hint: it is often wrong on loopback and behind a
//! VPN.

use super::{poller::Poller, source::SLOW_INTERVAL};

impl Poller {
    /// The interval at which the source is polled, in milliseconds: a slow one while the browser says
    /// that there is no network, and while nobody sees the page.
    pub(super) fn interval(&self) -> u64 {
        let interval = self.watches.interval();
        let is_slow = !self.source.page.online || self.source.in_background;
        if is_slow { interval.max(SLOW_INTERVAL) } else { interval }
    }

    /// Whether requests may be sent, as far as token and time allow. A browser that says it is
    /// offline is not believed about what is near; elsewhere only a refresh asks in spite of it.
    pub(super) fn is_open(&self) -> bool {
        self.source.is_open()
            && (self.may_poll_by_itself() || self.jobs.values().any(|job| job.wants_refresh()))
    }

    /// Whether jobs are polled without a refresh, as far as the network goes.
    pub(super) const fn may_poll_by_itself(&self) -> bool {
        self.source.page.online || self.pace.is_local
    }
}
