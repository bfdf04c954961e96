//! What one answer says about one job.

use std::rc::Rc;

use super::{ErrorDetail, JobId, JobState, Progress, Task, Timestamp};

/// What one answer says about one job. All text is untrusted and capped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The job's id, as it was asked for.
    pub job: JobId,
    /// The job's name, where it has one.
    pub name: Option<String>,
    /// Its state in the canonical list.
    pub state: JobState,
    /// Its state in the API's own word, for example `Processing`.
    pub raw_state: String,
    /// How far the job is by the API's own word; `None` where only tasks have progress.
    pub progress: Option<Progress>,
    /// Its tasks. `None`: this answer does not say (AMS v2 gives them in an answer of their own).
    pub tasks: Option<Rc<[Task]>>,
    /// What went wrong in the job as a whole. The tasks' errors stand with them.
    pub errors: Vec<ErrorDetail>,
    /// When it was handed in.
    pub created_at: Option<Timestamp>,
    /// When work began.
    pub started_at: Option<Timestamp>,
    /// When it ended, well or not.
    pub ended_at: Option<Timestamp>,
    /// When the service itself expects the end, where it says so.
    pub eta: Option<Timestamp>,
    /// The job's own page at its service: an https URL, capped. It is untrusted as all of this is.
    pub link: Option<String>,
}

impl Report {
    /// A report with nothing but a job's state.
    pub fn new(job: JobId, state: JobState, raw_state: impl Into<String>) -> Self {
        Self {
            job,
            name: None,
            state,
            raw_state: raw_state.into(),
            progress: None,
            tasks: None,
            errors: Vec::new(),
            created_at: None,
            started_at: None,
            ended_at: None,
            eta: None,
            link: None,
        }
    }

    /// When it ended: by the API's own word, else with its last task (a run of GitHub Actions has no
    /// end of its own). `None` while it has not.
    pub fn ended(&self) -> Option<Timestamp> {
        self.ended_at.or_else(|| {
            let tasks = self.tasks.as_deref().filter(|_| self.state.is_final())?;
            tasks.iter().filter_map(|task| task.ended_at).max()
        })
    }

    /// How far the job is: full when it succeeded, else the API's own word, else the mean of its
    /// tasks. `None` where nothing is known: indeterminate.
    pub fn overall_progress(&self) -> Option<Progress> {
        if self.state == JobState::Succeeded {
            return Some(Progress::FULL);
        }
        self.progress.or_else(|| {
            // A task without progress counts as not begun, so that the mean is over all of them.
            let tasks = self.tasks.as_deref().unwrap_or_default();
            if tasks.iter().all(|task| task.progress.is_none()) {
                return None;
            }
            Progress::mean(tasks.iter().map(|task| task.progress.unwrap_or_default()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_without_an_end_of_its_own_ended_with_its_last_task() {
        let at = |millis| Timestamp::from_millis(millis);
        let task = |end| Task { ended_at: end, ..Task::default() };
        let check = |state, own, ends: &[Option<Timestamp>], expected| {
            let mut report = Report::new(JobId::parse("a").expect("an id"), state, "its word");
            report.ended_at = own;
            report.tasks = Some(ends.iter().copied().map(task).collect());
            assert_eq!(report.ended(), expected, "{state:?} {own:?} {ends:?}");
        };
        check(JobState::Failed, None, &[at(5), at(9), None], at(9));
        check(JobState::Failed, at(3), &[at(9)], at(3));
        check(JobState::Running, None, &[at(5)], None);
        check(JobState::Succeeded, None, &[], None);
    }
}
