//! The root of an API: where requests and the token may go. Whoever asks brings a URL parser: the
//! browser's own, or on the host the `url` crate.

use std::net::Ipv4Addr;

use super::auth::Auth;
use crate::job::{Failure, FailureKind};

/// The root of an API, checked: absolute, https (or http on loopback or on the page's own origin),
/// with a trailing slash, without user info, query or fragment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiRoot {
    url: String,
    /// How many bytes of `url` are the origin.
    origin: usize,
    /// The origin is the page's own.
    is_on_page: bool,
}

impl ApiRoot {
    /// Takes an endpoint of a page.
    ///
    /// `given` is the page's text. `resolved` is what a URL parser made of it against
    /// `document.baseURI`, absolute and serialized (empty when it is no URL), and `origin` is that
    /// URL's origin. `page_origin` is the page's own, such as `https://admin.example`; `None` where
    /// there is no page.
    ///
    /// # Errors
    /// When requests with a token must not go there: see [`RefusedEndpoint`].
    pub fn of_url(
        given: &str,
        resolved: &str,
        origin: &str,
        page_origin: Option<&str>,
    ) -> Result<Self, RefusedEndpoint> {
        let is_relative = check_text(given, resolved)?;
        if !is_web(resolved) {
            let has_scheme = after_scheme(resolved).is_some();
            return Err(if has_scheme {
                RefusedEndpoint::Scheme
            } else {
                RefusedEndpoint::NotAUrl
            });
        }
        // With user info the URL does not go on like its origin.
        if !resolved.strip_prefix(origin).is_some_and(|path| path.starts_with('/')) {
            return Err(RefusedEndpoint::UserInfo);
        }
        let on_page = page_origin == Some(origin);
        if is_relative && !on_page {
            return Err(RefusedEndpoint::LeavesPage);
        }
        let slash = if resolved.ends_with('/') { "" } else { "/" };
        let url = format!("{resolved}{slash}");
        let root = Self { url, origin: origin.len(), is_on_page: on_page };
        if resolved.starts_with("http://") && !on_page && !is_loopback(root.host()) {
            return Err(RefusedEndpoint::Insecure);
        }
        Ok(root)
    }

    /// Whether it is on this machine (loopback) or on the page's own origin: what needs no network,
    /// or one that has just brought the page.
    pub fn is_local(&self) -> bool {
        self.is_on_page || is_loopback(self.host())
    }

    /// Checks that a badge may sign in there in this way.
    ///
    /// # Errors
    /// With the page's session anywhere but at the page's own origin.
    pub fn allow(self, auth: Auth) -> Result<Self, RefusedEndpoint> {
        if auth == Auth::Cookie && !self.is_on_page {
            return Err(RefusedEndpoint::SessionElsewhere);
        }
        Ok(self)
    }

    /// The URL. It ends with `/`.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The URL's origin, `scheme://host[:port]`: what a token is bound to.
    pub fn origin(&self) -> &str {
        self.url.get(..self.origin).unwrap_or_default()
    }

    fn host(&self) -> &str {
        let authority = self.origin().split_once("://").map_or("", |(_, authority)| authority);
        match authority.rsplit_once(':') {
            // The colons inside the brackets of an IPv6 address are no port's.
            Some((host, port)) if !port.ends_with(']') => host,
            _ => authority,
        }
    }
}

impl core::fmt::Display for ApiRoot {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.url)
    }
}

/// Refuses what no endpoint may have, in the page's text and in what became of it. Whether the text
/// is relative.
fn check_text(given: &str, resolved: &str) -> Result<bool, RefusedEndpoint> {
    let given = without_margins(given);
    if given.is_empty() {
        return Err(RefusedEndpoint::Empty);
    }
    // The browser drops tabs and line breaks inside a URL, which could hide a scheme from us.
    if given.contains(char::is_control) {
        return Err(RefusedEndpoint::NotAUrl);
    }
    if has_user_info(given) {
        return Err(RefusedEndpoint::UserInfo);
    }
    // A bare `?` or `#` counts. The browser's parser may have dropped it, so both are looked at.
    for text in [given, resolved] {
        match text.chars().find(|letter| matches!(letter, '?' | '#')) {
            Some('?') => return Err(RefusedEndpoint::Query),
            Some(_) => return Err(RefusedEndpoint::Fragment),
            None => {}
        }
    }
    Ok(after_scheme(given).is_none())
}

/// A text without what the URL standard strips from the ends of a URL: control characters of ASCII
/// and spaces.
pub(super) fn without_margins(text: &str) -> &str {
    text.trim_matches(|letter| letter <= ' ')
}

/// What follows the scheme and its colon. `None`: the text is relative.
fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(in_scheme))
        .then_some(rest)
}

/// Whether an `@` stands before the path: even an empty user info, which the browser drops. The
/// browser takes a backslash for a slash, other readers of a URL do not: what is user info to one of
/// them is refused.
fn has_user_info(given: &str) -> bool {
    let after_scheme = after_scheme(given);
    let text = after_scheme.unwrap_or(given);
    let after_slashes = text.trim_start_matches(['/', '\\']);
    let has_authority = after_scheme.is_some() || text.len() - after_slashes.len() >= 2;
    has_authority && after_slashes.split('/').next().is_some_and(|host| host.contains('@'))
}

/// Whether a URL, as a browser writes it, is of one of the two schemes.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Why an endpoint is refused. No request is made then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedEndpoint {
    /// Nothing but white space.
    Empty,
    /// Not a URL.
    NotAUrl,
    /// Another scheme than https and http.
    Scheme,
    /// http to a host that is neither this machine nor the page's own.
    Insecure,
    /// Relative, and leads to another origin than the page's (`//host/`, or a `<base>` elsewhere).
    LeavesPage,
    /// A user name or a password in the URL, even an empty one.
    UserInfo,
    /// A query, even an empty one.
    Query,
    /// A fragment, even an empty one.
    Fragment,
    /// Another origin than the page's, where the page's session is to sign in.
    SessionElsewhere,
}

impl RefusedEndpoint {
    /// A sentence that says what to do.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Empty => "The endpoint is empty: set the URL of the API root.",
            Self::NotAUrl => {
                "The endpoint is not a URL: set the API root in full, such as https://host/api/."
            }
            Self::Scheme => "The endpoint is neither https nor http: use an https URL.",
            Self::Insecure => {
                "The endpoint is not safe for a token: use https. Plain http is for this machine \
                 and the page's own origin only."
            }
            Self::LeavesPage => {
                "The endpoint is relative but leads away from the page's origin: write it in \
                 full, with https://."
            }
            Self::UserInfo => "The endpoint has a user name or an @ before its host: remove it.",
            Self::Query => "The endpoint has a query: remove the ? and what follows it.",
            Self::Fragment => "The endpoint has a fragment: remove the # and what follows it.",
            Self::SessionElsewhere => {
                "auth=\"cookie\" is for the page's own origin only: give a path of this page as \
                 the endpoint, or use a token."
            }
        }
    }
}

impl core::fmt::Display for RefusedEndpoint {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.remedy())
    }
}

impl core::error::Error for RefusedEndpoint {}

impl From<RefusedEndpoint> for Failure {
    fn from(refused: RefusedEndpoint) -> Self {
        Self::new(FailureKind::Config).with_message(refused.remedy())
    }
}
