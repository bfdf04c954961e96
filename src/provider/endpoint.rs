//! The root of an API: where requests and the token may go. It knows nothing of a browser: the
//! caller hands in what the browser's URL parser made of the page's text.

use super::url::normalized;
use crate::job::{Failure, FailureKind, around, around_last, has_control, number, until};

/// The root of an API, checked: absolute, https (or http on loopback or on the page's own origin),
/// with a trailing slash, without user info, query or fragment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiRoot {
    url: String,
    /// How many bytes of `url` are the origin.
    origin: usize,
}

impl ApiRoot {
    /// Takes an endpoint of a page.
    ///
    /// `given` is the page's text. `resolved` is what the browser's URL parser made of it against
    /// `document.baseURI`: absolute and serialized. `page_origin` is the page's origin, such as
    /// `https://admin.example`. It is `None` where there is no page.
    ///
    /// # Errors
    /// When requests with a token must not go there: see [`RefusedEndpoint`].
    pub fn parse(
        given: &str,
        resolved: &str,
        page_origin: Option<&str>,
    ) -> Result<Self, RefusedEndpoint> {
        let (resolved, given) = (trimmed(resolved), Given::checked(given, resolved)?);
        let (url, origin) = normalized(resolved)?;
        given.root(url, origin, page_origin)
    }

    /// As [`ApiRoot::parse`], where the browser says what the URL's origin is, too: then nobody has
    /// to look for it in the URL's text. `resolved` is empty when it is no URL.
    ///
    /// # Errors
    /// As [`ApiRoot::parse`].
    pub fn of_url(
        given: &str,
        resolved: &str,
        origin: &str,
        page_origin: Option<&str>,
    ) -> Result<Self, RefusedEndpoint> {
        let given = Given::checked(given, resolved)?;
        if !is_web(resolved) {
            let other = after_scheme(resolved).is_some();
            return Err(if other { RefusedEndpoint::Scheme } else { RefusedEndpoint::NotAUrl });
        }
        // With user info the URL does not go on like its origin.
        match resolved.strip_prefix(origin) {
            Some(path) if path.starts_with("/") => {}
            _ => return Err(RefusedEndpoint::UserInfo),
        }
        given.root(resolved.to_owned(), origin.len(), page_origin)
    }

    /// Takes an absolute URL where there is no page, as on the host.
    ///
    /// # Errors
    /// As [`ApiRoot::parse`].
    pub fn absolute(text: &str) -> Result<Self, RefusedEndpoint> {
        Self::parse(text, text, None)
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
        let authority = around(self.origin(), "://").map_or("", |(_, authority)| authority);
        split_port(authority).0
    }
}

/// What a page gave, free of what no endpoint may have.
struct Given {
    is_relative: bool,
}

impl Given {
    /// `resolved` is what became of it.
    fn checked(given: &str, resolved: &str) -> Result<Self, RefusedEndpoint> {
        let given = trimmed(given);
        if given.is_empty() {
            return Err(RefusedEndpoint::Empty);
        }
        // The browser drops tabs and line breaks inside a URL, which could hide a scheme from us.
        if has_control(given) {
            return Err(RefusedEndpoint::NotAUrl);
        }
        let written = after_scheme(given);
        if has_user_info(given, written) {
            return Err(RefusedEndpoint::UserInfo);
        }
        // A bare `?` or `#` counts. The browser's parser may have dropped it, so both are looked at.
        for text in [given, resolved] {
            match text.as_bytes().get(until(text, b"?#").len()) {
                Some(b'?') => return Err(RefusedEndpoint::Query),
                Some(_) => return Err(RefusedEndpoint::Fragment),
                None => {}
            }
        }
        Ok(Self { is_relative: written.is_none() })
    }

    /// The root, if a token may go to this URL; its first `origin` bytes are its origin.
    fn root(
        self,
        mut url: String,
        origin: usize,
        page_origin: Option<&str>,
    ) -> Result<ApiRoot, RefusedEndpoint> {
        if !url.ends_with("/") {
            url.push('/');
        }
        let root = ApiRoot { url, origin };
        let on_page = page_origin == Some(root.origin());
        if self.is_relative && !on_page {
            return Err(RefusedEndpoint::LeavesPage);
        }
        if root.url.starts_with("http://") && !on_page && !is_loopback(root.host()) {
            return Err(RefusedEndpoint::Insecure);
        }
        Ok(root)
    }
}

impl core::fmt::Display for ApiRoot {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.url)
    }
}

/// What the URL standard strips from the ends of a URL.
fn trimmed(text: &str) -> &str {
    let from = text.bytes().position(|byte| byte > b' ').unwrap_or(text.len());
    let to = text.bytes().rposition(|byte| byte > b' ').map_or(from, |last| last + 1);
    text.get(from..to).unwrap_or_default()
}

/// What follows the scheme and its colon. `None`: the text is relative.
pub(super) fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = around(text, ":")?;
    let in_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    (scheme.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && scheme.bytes().all(in_scheme))
    .then_some(rest)
}

/// Whether an `@` stands before the path: even an empty user info, which the browser drops. The
/// browser takes a backslash for a slash, and after a scheme any number of them.
fn has_user_info(given: &str, after_scheme: Option<&str>) -> bool {
    let text = after_scheme.unwrap_or(given);
    let slashes = text.bytes().take_while(|byte| matches!(byte, b'/' | b'\\')).count();
    let host = until(text.get(slashes..).unwrap_or_default(), b"/\\");
    (after_scheme.is_some() || slashes >= 2) && around(host, "@").is_some()
}

/// Splits off the port. The colons inside the brackets of an IPv6 address are no ports.
pub(super) fn split_port(authority: &str) -> (&str, Option<&str>) {
    match around_last(authority, b':') {
        Some((host, port)) if !port.ends_with("]") => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Whether a URL, as a browser writes it, is of one of the two schemes.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || is_loopback_ip(host)
}

/// Whether it is an IPv4 address of 127.0.0.0/8, with four numbers and no zero before one.
fn is_loopback_ip(host: &str) -> bool {
    let is_byte = |part: &str| {
        let has_zero = part.len() > 1 && part.starts_with("0");
        !has_zero && number(part).is_some_and(|number| number <= 255)
    };
    let mut rest = host.strip_prefix("127.");
    for _ in 0..2 {
        rest = rest
            .and_then(|rest| around(rest, "."))
            .filter(|(part, _)| is_byte(part))
            .map(|it| it.1);
    }
    rest.is_some_and(is_byte)
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
