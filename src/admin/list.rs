//! Which jobs an API has: their ids, newest first.

use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;

use super::ams_v2;

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
    let response = ams_v2::get(root, token, NEWEST).await?;
    match response.status() {
        200 => {
            let body = response.json().map(JsFuture::from);
            let body = match body {
                Ok(body) => body.await.ok(),
                Err(_) => None,
            };
            let jobs = body.and_then(|body| serde_wasm_bindgen::from_value::<Jobs>(body).ok());
            let jobs = jobs.ok_or("The answer is no list of jobs: is this the API's root?")?;
            Ok(jobs.value.into_iter().map(|job| job.id).collect())
        }
        401 => Err("The API refused the token: sign in again and paste a new one.".into()),
        403 => Err("The token may not list jobs. A single job may still be watched.".into()),
        status => Err(format!("The API answered {status}.")),
    }
}
