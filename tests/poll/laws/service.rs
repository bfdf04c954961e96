//! A hostile service: how a request may end, and the answer that says so. It knows nothing of the
//! poller.

use std::time::Duration;

use job_badge::job::{Answer, JobState, Query};
use job_badge::poll::Response;
use proptest::prelude::*;

use crate::virtual_time::*;

/// How a request ends.
#[derive(Clone, Debug)]
pub enum End {
    /// All jobs are in this state; tasks are this far.
    Good(JobState, u16),
    /// The first job that was asked for is not there.
    Missing(JobState),
    /// An HTTP status, or 1 for none.
    Status(u16),
    /// The answer to another question.
    Confused,
}

pub fn answer_to(ask: &Query, end: &End, wait: Option<u64>) -> Response {
    let answer = match (ask, end) {
        (Query::Jobs(jobs), End::Good(state, _)) => {
            good(Answer::Jobs(jobs.iter().map(|job| report(job.as_str(), *state)).collect()))
        }
        (Query::Jobs(jobs), End::Missing(state)) => {
            let there = jobs.iter().skip(1).map(|job| report(job.as_str(), *state));
            good(Answer::Jobs(there.collect()))
        }
        (Query::Active { jobs, top, .. }, End::Good(state, progress)) => {
            // Some of them, on a page that is full or not.
            let of = usize::from(*progress);
            let there = jobs.iter().take(of % (jobs.len() + 1));
            let reports: Vec<_> = there.map(|job| report(job.as_str(), *state)).collect();
            let rows = if of % 3 == 0 { *top } else { reports.len() };
            good(Answer::Active { reports, rows })
        }
        (Query::Active { .. }, End::Missing(_)) => {
            good(Answer::Active { reports: Vec::new(), rows: 0 })
        }
        (Query::Tasks(_), End::Good(_, progress)) => good(Answer::Tasks(vec![task(*progress)])),
        (Query::Tasks(_), End::Missing(_)) => good(Answer::Tasks(Vec::new())),
        (Query::Jobs(_) | Query::Active { .. }, End::Confused) => good(Answer::Tasks(Vec::new())),
        (Query::Tasks(_), End::Confused) => good(Answer::Jobs(Vec::new())),
        (_, End::Status(code)) => status(*code),
    };
    Response { retry_after: wait.map(Duration::from_secs), ..answer }
}

fn states() -> impl Strategy<Value = JobState> {
    proptest::sample::select(JobState::ALL.to_vec())
}

pub fn ends() -> impl Strategy<Value = End> {
    let codes = vec![1, 0, 302, 400, 401, 403, 404, 408, 410, 414, 429, 500, 501, 503];
    prop_oneof![
        6 => (states(), 0..=1000_u16).prop_map(|(state, progress)| End::Good(state, progress)),
        1 => states().prop_map(End::Missing),
        3 => proptest::sample::select(codes).prop_map(End::Status),
        1 => Just(End::Confused),
    ]
}
