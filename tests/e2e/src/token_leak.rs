//! Looks for a token everywhere it must not be: in the page and in the requests that left it.
//!
//! `tests/harness/planted_token.rs` tests the search: it puts a token in each place.

use serde_json::{Value, json};

use crate::site::{Seen, Site};
use crate::tab::Tab;

const SEARCH: &str = include_str!("token_leak.js");

/// The parts of a token to search for. Encoding or quoting may split a token at special characters,
/// but a part of 8 characters or more still identifies it.
#[must_use]
pub fn needles(token: &str) -> Vec<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let parts = token.split(|c| !plain(c)).filter(|p| p.len() >= 8);
    parts.map(str::to_owned).collect()
}

/// The places in the page where any part of the token can be read.
pub async fn places_in_page(tab: &Tab, token: &str) -> Vec<String> {
    let found = tab.session.execute(SEARCH, &[json!(needles(token))]).await.unwrap();
    let found = found.as_array().unwrap_or_else(|| panic!("no list: {found}"));
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The places in a site's requests where any part of the token arrived. `may_authorize` says which
/// requests may carry it, and then only in their `Authorization`.
#[must_use]
pub fn places_in_requests(
    site: &Site,
    token: &str,
    may_authorize: impl Fn(&Seen) -> bool,
) -> Vec<String> {
    let needles = needles(token);
    let has = |text: &str| needles.iter().any(|n| text.contains(n.as_str()));
    let mut places = Vec::new();
    for seen in site.seen() {
        let mut place =
            |what: &str| places.push(format!("{what} of {} {}", seen.method, seen.path));
        if has(&seen.path) {
            place("the URL");
        }
        if has(&seen.body) {
            place("the body");
        }
        for (name, value) in &seen.headers {
            if has(value) && !(name == "authorization" && may_authorize(&seen)) {
                place(name);
            }
        }
    }
    places
}
