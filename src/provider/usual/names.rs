//! Members and words by the rows of the tables: case and separators are ignored.

use crate::provider::json::Json;

/// Whether a text is one of a row's words.
pub(super) fn is_one_of(text: &str, row: &str) -> bool {
    row.split(' ').any(|word| is(text, word))
}

/// Whether a text is this word. All but case and separators counts: `done?` is not `done`.
fn is(text: &str, word: &str) -> bool {
    let letters = text.bytes().filter(|byte| !b" _-.".contains(byte));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(word.bytes())
}

/// The members of these names, in the row's order. A null is none.
pub(super) fn members<'a>(json: &'a Json, row: &'static str) -> impl Iterator<Item = &'a Json> {
    let members = if let Json::Record(members) = json { members.as_slice() } else { &[] };
    row.split(' ').filter_map(move |word| {
        let member = members.iter().rev().find(|(name, _)| is(name, word));
        member.map(|(_, value)| value).filter(|value| **value != Json::Nothing)
    })
}

/// The first member of these names that is a number, or a text that holds one.
pub(super) fn number(json: &Json, row: &'static str) -> Option<f64> {
    members(json, row).find_map(Json::number)
}

/// The first member of these names that is a flag.
pub(super) fn flag(json: &Json, row: &'static str) -> Option<bool> {
    members(json, row)
        .find_map(|value| if let Json::Flag(flag) = value { Some(*flag) } else { None })
}
