//! Details where there is no browser: nobody can open them.

use yew::prelude::*;

/// What a reader did inside a badge that is not about opening or closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(dead_code, reason = "nobody clicks on a server")]
pub(super) enum Act {
    /// Asked for a look at once.
    Refresh,
    /// Copied the job's id.
    Copied(bool),
}

/// They stay closed.
#[hook]
pub(super) fn use_open_details(
    _node: &NodeRef,
    _offered: bool,
    _job: &AttrValue,
    _on_act: Callback<Act>,
) -> bool {
    false
}
