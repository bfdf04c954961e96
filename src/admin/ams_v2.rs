//! What the page itself asks of an AMS v2 API, beside what its badges do: which jobs there are, and
//! to cancel one.

use gloo_net::http::RequestBuilder;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, Response};

/// Sends a request for a path below the API's root, with the token.
///
/// # Errors
/// A sentence for the page where there is no answer. It is free of secrets: what a browser throws may
/// quote the token.
pub(super) async fn get(root: &str, token: &str, path: &str) -> Result<Response, String> {
    let unreachable = || {
        String::from(
            "The API could not be reached: is it running, and does it allow this page (CORS)?",
        )
    };
    let request = RequestBuilder::new(&format!("{root}{path}"))
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
    Ok(response.await.map_err(|_| unreachable())?.into())
}
