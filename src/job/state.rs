//! The states of a job, in one canonical list for all APIs.

/// The state of a job or a task, the same words for every API. The API's own word is kept beside
/// it as `raw_state`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Accepted, waiting for its turn.
    Queued,
    /// Its turn is set, work has not begun.
    Scheduled,
    /// Work is being done.
    Running,
    /// It was asked to stop and has not stopped yet. Not final.
    Canceling,
    /// Final: all went well.
    Succeeded,
    /// Final: some parts went well, some did not.
    Partial,
    /// Final: it went wrong.
    Failed,
    /// Final: it was stopped.
    Canceled,
    /// Final: it was not needed.
    Skipped,
    /// It waits for a person (an approval, say).
    Blocked,
    /// A state that this version does not know, or none yet. Never final.
    #[default]
    Unknown,
}

impl JobState {
    /// All states, in the order of the contract.
    pub const ALL: [Self; 11] = [
        Self::Queued,
        Self::Scheduled,
        Self::Running,
        Self::Canceling,
        Self::Succeeded,
        Self::Partial,
        Self::Failed,
        Self::Canceled,
        Self::Skipped,
        Self::Blocked,
        Self::Unknown,
    ];

    /// The contract's name, as in `status.state` and `:state(…)`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Canceling => "canceling",
            Self::Succeeded => "succeeded",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Skipped => "skipped",
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
        }
    }

    /// Whether nothing will change any more. It depends on the state alone, never on 100 %.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Succeeded | Self::Partial | Self::Failed | Self::Canceled | Self::Skipped
        )
    }

    /// Whether work has begun and is not over: the states in which progress is worth asking for.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Running | Self::Canceling)
    }

    /// Whether work has not begun. A job that goes back here was restarted.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Queued | Self::Scheduled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canceling_blocked_and_unknown_are_not_final() {
        let open: Vec<_> = JobState::ALL.into_iter().filter(|state| !state.is_final()).collect();
        assert_eq!(
            open,
            [
                JobState::Queued,
                JobState::Scheduled,
                JobState::Running,
                JobState::Canceling,
                JobState::Blocked,
                JobState::Unknown
            ]
        );
    }
}
