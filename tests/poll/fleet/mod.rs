//! A page of many badges against a simulated account, in virtual time: how many requests a round
//! has, whose tasks are queried, and that nothing is lost.

mod states;
mod tasks;
