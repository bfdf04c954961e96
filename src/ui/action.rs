//! What a reader can do inside a badge.

/// What a reader did inside a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opened or closed the details.
    Open(bool),
    /// Asked for a look at once.
    Refresh,
    /// Copied the job's id. `false`: the browser has no clipboard here, so the id is selected.
    Copied(bool),
}
