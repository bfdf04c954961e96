//! The life of a task, as a function of its job's age. Tasks run one after another.

use crate::job::{Job, State};

/// What a task is going to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskPlan {
    /// The task's name; the service allows a task without one.
    pub name: Option<String>,
    /// How long it runs, in milliseconds.
    pub length: i64,
    /// The code and message with which the task fails at its end, if it fails.
    pub error: Option<(String, String)>,
}

/// What a task is at one age of its job. Ages are milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskView {
    /// The task's state.
    pub state: State,
    /// 0 to 100, in steps of a hundredth.
    pub progress: f64,
    /// The age of its job at which it started to run.
    pub started_at: Option<i64>,
    /// The age of its job at which it ended. A task that never ran has none.
    pub ended_at: Option<i64>,
    /// Milliseconds of work: less than the time between start and end, as it was recorded, and 0
    /// until the end.
    pub worked: i64,
    /// Codes of the events so far, with the job's age.
    pub events: Vec<(&'static str, i64)>,
}

/// The progress at which a failing task stops, in percent.
const FAILS_AT: i64 = 60;
/// The recorded service worked 39,605 ms in a task that lasted 46,937 ms.
const WORKED_PER_MILLE: i64 = 844;
/// How long after its end a task gets its billing event, in milliseconds.
const BILLED_AFTER: i64 = 1500;

/// The task of this index, at this age of its job.
pub fn view(job: &Job, index: usize, age: i64) -> Option<TaskView> {
    let plan = job.plan.tasks.get(index)?;
    let job_state = job.state(age);
    let canceled = job.canceled_by(age);
    // A canceled job does no more work, so its tasks keep the progress that they had.
    let effective_age = canceled.unwrap_or(age);
    let start = job.plan.task_start(index);
    let end = start + plan.length;
    let skipped = job.plan.failing_task().is_some_and(|failing| failing < index);
    let mut view = TaskView {
        state: State::Queued,
        progress: 0.0,
        started_at: None,
        ended_at: None,
        worked: 0,
        events: vec![("WaitingForFreeResources", 0)],
    };
    if skipped || effective_age < start {
        view.state = match job_state {
            _ if canceled.is_some() => job_state,
            State::Error => State::Canceled,
            State::Queued | State::Scheduled if index == 0 => job_state,
            _ => State::Queued,
        };
        if index == 0 && effective_age >= job.plan.scheduled_at() {
            view.events.push(("Scheduled", job.plan.scheduled_at()));
        }
        return Some(view);
    }
    view.started_at = Some(start);
    view.events.push(("Scheduled", if index == 0 { job.plan.scheduled_at() } else { start }));
    view.events.push(("Processing", start));
    let final_progress = if plan.error.is_some() { FAILS_AT } else { 100 };
    if effective_age < end {
        view.progress =
            ((effective_age - start) * final_progress * 100 / plan.length) as f64 / 100.0;
        view.state = if canceled.is_some() { job_state } else { State::Processing };
        view.ended_at = canceled.and(job.ended_at(age));
        view.events.extend(view.ended_at.map(|at| ("Canceled", at)));
    } else {
        view.progress = final_progress as f64;
        view.ended_at = Some(end);
        if plan.error.is_some() {
            view.state = State::Error;
            view.events.push(("Error", end));
        } else {
            view.state = State::Finished;
            view.events.push(("Finished", end));
            if age >= end + BILLED_AFTER {
                view.events.push(("TaskBillingInformationAdded", end + BILLED_AFTER));
            }
        }
    }
    if view.ended_at.is_some() {
        view.worked = (effective_age.min(end) - start) * WORKED_PER_MILLE / 1000;
    }
    Some(view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobPlan;

    fn job(error_in_second: bool) -> Job {
        let task = |length, error: bool| TaskPlan {
            name: None,
            length,
            error: error.then(|| ("UserInput".to_owned(), "no".to_owned())),
        };
        let tasks = vec![task(10_000, false), task(20_000, error_in_second), task(5000, false)];
        let plan = JobPlan { queued: 4000, canceling: 1000, tasks, ..JobPlan::default() };
        let (id, task_ids) = (String::new(), Vec::new());
        Job { id, task_ids, plan, created_at: 0, advanced: 0, canceled_at: None }
    }

    fn check(job: &Job, age: i64, expected: [(State, f64); 3]) {
        let seen = [0, 1, 2].map(|index| view(job, index, age).unwrap());
        assert_eq!(seen.map(|task| (task.state, task.progress)), expected, "{age}");
    }

    #[test]
    fn tasks_run_one_after_another() {
        use State::{Finished, Processing, Queued, Scheduled};
        let job = job(false);
        check(&job, 0, [(Queued, 0.0), (Queued, 0.0), (Queued, 0.0)]);
        check(&job, 3000, [(Scheduled, 0.0), (Queued, 0.0), (Queued, 0.0)]);
        check(&job, 4000, [(Processing, 0.0), (Queued, 0.0), (Queued, 0.0)]);
        check(&job, 7750, [(Processing, 37.5), (Queued, 0.0), (Queued, 0.0)]);
        check(&job, 14_000, [(Finished, 100.0), (Processing, 0.0), (Queued, 0.0)]);
        check(&job, 33_999, [(Finished, 100.0), (Processing, 99.99), (Queued, 0.0)]);
        check(&job, 39_000, [(Finished, 100.0), (Finished, 100.0), (Finished, 100.0)]);
        assert_eq!(view(&job, 3, 0), None);
    }

    #[test]
    fn what_follows_a_failed_task_never_runs() {
        use State::{Canceled, Error, Finished};
        let job = job(true);
        check(&job, 34_000, [(Finished, 100.0), (Error, 60.0), (Canceled, 0.0)]);
        let skipped = view(&job, 2, 60_000).unwrap();
        assert_eq!((skipped.started_at, skipped.ended_at, skipped.worked), (None, None, 0));
    }

    #[test]
    fn a_canceled_job_stops_its_tasks_where_they_are() {
        use State::{Canceled, Canceling, Finished};
        let mut job = job(false);
        assert!(job.cancel(19_000));
        check(&job, 19_500, [(Finished, 100.0), (Canceling, 25.0), (Canceling, 0.0)]);
        check(&job, 20_000, [(Finished, 100.0), (Canceled, 25.0), (Canceled, 0.0)]);
        let stopped = view(&job, 1, 20_000).unwrap();
        assert_eq!((stopped.ended_at, stopped.worked), (Some(20_000), 4220));
        assert_eq!(view(&job, 2, 20_000).unwrap().ended_at, None);
    }

    #[test]
    fn the_billing_event_comes_after_the_end() {
        let codes = |age| -> Vec<_> {
            view(&job(false), 0, age).unwrap().events.iter().map(|event| event.0).collect()
        };
        assert_eq!(codes(0), ["WaitingForFreeResources"]);
        let all = [
            "WaitingForFreeResources",
            "Scheduled",
            "Processing",
            "Finished",
            "TaskBillingInformationAdded",
        ];
        assert_eq!(codes(14_000), all[..4]);
        assert_eq!(codes(15_500), all);
    }
}
