//! States: the first rule that knows the word.

use super::value::{Base, asks_for_status, holds, is_word, one_or_more, value, word};
use crate::{
    job::{JobState, short},
    provider::json::Json,
};

/// Which rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    /// All of them.
    All,
    /// Those that ask for the status: for answers that are no success, or hold no JSON.
    ByStatus,
}

/// A state and the API's own word for it. `None`: no rule found anything, so the answer does not say.
pub(super) fn state(
    rules: Option<&Json>,
    which: Rules,
    base: Base<'_>,
) -> Option<(JobState, String)> {
    let mut unknown = None;
    for rule in one_or_more(rules) {
        let condition = rule.get("if");
        if !holds(condition, base) || (which == Rules::ByStatus && !asks_for_status(condition)) {
            continue;
        }
        let given = rule.get("at").and_then(|spec| value(spec, base)).and_then(word);
        if let Some(state) = rule.get("is") {
            return Some((named(state.text()?)?, short(&given.unwrap_or_default())));
        }
        let Some(given) = given else { continue };
        if let Some(state) = meaning(rule.get("means"), &given) {
            return Some((state, short(&given)));
        }
        unknown = unknown.or_else(|| Some((JobState::Unknown, short(&given))));
    }
    unknown
}

/// The state of this name, as a description may say it.
pub(super) fn named(name: &str) -> Option<JobState> {
    let is_named = |state: &JobState| name == state.name();
    JobState::ALL.into_iter().find(is_named).filter(|state| *state != JobState::Unknown)
}

/// The state that lists the word, else the one that takes every other word.
fn meaning(means: Option<&Json>, given: &str) -> Option<JobState> {
    let Some(Json::Record(means)) = means else { return None };
    let find = |given: &str| means.iter().find(|(_, words)| is_word(given, words));
    let (name, _) = find(given).filter(|_| given != "*").or_else(|| find("*"))?;
    named(name)
}
