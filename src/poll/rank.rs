//! In which order jobs are queried.

/// Which tasks queries go first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// Details are open, or somebody asked for a refresh.
    #[default]
    Requested,
    /// The job is final, and its error codes are still missing.
    Outstanding,
    Visible,
    Hidden,
}

/// A job's place among others; the least goes first. One type for all orders, since every further
/// one brings a sort of its own into the wasm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) priority: Priority,
    /// The number of the last request or round that asked; 0: none did. So whoever waited longest
    /// goes first.
    pub(super) last_asked: u64,
    /// From the middle of the viewport, in CSS pixels.
    pub(super) distance: u32,
}

impl Rank {
    /// Whether its tasks query may be delayed within the round: the job is merely visible, and its
    /// tasks have been read before.
    pub(super) const fn can_wait(self) -> bool {
        match self.priority {
            Priority::Requested | Priority::Outstanding => false,
            Priority::Visible => self.last_asked > 0,
            Priority::Hidden => true,
        }
    }
}
