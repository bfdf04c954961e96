//! The measurements of `cargo xtask bench`, one sample at a time. The example `bench` runs them, xtask
//! prints the tables, and docs/benchmark.md explains each figure.

pub mod counts;
pub mod fleet;
pub mod page;
pub mod probe;
pub mod sample;
pub mod stack;
