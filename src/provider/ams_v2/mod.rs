//! Azure Media Services v2 (REST, OData v3): retired in June 2024, spoken by compatible services
//! and by the emulator of this project.
//!
//! A job has no progress and no errors of its own; both stand with its tasks, which are asked for
//! separately (`$expand` is not supported).

mod date;
mod read;
mod request;
mod state;

use core::time::Duration;

use super::{
    endpoint::ApiRoot,
    http::Head,
    json::{Json, Members},
    provider::Provider,
    request::Request,
};
use crate::job::{Answer, Failure, JobId, Query};

/// Azure Media Services v2.
#[derive(Debug)]
pub struct AmsV2;

impl Provider for AmsV2 {
    fn name(&self) -> &'static str {
        "ams-v2"
    }

    /// What Microsoft's own .NET client used (`JobInterval` in its `JobData.cs`).
    fn interval(&self) -> Duration {
        Duration::from_millis(2500)
    }

    fn separate_tasks(&self) -> bool {
        true
    }

    /// The service gives 1,000 entities at most; more are paged by `$skip` and `$top`. Half of that
    /// at once keeps a page's memory and its longest task half as large.
    fn list_page(&self) -> Option<usize> {
        Some(500)
    }

    fn members(&self) -> Members<'_> {
        Members::Named(read::MEMBERS)
    }

    fn fits(&self, root: &ApiRoot, jobs: &[JobId]) -> usize {
        request::fits(root, jobs)
    }

    fn request(&self, root: &ApiRoot, query: &Query, trace: u128) -> Result<Request, Failure> {
        Ok(request::request(root, query, trace))
    }

    fn read(&self, query: &Query, _: &Head, body: &Json) -> Result<Answer, Failure> {
        read::read(query, body)
    }
}
