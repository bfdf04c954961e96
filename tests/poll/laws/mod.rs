//! What holds for every order of events. An independent model follows what the page, the person and
//! the service do, and every output of the poller is checked against it.

mod delays;
mod events;
mod hot_loop;
mod invariants;
mod model;
mod service;
