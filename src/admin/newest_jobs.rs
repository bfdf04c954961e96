//! Which jobs an API has: their ids, newest first. Azure Media Services v2 alone has a list that needs
//! no part of a job to be asked for.

use gloo_net::http::RequestBuilder;
use job_badge::{
    job::{FailureKind, JobId},
    provider::Auth,
};
use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::connections::{Connection, Token};

/// As many as the service gives at once.
pub(super) const MOST: usize = 1000;
const NEWEST: &str = "Jobs()?$orderby=Created%20desc&$top=1000&$select=Id";

/// Why there is no list: free of secrets, since what a browser throws may quote the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListFailure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What happened and what to do.
    pub message: String,
}

#[derive(Deserialize)]
struct Jobs {
    value: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    #[serde(rename = "Id")]
    id: String,
}

impl ListFailure {
    fn new(kind: FailureKind, message: &str) -> Self {
        Self { kind, message: message.to_owned() }
    }

    fn unreachable() -> Self {
        Self::new(
            FailureKind::Network,
            "The API could not be reached: is it running, and does it allow this page (CORS)?",
        )
    }
}

/// Asks for the ids of the newest jobs.
///
/// # Errors
/// When there is no list.
pub(super) async fn newest_jobs(connection: Connection) -> Result<Vec<JobId>, ListFailure> {
    let response = send(&connection).await.ok_or_else(ListFailure::unreachable)?;
    let of = ListFailure::new;
    match response.status() {
        200 => {
            let no_list = || {
                of(FailureKind::BadAnswer, "The answer is no list of jobs: is this the API’s root?")
            };
            let body = response.json().map_err(|_| no_list())?;
            let body = JsFuture::from(body).await.map_err(|_| no_list())?;
            let jobs = serde_wasm_bindgen::from_value::<Jobs>(body).map_err(|_| no_list())?;
            Ok(jobs.value.iter().filter_map(|job| JobId::parse(&job.id).ok()).collect())
        }
        401 => Err(of(
            FailureKind::Auth,
            "The API refused the token: sign in again and set a new one.",
        )),
        403 => Err(of(
            FailureKind::Forbidden,
            "The token may not list jobs. Jobs that you name by their ids may still be watched.",
        )),
        status => Err(of(
            FailureKind::Server,
            &format!("The API answered {status} when asked for its jobs."),
        )),
    }
}

async fn send(connection: &Connection) -> Option<web_sys::Response> {
    let settings = &connection.settings;
    let credentials = match settings.auth {
        Auth::Cookie => RequestCredentials::SameOrigin,
        Auth::Bearer | Auth::None => RequestCredentials::Omit,
    };
    let mut request = RequestBuilder::new(&format!("{}{NEWEST}", settings.root.as_str()))
        .credentials(credentials)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .header("Accept", "application/json")
        .header("DataServiceVersion", "1.0;NetFx")
        .header("MaxDataServiceVersion", "3.0;NetFx")
        .header("x-ms-version", "2.19");
    if let Some(token) = connection.token.as_ref().map(Token::expose) {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request: web_sys::Request = request.build().ok()?.into();
    let response = JsFuture::from(web_sys::window()?.fetch_with_request(&request));
    Some(web_sys::Response::from(response.await.ok()?))
}
