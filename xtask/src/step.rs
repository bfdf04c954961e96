//! Prints the name of a step before it and its time after it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs `work` as a step of `command` and prints its name before and its time after.
pub fn step<T>(command: &str, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{command}: {name} …");
    let start = Instant::now();
    let outcome = work().with_context(|| format!("{command}: {name}"));
    let end = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("{command}: {name} {end} ({})", seconds(start.elapsed()));
    outcome
}

/// `0.4 s`, `75 s`, `3 min 10 s`.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    match whole {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..120 => format!("{whole} s"),
        _ => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_short_and_readable() {
        let check = |millis, expected| {
            assert_eq!(seconds(Duration::from_millis(millis)), expected);
        };
        check(0, "0.0 s");
        check(449, "0.4 s");
        check(75_000, "75 s");
        check(190_000, "3 min 10 s");
    }
}
