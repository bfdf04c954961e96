//! What the browser makes of an endpoint as the page gives it.

use web_sys::Url;

use super::property::{get, of_page};
use crate::{
    job::trimmed,
    provider::{ApiRoot, RefusedEndpoint},
};

/// Resolves an endpoint against `document.baseURI` and checks it.
///
/// # Errors
/// When it is no URL, or not one where a token may go.
pub(super) fn resolve(endpoint: &str) -> Result<ApiRoot, RefusedEndpoint> {
    let text = |names| of_page(names).and_then(|text| text.as_string());
    let origin = text(&["location", "origin"]);
    let base = text(&["document", "baseURI"]).unwrap_or_default();
    // Where it is no URL, the check says so in its own words.
    let url = Url::new_with_base(trimmed(endpoint), &base).ok();
    let part = |name| url.as_ref().and_then(|url| get(url, name)?.as_string()).unwrap_or_default();
    ApiRoot::of_url(endpoint, &part("href"), &part("origin"), origin.as_deref())
}
