//! Azure Media Services v2.
use core::time::Duration;

use serde::Deserializer;

use super::{ApiRoot, Provider, Request};
use crate::job::{Ask, Failure, FailureKind, JobId, Reading};

/// Azure Media Services v2.
#[derive(Debug)]
pub struct AmsV2;

impl Provider for AmsV2 {
    const NAME: &'static str = "ams-v2";
    const INTERVAL: Duration = Duration::from_millis(2500);
    const SEPARATE_TASKS: bool = true;

    fn fits(_root: &ApiRoot, _jobs: &[JobId]) -> usize {
        1
    }

    fn request(_root: &ApiRoot, _ask: &Ask, _trace: u128) -> Request {
        Request { url: String::new(), headers: Vec::new() }
    }

    fn read<'de, D: Deserializer<'de>>(_ask: &Ask, _body: D) -> Result<Reading, Failure> {
        Err(Failure::new(FailureKind::BadAnswer))
    }
}
