//! A query about jobs and its answer: what poller and provider exchange.

use super::{JobId, Report, Task};

/// What the poller wants to know. A provider writes it as one HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// The state of these jobs (never empty), in one request.
    Jobs(Vec<JobId>),
    /// The same, out of a page of the list of all jobs that are active on the account, where the
    /// API has such a list.
    Active {
        /// The jobs that are asked for; the list holds others, too.
        jobs: Vec<JobId>,
        /// How many jobs of the list come before this page; 0 where a provider reads all pages by itself
        /// (its `list_page` is [`usize::MAX`]).
        skip: usize,
        /// How many the page holds at most.
        top: usize,
    },
    /// The tasks of one job, where the API gives them separately.
    Tasks(JobId),
}

impl Query {
    /// The jobs that this query is about.
    pub fn jobs(&self) -> &[JobId] {
        match self {
            Self::Jobs(jobs) | Self::Active { jobs, .. } => jobs,
            Self::Tasks(job) => core::slice::from_ref(job),
        }
    }

    /// Whether it is about tasks, not about states.
    pub const fn is_about_tasks(&self) -> bool {
        matches!(self, Self::Tasks(_))
    }
}

/// What a successful answer says. It belongs to the [`Query`] that it answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The jobs that the answer holds, in its order. A job that was asked for and is not among
    /// them is not there (any more).
    Jobs(Vec<Report>),
    /// What a page of the list of active jobs says. A job that is not among them may have ended,
    /// or stand on another page.
    Active {
        /// The jobs that were asked for and that the page holds, in its order.
        reports: Vec<Report>,
        /// How many jobs the page holds, asked for or not.
        rows: usize,
    },
    /// The tasks of the job that was asked for, in the API's order.
    Tasks(Vec<Task>),
}

impl Answer {
    /// Adds what a further page of the same answer says.
    pub fn append(&mut self, more: Self) {
        match (self, more) {
            (Self::Jobs(reports), Self::Jobs(more)) => reports.extend(more),
            (Self::Active { reports, rows }, Self::Active { reports: more, rows: more_rows }) => {
                reports.extend(more);
                *rows = rows.saturating_add(more_rows);
            }
            (Self::Tasks(tasks), Self::Tasks(more)) => tasks.extend(more),
            // Of another query: no page of this answer.
            _ => {}
        }
    }
}
