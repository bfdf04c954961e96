//! Texts with parts of a job's id in braces: what follows the API root, and the id itself.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::address::{problem, unsafe_text};
use crate::provider::request::RESERVED;

/// What a query may hold beside them, and what is encoded already.
const IN_QUERY: &AsciiSet = &RESERVED
    .remove(b'%')
    .remove(b'&')
    .remove(b'=')
    .remove(b'+')
    .remove(b'$')
    .remove(b',')
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'!')
    .remove(b'*');

/// A piece of a text with parts in braces.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// Literal text.
    Text(&'a str),
    /// What stands in braces.
    Part(&'a str),
}

/// The pieces of a text. `None`: a brace is missing or is one too many.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (part, after) = after.split_once('}')?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Part(part));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    let is_bare = |piece: &Piece| matches!(piece, Piece::Text(text) | Piece::Part(text) if !text.contains(['{', '}']));
    pieces.iter().all(is_bare).then_some(pieces)
}

/// A part in a template: `{name}`, `{+name}`, `{+name?}`, `{name/text between/}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'a> {
    /// The part's name.
    pub(super) name: &'a str,
    /// What stands between the segments of a part with slashes; `None`: slashes are encoded.
    pub(super) between: Option<&'a str>,
    /// What follows a `?` in it is a query.
    pub(super) has_query: bool,
}

impl<'a> Slot<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        if let Some(raw) = text.strip_prefix('+') {
            let name = raw.strip_suffix('?');
            let has_query = name.is_some();
            return Self { name: name.unwrap_or(raw), between: Some("/"), has_query };
        }
        let name = text.split('/').next().unwrap_or_default();
        let between = text.get(name.len()..).filter(|between| !between.is_empty());
        Self { name, between, has_query: false }
    }

    /// The text in its place; `mark` is what a query of its own begins with.
    fn fill(self, value: &str, mark: char) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
        let Some(between) = self.between else { return encoded(value) };
        let value = value.strip_prefix('/').unwrap_or(value);
        let (path, query) = match value.split_once('?') {
            Some((path, query)) if self.has_query => (path, Some(query)),
            _ => (value, None),
        };
        let segments: Vec<String> = path.split('/').map(encoded).collect();
        let mut filled = segments.join(between);
        if let Some(query) = query {
            filled.push(mark);
            filled.extend(utf8_percent_encode(query, IN_QUERY));
        }
        filled
    }
}

/// The names of a template's parts.
pub(super) fn names(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).unwrap_or_default().into_iter().filter_map(|piece| match piece {
        Piece::Part(part) => Some(Slot::parse(part).name),
        Piece::Text(_) => None,
    })
}

/// What follows the API root, with these parts.
///
/// # Errors
/// Why it must not be sent.
pub(super) fn fill(template: &str, parts: &[(&str, &str)]) -> Result<String, String> {
    let mut address = String::new();
    for piece in pieces(template).unwrap_or_default() {
        match piece {
            Piece::Text(text) => address.push_str(text),
            Piece::Part(part) => {
                let slot = Slot::parse(part);
                let found = parts.iter().find(|(name, _)| *name == slot.name);
                let value = found.map_or("", |(_, value)| *value);
                let problem =
                    if value.is_empty() { Some("it is empty") } else { unsafe_text(value) };
                if let Some(problem) = problem {
                    return Err(format!("its part {} cannot be sent: {problem}", slot.name));
                }
                // A second question mark is a letter of the query.
                let mark = if address.contains('?') { '&' } else { '?' };
                address.push_str(&slot.fill(value, mark));
            }
        }
    }
    match problem(&address) {
        Some(problem) => Err(problem.to_owned()),
        None => Ok(address),
    }
}
