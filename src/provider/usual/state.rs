//! What an answer says of the job's state. It is final only where a known word says so and nothing
//! contradicts it.

use super::{
    names::{flag, is_one_of, members, number},
    scope::Scope,
    tables::{
        ACTIVITIES, BATCH, CANCELED_FLAGS, ENDED, ENDED_FLAGS, ENVELOPES, ERRORS, FAILED_COUNTS,
        FAILED_FLAGS, GOOD_ENVELOPES, OUTCOMES, OVER_FLAGS, STAGES, STATES, STATES_IN_STATE,
        SUCCESS_FLAGS, WORDS,
    },
};
use crate::{
    job::JobState,
    provider::{decimal::decimal, error_body::details, json::Json},
};

/// A state, and where it stands.
#[derive(Clone)]
pub(super) struct Stated {
    pub(super) state: JobState,
    /// The answer's own word.
    pub(super) raw: String,
    /// What a further member says in words of its own: `"state": "FAILURE", "status": "No space"`.
    pub(super) note: Option<String>,
    /// The place of its object among the scopes.
    pub(super) at: usize,
}

/// The job's state. `None`: nothing in the answer can be one.
///
/// `ended` tells whether an object has a time at which it ended.
pub(super) fn state(scopes: &[Scope<'_>], ended: impl Fn(&Json) -> bool) -> Option<Stated> {
    let mut found: Option<Stated> = None;
    for (at, scope) in scopes.iter().enumerate() {
        let Some(mut inner) = in_words(scope, at) else { continue };
        // An inner state wins. An end is believed only where the outer one does not contradict it.
        if found.is_some_and(|outer| {
            inner.state.is_final()
                && inner.state != outer.state
                && is_word(&outer.raw)
                && !is_one_of(&outer.raw, GOOD_ENVELOPES)
        }) {
            inner.state = JobState::Unknown;
        }
        found = Some(inner);
    }
    let mut stated = match found {
        Some(stated) => stated,
        None => {
            let by_flags = |(at, scope): (usize, &Scope<'_>)| {
                let state = in_flags(scope.json, &ended)?;
                Some(Stated { state, raw: String::new(), note: None, at })
            };
            scopes.iter().enumerate().rev().find_map(by_flags)?
        }
    };
    for scope in scopes.iter().skip(stated.at).filter(|scope| !scope.is_state) {
        if stated.state == JobState::Succeeded {
            weigh(&mut stated, scope.json);
        }
    }
    Some(stated)
}

/// The state that a word means.
fn meaning(word: &str) -> Option<JobState> {
    WORDS.iter().find(|(_, row)| is_one_of(word, row)).map(|(state, _)| *state)
}

/// Whether this is a word that may be a state: no number, no flag, no sentence, no HTTP status.
fn is_word(raw: &str) -> bool {
    !raw.is_empty()
        && !raw.contains(' ')
        && decimal(raw).is_none()
        && raw != "true"
        && raw != "false"
}

/// The words of the members of these names.
fn words(json: &Json, row: &'static str) -> impl Iterator<Item = String> {
    members(json, row).filter_map(|value| match value {
        Json::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Json::Number(_) => Some(value.words()),
        Json::Flag(flag) => Some(flag.to_string()),
        _ => None,
    })
}

/// The state that an object's members say in words.
fn in_words(scope: &Scope<'_>, at: usize) -> Option<Stated> {
    let json = scope.json;
    let mut all: Vec<_> = words(json, STATES).collect();
    if scope.is_state {
        all.extend(words(json, STATES_IN_STATE).take(1));
    }
    if scope.is_envelope {
        all.retain(|word| !is_one_of(word, ENVELOPES));
    }
    let of_state = |word: &String| {
        meaning(word).or_else(|| is_one_of(word, ACTIVITIES).then_some(JobState::Running))
    };
    if !all.iter().any(|word| of_state(word).is_some()) {
        all.extend(words(json, STAGES));
    } else {
        all.extend(words(json, STAGES).filter(|word| meaning(word).is_some()));
    }
    let raw = all.iter().find(|word| of_state(word).is_some()).or(all.first())?.clone();
    let state = of_state(&raw).unwrap_or_default();
    let contradicts = |word: &String| match of_state(word) {
        Some(other) => other != state,
        None => state.is_final() && is_word(word),
    };
    let state = if all.iter().any(contradicts) { JobState::Unknown } else { state };
    let note = all.into_iter().find(|word| of_state(word).is_none() && word.contains(' '));
    Some(Stated { state, raw, note, at })
}

/// The state that an object's flags say, or the times of a batch of Laravel's.
fn in_flags(json: &Json, ended: impl Fn(&Json) -> bool) -> Option<JobState> {
    let is_batch = BATCH.iter().all(|name| number(json, name).is_some());
    let is_over = flag(json, ENDED_FLAGS);
    let went_well = flag(json, SUCCESS_FLAGS);
    let is_canceled = flag(json, CANCELED_FLAGS) == Some(true);
    let is_failed = flag(json, FAILED_FLAGS) == Some(true);
    let has_error = members(json, ERRORS).any(|value| !details(value).is_empty());
    if is_batch {
        let is_stopped = members(json, "cancelledat canceledat").next().is_some();
        let has_failed = number(json, FAILED_COUNTS).is_some_and(|count| count > 0.0);
        return Some(match (is_stopped, has_failed) {
            (true, true) => JobState::Failed,
            (true, false) => JobState::Canceled,
            _ if ended(json) => JobState::Succeeded,
            _ => JobState::Running,
        });
    }
    Some(match is_over.or(flag(json, OVER_FLAGS)) {
        Some(false) if is_canceled => JobState::Canceling,
        Some(false) => JobState::Running,
        _ if is_canceled => JobState::Canceled,
        _ if is_failed => JobState::Failed,
        Some(true) if went_well == Some(false) || has_error => JobState::Failed,
        Some(true) if went_well == Some(true) || is_over == Some(true) => JobState::Succeeded,
        Some(true) => JobState::Unknown,
        // Alone it is the request's success.
        None if ended(json) => match went_well? {
            true => JobState::Succeeded,
            false => JobState::Failed,
        },
        None => return None,
    })
}

/// What else an object says of an end that was called a success.
fn weigh(stated: &mut Stated, json: &Json) {
    // "Completed" leaves open how; "success" does not, so that a contradiction is a doubt.
    let is_open = is_one_of(&stated.raw, ENDED);
    let doubt = |state| if is_open { state } else { JobState::Unknown };
    for value in members(json, OUTCOMES) {
        let code = members(value, "exitcode code").next().unwrap_or(value);
        let word = code.words();
        if word.is_empty() || word == "0" {
            continue;
        }
        stated.state = match meaning(&word) {
            Some(JobState::Succeeded) => continue,
            Some(other) if other.is_final() => doubt(other),
            _ => JobState::Unknown,
        };
        return;
    }
    let result = members(json, "result").find_map(Json::text).filter(|_| is_open);
    if let Some(other) = result.and_then(meaning).filter(|state| state.is_final()) {
        stated.state = other;
    }
    if flag(json, ENDED_FLAGS) == Some(false) {
        stated.state = JobState::Unknown;
    } else if flag(json, SUCCESS_FLAGS) == Some(false) || flag(json, FAILED_FLAGS) == Some(true) {
        stated.state = doubt(JobState::Failed);
    } else if stated.state == JobState::Succeeded
        && (number(json, FAILED_COUNTS).is_some_and(|count| count > 0.0 && count < 1e8)
            || members(json, ERRORS).any(|value| !details(value).is_empty()))
    {
        stated.state = JobState::Partial;
    }
}
