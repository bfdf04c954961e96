//! Lengths of time as people say them: one unit, or hours and minutes.

use core::time::Duration;

use crate::job::millis;

/// A unit of time, with the names that `Intl` takes.
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
    /// `Intl`'s name.
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

/// A length of time in words-to-be: a value and its unit, and for hours the minutes that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// How many of the unit.
    pub value: u64,
    /// The unit.
    pub unit: Unit,
    /// Minutes beside hours, hours beside days; never 0.
    pub rest: Option<(u64, Unit)>,
}

impl Span {
    /// A whole number of one unit.
    pub const fn new(value: u64, unit: Unit) -> Self {
        Self { value, unit, rest: None }
    }

    /// Time that has passed, rounded down so that it changes seldom: steps of 5 s, from a minute
    /// on minutes, from an hour on hours and minutes, from two days on days and hours.
    pub fn passed(duration: Duration) -> Self {
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

    /// How long until [`Span::passed`] says something else.
    pub fn until_next(duration: Duration) -> Duration {
        let step: u64 = match duration.as_secs() {
            0..60 => 5_000,
            60..172_800 => 60_000,
            _ => 3_600_000,
        };
        Duration::from_millis(step - millis(duration) % step)
    }

    /// The same without its lesser unit: what "ago" is said with.
    pub const fn whole(self) -> (u64, Unit) {
        (self.value, self.unit)
    }
}

/// Time left, on a ladder whose steps grow with it: nobody can know more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coarse {
    /// Up to 15 s.
    Moments,
    /// Up to 50 s.
    UnderAMinute,
    /// 1 to 10, 12, 15, 20, 25, 30, 40 or 50 minutes.
    Minutes(u64),
    /// 1 to 3½ hours, counted in halves.
    HalfHours(u64),
    /// 4 to 47 hours.
    Hours(u64),
    /// 2 days and more.
    Days(u64),
}

impl Coarse {
    /// The nearest rung. A longer time never gets a lower one.
    pub fn of(left: Duration) -> Self {
        const MINUTES: [u8; 17] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50];
        let seconds = left.as_secs();
        match seconds {
            0..=15 => Self::Moments,
            16..=50 => Self::UnderAMinute,
            51..3300 => {
                let distance = |minutes: &u64| (minutes * 60).abs_diff(seconds);
                let minutes = MINUTES.iter().map(|minutes| u64::from(*minutes));
                Self::Minutes(minutes.min_by_key(distance).unwrap_or(1))
            }
            3300..13_500 => Self::HalfHours((seconds + 900) / 1800),
            13_500..171_000 => Self::Hours((seconds + 1800) / 3600),
            _ => Self::Days((seconds + 43_200) / 86_400),
        }
    }

    /// Value and unit, where there is a number to say.
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Moments | Self::UnderAMinute => None,
            Self::Minutes(value) => Some(Span::new(value, Unit::Minute)),
            Self::HalfHours(halves) => {
                let rest = if halves % 2 == 1 { Some((30, Unit::Minute)) } else { None };
                Some(Span { value: halves / 2, unit: Unit::Hour, rest })
            }
            Self::Hours(value) => Some(Span::new(value, Unit::Hour)),
            Self::Days(value) => Some(Span::new(value, Unit::Day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_time_is_rounded_down_and_says_when_it_changes() {
        let check = |seconds, value, unit, rest, next| {
            let passed = Duration::from_secs(seconds);
            assert_eq!(Span::passed(passed), Span { value, unit, rest }, "{seconds}");
            assert_eq!(Span::until_next(passed), Duration::from_secs(next), "{seconds}");
        };
        check(0, 0, Unit::Second, None, 5);
        check(59, 55, Unit::Second, None, 1);
        check(61, 1, Unit::Minute, None, 59);
        check(3600, 1, Unit::Hour, None, 60);
        check(7500, 2, Unit::Hour, Some((5, Unit::Minute)), 60);
        check(180_000, 2, Unit::Day, Some((2, Unit::Hour)), 3600);
    }

    #[test]
    fn the_ladder_never_goes_down_with_more_time() {
        let rungs: Vec<_> = (0..400_000).map(|s| Coarse::of(Duration::from_secs(s))).collect();
        assert!(rungs.is_sorted());
    }

    #[test]
    fn time_left_is_said_in_round_numbers() {
        let check = |seconds, coarse| assert_eq!(Coarse::of(Duration::from_secs(seconds)), coarse);
        check(15, Coarse::Moments);
        check(50, Coarse::UnderAMinute);
        check(80, Coarse::Minutes(1));
        check(13 * 60, Coarse::Minutes(12));
        check(54 * 60, Coarse::Minutes(50));
        check(80 * 60, Coarse::HalfHours(3));
        check(225 * 60 - 1, Coarse::HalfHours(7));
        check(225 * 60, Coarse::Hours(4));
        check(49 * 3600, Coarse::Days(2));
    }
}
