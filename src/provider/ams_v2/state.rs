//! The states of jobs and tasks: numbers on the wire, words for people.

use crate::{
    job::{JobState, short},
    provider::json::{Json, whole},
};

/// The states in the order of their numbers. The reference lists 0 to 3 under other names for
/// tasks; the service and Microsoft's clients use these for both (`JobState.cs`).
const STATES: [(&str, JobState); 7] = [
    ("Queued", JobState::Queued),
    ("Scheduled", JobState::Scheduled),
    ("Processing", JobState::Running),
    ("Finished", JobState::Succeeded),
    ("Error", JobState::Failed),
    ("Canceled", JobState::Canceled),
    // Greater than Canceled, but not final.
    ("Canceling", JobState::Canceling),
];

/// A state and its own word. It may come as a number, a number in a string, or the word. One that
/// is not known is kept as it came.
pub(super) fn state(given: Option<&Json>) -> (JobState, String) {
    let Some(given) = given else { return (JobState::Unknown, String::new()) };
    let number = given.number().and_then(whole).and_then(|number| usize::try_from(number).ok());
    let known = match number {
        Some(number) => STATES.get(number),
        None => {
            let text = given.text().unwrap_or_default();
            STATES.iter().find(|(word, _)| text.eq_ignore_ascii_case(word))
        }
    };
    match known {
        Some((word, state)) => (*state, (*word).to_owned()),
        None => (JobState::Unknown, short(&given.words())),
    }
}
