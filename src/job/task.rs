//! A part of a job with a state and a progress of its own.

use super::{JobState, Progress, Timestamp};

/// A part of a job. For AMS v2 it is the only place where progress and errors stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// The task's name (untrusted, capped), empty where the API gives none.
    pub name: String,
    /// Its state in the canonical list.
    pub state: JobState,
    /// Its state in the API's own word.
    pub raw_state: String,
    /// How far it is; `None` where the API does not say.
    pub progress: Option<Progress>,
    /// What went wrong in it, in the API's order.
    pub errors: Vec<ErrorDetail>,
    /// When work began.
    pub started_at: Option<Timestamp>,
    /// When it ended, well or not.
    pub ended_at: Option<Timestamp>,
}

/// One error of a job or a task, in the API's words (untrusted, capped).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorDetail {
    /// The API's code, for example `ErrorProcessingTask`. The list is open; kept verbatim.
    pub code: String,
    /// The API's message.
    pub message: String,
}
