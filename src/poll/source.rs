//! What holds for all jobs of a source: whether and when any request may be sent.

use core::time::Duration;

use fastrand::Rng;

use super::{Page, backoff};
use crate::job::{Failure, Moment, Now, Timestamp, millis};

/// A longer `Retry-After` is cut to this, in milliseconds.
const MAX_RETRY_AFTER: u64 = 60 * 60_000;
/// How often a source is polled at most while the browser says that there is no network, and in the
/// background, in milliseconds.
pub(super) const SLOW_INTERVAL: u64 = 60_000;
/// A `Date` header has whole seconds, so a smaller difference means nothing.
const CLOCK_RESOLUTION: u64 = 1500;

/// What holds for all jobs of a source.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) page: Page,
    /// Nobody sees the page, and the source is polled all the same.
    pub(super) in_background: bool,
    /// A query was answered with what it asked for: a redirect is something new since then.
    pub(super) has_succeeded: bool,
    /// The service has answered at least once since the page was loaded, if only with an error.
    pub(super) reached: bool,
    /// Failed rounds in a row.
    failures: u32,
    /// No round begins before this moment.
    backoff_until: Moment,
    /// While the browser says that there is no network, none begins before this one.
    pub(super) not_before_offline: Moment,
    /// The time that a `Retry-After` named: no request is sent before.
    pub(super) not_before: Moment,
    /// An answer that every query would get until a setting changes, such as a redirect.
    pub(super) stopped: Option<Failure>,
    /// The endpoint cannot be used at all.
    pub(super) refused: Option<Failure>,
    /// What to add to this machine's clock to get the server's, in milliseconds.
    pub(super) server_clock_ahead: i64,
}

impl Source {
    pub(super) fn new() -> Self {
        Self {
            page: Page { awake: true, online: true },
            in_background: false,
            has_succeeded: false,
            reached: false,
            failures: 0,
            backoff_until: Moment::default(),
            not_before_offline: Moment::default(),
            not_before: Moment::default(),
            stopped: None,
            refused: None,
            server_clock_ahead: 0,
        }
    }

    /// Whether requests may be sent, as far as token, network and time allow.
    pub(super) fn is_open(&self) -> bool {
        self.page.awake && self.refused.is_none() && self.stopped.is_none()
    }

    /// No round begins before this moment.
    pub(super) fn next_round_at(&self) -> Moment {
        let offline = if self.page.online { Moment::default() } else { self.not_before_offline };
        self.backoff_until.max(self.not_before).max(offline)
    }

    /// An answer came with this `Retry-After`. Whether that means waiting at all.
    pub(super) fn set_retry_after(&mut self, now: Now, retry_after: Option<Duration>) -> bool {
        let wait = retry_after.map_or(0, millis).min(MAX_RETRY_AFTER);
        self.not_before = self.not_before.max(now.moment.plus_millis(wait));
        wait > 0
    }

    /// A round ended: it failed, or a query was answered, or neither (it was cancelled before).
    pub(super) fn end_round(&mut self, now: Now, rng: &mut Rng, failed: bool, answered: bool) {
        if failed {
            self.backoff_until = now.moment.plus_millis(backoff::service(rng, self.failures));
            self.failures = self.failures.saturating_add(1);
        } else if answered {
            self.failures = 0;
        }
    }

    /// Does not wait any longer. If the next round fails too, the back-off goes on from there.
    pub(super) fn skip_backoff(&mut self) {
        self.backoff_until = Moment::default();
        self.not_before_offline = Moment::default();
    }

    /// Forgets all failures.
    pub(super) fn reset_backoff(&mut self) {
        self.skip_backoff();
        self.failures = 0;
    }

    pub(super) fn set_server_clock(&mut self, now: Now, server: Timestamp) {
        let ahead = server.millis().saturating_sub(now.utc.millis());
        if ahead.abs_diff(self.server_clock_ahead) >= CLOCK_RESOLUTION {
            self.server_clock_ahead = ahead;
        }
    }
}
