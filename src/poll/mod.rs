//! When to ask: the sans-IO state machine that all badges of a source share.
//!
//! It reads no clock, sends nothing and draws nothing. `handle_*` tells it what happened,
//! [`Poller::poll_output`] says what to do, [`Poller::poll_timeout`] names the next deadline.
//! After a `handle_*` call, or after many of them in one go, take outputs until there are none,
//! then arm one timer. An early or repeated [`Poller::handle_timeout`] does nothing.
//!
//! What happens is only noted (`poller`, `answers`); what is to be done is decided in one place
//! (`settle`), from three layers: the source (`source`, `token`), the round that is under way
//! (`round`, with `plan` for how its states are asked and `tasks` for whose tasks follow) and each
//! job (`entry`, `merge`). `heard` has what other tabs say and want. `outlook` names the next
//! deadline, `verdict` words what is known as a [`Status`](crate::job::Status).
//!
//! How an API is asked and what it answers is the provider room's business; what a person reads is
//! the badge room's.

mod answers;
mod backoff;
mod entry;
mod heard;
mod merge;
mod outlook;
mod plan;
mod poller;
mod request;
mod round;
mod settle;
mod source;
mod tasks;
mod token;
mod uuid;
mod verdict;
mod watch;

pub use poller::Poller;
pub use request::{Output, Pace, Page, RequestId, Response};
pub use token::{Token, TokenId, TokenReason};
pub use watch::{Attention, Watch, WatchId};
