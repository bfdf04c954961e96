//! Details where there is no browser: nobody can open them.

use yew::{AttrValue, Callback, NodeRef};

/// What a reader did inside a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opened or closed the details.
    Open(bool),
    /// Asked for a look at once.
    Refresh,
    /// Copied the job's id.
    Copied(bool),
}

/// Would listen on a badge's root.
pub(super) struct Clicks;

impl Clicks {
    /// There is nothing to listen to.
    pub(super) fn new(_node: &NodeRef, _on_act: Callback<Act>) -> Option<Self> {
        None
    }

    /// Nobody hears it.
    pub(super) const fn set(&self, _is_open: bool, _job: &AttrValue) {}
}

/// They stay closed.
pub(super) const fn show(_node: &NodeRef) {}
