//! Durations in milliseconds, as JavaScript counts them.

use core::time::Duration;

/// A duration in milliseconds; [`u64::MAX`] where it is longer.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
