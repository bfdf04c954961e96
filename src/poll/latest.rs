//! The latest report of a job, merged from the answers to several queries.

use std::rc::Rc;

use crate::job::{JobState, Progress, Report, Task};

/// The latest report of a job, and its progress.
#[derive(Clone, Debug, Default)]
pub(super) struct Latest {
    /// Keeps its address as long as answers say nothing new: views compare reports by it.
    pub(super) report: Option<Rc<Report>>,
    /// Never goes backwards unless the job restarted.
    pub(super) progress: Option<Progress>,
}

impl Latest {
    pub(super) fn state(&self) -> Option<JobState> {
        self.report.as_ref().map(|report| report.state)
    }

    pub(super) fn is_final(&self) -> bool {
        self.state().is_some_and(JobState::is_final)
    }

    /// Takes a new report. One without tasks keeps those of the report before, unless the job
    /// restarted.
    pub(super) fn take_report(&mut self, mut report: Report) {
        let restarted = self.report.as_ref().is_some_and(|old| is_restart(old, &report));
        if restarted {
            self.progress = None;
        } else if report.tasks.is_none() {
            report.tasks = self.report.as_ref().and_then(|old| old.tasks.clone());
        }
        self.replace(report);
    }

    /// Takes the tasks, which came in an answer of their own.
    pub(super) fn take_tasks(&mut self, tasks: Vec<Task>) {
        let Some(old) = &self.report else { return };
        if old.tasks.as_deref() != Some(&tasks[..]) {
            let mut report = Report::clone(old);
            report.tasks = Some(tasks.into());
            self.replace(report);
        }
    }

    fn replace(&mut self, mut report: Report) {
        settle_tasks(&mut report);
        self.progress = if report.state == JobState::Succeeded {
            Some(Progress::FULL)
        } else {
            self.progress.max(report.overall_progress())
        };
        if self.report.as_deref() != Some(&report) {
            self.report = Some(Rc::new(report));
        }
    }
}

/// Under a job that has ended no task runs. What its tasks have last said of themselves is then older
/// than what the job says: they ended as it did, where that is certain.
fn settle_tasks(report: &mut Report) {
    let is_settled = |task: &Task| task.state.is_final() || task.state == JobState::Unknown;
    let Some(tasks) = &report.tasks else { return };
    if !report.state.is_final() || tasks.iter().all(is_settled) {
        return;
    }
    let state = match report.state {
        state @ (JobState::Succeeded | JobState::Canceled | JobState::Skipped) => state,
        _ => JobState::Unknown,
    };
    let settled = |task: &Task| match is_settled(task) {
        true => task.clone(),
        false => Task {
            state,
            raw_state: String::new(),
            progress: if state == JobState::Succeeded {
                Some(Progress::FULL)
            } else {
                task.progress
            },
            ..task.clone()
        },
    };
    report.tasks = Some(tasks.iter().map(settled).collect());
}

/// Whether the job runs anew: it began at another time, or is back in the queue.
fn is_restart(old: &Report, new: &Report) -> bool {
    let has_new_start =
        old.started_at.is_some() && new.started_at.is_some() && old.started_at != new.started_at;
    has_new_start || (new.state.is_waiting() && !old.state.is_waiting())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::{JobId, Timestamp};

    fn report(state: JobState, started: Option<i64>, permille: Option<u16>) -> Report {
        let mut report = Report::new(JobId::parse("a").unwrap(), state, state.name());
        report.started_at = started.and_then(Timestamp::from_millis);
        report.progress = permille.map(Progress::from_permille);
        report
    }

    fn task(permille: u16) -> Task {
        Task { progress: Some(Progress::from_permille(permille)), ..Task::default() }
    }

    #[test]
    fn progress_runs_backwards_only_when_the_job_restarted() {
        use JobState::{Failed, Queued, Running, Succeeded};
        let mut latest = Latest::default();
        let mut check = |report: Report, expected: Option<u16>| {
            latest.take_report(report);
            assert_eq!(latest.progress.map(Progress::permille), expected);
        };
        check(report(Queued, None, None), None);
        check(report(Running, Some(1), Some(500)), Some(500));
        check(report(Running, Some(1), Some(300)), Some(500));
        check(report(Running, None, None), Some(500));
        check(report(Running, Some(1), Some(600)), Some(600));
        check(report(Running, Some(2), Some(100)), Some(100));
        check(report(Queued, None, None), None);
        check(report(Running, Some(3), Some(50)), Some(50));
        check(report(Succeeded, Some(3), Some(70)), Some(1000));
        check(report(Failed, Some(4), Some(70)), Some(70));
    }

    #[test]
    fn tasks_stay_until_new_ones_come_or_the_job_restarts() {
        let mut latest = Latest::default();
        latest.take_tasks(vec![task(1)]);
        assert!(latest.report.is_none());
        latest.take_report(report(JobState::Running, Some(1), None));
        latest.take_tasks(vec![task(400), task(0)]);
        assert_eq!(latest.progress, Some(Progress::from_permille(200)));
        latest.take_report(report(JobState::Running, Some(1), None));
        assert_eq!(latest.report.as_ref().unwrap().tasks.as_ref().unwrap().len(), 2);
        latest.take_report(report(JobState::Running, Some(2), None));
        assert_eq!(latest.report.as_ref().unwrap().tasks, None);
        assert_eq!(latest.progress, None);
    }

    #[test]
    fn a_report_that_says_nothing_new_is_the_same_report() {
        let mut latest = Latest::default();
        latest.take_report(report(JobState::Running, Some(1), None));
        latest.take_tasks(vec![task(1)]);
        let first = Rc::clone(latest.report.as_ref().unwrap());
        latest.take_report(report(JobState::Running, Some(1), None));
        latest.take_tasks(vec![task(1)]);
        assert!(Rc::ptr_eq(&first, latest.report.as_ref().unwrap()));
    }
}
