//! The APIs that this crate speaks.

use core::ops::Deref;
use std::rc::Rc;

use serde::Deserializer;

use super::{
    ams_v2::AmsV2,
    auth::Auth,
    described::Description,
    endpoint::ApiRoot,
    error_body::error_in,
    http::{Body, Head},
    json::Json,
    provider::Provider,
    request::Request,
    status_failure::failure,
    unknown::Unknown,
    usual::UsualJson,
};
use crate::job::{Answer, Failure, FailureKind, Query};

/// An API that this crate speaks. Cheap to clone; two are equal when they say the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Api {
    /// Azure Media Services v2.
    AmsV2,
    /// The page's own backend, read without a description.
    Json,
    /// One that a description speaks for.
    Described(Rc<Description>),
    /// One that cannot be asked: nobody has described it, or not in a way that can be read.
    Unknown(Rc<Unknown>),
}

impl Api {
    /// Reads the JSON of a plain 200: see [`Provider::read`].
    ///
    /// # Errors
    /// As [`Provider::read`] does, and when the body is not JSON.
    pub fn read<'de, D: Deserializer<'de>>(
        &self,
        query: &Query,
        body: D,
    ) -> Result<Answer, Failure> {
        let body = Json::read(body, self.members())
            .map_err(|_| bad_answer("The answer is not JSON that can be read."))?;
        Provider::read(&**self, query, &Head::OK, &body)
    }

    /// Reads an answer, whatever its status.
    ///
    /// # Errors
    /// What went wrong, in the API's own words where it had some.
    pub fn read_answer(
        &self,
        auth: Auth,
        query: &Query,
        head: &Head,
        body: &dyn Body,
    ) -> Result<Answer, Failure> {
        if let Some(answer) = self.special(query, head, body) {
            return answer;
        }
        if let Some(refusal) = auth.refusal(head) {
            return Err(refusal);
        }
        if !head.is_success() {
            return Err(failure(head.status, head.wait, error_in(body)));
        }
        match body.json(self.members()) {
            Some(body) => Provider::read(&**self, query, head, &body),
            None => Err(bad_answer("The answer is not JSON: is this the API's root?")),
        }
    }

    /// Writes a query as a request: see [`Provider::request`].
    ///
    /// # Errors
    /// When the job's id is not of the form that the API needs. It counts as the service's own 400:
    /// it concerns this job alone.
    pub fn request(&self, root: &ApiRoot, query: &Query, trace: u128) -> Result<Request, Failure> {
        let request = Provider::request(&**self, root, query, trace);
        request.map_err(|failure| Failure { status: failure.status.or(Some(400)), ..failure })
    }

    /// What tells it from all others, in tabs too: the name, and what its description says.
    pub fn identity(&self) -> String {
        match self {
            Self::Described(description) => {
                format!("{} {:x}", description.name(), description.digest())
            }
            _ => self.name().to_owned(),
        }
    }

    /// Why it cannot be asked at all.
    pub fn refusal(&self) -> Option<Failure> {
        if let Self::Unknown(unknown) = self { Some(unknown.failure()) } else { None }
    }
}

impl Deref for Api {
    type Target = dyn Provider;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::AmsV2 => &AmsV2,
            Self::Json => &UsualJson,
            Self::Described(description) => &**description,
            Self::Unknown(unknown) => &**unknown,
        }
    }
}

fn bad_answer(message: &str) -> Failure {
    Failure::new(FailureKind::BadAnswer).with_message(message)
}
