//! A hostile service: how a request may end, and the response that follows. It knows nothing about
//! the poller.

use std::time::Duration;

use job_badge::job::{Answer, JobState, Query};
use job_badge::poll::Response;
use proptest::prelude::*;

use crate::virtual_time::*;

/// How a request ends.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// All jobs are in this state; tasks have this progress.
    Good(JobState, u16),
    /// The first job of the query is missing.
    Missing(JobState),
    /// An HTTP status, or 1 for none.
    Status(u16),
    /// The answer to another query.
    Confused,
}

pub fn answer_to(query: &Query, outcome: &Outcome, wait: Option<u64>) -> Response {
    let answer = match (query, outcome) {
        (Query::Jobs(jobs), Outcome::Good(state, _)) => {
            success(Answer::Jobs(jobs.iter().map(|job| report(job.as_str(), *state)).collect()))
        }
        (Query::Jobs(jobs), Outcome::Missing(state)) => {
            let there = jobs.iter().skip(1).map(|job| report(job.as_str(), *state));
            success(Answer::Jobs(there.collect()))
        }
        (Query::Active { jobs, top, .. }, Outcome::Good(state, progress)) => {
            // Some of the jobs, on a page that is full or not.
            let of = usize::from(*progress);
            let there = jobs.iter().take(of % (jobs.len() + 1));
            let reports: Vec<_> = there.map(|job| report(job.as_str(), *state)).collect();
            let rows = if of % 3 == 0 { *top } else { reports.len() };
            success(Answer::Active { reports, rows })
        }
        (Query::Active { .. }, Outcome::Missing(_)) => {
            success(Answer::Active { reports: Vec::new(), rows: 0 })
        }
        (Query::Tasks(_), Outcome::Good(_, progress)) => {
            success(Answer::Tasks(vec![task(*progress)]))
        }
        (Query::Tasks(_), Outcome::Missing(_)) => success(Answer::Tasks(Vec::new())),
        (Query::Jobs(_) | Query::Active { .. }, Outcome::Confused) => {
            success(Answer::Tasks(Vec::new()))
        }
        (Query::Tasks(_), Outcome::Confused) => success(Answer::Jobs(Vec::new())),
        (_, Outcome::Status(code)) => status(*code),
    };
    Response { retry_after: wait.map(Duration::from_secs), ..answer }
}

fn states() -> impl Strategy<Value = JobState> {
    proptest::sample::select(JobState::ALL.to_vec())
}

pub fn outcomes() -> impl Strategy<Value = Outcome> {
    let codes =
        vec![1, 0, 302, 304, 400, 401, 403, 404, 408, 410, 414, 425, 429, 440, 449, 500, 501, 503];
    prop_oneof![
        6 => (states(), 0..=1000_u16).prop_map(|(state, progress)| Outcome::Good(state, progress)),
        1 => states().prop_map(Outcome::Missing),
        3 => proptest::sample::select(codes).prop_map(Outcome::Status),
        1 => Just(Outcome::Confused),
    ]
}
