//! Which jobs an API has: their ids, newest first.

use gloo_net::http::RequestBuilder;
use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

/// As many as the page shows without paging.
const NEWEST: &str = "Jobs()?$orderby=Created%20desc&$top=24&$select=Id";

#[derive(Deserialize)]
struct Jobs {
    value: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    #[serde(rename = "Id")]
    id: String,
}

/// Asks for the ids of the newest jobs.
///
/// # Errors
/// A sentence for the page, free of secrets: what a browser throws may quote the token.
pub(super) async fn newest(root: &str, token: &str) -> Result<Vec<String>, String> {
    let unreachable = || {
        String::from(
            "The API could not be reached: is it running, and does it allow this page (CORS)?",
        )
    };
    let request = RequestBuilder::new(&format!("{root}{NEWEST}"))
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .header("Accept", "application/json")
        .header("DataServiceVersion", "1.0;NetFx")
        .header("MaxDataServiceVersion", "3.0;NetFx")
        .header("x-ms-version", "2.19")
        .header("Authorization", &format!("Bearer {token}"))
        .build()
        .map_err(|_| unreachable())?;
    let request: web_sys::Request = request.into();
    let window = web_sys::window().ok_or_else(unreachable)?;
    let response = JsFuture::from(window.fetch_with_request(&request));
    let response = web_sys::Response::from(response.await.map_err(|_| unreachable())?);
    match response.status() {
        200 => {
            let body = JsFuture::from(response.json().map_err(|_| unreachable())?).await;
            let jobs = body.ok().and_then(|body| serde_wasm_bindgen::from_value::<Jobs>(body).ok());
            let jobs = jobs.ok_or("The answer is no list of jobs: is this the API's root?")?;
            Ok(jobs.value.into_iter().map(|job| job.id).collect())
        }
        401 => Err("The API refused the token: sign in again and paste a new one.".into()),
        403 => Err("The token may not list jobs. A single job may still be watched.".into()),
        status => Err(format!("The API answered {status}.")),
    }
}
