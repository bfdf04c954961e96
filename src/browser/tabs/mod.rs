//! One conversation with a source for all tabs of a group: one of them asks for the jobs of all, and
//! the others read its answers.
//!
//! This folder decides who asks; what a peer's wants and answers change is the poller's business,
//! which is reached through [`Host`]. Where anything of this is missing (no Web Locks, a frozen tab,
//! a lost message), each tab asks for itself.
//!
//! The page may have put its own functions in place of the browser's, so no borrow is held while one
//! of them runs.

mod channel;
mod group;
mod host;
mod lock;
mod member;
mod message;

pub(super) use group::Group;
pub(super) use host::Host;
