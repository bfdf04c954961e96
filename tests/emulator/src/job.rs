//! The life of a job: Queued, Scheduled, Processing, then Finished or Error; or Canceling, then
//! Canceled. Everything is a function of the job's age, so tests control the time.

use crate::{clock::Clock, task::TaskPlan};

/// The state numbers of jobs and tasks on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum State {
    /// Waiting to be scheduled.
    Queued = 0,
    /// About to run.
    Scheduled = 1,
    /// Running.
    Processing = 2,
    /// Ended without an error.
    Finished = 3,
    /// Failed.
    Error = 4,
    /// Ended by a cancel request.
    Canceled = 5,
    /// Being canceled. Not final, although its number is the greatest.
    Canceling = 6,
}

impl State {
    /// The number on the wire.
    pub const fn number(self) -> i32 {
        self as i32
    }

    /// Whether no other state can follow.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Finished | Self::Error | Self::Canceled)
    }
}

/// What a job is going to do. Spans are milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobPlan {
    /// The job's name; the service allows a job without one.
    pub name: Option<String>,
    /// The emulator only reports it; jobs do not wait for one another.
    pub priority: i32,
    /// How long it waits before it runs. The last quarter of it, 2 s at most, is Scheduled.
    pub queued: i64,
    /// How long it runs when it has no tasks.
    pub run_without_tasks: i64,
    /// How long the job stays in Canceling.
    pub canceling: i64,
    /// The job's tasks; each starts when the one before has ended.
    pub tasks: Vec<TaskPlan>,
}

/// The longest time in Scheduled, in milliseconds.
const LONGEST_SCHEDULED: i64 = 2000;

impl JobPlan {
    /// The age at which it is Scheduled.
    pub fn scheduled_at(&self) -> i64 {
        self.queued - (self.queued / 4).min(LONGEST_SCHEDULED)
    }

    /// The first task that fails, if one does.
    pub fn failing_task(&self) -> Option<usize> {
        self.tasks.iter().position(|task| task.error.is_some())
    }

    /// The age at which this task starts to run.
    pub fn task_start(&self, index: usize) -> i64 {
        self.queued + self.tasks.iter().take(index).map(|task| task.length).sum::<i64>()
    }

    /// The age at which the job ends if it is not canceled.
    pub fn natural_end(&self) -> i64 {
        if self.tasks.is_empty() {
            return self.queued + self.run_without_tasks;
        }
        self.task_start(self.failing_task().map_or(self.tasks.len(), |index| index + 1))
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// `nb:jid:UUID:<guid>`.
    pub id: String,
    /// `nb:tid:UUID:<guid>` of each task, in the plan's order.
    pub task_ids: Vec<String>,
    /// What it is going to do.
    pub plan: JobPlan,
    /// When it was created: milliseconds since 1970. [`Self::advance`] moves it back.
    pub created_at: i64,
    /// By how many milliseconds the job was advanced in all.
    pub advanced: i64,
    /// The age at which it is canceled.
    pub canceled_at: Option<i64>,
}

impl Job {
    /// The job's age in milliseconds.
    pub fn age(&self, clock: Clock, now: i64) -> i64 {
        clock.age(self.created_at, self.advanced, now)
    }

    /// Makes the job older by moving its dates back, so that none lies in the future.
    pub fn advance(&mut self, millis: i64) {
        self.created_at = self.created_at.saturating_sub(millis);
        self.advanced = self.advanced.saturating_add(millis);
    }

    /// The age at which it was canceled, if it has been by this age.
    pub fn canceled_by(&self, age: i64) -> Option<i64> {
        self.canceled_at.filter(|at| *at <= age && *at < self.plan.natural_end())
    }

    /// The job's state at this age.
    pub fn state(&self, age: i64) -> State {
        let plan = &self.plan;
        match self.canceled_by(age) {
            Some(at) if age < at + plan.canceling => State::Canceling,
            Some(_) => State::Canceled,
            None if age < plan.scheduled_at() => State::Queued,
            None if age < plan.queued => State::Scheduled,
            None if age < plan.natural_end() => State::Processing,
            None if plan.failing_task().is_some() => State::Error,
            None => State::Finished,
        }
    }

    /// The age at which it started to run, if it has by this age.
    pub fn started_at(&self, age: i64) -> Option<i64> {
        let effective_age = self.canceled_by(age).unwrap_or(age);
        (effective_age >= self.plan.queued).then_some(self.plan.queued)
    }

    /// The age at which it ended, if it has by this age.
    pub fn ended_at(&self, age: i64) -> Option<i64> {
        self.state(age).is_final().then(|| self.end())
    }

    /// The age at which it ends, canceled or not.
    pub fn end(&self) -> i64 {
        match self.canceled_at {
            Some(at) if at < self.plan.natural_end() => at + self.plan.canceling,
            _ => self.plan.natural_end(),
        }
    }

    /// The age of its last change. The recorded service did not count starting to run as one.
    pub fn modified_at(&self, age: i64) -> i64 {
        self.ended_at(age).or_else(|| self.canceled_by(age)).unwrap_or(0)
    }

    /// Cancels the job. `false`, and no change, when it is final or already canceling.
    pub fn cancel(&mut self, age: i64) -> bool {
        let may = matches!(self.state(age), State::Queued | State::Scheduled | State::Processing);
        if may {
            self.canceled_at = Some(age);
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(error: bool) -> Job {
        let task = |length, error: bool| TaskPlan {
            name: None,
            length,
            error: error.then(|| ("UserInput".to_owned(), "no".to_owned())),
        };
        let plan = JobPlan {
            queued: 4000,
            canceling: 3000,
            tasks: vec![task(10_000, false), task(20_000, error), task(5000, false)],
            ..JobPlan::default()
        };
        Job {
            id: String::new(),
            task_ids: Vec::new(),
            plan,
            created_at: 0,
            advanced: 0,
            canceled_at: None,
        }
    }

    #[test]
    fn a_job_goes_from_queued_to_finished_or_error() {
        use State::{Error, Finished, Processing, Queued, Scheduled};
        for (age, good, bad) in [
            (0, Queued, Queued),
            (2999, Queued, Queued),
            (3000, Scheduled, Scheduled),
            (4000, Processing, Processing),
            (33_999, Processing, Processing),
            (34_000, Processing, Error),
            (38_999, Processing, Error),
            (39_000, Finished, Error),
            (i64::MAX, Finished, Error),
        ] {
            assert_eq!((job(false).state(age), job(true).state(age)), (good, bad), "{age}");
        }
        assert_eq!(job(false).started_at(3999), None);
        assert_eq!(job(false).started_at(4000), Some(4000));
        assert_eq!(job(false).ended_at(38_999), None);
        assert_eq!(job(true).ended_at(50_000), Some(34_000));
        assert_eq!(job(true).modified_at(50_000), 34_000);
        assert_eq!(job(true).modified_at(5000), 0);
    }

    #[test]
    fn a_canceled_job_is_seen_canceling_first() {
        let mut running = job(false);
        assert!(running.cancel(5000));
        assert_eq!(running.state(5000), State::Canceling);
        assert!(!running.cancel(5001));
        assert_eq!(running.state(7999), State::Canceling);
        assert_eq!(running.state(8000), State::Canceled);
        assert_eq!(running.started_at(9000), Some(4000));
        assert_eq!(running.ended_at(9000), Some(8000));
        assert!(!running.cancel(9000));

        let mut queued = job(false);
        assert!(queued.cancel(1000));
        assert_eq!(queued.started_at(50_000), None);
        assert_eq!(queued.ended_at(50_000), Some(4000));

        assert!(!job(false).cancel(39_000));
        assert!(!job(true).cancel(39_000));
    }

    #[test]
    fn a_job_without_tasks_runs_for_its_planned_time() {
        let plan = JobPlan { run_without_tasks: 500, ..JobPlan::default() };
        let bare = Job { plan, ..job(false) };
        assert_eq!(bare.state(0), State::Processing);
        assert_eq!(bare.state(500), State::Finished);
    }
}
