//! What a browser's URL parser does to an absolute URL, for where there is none: on the host. The
//! package asks the browser.

use super::endpoint::{RefusedEndpoint, after_scheme, split_port};
use crate::job::{around, number, until};

/// Does to an absolute URL what a browser's parser does, and refuses what that would not leave as it
/// is. The URL, and how many of its bytes are the origin.
pub(super) fn normalized(url: &str) -> Result<(String, usize), RefusedEndpoint> {
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
    let authority = until(rest, b"/");
    let path = rest.get(authority.len()..).unwrap_or_default();
    if around(authority, "@").is_some() {
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
    Ok((url, origin))
}

fn is_port(port: &str) -> bool {
    number(port).is_some_and(|port| port <= 65_535)
}

/// A name in ASCII (a browser writes others as punycode), an IPv4 address, or an IPv6 address in
/// brackets.
fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix("[") {
        return inner.strip_suffix("]").is_some_and(|ip| {
            around(ip, ":").is_some()
                && ip.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'))
        });
    }
    let in_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    !host.is_empty()
        && !host.starts_with(".")
        && around(host, "..").is_none()
        && host.bytes().all(in_name)
}

/// What a browser's serializer leaves in a path: printable ASCII, no backslash, no dot segments.
fn is_path(path: &str) -> bool {
    path.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b'<' | b'>' | b'`'))
        && !path.as_bytes().split(|b| *b == b'/').any(|part| matches!(part, b"." | b".."))
}
