//! What may follow an API root in a URL, so that the URL stays below it whoever reads it: browsers,
//! proxies and servers that decode more than once.

use percent_encoding::percent_decode;

/// Parameters by which some servers take another method than the request's.
const OVERRIDES: [&str; 4] = ["http-method", "http_method", "method-override", "method_override"];

/// Why this must not follow an API root.
pub(super) fn problem(address: &str) -> Option<&'static str> {
    if !address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#')) {
        return Some("it has a space, a backslash, a # or a letter that a URL does not have");
    }
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if path.starts_with('/') {
        return Some(
            "it begins with a slash: write what follows the endpoint, which ends with one",
        );
    }
    let has_override = query.split(['&', ';']).any(|pair| {
        let mut name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        while name.contains('%') && decoded(&name).len() < name.len() {
            name = decoded(&name).to_ascii_lowercase();
        }
        name.starts_with("_method") || OVERRIDES.iter().any(|word| name.contains(word))
    });
    if has_override {
        return Some("a parameter of it asks for another method");
    }
    // As a server sees it: after a slash.
    unsafe_text(&format!("/{path}"))
}

/// Why a text must not be in a path, plain or decoded as often as it can be.
pub(super) fn unsafe_text(text: &str) -> Option<&'static str> {
    let mut text = text.to_owned();
    loop {
        if text.contains(|letter: char| letter.is_control() || matches!(letter, '\\' | '#')) {
            return Some("it has a control character, a backslash or a #");
        }
        if text.contains("//") {
            return Some("it has two slashes in a row");
        }
        // Some servers drop what follows a semicolon in a segment.
        if text.split(['/', ';', '?']).any(|segment| matches!(segment, "." | "..")) {
            return Some("it has a segment . or ..");
        }
        // Each round is shorter than the one before.
        let next = decoded(&text);
        if next.len() >= text.len() {
            return None;
        }
        text = next;
    }
}

/// Percent-decoded once. What is no UTF-8 stays as it is, but for that which is ASCII.
fn decoded(text: &str) -> String {
    // A server may take each byte for a letter, so each that is no ASCII stands for one.
    percent_decode(text.as_bytes())
        .map(|byte| if byte.is_ascii() { char::from(byte) } else { '-' })
        .collect()
}
