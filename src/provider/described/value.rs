//! Values and conditions: what stands at a place of an answer, and whether that is so. They are
//! one file because each holds the other.

use std::borrow::Cow;

use super::pointer::find;
use crate::provider::{
    http::Head,
    json::{Json, whole},
};

/// What pointers start from, and the head of the answer that holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base<'a> {
    pub(super) json: &'a Json,
    pub(super) head: &'a Head,
}

impl<'a> Base<'a> {
    /// The same answer, from another place on.
    pub(super) const fn of(self, json: &'a Json) -> Self {
        Self { json, head: self.head }
    }

    /// What a pointer finds.
    pub(super) fn find(self, pointer: Option<&Json>) -> Option<&'a Json> {
        find(self.json, pointer.and_then(Json::text).unwrap_or_default())
    }
}

/// What a value of a description finds: at a pointer, at the first of several, or at a pointer in
/// the first entry of a list that fits.
pub(super) fn value<'a>(spec: &Json, base: Base<'a>) -> Option<&'a Json> {
    match spec {
        Json::Text(pointer) => find(base.json, pointer),
        Json::List(several) => several.iter().find_map(|spec| value(spec, base)),
        Json::Record(_) => {
            let entries = base.find(spec.get("in"))?.list()?;
            let entry = entries.iter().find(|entry| holds(spec.get("where"), base.of(entry)))?;
            base.of(entry).find(spec.get("at"))
        }
        _ => None,
    }
}

/// The same, as words: a text or a whole number; empty where there is none.
pub(super) fn words(spec: Option<&Json>, base: Base<'_>) -> String {
    spec.and_then(|spec| value(spec, base)).map(Json::words).unwrap_or_default()
}

/// Whether a condition holds; a list, whether all of it do. None at all holds.
pub(super) fn holds(condition: Option<&Json>, base: Base<'_>) -> bool {
    match condition {
        None => true,
        Some(Json::List(all)) => all.iter().all(|one| holds(Some(one), base)),
        Some(condition @ Json::Record(members)) => {
            members.iter().all(|(name, spec)| match &**name {
                "status" => has_status(spec, base.head),
                "page" => *spec == Json::Flag(base.head.is_page),
                "at" => passes(condition, value(spec, base)),
                "any" => base.find(Some(spec)).and_then(Json::list).is_some_and(|entries| {
                    entries.iter().any(|entry| holds(condition.get("where"), base.of(entry)))
                }),
                "not" => !holds(Some(spec), base),
                // The tests of "at" and "any".
                _ => true,
            })
        }
        Some(_) => false,
    }
}

/// What the head alone says of a condition: `false` where it cannot hold, whatever the body.
pub(super) fn head_allows(condition: Option<&Json>, head: &Head) -> bool {
    match condition {
        Some(Json::List(all)) => all.iter().all(|one| head_allows(Some(one), head)),
        Some(condition) => {
            condition.get("status").is_none_or(|status| has_status(status, head))
                && condition.get("page").is_none_or(|page| *page == Json::Flag(head.is_page))
        }
        None => true,
    }
}

/// Whether a condition asks for the status.
pub(super) fn asks_for_status(condition: Option<&Json>) -> bool {
    match condition {
        Some(Json::List(all)) => all.iter().any(|one| asks_for_status(Some(one))),
        Some(condition) => condition.get("status").is_some(),
        None => false,
    }
}

/// A text, a whole number or a flag, as text.
pub(super) fn word(json: &Json) -> Option<Cow<'_, str>> {
    match json {
        Json::Text(text) => Some(text.trim().into()),
        Json::Number(number) => Some(whole(*number)?.to_string().into()),
        Json::Flag(true) => Some("true".into()),
        Json::Flag(false) => Some("false".into()),
        _ => None,
    }
}

/// Whether a word is this one or one of these, in upper or lower case.
pub(super) fn is_word(given: &str, words: &Json) -> bool {
    one_or_more(Some(words))
        .iter()
        .any(|one| word(one).is_some_and(|one| one.eq_ignore_ascii_case(given)))
}

/// A list, or one in place of it.
pub(super) fn one_or_more(json: Option<&Json>) -> &[Json] {
    match json {
        None => &[],
        Some(Json::List(list)) => list,
        Some(one) => core::slice::from_ref(one),
    }
}

fn has_status(spec: &Json, head: &Head) -> bool {
    one_or_more(Some(spec)).iter().any(|one| match one {
        Json::Number(number) => *number == f64::from(head.status),
        _ => head.is_redirect(),
    })
}

/// The tests of a condition's "at".
fn passes(condition: &Json, found: Option<&Json>) -> bool {
    let text = found.and_then(word);
    condition.get("is").is_none_or(|words| text.as_ref().is_some_and(|text| is_word(text, words)))
        && condition.get("has").and_then(Json::text).is_none_or(|part| {
            let part = part.to_ascii_lowercase();
            text.as_ref().is_some_and(|text| text.to_ascii_lowercase().contains(&part))
        })
        && condition.get("present").is_none_or(|flag| *flag == Json::Flag(found.is_some()))
        && condition.get("above").is_none_or(|bound| {
            let numbers = found.and_then(Json::number).zip(bound.number());
            numbers.is_some_and(|(number, bound)| number > bound)
        })
}
