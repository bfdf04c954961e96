//! What an answer says of the job's state. It is final only where a known word says so and nothing
//! contradicts it.

use super::{
    names::{all_members, flag, is_one_of, members, number},
    scope::{Scope, together},
    tables::{
        ACTIVITIES, BATCH, CANCELED_AT, CANCELED_FLAGS, ENDED, ENDED_FLAGS, ENVELOPES, ERRORS,
        FAILED_COUNTS, FAILED_FLAGS, GOOD_ENVELOPES, OUTCOMES, OVER_FLAGS, STAGES, STATES,
        STATES_IN_STATE, SUCCESS_FLAGS, WORDS,
    },
};
use crate::{
    job::JobState,
    provider::{decimal::decimal, error_body::details, json::Json},
};

/// A state, and where it stands.
pub(super) struct Stated<'a> {
    pub(super) state: JobState,
    /// The answer's own word, number or flag.
    pub(super) raw: &'a Json,
    /// What a further member says in words of its own: `"state": "FAILURE", "status": "No space"`.
    pub(super) note: &'a str,
    /// The place of its object among the scopes.
    pub(super) at: usize,
}

/// The job's state. `None`: nothing in the answer can be one.
///
/// `ended` tells whether an object has a time at which it ended.
pub(super) fn state<'a>(
    scopes: &[Scope<'a>],
    ended: fn(&[(&str, &Json)]) -> bool,
) -> Option<Stated<'a>> {
    let mut found: Option<Stated<'a>> = None;
    for (at, scope) in scopes.iter().enumerate() {
        let Some(mut inner) = in_words(scope, at) else { continue };
        // An inner state wins. An end is believed only where the outer one does not contradict it.
        if let Some(outer) = found
            && inner.state.is_final()
            && inner.state != outer.state
            && is_word(outer.raw)
            && !is_one_of(text(outer.raw), GOOD_ENVELOPES)
        {
            inner.state = JobState::Unknown;
        }
        found = Some(inner);
    }
    if found.is_none() {
        for (at, scope) in scopes.iter().enumerate() {
            if let Some(state) = in_flags(&scope.members, ended) {
                found = Some(Stated { state, raw: &Json::Nothing, note: "", at });
            }
        }
    }
    let mut stated = found?;
    if stated.state == JobState::Succeeded {
        let job = together(scopes.get(stated.at..).unwrap_or_default());
        stated.state = weighed(text(stated.raw), &job);
    }
    Some(stated)
}

/// The state that a word means.
fn meaning(word: &str) -> Option<JobState> {
    WORDS.iter().find(|(_, row)| is_one_of(word, row)).map(|(state, _)| *state)
}

/// The same, of a member's value. What a job does is a state, too, where no other stands beside it.
fn meaning_of(value: &Json) -> Option<JobState> {
    let word = text(value);
    meaning(word).or_else(|| is_one_of(word, ACTIVITIES).then_some(JobState::Running))
}

fn text(value: &Json) -> &str {
    value.text().unwrap_or_default().trim()
}

/// Whether this is a word that may be a state: no number, no flag, no sentence, no HTTP status.
fn is_word(value: &Json) -> bool {
    let text = text(value);
    !text.is_empty() && !text.contains(' ') && decimal(text).is_none()
}

/// The state that an object's members say in words.
fn in_words<'a>(scope: &Scope<'a>, at: usize) -> Option<Stated<'a>> {
    let mut all = members(&scope.members, STATES);
    if scope.is_state {
        all.extend(members(&scope.members, STATES_IN_STATE).first());
    }
    let is_request = |value: &Json| scope.is_envelope && is_one_of(text(value), ENVELOPES);
    all.retain(|value| match value {
        Json::Text(text) => !text.trim().is_empty() && !is_request(value),
        Json::Number(_) | Json::Flag(_) => true,
        _ => false,
    });
    let is_known = all.iter().any(|value| meaning_of(value).is_some());
    for stage in members(&scope.members, STAGES) {
        if stage.text().is_some() && (!is_known || meaning(text(stage)).is_some()) {
            all.push(stage);
        }
    }
    let raw = *all.iter().find(|value| meaning_of(value).is_some()).or(all.first())?;
    let mut state = meaning_of(raw).unwrap_or_default();
    let is_final = state.is_final();
    let mut note = "";
    for value in all {
        match meaning_of(value) {
            Some(other) if other == meaning_of(raw).unwrap_or_default() => {}
            None if !(is_final && is_word(value)) => note = text(value),
            _ => state = JobState::Unknown,
        }
    }
    Some(Stated { state, raw, note, at })
}

/// The state that an object's flags say, or the times of a batch of Laravel's.
fn in_flags(all: &[(&str, &Json)], ended: fn(&[(&str, &Json)]) -> bool) -> Option<JobState> {
    if BATCH.iter().all(|name| number(all, name).is_some()) {
        return Some(match (!members(all, CANCELED_AT).is_empty(), has_failures(all)) {
            (true, true) => JobState::Failed,
            (true, false) => JobState::Canceled,
            _ if ended(all) => JobState::Succeeded,
            _ => JobState::Running,
        });
    }
    let is_ended = flag(all, ENDED_FLAGS);
    let went_well = flag(all, SUCCESS_FLAGS);
    let is_canceled = flag(all, CANCELED_FLAGS) == Some(true);
    Some(match is_ended.or_else(|| flag(all, OVER_FLAGS)) {
        Some(false) if is_canceled => JobState::Canceling,
        Some(false) => JobState::Running,
        _ if is_canceled => JobState::Canceled,
        _ if flag(all, FAILED_FLAGS) == Some(true) => JobState::Failed,
        Some(true) if went_well == Some(false) || has_errors(all) => JobState::Failed,
        Some(true) if went_well.or(is_ended).is_none() => JobState::Unknown,
        Some(true) => JobState::Succeeded,
        // Alone it is the request's success.
        None if ended(all) => {
            if went_well? {
                JobState::Succeeded
            } else {
                JobState::Failed
            }
        }
        None => return None,
    })
}

fn has_errors(all: &[(&str, &Json)]) -> bool {
    members(all, ERRORS).into_iter().any(|value| !details(value).is_empty())
}

/// Whether parts of it failed. So many are no count, but a time.
fn has_failures(all: &[(&str, &Json)]) -> bool {
    number(all, FAILED_COUNTS).is_some_and(|count| count > 0.0 && count < 1e8)
}

/// What else an object says of an end that was called a success, by this word.
fn weighed(word: &str, all: &[(&str, &Json)]) -> JobState {
    // "Completed" leaves open how; "success" does not, so that a contradiction is a doubt.
    let is_open = is_one_of(word, ENDED);
    let doubt = |state| if is_open { state } else { JobState::Unknown };
    for value in members(all, OUTCOMES) {
        let inner = all_members(value);
        let code = members(&inner, "exitcode code").first().copied().unwrap_or(value).words();
        if code.is_empty() || code == "0" {
            continue;
        }
        match meaning(&code) {
            Some(JobState::Succeeded) => {}
            Some(other) if other.is_final() => return doubt(other),
            _ => return JobState::Unknown,
        }
    }
    let result = members(all, "result").first().copied().and_then(|result| meaning(text(result)));
    match result {
        _ if flag(all, ENDED_FLAGS) == Some(false) => JobState::Unknown,
        _ if flag(all, SUCCESS_FLAGS) == Some(false) || flag(all, FAILED_FLAGS) == Some(true) => {
            doubt(JobState::Failed)
        }
        Some(other) if is_open && other.is_final() && other != JobState::Succeeded => other,
        _ if has_failures(all) || has_errors(all) => JobState::Partial,
        _ => JobState::Succeeded,
    }
}
