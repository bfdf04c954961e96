//! What holds of the poller for every order of events, checked by a watchdog that keeps its own
//! books of what the page, the person and the service did.

mod books;
mod delays;
mod events;
mod hot_loop;
mod service;
mod watchdog;
