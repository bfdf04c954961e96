//! What holds for all jobs of a source: whether and when it may be asked at all.

use core::time::Duration;

use fastrand::Rng;

use super::{Page, backoff};
use crate::job::{Failure, Moment, Now, Timestamp, millis};

/// No `Retry-After` is honoured for longer, in milliseconds.
const LONGEST_HOLD: u64 = 60 * 60_000;
/// A `Date` header has whole seconds, so a smaller difference says nothing.
const CLOCK_NOISE: u64 = 1500;

/// What holds for all jobs of a source.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) page: Page,
    /// Any answer at all has come since the page was loaded.
    pub(super) reached: bool,
    /// Rounds in a row that trouble ended.
    failures: u32,
    /// Back-off: no round begins before.
    pub(super) gate: Moment,
    /// `Retry-After`: no request is sent before.
    pub(super) hold: Moment,
    /// Every question is answered like this until a setting changes: a redirect.
    pub(super) stopped: Option<Failure>,
    /// The endpoint cannot be used, ever.
    pub(super) refused: Option<Failure>,
    /// What to add to this machine's clock to get the server's, in milliseconds.
    pub(super) clock_ahead: i64,
}

impl Source {
    pub(super) fn new() -> Self {
        Self {
            page: Page { awake: true, online: true },
            reached: false,
            failures: 0,
            gate: Moment::default(),
            hold: Moment::default(),
            stopped: None,
            refused: None,
            clock_ahead: 0,
        }
    }

    /// Whether anything may be sent, the token and the time apart.
    pub(super) fn is_open(&self) -> bool {
        self.page.awake && self.page.online && self.refused.is_none() && self.stopped.is_none()
    }

    /// Whether this is a wait at all.
    pub(super) fn hold(&mut self, now: Now, retry_after: Option<Duration>) -> bool {
        let wait = retry_after.map_or(0, millis).min(LONGEST_HOLD);
        self.hold = self.hold.max(now.moment.plus_millis(wait));
        wait > 0
    }

    /// A round ended; in trouble, or with an answer to some question, or with neither.
    pub(super) fn round_ended(&mut self, now: Now, rng: &mut Rng, troubled: bool, answered: bool) {
        if troubled {
            self.gate = now.moment.plus_millis(backoff::service(rng, self.failures));
            self.failures = self.failures.saturating_add(1);
        } else if answered {
            self.failures = 0;
        }
    }

    /// Ends a back-off: what it waited out may be over.
    pub(super) fn forgive(&mut self) {
        self.gate = Moment::default();
    }

    pub(super) fn forgive_all(&mut self) {
        self.forgive();
        self.failures = 0;
    }

    pub(super) fn set_clock(&mut self, now: Now, server: Timestamp) {
        let ahead = server.millis().saturating_sub(now.utc.millis());
        if ahead.abs_diff(self.clock_ahead) >= CLOCK_NOISE {
            self.clock_ahead = ahead;
        }
    }
}
