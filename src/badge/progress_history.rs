//! A job's progress over time: when it was seen how far.
//!
//! It feeds the small chart and the estimate of the time left. It is bounded, whatever a job does,
//! and begins anew when the job does. All times are by this machine's clock.

use super::Point;
use super::eta::{Estimate, Eta};
use crate::job::{JobState, Status, Timestamp};

/// The progress of one job over time, and the estimate of its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgressHistory {
    points: Vec<Point>,
    seen_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    estimate: Estimate,
}

impl ProgressHistory {
    /// The most changes that are kept. Past that every second one is dropped.
    pub const MAX_POINTS: usize = 64;

    /// Takes note of what is known now. Call it with each new status of the same job; a status
    /// whose answer is known already changes nothing.
    pub fn observe(&mut self, status: &Status) {
        let (Some(report), Some(at)) = (&status.report, status.checked_at) else { return };
        if self.seen_at == Some(at) {
            return;
        }
        let behind = status.server_clock_ahead.saturating_neg();
        let started_at = report.started_at.map(|at| at.shifted(behind));
        // A server's `Date` has whole seconds, so the difference of the clocks wavers by a second.
        let other_start = match (self.started_at, started_at) {
            (Some(before), Some(now)) => before.millis().abs_diff(now.millis()) > 5000,
            _ => false,
        };
        let permille = status.progress.map(|progress| progress.permille());
        let back =
            matches!((self.points.last(), permille), (Some(last), Some(p)) if p < last.permille);
        let clock_set_back = self.seen_at.is_some_and(|seen| at < seen);
        if other_start || back || clock_set_back || report.state.is_waiting() {
            *self = Self::default();
        }
        self.seen_at = Some(at);
        self.started_at = self.started_at.or(started_at);
        if report.state.is_waiting() {
            return;
        }
        if let Some(permille) = permille {
            self.add(Point { at, permille });
        }
        if report.state == JobState::Running {
            let end = report.eta.map(|end| end.shifted(behind));
            self.estimate.update(&self.points, at, end);
        } else {
            self.estimate = Estimate::default();
        }
    }

    /// The changes of progress, oldest first; at most [`ProgressHistory::MAX_POINTS`].
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// When the job was last seen.
    pub const fn seen_at(&self) -> Option<Timestamp> {
        self.seen_at
    }

    /// What to say about the time left. Until the job begins anew, a number that was shown never rises.
    pub fn eta(&self, now: Timestamp) -> Eta {
        self.estimate.eta(self.seen_at.map_or(now, |seen| seen.max(now)))
    }

    /// When the job is expected to end, by this machine's clock; `None` while that is not known.
    pub const fn expected_end(&self) -> Option<Timestamp> {
        self.estimate.end()
    }

    fn add(&mut self, point: Point) {
        match self.points.last() {
            None => {
                // Where the start is known, the first look says how fast it went until then.
                let start = self.started_at.filter(|start| *start < point.at && point.permille > 0);
                self.points.extend(start.map(|at| Point { at, permille: 0 }));
                self.points.push(point);
            }
            Some(last) if last.permille == point.permille => {}
            Some(_) => {
                if self.points.len() >= Self::MAX_POINTS {
                    let mut odd = false;
                    self.points.retain(|_| {
                        odd = !odd;
                        odd
                    });
                }
                self.points.push(point);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::job::{JobId, Progress, Report};

    fn status(state: JobState, seconds: i64, permille: u16) -> Status {
        let job = JobId::parse("a").unwrap();
        let mut status = Status::waiting(job.clone());
        status.report = Some(Rc::new(Report::new(job, state, "")));
        status.progress = Some(Progress::from_permille(permille));
        status.checked_at = Timestamp::from_millis(seconds * 1000);
        status
    }

    #[test]
    fn it_is_bounded_and_keeps_its_ends() {
        let mut history = ProgressHistory::default();
        for permille in 0..=1000 {
            history.observe(&status(JobState::Running, i64::from(permille), permille));
            assert!(history.points().len() <= ProgressHistory::MAX_POINTS);
        }
        let ends = (history.points().first().unwrap(), history.points().last().unwrap());
        assert_eq!((ends.0.permille, ends.1.permille), (0, 1000));
        assert!(history.points().is_sorted_by_key(|point| (point.at, point.permille)));
    }

    #[test]
    fn it_begins_anew_when_the_job_does() {
        let check = |next: &Status, left: usize| {
            let mut history = ProgressHistory::default();
            for seconds in 1..=3 {
                history.observe(&status(JobState::Running, seconds, 100 * seconds as u16));
            }
            history.observe(next);
            assert_eq!(history.points().len(), left);
        };
        check(&status(JobState::Running, 4, 400), 4);
        check(&status(JobState::Running, 4, 300), 3);
        check(&status(JobState::Running, 4, 200), 1);
        check(&status(JobState::Queued, 4, 300), 0);
        check(&status(JobState::Running, 2, 400), 1);
    }

    #[test]
    fn a_known_start_is_the_first_point() {
        let mut first = status(JobState::Running, 100, 500);
        let mut report = Report::new(first.job.clone(), JobState::Running, "");
        report.started_at = Timestamp::from_millis(60_000);
        first.report = Some(Rc::new(report));
        first.server_clock_ahead = 10_000;
        let mut history = ProgressHistory::default();
        history.observe(&first);
        let points: Vec<_> = history.points().iter().map(|p| (p.at.millis(), p.permille)).collect();
        assert_eq!(points, [(50_000, 0), (100_000, 500)]);
    }

    #[test]
    fn an_end_is_expected_once_there_is_signal() {
        let mut history = ProgressHistory::default();
        for seconds in 1..=5 {
            history.observe(&status(JobState::Running, seconds * 10, 100 * seconds as u16));
        }
        assert_eq!(history.expected_end(), Timestamp::from_millis(100_000));
        history.observe(&status(JobState::Succeeded, 60, 1000));
        assert_eq!(history.expected_end(), None);
    }
}
