//! The objects of an answer in which the job's members may stand: the answer, and what it wraps.

use super::{
    names::{Members, all_members, has, is_one_of, members},
    tables::{CLOSED, DATA, HOLDERS, IDS, MARKS_OF_INPUT, REQUESTS, STATES, STATES_IN_STATE},
};
use crate::provider::json::Json;

/// More objects in one another than any answer wraps a job in.
const MAX_SCOPES: usize = 6;

/// An object in which members of the job may stand.
pub(super) struct Scope<'a> {
    pub(super) members: Members<'a>,
    /// It is the value of a state: `"status": {"state": "running"}`.
    pub(super) is_state: bool,
    /// It wraps another: its words may be about the request.
    pub(super) is_envelope: bool,
}

/// The objects of an answer, each inside the one before.
pub(super) fn scopes(answer: &Json) -> Vec<Scope<'_>> {
    let mut scopes = Vec::new();
    let mut next = object(answer);
    let mut is_state = false;
    while let Some(json) = next.filter(|_| scopes.len() < MAX_SCOPES) {
        let all = all_members(json);
        let held = held(&all);
        // With an id of its own it is a job that holds another thing, such as what it runs.
        let is_envelope = (held.is_some() && !has(&all, IDS)) || is_bare(&all);
        let is_record = |value: &&Json| matches!(value, Json::Record(_));
        let of_state = members(&all, STATES).into_iter().find(is_record);
        scopes.push(Scope { members: all, is_state, is_envelope });
        next = held.or(of_state);
        is_state = held.is_none();
    }
    scopes
}

/// The members of all these objects, those of the innermost first. What names a state is no name of
/// the job.
pub(super) fn together<'a>(scopes: &[Scope<'a>]) -> Members<'a> {
    let mut all = Vec::new();
    for scope in scopes.iter().rev() {
        for member in &scope.members {
            if !scope.is_state || !is_one_of(member.0, STATES_IN_STATE) {
                all.push(*member);
            }
        }
    }
    all
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
fn held<'a>(all: &[(&'a str, &'a Json)]) -> Option<&'a Json> {
    let mut held = None;
    let data = if has(all, MARKS_OF_INPUT) { Vec::new() } else { members(all, DATA) };
    for value in data.into_iter().chain(members(all, HOLDERS)) {
        let Some(inner) = object(value) else { continue };
        if has(&all_members(inner), STATES) {
            return Some(inner);
        }
        held = held.or(Some(inner));
    }
    match all {
        [(name, only @ Json::Record(_))] if held.is_none() => {
            (!is_one_of(name, CLOSED) && !is_one_of(name, STATES)).then_some(only)
        }
        _ => held,
    }
}

/// Whether it wraps nothing, and yet is an envelope: it has `data`, if only a null, or nothing but
/// what JSend says of a request, `{"status": "error", "message": "…"}`.
fn is_bare(all: &[(&str, &Json)]) -> bool {
    (has(all, DATA) && !has(all, MARKS_OF_INPUT))
        || (all.len() > 1 && all.iter().all(|(name, _)| is_one_of(name, REQUESTS)))
}
