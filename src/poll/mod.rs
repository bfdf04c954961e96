//! When to ask: the sans-IO state machine that all badges of a source share.
//!
//! It reads no clock, sends nothing and draws nothing. `handle_*` tells it what happened,
//! [`Poller::poll_output`] says what to do, [`Poller::poll_timeout`] names the next deadline.
//! After one or more `handle_*` calls, take outputs until there are none, then set one timer. An
//! early or repeated [`Poller::handle_timeout`] does nothing.
//!
//! One poller serves any number of jobs of one source. A driver is a loop of a dozen lines; the
//! [crate's page](crate#rust-without-a-face) has one that runs. What a driver owes it:
//!
//! | it happened | call |
//! |---|---|
//! | a badge came, changed, left | [`handle_watch`](Poller::handle_watch), [`handle_unwatch`](Poller::handle_unwatch) |
//! | a token was set, or a provider gave one, or none | [`handle_token`](Poller::handle_token), [`handle_token_failed`](Poller::handle_token_failed) |
//! | a request ended, well or not | [`handle_answer`](Poller::handle_answer) |
//! | the page was hidden or shown, the network went or came | [`handle_page`](Poller::handle_page) |
//! | the moment that [`poll_timeout`](Poller::poll_timeout) named | [`handle_timeout`](Poller::handle_timeout) |
//! | somebody wants to know now | [`handle_refresh`](Poller::handle_refresh) |
//!
//! `handle_*` calls only note what happened (`poller`, `page`, `answers`, `failures`, `peers`). What is to
//! be done is decided in one place (`settle`): rounds begin and end (`rounds`), queries are sent
//! (`queries`), changes are reported (`notify`, `status`). `timeout` has the next deadline,
//! `network` what the browser says of the network.
//!
//! The state has three layers: the source (`source`, `credential` with `renewal`, `active_list`,
//! `group_limit`), the current round (`round`, `tasks_queue`) and each job (`watched_job`, `schedule`, `latest`,
//! `tasks_status`).
//!
//! How a query is written and an answer is read is the provider room's business, and what a person
//! reads is the badge room's.

mod active_list;
mod answers;
mod backoff;
mod credential;
mod deadlines;
mod failures;
mod group_limit;
mod in_flight;
mod latest;
mod network;
mod notify;
mod page;
mod peers;
mod poller;
mod queries;
mod rank;
mod renewal;
mod request;
mod round;
mod rounds;
mod schedule;
mod settle;
mod source;
mod status;
mod tasks_queue;
mod tasks_status;
mod timeout;
mod token;
mod uuid;
mod watch;
mod watched_job;

pub use poller::Poller;
pub use request::{Output, Pace, Page, RequestId, Response};
pub use token::{Token, TokenId, TokenReason};
pub use watch::{Attention, Watch, WatchId};
