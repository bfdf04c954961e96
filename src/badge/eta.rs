//! The time left, from what was observed or from the service's own word.
//!
//! An end is estimated when there is enough signal, and from then on it only comes nearer. When what
//! is observed no longer fits, the estimate is withdrawn ("estimating"), and a new one is made only
//! when its number would not be higher than the last; when the estimated end has passed, the badge
//! says so ("longer than expected"). So a number that was shown never rises.

use core::time::Duration;

use super::{Point, TimeLeft};
use crate::job::Timestamp;

/// What to say about the time left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Eta {
    /// Nothing: there is no signal yet.
    #[default]
    Hidden,
    /// About so long.
    Left(TimeLeft),
    /// A number was shown, and it does not hold any more.
    Estimating,
    /// The expected end has passed.
    LongerThanExpected,
}

/// How long a job may be overdue before the badge says so, in milliseconds.
const GRACE: u64 = 10_000;

/// When a job is expected to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Estimate {
    /// Not known yet.
    #[default]
    None,
    /// It ends then.
    End(Timestamp),
    /// Withdrawn when so many milliseconds were `left` until this `end`.
    Withdrawn { left: u64, end: Timestamp },
}

impl Estimate {
    /// Takes in what was observed until `now`, and the end that the service itself expects, which
    /// stands first.
    pub(super) fn update(&mut self, points: &[Point], now: Timestamp, server: Option<Timestamp>) {
        let observed = match server {
            Some(end) => Some(end.millis_since(now)),
            None => observed_millis_left(points, now),
        };
        *self = match (*self, observed) {
            (Self::None, Some(0)) => Self::None,
            (Self::None, Some(new)) => Self::End(now.plus_millis(new)),
            (Self::None, None) => Self::None,
            (Self::End(end), Some(new)) => {
                let left = end.millis_since(now);
                if new > left + left / 2 + GRACE {
                    Self::Withdrawn { left, end }
                } else if new < left - left / 4 {
                    // Half the way: one quick stretch is no reason to expect too much.
                    Self::End(end.shifted(-i64::try_from((left - new) / 2).unwrap_or(0)))
                } else {
                    Self::End(end)
                }
            }
            (Self::End(end), None) => Self::Withdrawn { left: end.millis_since(now), end },
            (Self::Withdrawn { left, .. }, Some(new)) if time_left(new) <= time_left(left) => {
                Self::End(now.plus_millis(new.min(left)))
            }
            (withdrawn, _) => withdrawn,
        };
    }

    /// The expected end, as long as the estimate holds.
    pub(super) const fn end(self) -> Option<Timestamp> {
        match self {
            Self::End(end) => Some(end),
            Self::None | Self::Withdrawn { .. } => None,
        }
    }

    /// What to say of it at `now`.
    pub(super) fn eta(self, now: Timestamp) -> Eta {
        let is_over = |end: Timestamp| now > end.plus_millis(GRACE);
        match self {
            Self::None => Eta::Hidden,
            Self::End(end) | Self::Withdrawn { end, .. } if is_over(end) => Eta::LongerThanExpected,
            Self::End(end) => Eta::Left(time_left(end.millis_since(now))),
            Self::Withdrawn { .. } => Eta::Estimating,
        }
    }
}

/// Milliseconds left by the observed rate; `None` while there is too little to go by.
///
/// Two rates are compared: that of the whole history, and that of its last third. A job whose pace
/// holds gives about the same time by both; where they differ by more than half, neither counts.
fn observed_millis_left(points: &[Point], now: Timestamp) -> Option<u64> {
    const ENOUGH_PERMILLE: u16 = 60;
    const ENOUGH_POINTS: usize = 4;
    const ENOUGH_MILLIS: u64 = 10_000;
    let (first, last) = (points.first()?, points.last()?);
    let elapsed = now.millis_since(first.at);
    let done = last.permille.checked_sub(first.permille)?;
    if points.len() < ENOUGH_POINTS || done < ENOUGH_PERMILLE || elapsed < ENOUGH_MILLIS {
        return None;
    }
    let left = u64::from(1000_u16.saturating_sub(last.permille));
    let by_whole = left * elapsed / u64::from(done);
    // From the last change before the last third: a stretch with an end that was seen.
    let third = now.shifted(-i64::try_from(elapsed / 3).ok()?);
    let from = points.iter().rev().find(|point| point.at <= third).unwrap_or(first);
    let lately = u64::from(last.permille.checked_sub(from.permille)?);
    let by_third = (left * now.millis_since(from.at)).checked_div(lately)?;
    let (less, more) = (by_whole.min(by_third), by_whole.max(by_third));
    (more <= less + less / 2 + GRACE).then_some((by_whole + by_third) / 2)
}

fn time_left(millis: u64) -> TimeLeft {
    TimeLeft::of(Duration::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000).unwrap()
    }

    #[test]
    fn the_services_own_word_stands_first_and_may_not_rise_either() {
        let mut estimate = Estimate::default();
        estimate.update(&[], at(0), Some(at(600)));
        assert_eq!(estimate.eta(at(0)), Eta::Left(TimeLeft::Minutes(10)));
        estimate.update(&[], at(60), Some(at(3600)));
        assert_eq!(estimate.eta(at(60)), Eta::Estimating);
        estimate.update(&[], at(3200), Some(at(3600)));
        assert_eq!(estimate.eta(at(3200)), Eta::Left(TimeLeft::Minutes(7)));
        assert_eq!(estimate.eta(at(3700)), Eta::LongerThanExpected);
    }

    #[test]
    fn an_end_that_is_past_from_the_start_is_no_estimate() {
        let mut estimate = Estimate::default();
        estimate.update(&[], at(100), Some(at(90)));
        assert_eq!(estimate.eta(at(100)), Eta::Hidden);
    }

    #[test]
    fn little_signal_is_no_signal() {
        let points: Vec<_> =
            (0..4).map(|i| Point { at: at(i * 10), permille: 5 * i as u16 }).collect();
        assert_eq!(observed_millis_left(&points, at(40)), None);
        assert_eq!(observed_millis_left(&[], at(40)), None);
    }
}
