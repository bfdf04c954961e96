//! What an API makes of a pasted answer.

use job_badge::{
    job::{Answer, Failure, FailureKind, JobId, JobState, Query, Report},
    provider::{Api, Auth, Body, Head, Json, Members},
};

/// What was asked for, and how it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// A job's tasks, which some APIs give in an answer of their own; else the job.
    pub tasks: bool,
    /// The HTTP status.
    pub status: u16,
}

/// What an API makes of an answer.
pub(super) fn report(api: &Api, answer: &Json, asked: Asked) -> Result<Report, Failure> {
    let job = JobId::parse("42").unwrap_or_else(|_| JobId::unnamed());
    let head = Head { status: asked.status, ..Head::OK };
    let query =
        if asked.tasks { Query::Tasks(job.clone()) } else { Query::Jobs(vec![job.clone()]) };
    let report = match api.read_answer(Auth::Bearer, &query, &head, &Pasted(answer))? {
        Answer::Jobs(reports) => reports.into_iter().next(),
        // Tasks are asked for while the job runs.
        Answer::Tasks(tasks) => {
            Some(Report { tasks: Some(tasks.into()), ..Report::new(job, JobState::Running, "") })
        }
        Answer::Active { .. } => None,
    };
    report.ok_or_else(|| {
        Failure::new(FailureKind::NotFound).with_message("By this answer the job is not there.")
    })
}

struct Pasted<'a>(&'a Json);

impl Body for Pasted<'_> {
    fn json(&self, _: Members<'_>) -> Option<Json> {
        Some(self.0.clone())
    }

    fn text(&self) -> String {
        String::new()
    }
}
