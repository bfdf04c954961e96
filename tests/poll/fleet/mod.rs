//! A page of many badges against a simulated account, in virtual time: how often it asks, for whose
//! tasks, and that nothing is lost.

mod states;
mod tasks;
