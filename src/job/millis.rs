//! Durations in milliseconds, as JavaScript counts them.

use core::time::Duration;

/// A duration in milliseconds, a part of one rounded up, so that nobody waits too short a time;
/// [`u64::MAX`] where it is longer.
pub(crate) fn millis(duration: Duration) -> u64 {
    let rest = u64::from(duration.subsec_nanos().div_ceil(1_000_000));
    duration.as_secs().saturating_mul(1000).saturating_add(rest)
}
