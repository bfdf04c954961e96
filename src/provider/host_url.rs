//! Endpoints where there is no browser: the `url` crate is their parser. In the browser it would
//! cost more than 2 KB, and the browser has its own.

use url::Url;

use super::endpoint::{ApiRoot, RefusedEndpoint, without_margins};

impl ApiRoot {
    /// As [`ApiRoot::of_url`], where no browser says what the URL's origin is. Refuses, too, what a
    /// browser would write in another way, but for upper case and the default port.
    ///
    /// # Errors
    /// As [`ApiRoot::of_url`].
    pub fn parse(
        given: &str,
        resolved: &str,
        page_origin: Option<&str>,
    ) -> Result<Self, RefusedEndpoint> {
        let resolved = without_margins(resolved);
        let url = Url::parse(resolved).ok();
        let origin = url.as_ref().map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        let root = Self::of_url(given, url.as_ref().map_or("", Url::as_str), &origin, page_origin)?;
        match url {
            Some(url) if is_written_so(resolved, &origin, &url) => Ok(root),
            // `127.1` is this machine to some parsers and not to others.
            Some(url) if url.scheme() == "http" => Err(RefusedEndpoint::Insecure),
            _ => Err(RefusedEndpoint::NotAUrl),
        }
    }

    /// Takes an absolute URL where there is no page.
    ///
    /// # Errors
    /// As [`ApiRoot::parse`].
    pub fn absolute(text: &str) -> Result<Self, RefusedEndpoint> {
        Self::parse(text, text, None)
    }
}

/// Whether the text is the URL that was read from it.
fn is_written_so(text: &str, origin: &str, url: &Url) -> bool {
    let Some((written_origin, rest)) = text.split_at_checked(origin.len()) else { return false };
    let default_port = if url.scheme() == "https" { ":443" } else { ":80" };
    let path = rest.strip_prefix(default_port).unwrap_or(rest);
    let host = url.host_str().unwrap_or_default();
    written_origin.eq_ignore_ascii_case(origin)
        && (path == url.path() || path.is_empty())
        && !host.starts_with('.')
        && !host.contains("..")
}
