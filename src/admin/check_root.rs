//! An API root as it was typed, checked as badges check it.

use job_badge::provider::{ApiRoot, RefusedEndpoint};
use web_sys::Url;

/// The root as a badge will take it.
///
/// # Errors
/// When a badge would refuse it.
pub(super) fn check_root(typed: &str) -> Result<ApiRoot, RefusedEndpoint> {
    let window = web_sys::window();
    let origin = window.as_ref().and_then(|window| window.location().origin().ok());
    let base = window.and_then(|window| window.location().href().ok()).unwrap_or_default();
    let (url, url_origin) = Url::new_with_base(typed.trim(), &base)
        .map_or_else(|_| Default::default(), |url| (url.href(), url.origin()));
    ApiRoot::of_url(typed, &url, &url_origin, origin.as_deref())
}
