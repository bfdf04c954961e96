//! When to ask: the sans-IO state machine that all badges of a source share.
//!
//! It reads no clock, sends nothing and draws nothing. `handle_*` tells it what happened,
//! [`Poller::poll_output`] says what to do, [`Poller::poll_timeout`] names the next deadline.
//! After one or more `handle_*` calls, take outputs until there are none, then set one timer. An
//! early or repeated [`Poller::handle_timeout`] does nothing.
//!
//! `handle_*` calls only note what happened (`poller`, `answers`, `failures`, `peers`). What is to
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
