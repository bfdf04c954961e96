//! The root of an API: where requests and the token may go. It knows nothing of a browser: the
//! caller hands in what the browser's URL parser made of the page's text.

use core::net::Ipv4Addr;

use crate::job::{Failure, FailureKind, around};

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
        let given = given.trim_matches(is_trimmed);
        if given.is_empty() {
            return Err(RefusedEndpoint::Empty);
        }
        // The browser drops tabs and line breaks inside a URL, which could hide a scheme from us.
        if given.chars().any(char::is_control) {
            return Err(RefusedEndpoint::NotAUrl);
        }
        let written = after_scheme(given);
        if has_user_info(given, written) {
            return Err(RefusedEndpoint::UserInfo);
        }
        let resolved = resolved.trim_matches(is_trimmed);
        // A bare `?` or `#` counts. The browser's parser may have dropped it, so both are looked at.
        for text in [given, resolved] {
            match text.find(['?', '#']).and_then(|at| text.as_bytes().get(at)) {
                Some(b'?') => return Err(RefusedEndpoint::Query),
                Some(_) => return Err(RefusedEndpoint::Fragment),
                None => {}
            }
        }
        let root = Self::checked(resolved)?;
        let on_page = page_origin == Some(root.origin());
        if written.is_none() && !on_page {
            return Err(RefusedEndpoint::LeavesPage);
        }
        if root.url.starts_with("http://") && !on_page && !is_loopback(root.host()) {
            return Err(RefusedEndpoint::Insecure);
        }
        Ok(root)
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
        let authority = after_scheme(self.origin()).unwrap_or_default().trim_start_matches('/');
        split_port(authority).0
    }

    /// Checks the shape of an absolute URL: a browser's URL is always of this shape.
    fn checked(url: &str) -> Result<Self, RefusedEndpoint> {
        let Some((scheme, rest)) = around(url, "://") else {
            let other = after_scheme(url).is_some();
            return Err(if other { RefusedEndpoint::Scheme } else { RefusedEndpoint::NotAUrl });
        };
        let scheme = scheme.to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "https" => "443",
            "http" => "80",
            _ => return Err(RefusedEndpoint::Scheme),
        };
        let at = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(RefusedEndpoint::UserInfo);
        }
        let authority = authority.to_ascii_lowercase();
        let (host, port) = split_port(&authority);
        if !is_host(host) || !port.is_none_or(is_port) || !is_path(path) {
            return Err(RefusedEndpoint::NotAUrl);
        }
        let mut url = scheme;
        url.push_str("://");
        url.push_str(host);
        if let Some(port) = port.filter(|port| *port != default_port) {
            url.push(':');
            url.push_str(port);
        }
        let origin = url.len();
        url.push_str(path);
        if !path.ends_with('/') {
            url.push('/');
        }
        Ok(Self { url, origin })
    }
}

impl core::fmt::Display for ApiRoot {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.url)
    }
}

/// What the URL standard strips from the ends of a URL.
fn is_trimmed(c: char) -> bool {
    c <= ' '
}

/// What follows the scheme and its colon. `None`: the text is relative.
fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(in_scheme))
        .then_some(rest)
}

/// Whether an `@` stands before the path: even an empty user info, which the browser drops. The
/// browser takes a backslash for a slash, and after a scheme any number of them.
fn has_user_info(given: &str, after_scheme: Option<&str>) -> bool {
    let text = after_scheme.unwrap_or(given);
    let rest = text.trim_start_matches(['/', '\\']);
    let has_host = after_scheme.is_some() || text.len() - rest.len() >= 2;
    has_host && rest.split(['/', '\\']).next().is_some_and(|host| host.contains('@'))
}

/// Splits off the port. The colons inside the brackets of an IPv6 address are no ports.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

/// A name in ASCII (a browser writes others as punycode), an IPv4 address, or an IPv6 address in
/// brackets.
fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[') {
        return inner.strip_suffix(']').is_some_and(|ip| {
            ip.contains(':')
                && ip.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'))
        });
    }
    let in_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    !host.is_empty()
        && !host.starts_with('.')
        && around(host, "..").is_none()
        && host.bytes().all(in_name)
}

/// What a browser's serializer leaves in a path: printable ASCII, no backslash, no dot segments.
fn is_path(path: &str) -> bool {
    path.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b'<' | b'>' | b'`'))
        && !path.split('/').any(|segment| matches!(segment, "." | ".."))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
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
