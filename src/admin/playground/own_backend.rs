//! What a backend of the usual kind answers about a job in each state.

use job_badge::job::{JobState, Timestamp};
use serde_json::{Value, json};

/// How long the job takes, in milliseconds.
pub(super) const LENGTH: i64 = 240_000;

/// The answer about a job that is in this state for so long; `done` is per mille.
pub(super) fn answer(state: JobState, done: i64, now: i64) -> Value {
    let at = |millis: i64| Timestamp::from_millis(millis).map(Timestamp::to_iso);
    let begun = now - LENGTH * done / 1000;
    let word = match state {
        JobState::Unknown => "hibernating",
        _ => state.name(),
    };
    let mut answer = json!({
        "id": 42,
        "name": "Import of customers",
        "status": word,
        "createdAt": at(begun - 8000),
    });
    if let Value::Object(members) = &mut answer {
        if !state.is_waiting() && state != JobState::Skipped {
            let second = if state == JobState::Running { "running" } else { word };
            members.insert("startedAt".to_owned(), json!(at(begun)));
            members.insert("progress".to_owned(), json!(done / 10));
            members.insert(
                "steps".to_owned(),
                json!([{ "name": "Read", "status": "succeeded" }, { "name": "Check", "status": second }]),
            );
        }
        if state.is_final() {
            members.insert("finishedAt".to_owned(), json!(at(now)));
        }
        if state == JobState::Failed {
            members.insert("error".to_owned(), json!("Row 17 has no address."));
        }
    }
    answer
}
