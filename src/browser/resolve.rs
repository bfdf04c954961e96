//! What the browser makes of an endpoint as the page gives it.

use web_sys::Url;

use crate::provider::{ApiRoot, RefusedEndpoint};

/// Resolves an endpoint against `document.baseURI` and checks it.
///
/// # Errors
/// When it is no URL, or not one where a token may go.
pub(super) fn resolve(endpoint: &str) -> Result<ApiRoot, RefusedEndpoint> {
    let window = web_sys::window();
    // In a frame of `srcdoc` `location.origin` is the text "null".
    let origin = window.as_ref().map(web_sys::Window::origin);
    let document = window.and_then(|window| window.document());
    let base = document.and_then(|document| document.base_uri().ok()?).unwrap_or_default();
    // Where it is no URL, the check says so in its own words.
    let url = Url::new_with_base(endpoint.trim(), &base).ok();
    let (href, url_origin) = url.map(|url| (url.href(), url.origin())).unwrap_or_default();
    ApiRoot::of_url(endpoint, &href, &url_origin, origin.as_deref())
}
