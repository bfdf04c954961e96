//! When a job is polled next.

use crate::job::Moment;

/// When a job is polled next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schedule {
    /// As soon as requests may be sent.
    Now,
    /// In the round that is under way.
    InRound {
        /// Whether its query has been answered in this round, with success or with an error.
        answered: bool,
    },
    /// One interval after the last round. The interval itself is not stored, so that a changed one
    /// takes effect at once.
    After {
        /// When that round began.
        start: Moment,
        /// When it ended.
        end: Moment,
        /// What the interval is multiplied by, in permille.
        jitter: u64,
    },
    /// Not until a refresh or a changed setting: the job is final, gone, or refused.
    Never,
}

impl Schedule {
    /// One interval after a poll at this moment, without jitter.
    pub(super) const fn one_interval_after(at: Moment) -> Self {
        Self::After { start: at, end: at, jitter: 1000 }
    }

    /// When the job is due, if it is polled every `interval` milliseconds and its source every
    /// `source_interval`. `None`: not by itself.
    pub(super) fn due(self, interval: u64, source_interval: u64) -> Option<Moment> {
        match self {
            Self::Now => Some(Moment::default()),
            Self::After { start, end, jitter } => {
                let next_start = start.plus_millis(interval * jitter / 1000);
                Some(next_start.max(end.plus_millis(source_interval / 2)))
            }
            Self::InRound { .. } | Self::Never => None,
        }
    }
}
