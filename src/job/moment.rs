//! A point on a clock that never jumps, for deadlines. No clock is read here: the browser room hands
//! the time in as a [`Now`](super::Now).

use core::time::Duration;

use super::millis::millis;

/// A point on a clock that never jumps: milliseconds since some start (`performance.now()`).
/// Deadlines are moments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    /// From milliseconds since the start.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start.
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// The time from `earlier` to this one; zero when it is not earlier.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.millis_since(earlier))
    }

    /// As [`Moment::since`], in milliseconds.
    pub(crate) const fn millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment and `duration` more.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        self.plus_millis(millis(duration))
    }

    /// As [`Moment::plus`], in milliseconds.
    #[must_use]
    pub(crate) const fn plus_millis(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_moment_is_no_time_away() {
        let (earlier, later) = (Moment::from_millis(5), Moment::from_millis(9));
        assert_eq!(earlier.since(later), Duration::ZERO);
        assert_eq!(later.since(earlier), Duration::from_millis(4));
        assert_eq!(later.plus(Duration::MAX), Moment::from_millis(u64::MAX));
    }
}
