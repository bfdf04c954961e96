//! A row of the table: a job of a connection, and what is known of it.

use std::rc::Rc;

use job_badge::job::{ErrorDetail, Freshness, JobId, JobState, Report, Status, Task, Timestamp};

/// Which job it is: the connection's number, and the job's id there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct JobKey {
    /// The connection's number.
    pub connection: u32,
    /// The job's id.
    pub job: JobId,
}

/// A job, and what is known of it. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// Which job it is.
    pub key: JobKey,
    /// What is known of it.
    pub status: Rc<Status>,
    /// When it is expected to end, by this machine's clock.
    pub expected_end: Option<Timestamp>,
}

/// How many tasks have ended, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TasksDone {
    /// Ended.
    pub done: usize,
    /// All.
    pub all: usize,
}

impl Row {
    /// The job's name; its id where it has none.
    pub(crate) fn name(&self) -> &str {
        let name = self.report().and_then(|report| report.name.as_deref());
        name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(self.key.job.as_str())
    }

    /// Its state.
    pub(crate) fn state(&self) -> JobState {
        self.status.state()
    }

    /// When it was handed in, or else began.
    pub(crate) fn created(&self) -> Option<Timestamp> {
        let report = self.report()?;
        report.created_at.or(report.started_at)
    }

    /// When work began.
    pub(crate) fn started(&self) -> Option<Timestamp> {
        self.report()?.started_at
    }

    /// When it ended, by this machine's clock.
    pub(crate) fn ended(&self) -> Option<Timestamp> {
        let report = self.report().filter(|report| report.state.is_final())?;
        Some(report.ended()?.shifted(self.status.server_clock_ahead.saturating_neg()))
    }

    /// Its tasks; `None` while nobody has asked for them.
    pub(crate) fn tasks(&self) -> Option<TasksDone> {
        let tasks = self.report()?.tasks.as_deref()?;
        let done = tasks.iter().filter(|task| task.state.is_final()).count();
        Some(TasksDone { done, all: tasks.len() })
    }

    /// What went wrong, in the job and in its tasks.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &ErrorDetail> {
        let report = self.report();
        let tasks = report.and_then(|report| report.tasks.as_deref()).unwrap_or_default();
        let own = report.map(|report| &*report.errors).unwrap_or_default();
        own.iter().chain(tasks.iter().flat_map(|task: &Task| &task.errors))
    }

    /// Whether what is shown is what the API says now.
    pub(crate) fn is_live(&self) -> bool {
        self.status.freshness == Freshness::Live
    }

    fn report(&self) -> Option<&Report> {
        self.status.report.as_deref()
    }
}
