//! Checks a description against the grammar, so that all that reads it later finds what it expects.

use super::{
    check_request::{headers, job, parameter, template},
    pointer::{is_pointer, tokens},
    schema::{
        AFTER, AMOUNT, CONDITION, DESCRIPTION, ELSE, ENTRY, ERROR_RULE, GET_RULE, ITEMS, Kind,
        LIST, Member, NEXT, SHARE, STATE_RULE, SUM, TOKEN,
    },
    state::named,
    walk::{Checked, Walk},
};
use crate::{
    job::JobState,
    provider::json::{Json, whole},
};

/// Checks a whole description.
pub(super) fn check(walk: &mut Walk, json: &Json) -> Checked {
    // All URLs need its parts, so what is wrong with them is said first.
    if let Some(job) = json.get("job") {
        walk.inside("job", |walk| check_kind(walk, job, Kind::Job))?;
    }
    object(walk, json, DESCRIPTION)
}

/// Each entry of a list that is not empty.
fn each(walk: &mut Walk, list: &[Json], kind: Kind) -> Checked {
    if list.is_empty() {
        return walk.fail("must not be empty");
    }
    for (index, entry) in list.iter().enumerate() {
        walk.inside(&index.to_string(), |walk| check_kind(walk, entry, kind))?;
    }
    Ok(())
}

fn object(walk: &mut Walk, json: &Json, allowed: &[Member]) -> Checked {
    let members = walk.members(json)?;
    for (index, (name, value)) in members.iter().enumerate() {
        walk.inside(name, |walk| {
            if members.iter().take(index).any(|(other, _)| other == name) {
                return walk.fail("stands there twice");
            }
            match allowed.iter().find(|(allowed, ..)| allowed == name) {
                Some((_, kind, _)) => check_kind(walk, value, *kind),
                None => {
                    let names: Vec<_> = allowed.iter().map(|(name, ..)| *name).collect();
                    walk.fail(format!("is not known here; known are {}", names.join(", ")))
                }
            }
        })?;
    }
    match allowed.iter().find(|(name, _, needed)| *needed && json.get(name).is_none()) {
        Some((name, ..)) => walk.fail(format!("needs \"{name}\"")),
        None => Ok(()),
    }
}

fn check_kind(walk: &mut Walk, json: &Json, kind: Kind) -> Checked {
    match kind {
        Kind::Version if *json == Json::Number(1.0) => Ok(()),
        Kind::Version => walk.fail("must be 1: this job-badge knows no other version"),
        Kind::Text => walk.text(json).map(drop),
        Kind::Flag if matches!(json, Json::Flag(_)) => Ok(()),
        Kind::Flag => walk.fail("must be true or false"),
        Kind::Plain if matches!(json, Json::Number(_)) => Ok(()),
        Kind::Plain => walk.fail("must be a number"),
        Kind::Whole(max) => match json {
            Json::Number(number)
                if whole(*number).is_some_and(|number| (1..=max.into()).contains(&number)) =>
            {
                Ok(())
            }
            _ => walk.fail(format!("must be a whole number from 1 to {max}")),
        },
        Kind::Word(words) => walk.one_of(walk.text(json)?, words),
        Kind::Job => job(walk, walk.text(json)?),
        Kind::Get => match json {
            Json::List(rules) => each(walk, rules, Kind::Object(GET_RULE)),
            _ => check_kind(walk, json, Kind::Template),
        },
        Kind::Template => template(walk, walk.text(json)?),
        Kind::Prefixes => of_parts(walk, json, Kind::Text),
        Kind::Parts => of_parts(walk, json, Kind::Value),
        Kind::Token => object(walk, json, TOKEN),
        Kind::Headers => headers(walk, json),
        Kind::Parameter => parameter(walk, walk.text(json)?),
        Kind::Pointer => {
            let text = walk.text(json)?;
            if !is_pointer(text) {
                return walk
                    .fail("must be a JSON pointer: empty, or /name/name (~1 for a /, ~0 for a ~)");
            }
            walk.names.extend(tokens(text));
            Ok(())
        }
        Kind::Value => match json {
            Json::List(several) => each(walk, several, Kind::Value),
            Json::Record(_) => object(walk, json, ENTRY),
            _ => check_kind(walk, json, Kind::Pointer),
        },
        Kind::Number if json.get("sum").is_some() => object(walk, json, SUM),
        Kind::Number if json.get("else").is_some() => object(walk, json, ELSE),
        Kind::Number => check_kind(walk, json, Kind::Value),
        Kind::Numbers => match json {
            Json::List(numbers) => each(walk, numbers, Kind::Number),
            _ => walk.fail("must be a list"),
        },
        Kind::Time if json.get("after").is_some() => {
            walk.exactly_one(json, &["seconds", "millis"])?;
            object(walk, json, AFTER)
        }
        Kind::Time => check_kind(walk, json, Kind::Value),
        Kind::Condition => match json {
            Json::List(all) => each(walk, all, Kind::Condition),
            _ => condition(walk, json),
        },
        Kind::Status => match json {
            Json::List(several) => each(walk, several, Kind::Status),
            Json::Text(_) => check_kind(walk, json, Kind::Word(&["redirect"])),
            _ => check_kind(walk, json, Kind::Whole(599)),
        },
        Kind::Words => match json {
            Json::List(words) => each(walk, words, Kind::Words),
            Json::Text(_) | Json::Number(_) | Json::Flag(_) => Ok(()),
            _ => walk.fail("must be a word, a number, a flag or a list of these"),
        },
        Kind::States => match json {
            Json::List(rules) => each(walk, rules, Kind::StateRule),
            _ => walk.fail("must be a list of rules"),
        },
        Kind::Means => means(walk, json),
        Kind::StateRule => state_rule(walk, json),
        Kind::State => state_name(walk, json),
        Kind::Amounts => match json {
            Json::List(amounts) => each(walk, amounts, Kind::Amounts),
            _ if json.get("share").is_some() => object_of_form(walk, json, SHARE),
            _ => {
                walk.exactly_one(json, &["percent", "fraction", "ratio", "done", "share"])?;
                walk.needs(json, "done", "of")?;
                walk.needs(json, "of", "done")?;
                object(walk, json, AMOUNT)
            }
        },
        Kind::Errors => match json {
            Json::List(rules) => each(walk, rules, Kind::Error),
            _ => check_kind(walk, json, Kind::Error),
        },
        Kind::Error => match json {
            Json::Record(_) => object(walk, json, ERROR_RULE),
            _ => check_kind(walk, json, Kind::Value),
        },
        Kind::Items => {
            walk.needs(json, "next", "get")?;
            paging(walk, json)?;
            object_of_form(walk, json, ITEMS)
        }
        Kind::List => {
            paging(walk, json)?;
            object(walk, json, LIST)
        }
        Kind::Next => {
            walk.exactly_one(json, &["link", "header", "cursor", "offset", "page"])?;
            walk.needs(json, "cursor", "parameter")?;
            walk.needs(json, "parameter", "cursor")?;
            object(walk, json, NEXT)
        }
        Kind::Object(members) => object(walk, json, members),
    }
}

/// An object with a form: one whose names nobody knows needs all of an answer.
fn object_of_form(walk: &mut Walk, json: &Json, allowed: &[Member]) -> Checked {
    walk.all_count |= json.get("form").and_then(Json::text) == Some("values");
    object(walk, json, allowed)
}

/// Pages by number or offset end with one that is not full.
fn paging(walk: &Walk, json: &Json) -> Checked {
    let next = json.get("next");
    let is_counted = |next: &Json| next.get("offset").is_some() || next.get("page").is_some();
    if next.is_some_and(is_counted) { walk.needs(json, "next", "size") } else { Ok(()) }
}

fn condition(walk: &mut Walk, json: &Json) -> Checked {
    const TESTS: [&str; 4] = ["is", "has", "present", "above"];
    if walk.members(json)?.is_empty() {
        return walk.fail("must not be empty");
    }
    if json.get("at").is_some() {
        walk.exactly_one(json, &TESTS)?;
    }
    for test in TESTS {
        walk.needs(json, test, "at")?;
    }
    walk.needs(json, "any", "where")?;
    walk.needs(json, "where", "any")?;
    object(walk, json, CONDITION)
}

fn state_rule(walk: &mut Walk, json: &Json) -> Checked {
    walk.exactly_one(json, &["means", "is"])?;
    walk.needs(json, "means", "at")?;
    object(walk, json, STATE_RULE)
}

fn state_name(walk: &Walk, json: &Json) -> Checked {
    if named(json).is_some() {
        return Ok(());
    }
    let names: Vec<_> = JobState::ALL.into_iter().map(JobState::name).collect();
    let names = names.join(", ");
    walk.fail(format!("must be one of {}", names.trim_end_matches(", unknown")))
}

fn means(walk: &mut Walk, json: &Json) -> Checked {
    for (name, words) in walk.members(json)? {
        walk.inside(name, |walk| {
            state_name(walk, &Json::Text(name.clone()))?;
            check_kind(walk, words, Kind::Words)
        })?;
    }
    Ok(())
}

/// An object whose names are parts of the job.
fn of_parts(walk: &mut Walk, json: &Json, kind: Kind) -> Checked {
    let members = walk.members(json)?;
    if members.is_empty() {
        return walk.fail("must not be empty");
    }
    for (name, value) in members {
        walk.inside(name, |walk| {
            walk.part(name)?;
            check_kind(walk, value, kind)
        })?;
    }
    Ok(())
}
