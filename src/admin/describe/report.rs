//! What an API makes of a pasted answer.

use job_badge::{
    job::{Answer, Failure, FailureKind, JobId, Query, Report},
    provider::{Api, Auth, Body, Head, Json, Members},
};

/// What an API makes of an answer.
pub(super) fn report(api: &Api, answer: &Json, status: u16) -> Result<Report, Failure> {
    let job = JobId::parse("42").unwrap_or_else(|_| JobId::unnamed());
    let head = Head { status, ..Head::OK };
    let read = api.read_answer(Auth::Bearer, &Query::Jobs(vec![job]), &head, &Pasted(answer))?;
    let report = match read {
        Answer::Jobs(reports) => reports.into_iter().next(),
        Answer::Active { .. } | Answer::Tasks(_) => None,
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
