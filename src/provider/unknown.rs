//! Stands where a badge names an API that nobody has described: nothing is asked.

use core::time::Duration;

use super::{
    endpoint::ApiRoot,
    http::Head,
    json::{Json, Members},
    provider::Provider,
    request::Request,
};
use crate::job::{Answer, Failure, FailureKind, JobId, Query};

/// An API that cannot be asked, and why.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Unknown {
    name: String,
    reason: String,
}

impl Unknown {
    /// A name that nobody has described.
    pub fn name(name: &str) -> Self {
        let reason = format!(
            "The provider \"{}\" is not known: check its spelling, or describe it with \
             JobBadgeElement.describe().",
            crate::job::cap(name, crate::job::SHORT_TEXT)
        );
        Self { name: name.to_owned(), reason }
    }

    /// A description that cannot be used, for this reason.
    pub fn refused(name: &str, reason: impl Into<String>) -> Self {
        Self { name: name.to_owned(), reason: reason.into() }
    }

    /// Why nothing can be asked.
    pub fn failure(&self) -> Failure {
        Failure::new(FailureKind::Config).with_message(&*self.reason)
    }
}

impl Provider for Unknown {
    fn name(&self) -> &str {
        &self.name
    }

    fn interval(&self) -> Duration {
        Duration::from_secs(5)
    }

    fn separate_tasks(&self) -> bool {
        false
    }

    fn list_page(&self) -> Option<usize> {
        None
    }

    fn members(&self) -> Members<'_> {
        Members::Named(&[])
    }

    fn fits(&self, _: &ApiRoot, _: &[JobId]) -> usize {
        1
    }

    fn request(&self, _: &ApiRoot, _: &Query, _: u128) -> Result<Request, Failure> {
        Err(self.failure())
    }

    fn read(&self, _: &Query, _: &Head, _: &Json) -> Result<Answer, Failure> {
        Err(self.failure())
    }
}
