//! A question about jobs, and what its answer says: the words between poller and provider.

use super::{JobId, Report, Task};

/// What the poller wants to know. A provider writes it as one HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The state of these jobs (never empty), in one request.
    Jobs(Vec<JobId>),
    /// The tasks of one job, where the API gives them separately.
    Tasks(JobId),
}

impl Ask {
    /// The jobs that this question is about.
    pub fn jobs(&self) -> &[JobId] {
        match self {
            Self::Jobs(jobs) => jobs,
            Self::Tasks(job) => core::slice::from_ref(job),
        }
    }
}

/// What a successful answer says. It belongs to the [`Ask`] that it answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The jobs that the answer holds, in its order. A job that was asked for and is not among
    /// them is not there (any more).
    Jobs(Vec<Report>),
    /// The tasks of the job that was asked for, in the API's order.
    Tasks(Vec<Task>),
}
