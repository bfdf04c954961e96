//! Checks a description against the grammar, so that all that reads it later finds what it expects.

use super::{
    check_request::{headers, job, parameter, template},
    kind::{Kind, Object, Rule},
    pointer::{is_pointer, tokens},
    schema::{
        AFTER, AMOUNT, CONDITION, DESCRIPTION, ELSE, ENTRY, ERROR_RULE, GET_RULE, SHARE,
        STATE_RULE, SUM,
    },
    state::named,
    walk::{Checked, Walk, fail, members, one_of, text},
};
use crate::{
    job::JobState,
    provider::json::{Json, whole},
};

/// Checks a whole description.
pub(super) fn check(walk: &mut Walk, json: &Json) -> Checked {
    // All URLs need its parts, so what is wrong with them is said first.
    if let Some(job) = json.get("job") {
        member(walk, "job", job, Kind::Job)?;
    }
    object(walk, json, &DESCRIPTION)
}

/// What stands at this name of an object, or at this index of a list.
fn member(walk: &mut Walk, name: &str, json: &Json, kind: Kind) -> Checked {
    let place = walk.enter(name);
    check_kind(walk, json, kind)?;
    walk.leave(place);
    Ok(())
}

fn check_kind(walk: &mut Walk, json: &Json, kind: Kind) -> Checked {
    if let (Json::List(list), Some(entry)) = (json, entry(kind)) {
        return each(walk, list, entry);
    }
    if let Some(form) = form(kind, json) {
        return object(walk, json, form);
    }
    match (kind, json) {
        (Kind::Version, Json::Number(1.0))
        | (Kind::Flag, Json::Flag(_))
        | (Kind::Plain, Json::Number(_))
        | (Kind::Words, Json::Text(_) | Json::Number(_) | Json::Flag(_)) => Ok(()),
        (Kind::Version, _) => fail("must be 1: this job-badge knows no other version"),
        (Kind::Flag, _) => fail("must be true or false"),
        (Kind::Plain, _) => fail("must be a number"),
        (Kind::Words, _) => fail("must be a word, a number, a flag or a list of these"),
        (Kind::Numbers, _) => fail("must be a list"),
        (Kind::States, _) => fail("must be a list of rules"),
        (Kind::Whole(max), _) => whole_number(json, max),
        (Kind::Status, Json::Text(word)) => one_of(word, &["redirect"]),
        (Kind::Status, _) => whole_number(json, 599),
        (Kind::Parts(kind), _) => parts(walk, json, *kind),
        (Kind::Headers, _) => headers(walk, json),
        (Kind::Means, _) => means(walk, json),
        (kind, _) => check_text(walk, text(json)?, kind),
    }
}

/// What each entry of a list may be; `None`: no list may stand there.
const fn entry(kind: Kind) -> Option<Kind> {
    Some(match kind {
        Kind::Get => Kind::Object(&GET_RULE),
        Kind::Numbers => Kind::Number,
        Kind::Value | Kind::Number | Kind::Time | Kind::Error => Kind::Value,
        Kind::States => Kind::Object(&STATE_RULE),
        Kind::Errors => Kind::Error,
        Kind::Condition | Kind::Status | Kind::Words | Kind::Amounts => kind,
        _ => return None,
    })
}

/// The form of an object; `None`: no object may stand there.
fn form(kind: Kind, json: &Json) -> Option<&'static Object> {
    let has = |name| json.get(name).is_some();
    Some(match kind {
        Kind::Object(object) => object,
        Kind::Condition => &CONDITION,
        Kind::Amounts if has("share") => &SHARE,
        Kind::Amounts => &AMOUNT,
        Kind::Number if has("sum") => &SUM,
        Kind::Number if has("else") => &ELSE,
        Kind::Time if has("after") => &AFTER,
        Kind::Value | Kind::Number | Kind::Time if matches!(json, Json::Record(_)) => &ENTRY,
        Kind::Errors | Kind::Error if matches!(json, Json::Record(_)) => &ERROR_RULE,
        _ => return None,
    })
}

fn check_text(walk: &mut Walk, text: &str, kind: Kind) -> Checked {
    match kind {
        Kind::Text => Ok(()),
        Kind::Word(words) => one_of(text, words),
        Kind::Form => {
            // One whose names nobody knows needs all of an answer.
            walk.all_count |= text == "values";
            one_of(text, &["list", "values", "pairs"])
        }
        Kind::Job => job(text),
        Kind::Get | Kind::Template => template(walk, text),
        Kind::Parameter => parameter(text),
        Kind::State => state_name(text),
        _ => pointer(walk, text),
    }
}

/// Each entry of a list that is not empty.
fn each(walk: &mut Walk, list: &[Json], kind: Kind) -> Checked {
    if list.is_empty() {
        return fail("must not be empty");
    }
    for (index, entry) in list.iter().enumerate() {
        member(walk, &index.to_string(), entry, kind)?;
    }
    Ok(())
}

fn object(walk: &mut Walk, json: &Json, form: &Object) -> Checked {
    for rule in form.rules {
        check_rule(json, rule)?;
    }
    let members = members(json)?;
    for (index, (name, value)) in members.iter().enumerate() {
        let place = walk.enter(name);
        if members.iter().take(index).any(|(other, _)| other == name) {
            return fail("stands there twice");
        }
        let Some((_, kind, _)) = form.members.iter().find(|(known, ..)| known == name) else {
            let names: Vec<_> = form.members.iter().map(|(name, ..)| *name).collect();
            return fail(format!("is not known here; known are {}", names.join(", ")));
        };
        check_kind(walk, value, *kind)?;
        walk.leave(place);
    }
    match form.members.iter().find(|(name, _, needed)| *needed && json.get(name).is_none()) {
        Some((name, ..)) => fail(format!("needs \"{name}\"")),
        None => Ok(()),
    }
}

fn check_rule(json: &Json, rule: &Rule) -> Checked {
    let has = |name: &str| json.get(name).is_some();
    match rule {
        Rule::NotEmpty if matches!(json, Json::Record(members) if members.is_empty()) => {
            fail("must not be empty")
        }
        Rule::OneBeside(name, _) if !has(name) => Ok(()),
        Rule::One(names) | Rule::OneBeside(_, names)
            if names.iter().filter(|name| has(name)).count() != 1 =>
        {
            fail(format!("needs exactly one of {}", names.join(", ")))
        }
        Rule::Needs(name, other) if has(name) && !has(other) => {
            fail(format!("\"{name}\" needs \"{other}\" beside it"))
        }
        Rule::FullPages => {
            let next = json.get("next").unwrap_or(&Json::Nothing);
            let is_counted = next.get("offset").or(next.get("page")).is_some();
            let needs_size = Rule::Needs("next", "size");
            if is_counted { check_rule(json, &needs_size) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

fn whole_number(json: &Json, max: u32) -> Checked {
    match json {
        Json::Number(number) if whole(*number).is_some_and(|n| n >= 1 && n <= max.into()) => Ok(()),
        _ => fail(format!("must be a whole number from 1 to {max}")),
    }
}

fn pointer(walk: &mut Walk, text: &str) -> Checked {
    if !is_pointer(text) {
        return fail("must be a JSON pointer: empty, or /name/name (~1 for a /, ~0 for a ~)");
    }
    for name in tokens(text) {
        walk.count(name);
    }
    Ok(())
}

fn state_name(name: &str) -> Checked {
    if named(name).is_some() {
        return Ok(());
    }
    let names = JobState::ALL.map(JobState::name);
    let names = names.iter().filter(|name| named(name).is_some()).copied();
    fail(format!("must be one of {}", names.collect::<Vec<_>>().join(", ")))
}

fn means(walk: &mut Walk, json: &Json) -> Checked {
    for (name, words) in members(json)? {
        let place = walk.enter(name);
        state_name(name)?;
        check_kind(walk, words, Kind::Words)?;
        walk.leave(place);
    }
    Ok(())
}

/// An object whose names are parts of the job.
fn parts(walk: &mut Walk, json: &Json, kind: Kind) -> Checked {
    let members = members(json)?;
    if members.is_empty() {
        return fail("must not be empty");
    }
    for (name, value) in members {
        let place = walk.enter(name);
        walk.part(name)?;
        check_kind(walk, value, kind)?;
        walk.leave(place);
    }
    Ok(())
}
