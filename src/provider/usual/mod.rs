//! `provider="json"` without a description: the page's own backend, `GET /jobs/42`, answered in the
//! manner of the usual job libraries. What is read stands in [`tables`]; what is not a state beyond
//! doubt stays unknown.

mod names;
mod progress;
mod read;
mod scope;
mod state;
mod tables;

use core::time::Duration;

use percent_encoding::utf8_percent_encode;

use super::{
    endpoint::ApiRoot,
    http::Head,
    json::{Json, Members},
    provider::Provider,
    request::{RESERVED, Request, TokenHeader},
};
use crate::job::{Answer, Failure, FailureKind, JobId, Query};

/// An API of the usual kind that nobody has described.
#[derive(Debug)]
pub struct UsualJson;

impl Provider for UsualJson {
    fn name(&self) -> &'static str {
        "json"
    }

    fn interval(&self) -> Duration {
        Duration::from_secs(5)
    }

    fn separate_tasks(&self) -> bool {
        false
    }

    fn max_in_flight(&self) -> usize {
        4
    }

    fn list_page(&self) -> Option<usize> {
        None
    }

    fn members(&self) -> Members<'_> {
        Members::All
    }

    fn fits(&self, _: &ApiRoot, _: &[JobId]) -> usize {
        1
    }

    fn request(&self, root: &ApiRoot, query: &Query, _: u128) -> Result<Request, Failure> {
        let id = query.jobs().first().map_or("", JobId::as_str);
        // A browser would take these for steps on the path. All else is one segment: an encoded step
        // (`%2e%2e`) is encoded once more.
        if matches!(id, "" | "." | "..") {
            return Err(Failure::new(FailureKind::Config)
                .with_message("The job id is a step on a path: set the job's id."));
        }
        Ok(Request {
            url: format!("{root}{}", utf8_percent_encode(id, RESERVED)),
            headers: vec![("Accept", "application/json".to_owned())],
            token: TokenHeader::BEARER,
        })
    }

    fn read(&self, query: &Query, _: &Head, body: &Json) -> Result<Answer, Failure> {
        let mut reports = Vec::new();
        if let Some(job) = query.jobs().first() {
            reports.extend(read::read(job, body)?);
        }
        Ok(Answer::Jobs(reports))
    }
}
