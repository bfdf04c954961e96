//! Durations as people say them: one unit, or hours and minutes.

use core::time::Duration;

use crate::job::millis;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 1 s.
    Second,
    /// 60 s.
    Minute,
    /// 3,600 s.
    Hour,
    /// 86,400 s.
    Day,
}

impl Unit {
    /// The name that `Intl` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// Abbreviated in English.
    pub(crate) const fn short(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
        }
    }

    /// Its length in seconds.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => 86_400,
        }
    }
}

/// A duration as people say it: a value and its unit, and for hours and days a lesser unit beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundedDuration {
    /// How many of the unit.
    pub value: u64,
    /// The unit.
    pub unit: Unit,
    /// Minutes beside hours, hours beside days; never 0.
    pub rest: Option<(u64, Unit)>,
}

impl RoundedDuration {
    /// A whole number of one unit.
    pub const fn new(value: u64, unit: Unit) -> Self {
        Self { value, unit, rest: None }
    }

    /// Time that has passed, rounded down so that it changes seldom: steps of 5 s, from a minute
    /// on minutes, from an hour on hours and minutes, from two days on days and hours.
    pub fn elapsed(duration: Duration) -> Self {
        let seconds = duration.as_secs();
        let with_rest = |unit: Unit, lesser: Unit| {
            let rest = seconds % unit.seconds() / lesser.seconds();
            Self {
                value: seconds / unit.seconds(),
                unit,
                rest: (rest > 0).then_some((rest, lesser)),
            }
        };
        match seconds {
            0..60 => Self::new(seconds / 5 * 5, Unit::Second),
            60..3600 => Self::new(seconds / 60, Unit::Minute),
            3600..172_800 => with_rest(Unit::Hour, Unit::Minute),
            _ => with_rest(Unit::Day, Unit::Hour),
        }
    }

    /// How long until [`RoundedDuration::elapsed`] says something else.
    pub fn until_change(duration: Duration) -> Duration {
        let step: u64 = match duration.as_secs() {
            0..60 => 5_000,
            60..172_800 => 60_000,
            _ => 3_600_000,
        };
        Duration::from_millis(step - millis(duration) % step)
    }

    /// The value and its unit, without the lesser unit: "3 hours ago" needs no minutes.
    pub const fn leading(self) -> (u64, Unit) {
        (self.value, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_time_is_rounded_down_and_says_when_it_changes() {
        let check = |seconds, value, unit, rest, next| {
            let elapsed = Duration::from_secs(seconds);
            assert_eq!(
                RoundedDuration::elapsed(elapsed),
                RoundedDuration { value, unit, rest },
                "{seconds}"
            );
            assert_eq!(
                RoundedDuration::until_change(elapsed),
                Duration::from_secs(next),
                "{seconds}"
            );
        };
        check(0, 0, Unit::Second, None, 5);
        check(59, 55, Unit::Second, None, 1);
        check(61, 1, Unit::Minute, None, 59);
        check(3600, 1, Unit::Hour, None, 60);
        check(7500, 2, Unit::Hour, Some((5, Unit::Minute)), 60);
        check(180_000, 2, Unit::Day, Some((2, Unit::Hour)), 3600);
    }
}
