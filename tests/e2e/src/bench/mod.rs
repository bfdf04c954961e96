//! What `cargo xtask bench` measures, one sample at a time. The example `bench` runs the samples,
//! xtask makes the table of them; what each figure means is in docs/benchmark.md.

pub mod counts;
pub mod fleet;
pub mod page;
pub mod probe;
pub mod sample;
pub mod stack;
