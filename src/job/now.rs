//! The time, as the pure rooms are told it.

use super::{moment::Moment, timestamp::Timestamp};

/// What both clocks say at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The clock that never jumps, for deadlines.
    pub moment: Moment,
    /// The calendar by this machine's clock, for what people read and for a token's `exp`.
    pub utc: Timestamp,
}
