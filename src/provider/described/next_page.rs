//! The next page of a list: only the query of the URL changes.

use percent_encoding::utf8_percent_encode;

use super::{
    address::problem,
    pointer::find,
    value::{Base, value},
};
use crate::provider::{endpoint::ApiRoot, http::Head, json::Json, request::RESERVED};

/// As many pages are read of a list at most.
pub(super) const MAX_PAGES: usize = 10;

/// How far a list has been read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) pages: usize,
    /// Of the last page; [`usize::MAX`]: that is to be counted.
    pub(super) rows: usize,
}

/// The URL of the next page. `None`: there is none, or the answer says nothing that can be used.
///
/// The body is read only for what stands in it.
pub(super) fn next_url(
    root: &ApiRoot,
    url: &str,
    list: &Json,
    place: Place,
    head: &Head,
    body: &dyn Fn() -> Option<Json>,
) -> Option<String> {
    let next = list.get("next")?;
    let text = |name| next.text_at(name);
    let size = size(list);
    let is_full = || {
        let rows = if place.rows == usize::MAX { rows(list, &body()?) } else { place.rows };
        (size > 0 && rows >= size).then_some(())
    };
    let words = |spec: &Json| {
        let json = body()?;
        Some(value(spec, Base { json: &json, head })?.words()).filter(|words| !words.is_empty())
    };
    let url = if let Some(link) = next.get("link") {
        with_query(url, &words(link)?)?
    } else if next.get("header").is_some() {
        with_query(url, next_link(head.link.as_deref()?)?)?
    } else if let Some(cursor) = next.get("cursor") {
        with_parameter(url, text("parameter")?, &words(cursor)?)
    } else if let Some(parameter) = text("offset") {
        is_full()?;
        with_parameter(url, parameter, &(place.pages * size).to_string())
    } else {
        is_full()?;
        with_parameter(url, text("page")?, &(place.pages + 1).to_string())
    };
    problem(url.strip_prefix(root.as_str())?).is_none().then_some(url)
}

/// How many rows an answer holds.
fn rows(list: &Json, body: &Json) -> usize {
    match find(body, list.text_at("at").unwrap_or_default()) {
        Some(Json::List(rows)) => rows.len(),
        Some(Json::Record(members)) => members.len(),
        _ => 0,
    }
}

/// Rows of a full page; 0 where the description does not say.
pub(super) fn size(list: &Json) -> usize {
    let size = list.get("size").and_then(Json::number).unwrap_or(0.0);
    // The cast saturates; the description has been checked.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = size as usize;
    size
}

/// Our own URL with the query of a link.
fn with_query(url: &str, link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let query = query.split('#').next()?;
    let path = url.split('?').next()?;
    (!query.is_empty()).then(|| format!("{path}?{query}"))
}

/// Our own URL with this parameter, in place of the one it had.
fn with_parameter(url: &str, name: &str, value: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let is_other = |pair: &&str| !pair.is_empty() && pair.split('=').next() != Some(name);
    let mut url = format!("{path}?");
    for pair in query.split('&').filter(is_other) {
        url = url + pair + "&";
    }
    format!("{url}{name}={}", utf8_percent_encode(value, RESERVED))
}

/// The target of the link to the next page in a `Link` header (RFC 8288):
/// `<https://…?page=2>; rel="next", <…>; rel="last"`.
fn next_link(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, from_target)) = rest.split_once('<') {
        let (target, after) = from_target.split_once('>')?;
        let parameters = after.split('<').next()?;
        let is_next = parameters.split([';', ',']).any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target);
        }
        rest = after;
    }
    None
}
