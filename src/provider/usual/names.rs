//! Members and words by the rows of the tables: case and separators are ignored.

use crate::provider::json::Json;

/// The members of an object, or of several: of two with one name the first counts.
pub(super) type Members<'a> = Vec<(&'a str, &'a Json)>;

/// What may follow a word with a star.
const ENDINGS: [&str; 5] = ["", "at", "on", "time", "date"];
/// More members of an object are not looked at: each is compared with each word of the tables.
const MAX_MEMBERS: usize = 256;

/// Whether a text is one of a row's words. All but case and separators counts: `done?` is not `done`.
pub(super) fn is_one_of(text: &str, row: &str) -> bool {
    row.split(' ').any(|word| is(text, word))
}

fn is(text: &str, word: &str) -> bool {
    let letters = text.bytes().filter(|byte| !matches!(byte, b' ' | b'_' | b'-' | b'.'));
    let mut letters = letters.map(|byte| byte.to_ascii_lowercase());
    let Some(stem) = word.strip_suffix('*') else { return letters.eq(word.bytes()) };
    stem.bytes().all(|byte| letters.next() == Some(byte))
        && ENDINGS.iter().any(|ending| letters.clone().eq(ending.bytes()))
}

/// All members of an object. Of two with one name the last counts, as in `JSON.parse`.
pub(super) fn all_members(json: &Json) -> Members<'_> {
    let Json::Record(members) = json else { return Vec::new() };
    members.iter().take(MAX_MEMBERS).rev().map(|(name, value)| (name.as_str(), value)).collect()
}

/// The members of these names, in the row's order. A null is none.
///
/// A list: as an iterator it costs 1 KB more in the package.
pub(super) fn members<'a>(all: &[(&'a str, &'a Json)], row: &str) -> Vec<&'a Json> {
    let mut found = Vec::new();
    for word in row.split(' ') {
        for (name, value) in all {
            if **value != Json::Nothing && is(name, word) {
                found.push(*value);
                break;
            }
        }
    }
    found
}

/// Whether an object has a member of one of these names, if only a null.
pub(super) fn has(all: &[(&str, &Json)], row: &str) -> bool {
    all.iter().any(|(name, _)| is_one_of(name, row))
}

/// The first member of these names that is a number, or a text that holds one.
pub(super) fn number(all: &[(&str, &Json)], row: &str) -> Option<f64> {
    members(all, row).into_iter().find_map(Json::number)
}

/// The first member of these names that is a flag.
pub(super) fn flag(all: &[(&str, &Json)], row: &str) -> Option<bool> {
    let mut members = members(all, row).into_iter();
    members.find_map(|value| if let Json::Flag(flag) = value { Some(*flag) } else { None })
}
