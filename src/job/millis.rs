//! Durations in milliseconds, as JavaScript counts them.

use core::time::Duration;

/// A duration in milliseconds, a part of one rounded up, so that nobody waits too short a time;
/// [`u64::MAX`] where it is longer.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}
