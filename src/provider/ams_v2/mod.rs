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

use serde::Deserializer;

use super::{endpoint::ApiRoot, provider::Provider, request::Request};
use crate::job::{Answer, Failure, JobId, Query};

/// Azure Media Services v2.
#[derive(Debug)]
pub struct AmsV2;

impl Provider for AmsV2 {
    const NAME: &'static str = "ams-v2";
    /// What Microsoft's own .NET client used (`JobInterval` in its `JobData.cs`).
    const INTERVAL: Duration = Duration::from_millis(2500);
    const SEPARATE_TASKS: bool = true;
    /// The service gives 1,000 entities at most; more are paged by `$skip` and `$top`. Half of that
    /// at once keeps a page's memory and its longest task half as large.
    const LISTS_ACTIVE: Option<usize> = Some(500);

    fn fits(root: &ApiRoot, jobs: &[JobId]) -> usize {
        request::fits(root, jobs)
    }

    fn request(root: &ApiRoot, query: &Query, trace: u128) -> Request {
        request::request(root, query, trace)
    }

    fn read<'de, D: Deserializer<'de>>(query: &Query, body: D) -> Result<Answer, Failure> {
        read::read(query, body)
    }
}
