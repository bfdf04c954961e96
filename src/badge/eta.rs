//! The time left, from what was observed or from the service's own word.
//!
//! A promise is made when there is enough signal, and from then on it only counts down or moves
//! nearer. When what is observed no longer fits it, the number is taken back ("estimating") and
//! comes again only when it would not be higher than the last; when its time is over, the badge
//! says so ("longer than expected"). So a number that was said never rises.

use core::time::Duration;

use super::{Coarse, Point};
use crate::job::Timestamp;

/// What to say about the time left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Eta {
    /// Nothing: there is no signal yet.
    #[default]
    Hidden,
    /// About so long.
    Left(Coarse),
    /// A number was said, and it does not hold any more.
    Estimating,
    /// The time that was said is over.
    LongerThanExpected,
}

/// How long a promise may be overdue before it is said.
const GRACE: u64 = 10_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Promise {
    #[default]
    None,
    /// It ends then.
    End(Timestamp),
    /// Taken back when it said `left` (milliseconds); it had promised `end`.
    TakenBack { left: u64, end: Timestamp },
}

impl Promise {
    /// Weighs the promise against what was observed until `now`, and against the service's own
    /// word, which stands first.
    pub(super) fn update(&mut self, points: &[Point], now: Timestamp, server: Option<Timestamp>) {
        let estimate = match server {
            Some(end) => Some(millis(end, now)),
            None => estimate(points, now),
        };
        *self = match (*self, estimate) {
            (Self::None, Some(0)) => Self::None,
            (Self::None, Some(new)) => Self::End(now.plus(Duration::from_millis(new))),
            (Self::None, None) => Self::None,
            (Self::End(end), Some(new)) => {
                let left = millis(end, now);
                if new > left + left / 2 + GRACE {
                    Self::TakenBack { left, end }
                } else if new < left - left / 4 {
                    // Half the way: one quick stretch is no reason to promise too much.
                    Self::End(end.shifted(-i64::try_from((left - new) / 2).unwrap_or(0)))
                } else {
                    Self::End(end)
                }
            }
            (Self::End(end), None) => Self::TakenBack { left: millis(end, now), end },
            (Self::TakenBack { left, .. }, Some(new)) if coarse(new) <= coarse(left) => {
                Self::End(now.plus(Duration::from_millis(new.min(left))))
            }
            (taken_back, _) => taken_back,
        };
    }

    /// When it is to end, as long as that holds.
    pub(super) const fn end(self) -> Option<Timestamp> {
        match self {
            Self::End(end) => Some(end),
            Self::None | Self::TakenBack { .. } => None,
        }
    }

    pub(super) fn at(self, now: Timestamp) -> Eta {
        let is_over = |end: Timestamp| now > end.plus(Duration::from_millis(GRACE));
        match self {
            Self::None => Eta::Hidden,
            Self::End(end) | Self::TakenBack { end, .. } if is_over(end) => Eta::LongerThanExpected,
            Self::End(end) => Eta::Left(coarse(millis(end, now))),
            Self::TakenBack { .. } => Eta::Estimating,
        }
    }
}

/// Milliseconds left by the observed rate; `None` while it says too little.
///
/// Two rates are asked: that of the whole course, and that of its last third. A job whose pace
/// holds gives about the same time by both; where they differ by more than half, nobody knows.
fn estimate(points: &[Point], now: Timestamp) -> Option<u64> {
    const ENOUGH_PERMILLE: u16 = 60;
    const ENOUGH_POINTS: usize = 4;
    const ENOUGH_MILLIS: u64 = 10_000;
    let (first, last) = (points.first()?, points.last()?);
    let whole = millis(now, first.at);
    let done = last.permille.checked_sub(first.permille)?;
    if points.len() < ENOUGH_POINTS || done < ENOUGH_PERMILLE || whole < ENOUGH_MILLIS {
        return None;
    }
    let left = u64::from(1000_u16.saturating_sub(last.permille));
    let by_whole = left * whole / u64::from(done);
    // From the last change before the last third: a stretch with an end that was seen.
    let third = now.shifted(-i64::try_from(whole / 3).ok()?);
    let from = points.iter().rev().find(|point| point.at <= third).unwrap_or(first);
    let lately = u64::from(last.permille.checked_sub(from.permille)?);
    let by_third = (left * millis(now, from.at)).checked_div(lately)?;
    let (less, more) = (by_whole.min(by_third), by_whole.max(by_third));
    (more <= less + less / 2 + GRACE).then_some((by_whole + by_third) / 2)
}

fn millis(later: Timestamp, earlier: Timestamp) -> u64 {
    later.millis_since(earlier)
}

fn coarse(millis: u64) -> Coarse {
    Coarse::of(Duration::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000).unwrap()
    }

    #[test]
    fn the_services_own_word_stands_first_and_may_not_rise_either() {
        let mut promise = Promise::default();
        promise.update(&[], at(0), Some(at(600)));
        assert_eq!(promise.at(at(0)), Eta::Left(Coarse::Minutes(10)));
        promise.update(&[], at(60), Some(at(3600)));
        assert_eq!(promise.at(at(60)), Eta::Estimating);
        promise.update(&[], at(3200), Some(at(3600)));
        assert_eq!(promise.at(at(3200)), Eta::Left(Coarse::Minutes(7)));
        assert_eq!(promise.at(at(3700)), Eta::LongerThanExpected);
    }

    #[test]
    fn a_service_that_says_now_from_the_start_promises_nothing() {
        let mut promise = Promise::default();
        promise.update(&[], at(100), Some(at(90)));
        assert_eq!(promise.at(at(100)), Eta::Hidden);
    }

    #[test]
    fn little_signal_is_no_signal() {
        let points: Vec<_> =
            (0..4).map(|i| Point { at: at(i * 10), permille: 5 * i as u16 }).collect();
        assert_eq!(estimate(&points, at(40)), None);
        assert_eq!(estimate(&[], at(40)), None);
    }
}
