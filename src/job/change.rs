//! A change of a job's status: what the events of a badge are made from.

use std::rc::Rc;

use super::{Failure, Status};

/// A job's status, and what was known before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is known now.
    pub status: Rc<Status>,
    /// What was known before, of the same job.
    pub previous: Rc<Status>,
}

impl Change {
    /// Whether the job is final now and was not before.
    pub fn is_done(&self) -> bool {
        self.status.state().is_final() && !self.previous.state().is_final()
    }

    /// The failure that is new, or of another kind than the one before.
    pub fn new_failure(&self) -> Option<&Failure> {
        let failure = self.status.failure.as_ref()?;
        let previous = self.previous.failure.as_ref().map(|failure| failure.kind);
        (previous != Some(failure.kind)).then_some(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::{FailureKind, JobId, JobState, Report};

    fn status(state: JobState, failure: Option<FailureKind>) -> Rc<Status> {
        let job = JobId::parse("a").unwrap();
        let mut status = Status::waiting(job.clone());
        status.report = Some(Rc::new(Report::new(job, state, "")));
        status.failure = failure.map(Failure::new);
        Rc::new(status)
    }

    #[test]
    fn a_job_is_done_once() {
        let check = |from, to, done| {
            let change = Change { previous: status(from, None), status: status(to, None) };
            assert_eq!(change.is_done(), done, "{from:?} to {to:?}");
        };
        check(JobState::Running, JobState::Failed, true);
        check(JobState::Unknown, JobState::Succeeded, true);
        check(JobState::Canceled, JobState::Canceled, false);
        check(JobState::Running, JobState::Canceling, false);
    }

    #[test]
    fn a_failure_is_new_when_it_begins_or_changes_its_kind() {
        let check = |from, to, is_new: bool| {
            let change = Change {
                previous: status(JobState::Running, from),
                status: status(JobState::Running, to),
            };
            assert_eq!(change.new_failure().is_some(), is_new, "{from:?} to {to:?}");
        };
        check(None, Some(FailureKind::Network), true);
        check(Some(FailureKind::Network), Some(FailureKind::Network), false);
        check(Some(FailureKind::Network), Some(FailureKind::Timeout), true);
        check(Some(FailureKind::Network), None, false);
    }
}
