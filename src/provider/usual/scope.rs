//! The objects of an answer in which the job's members may stand: the answer, and what it wraps.

use super::{
    names::{is_one_of, members},
    tables::{CLOSED, DATA, HOLDERS, IDS, MARKS_OF_INPUT, REQUESTS, STATES},
};
use crate::provider::json::Json;

/// More objects in one another than any answer wraps a job in.
const MAX_SCOPES: usize = 6;

/// An object in which members of the job may stand.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) json: &'a Json,
    /// It is the value of a state: `"status": {"state": "running"}`.
    pub(super) is_state: bool,
    /// It wraps another: its words may be about the request.
    pub(super) is_envelope: bool,
}

/// The objects of an answer, each inside the one before.
pub(super) fn scopes(answer: &Json) -> Vec<Scope<'_>> {
    let mut scopes = Vec::new();
    let mut next = object(answer).map(|json| (json, false));
    while let Some((json, is_state)) = next.filter(|_| scopes.len() < MAX_SCOPES) {
        let held = held(json);
        // With an id of its own it is a job that holds another thing, such as what it runs.
        let has_id = names(json).any(|name| is_one_of(name, IDS));
        let is_envelope = (held.is_some() && !has_id) || is_bare(json);
        scopes.push(Scope { json, is_state, is_envelope });
        let state = || members(json, STATES).find(|value| matches!(value, Json::Record(_)));
        next = held.map(|json| (json, false)).or_else(|| state().map(|json| (json, true)));
    }
    scopes
}

/// An object, or the only one of a list (PostgREST).
fn object(json: &Json) -> Option<&Json> {
    match json {
        Json::Record(_) => Some(json),
        Json::List(list) => match list.as_slice() {
            [only @ Json::Record(_)] => Some(only),
            _ => None,
        },
        _ => None,
    }
}

/// The object that this one wraps: one with a state before others, else the only member.
fn held(json: &Json) -> Option<&Json> {
    let mut all = Vec::new();
    if !is_input(json) {
        all.extend(members(json, DATA));
    }
    all.extend(members(json, HOLDERS));
    let held = || all.iter().copied().filter_map(object);
    let with_state = held().find(|held| members(held, STATES).next().is_some());
    with_state.or_else(|| held().next()).or_else(|| match json {
        Json::Record(members) => match members.as_slice() {
            [(name, only @ Json::Record(_))] => {
                (!is_one_of(name, CLOSED) && !is_one_of(name, STATES)).then_some(only)
            }
            _ => None,
        },
        _ => None,
    })
}

/// Whether `data` is what the job was given to work on.
fn is_input(json: &Json) -> bool {
    names(json).any(|name| is_one_of(name, MARKS_OF_INPUT))
}

/// Whether it wraps nothing, and yet is an envelope: it has `data`, if only a null, or nothing but
/// what JSend says of a request, `{"status": "error", "message": "…"}`.
fn is_bare(json: &Json) -> bool {
    let has_data = !is_input(json) && names(json).any(|name| is_one_of(name, DATA));
    has_data || (names(json).count() > 1 && names(json).all(|name| is_one_of(name, REQUESTS)))
}

fn names(json: &Json) -> impl Iterator<Item = &str> {
    let members = if let Json::Record(members) = json { members.as_slice() } else { &[] };
    members.iter().map(|(name, _)| name.as_str())
}
