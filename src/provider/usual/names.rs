//! Members and words by the rows of the tables: case and separators are ignored.

use crate::provider::json::Json;

/// Whether a text is one of a row's words. All but case and separators counts: `done?` is not `done`.
pub(super) fn is_one_of(text: &str, row: &str) -> bool {
    let text: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'_' | b'-' | b'.'))
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    row.split(' ').any(|word| match word.strip_suffix('*') {
        Some(stem) => text
            .strip_prefix(stem.as_bytes())
            .is_some_and(|rest| matches!(rest, b"" | b"at" | b"on" | b"time" | b"date")),
        None => text == word.as_bytes(),
    })
}

/// The members of these names, in the row's order. A null is none.
///
/// A list, and never inlined: as an iterator it costs 1 KB more in the package.
#[inline(never)]
pub(super) fn members<'a>(json: &'a Json, row: &str) -> Vec<&'a Json> {
    let Json::Record(members) = json else { return Vec::new() };
    // Most members have none of these names.
    let named: Vec<_> = members.iter().rev().filter(|(name, _)| is_one_of(name, row)).collect();
    let of_word = |word| named.iter().find(|(name, _)| is_one_of(name, word));
    let found = row.split(' ').filter_map(of_word).map(|(_, value)| value);
    found.filter(|value| **value != Json::Nothing).collect()
}

/// The first member of these names that is a number, or a text that holds one.
pub(super) fn number(json: &Json, row: &str) -> Option<f64> {
    members(json, row).into_iter().find_map(Json::number)
}

/// The first member of these names that is a flag.
pub(super) fn flag(json: &Json, row: &str) -> Option<bool> {
    let mut members = members(json, row).into_iter();
    members.find_map(|value| if let Json::Flag(flag) = value { Some(*flag) } else { None })
}
