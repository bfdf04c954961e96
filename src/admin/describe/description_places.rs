//! Which places of a description gave a fact. Where rules stand in a list, each is asked alone: the
//! engine itself says which one counted.

use std::rc::Rc;

use job_badge::{
    job::{JobState, Report, Task},
    provider::{Api, Description, Json},
};

use super::{
    facts::{TITLES, lines},
    problem::at,
    report::{Asked, report},
};

/// Whether a description asks for tasks in a request of their own.
pub(crate) fn is_asked_for_tasks(description: &Json) -> bool {
    at(description, "/items/get").is_some()
}

/// The JSON pointers of the places in a description that gave what was read of a member: those that
/// lead to one of these places in the answer.
pub(super) fn description_places(
    description: &Json,
    member: &'static str,
    whole: &Report,
    origins: &[String],
    answer: (&Json, Asked),
) -> Vec<String> {
    let mut places = Vec::new();
    let mut look_at = |spec: &Json, place: &str| {
        places_in(spec, place, origins, &mut places);
        if member == "state" {
            places.extend(word_place(spec, place, whole.state));
        }
    };
    match description.get(member) {
        Some(Json::List(rules)) => {
            for index in counted(description, member, rules, whole, answer) {
                if let Some(rule) = rules.get(index) {
                    look_at(rule, &format!("/{member}/{index}"));
                }
            }
        }
        Some(spec) => look_at(spec, &format!("/{member}")),
        None => {}
    }
    // A job without a progress or an end of its own has its tasks'.
    if places.is_empty() && matches!(member, "progress" | "ended") {
        let used: &[&str] = match member {
            "progress" => &["at", "leaveOut", "state", "progress"],
            _ => &["at", "ended"],
        };
        for name in used {
            if let Some(spec) = description.get("items").and_then(|items| items.get(name)) {
                places_in(spec, &format!("/items/{name}"), origins, &mut places);
            }
        }
    }
    let has_errors = |task: &Task| !task.errors.is_empty();
    if !whole.tasks.as_deref().unwrap_or_default().iter().any(has_errors) {
        places.retain(|place| !place.starts_with("/items/errors/"));
    }
    places
}

/// Which rules of a list counted: for errors all that give one, for all else the first.
fn counted(
    description: &Json,
    member: &'static str,
    rules: &[Json],
    whole: &Report,
    answer: (&Json, Asked),
) -> Vec<usize> {
    let gives = |index: &usize| {
        let Some(alone) = rules.get(*index).and_then(|rule| with(description, member, rule)) else {
            return false;
        };
        let Ok(read) = report(&Api::Described(Rc::new(alone)), answer.0, answer.1) else {
            return false;
        };
        match member {
            "state" => read.state == whole.state && read.raw_state == whole.raw_state,
            "progress" => read.progress.is_some() || read.state == JobState::Succeeded,
            _ => {
                let title = TITLES.iter().position(|(_, name)| *name == member);
                title.is_some_and(|title| lines(&read).get(title).is_some_and(|l| !l.is_empty()))
            }
        }
    };
    let mut all = (0..rules.len()).filter(gives);
    if member == "errors" { all.collect() } else { all.next().into_iter().collect() }
}

/// The description with this one rule in place of a list of them.
fn with(description: &Json, member: &str, rule: &Json) -> Option<Description> {
    let mut description = description.clone();
    let Json::Record(members) = &mut description else { return None };
    let (_, value) = members.iter_mut().rfind(|(name, _)| name == member)?;
    *value = Json::List(vec![rule.clone()]);
    Description::parse("alone", description).ok()
}

/// Where a rule for the state says this state.
fn word_place(rule: &Json, place: &str, state: JobState) -> Option<String> {
    if rule.get("is").is_some() {
        return Some(format!("{place}/is"));
    }
    rule.get("means")?.get(state.name()).map(|_| format!("{place}/means/{}", state.name()))
}

/// The places of the pointers in a part of a description that lead to one of these places in the
/// answer.
fn places_in(spec: &Json, place: &str, origins: &[String], found: &mut Vec<String>) {
    match spec {
        Json::Text(text) if text.starts_with('/') => {
            let is_origin = origins.iter().any(|origin| leads_to(text, origin));
            found.extend(is_origin.then(|| place.to_owned()));
        }
        Json::List(list) => {
            for (index, inner) in list.iter().enumerate() {
                places_in(inner, &format!("{place}/{index}"), origins, found);
            }
        }
        Json::Record(members) => {
            for (name, inner) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places_in(inner, &format!("{place}/{name}"), origins, found);
            }
        }
        _ => {}
    }
}

/// Whether a pointer is a part of the way to a place in the answer; entries are `*` there.
fn leads_to(pointer: &str, origin: &str) -> bool {
    let way: Vec<&str> = origin.split('/').skip(1).collect();
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    way.windows(steps.len()).any(|part| {
        let is_step = |(step, way): (&&str, &&str)| {
            step == way || (*way == "*" && step.bytes().all(|byte| byte.is_ascii_digit()))
        };
        steps.iter().zip(part).all(is_step)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_a_part_of_the_way() {
        let check = |pointer: &str, origin: &str, expected: bool| {
            assert_eq!(leads_to(pointer, origin), expected, "{pointer} {origin}");
        };
        check("/a/b", "/a/b", true);
        check("/a", "/a/b", true);
        check("/b", "/a/b", true);
        check("/a/0/b", "/a/*/b", true);
        check("/a/b", "/a/*/b", false);
        check("/a/b/c", "/a/b", false);
        check("/at", "/a/t", false);
    }
}
