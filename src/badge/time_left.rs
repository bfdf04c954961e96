//! The time left as people say it: in round numbers.

use core::time::Duration;

use super::{RoundedDuration, Unit};

/// The time left, rounded to steps that grow with it: more precision would be false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeLeft {
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

impl TimeLeft {
    /// The nearest step. A longer time never gets a lower one.
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
    pub const fn duration(self) -> Option<RoundedDuration> {
        match self {
            Self::Moments | Self::UnderAMinute => None,
            Self::Minutes(value) => Some(RoundedDuration::new(value, Unit::Minute)),
            Self::HalfHours(halves) => {
                let rest = if halves % 2 == 1 { Some((30, Unit::Minute)) } else { None };
                Some(RoundedDuration { value: halves / 2, unit: Unit::Hour, rest })
            }
            Self::Hours(value) => Some(RoundedDuration::new(value, Unit::Hour)),
            Self::Days(value) => Some(RoundedDuration::new(value, Unit::Day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_time_never_gets_a_lower_step() {
        let steps: Vec<_> = (0..400_000).map(|s| TimeLeft::of(Duration::from_secs(s))).collect();
        assert!(steps.is_sorted());
    }

    #[test]
    fn time_left_is_said_in_round_numbers() {
        let check =
            |seconds, expected| assert_eq!(TimeLeft::of(Duration::from_secs(seconds)), expected);
        check(15, TimeLeft::Moments);
        check(50, TimeLeft::UnderAMinute);
        check(80, TimeLeft::Minutes(1));
        check(13 * 60, TimeLeft::Minutes(12));
        check(54 * 60, TimeLeft::Minutes(50));
        check(80 * 60, TimeLeft::HalfHours(3));
        check(225 * 60 - 1, TimeLeft::HalfHours(7));
        check(225 * 60, TimeLeft::Hours(4));
        check(49 * 3600, TimeLeft::Days(2));
    }
}
