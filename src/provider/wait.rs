//! How long a service asks to wait, by the headers that services use for it.

use core::time::Duration;

use super::{decimal::decimal, retry_after::retry_after};
use crate::job::Timestamp;

/// Numbers from here on are seconds since 1970, smaller ones seconds from now.
const FIRST_EPOCH: f64 = 1e9;

/// How long a service asks to wait: `Retry-After` with any status, else the time at which a limit
/// ends that was reached.
///
/// `header` gives a header's text; `date` reads a date as milliseconds since 1970. A 403 is a reached
/// limit only where it says that nothing remains (GitHub: `X-RateLimit-Remaining: 0`).
/// `X-RateLimit-Reset` is the end in seconds since 1970 (GitHub) or from now, `RateLimit-Reset` and
/// `RateLimit-User-Reset` seconds from now (Buildkite): the longest counts.
pub fn wait(
    status: u16,
    header: impl Fn(&str) -> Option<String>,
    now: Timestamp,
    date: impl Fn(&str) -> Option<i64>,
) -> Option<Duration> {
    let named = header("Retry-After").and_then(|text| retry_after(&text, now, date));
    let number = |name: &str| decimal(header(name)?.trim());
    let is_limit = match status {
        403 => number("X-RateLimit-Remaining") == Some(0.0),
        429 => true,
        _ => false,
    };
    if named.is_some() || !is_limit {
        return named;
    }
    let resets = ["X-RateLimit-Reset", "RateLimit-Reset", "RateLimit-User-Reset"];
    let waits = resets.into_iter().filter_map(|name| {
        let reset = number(name).filter(|reset| *reset >= 0.0)?;
        // The casts saturate, and the calendar is below 2^53 milliseconds.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let millis = (reset * 1000.0) as u64;
        let now = u64::try_from(now.millis()).unwrap_or(0);
        Some(Duration::from_millis(if reset < FIRST_EPOCH {
            millis
        } else {
            millis.saturating_sub(now)
        }))
    });
    waits.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_found_in_each_header_that_services_use() {
        let now = Timestamp::from_millis(1_700_000_000_000).unwrap();
        let check = |status: u16, headers: &[(&str, &str)], seconds: Option<u64>| {
            let header = |name: &str| {
                let found = headers.iter().find(|(given, _)| *given == name);
                found.map(|(_, text)| (*text).to_owned())
            };
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(wait(status, header, now, |_| None), expected, "{status} {headers:?}");
        };
        check(200, &[("Retry-After", "7")], Some(7));
        check(429, &[("Retry-After", "7"), ("RateLimit-Reset", "90")], Some(7));
        check(429, &[("RateLimit-Reset", "90")], Some(90));
        check(429, &[("RateLimit-Reset", "9"), ("RateLimit-User-Reset", "30")], Some(30));
        check(429, &[("X-RateLimit-Reset", "1700000042")], Some(42));
        check(429, &[("X-RateLimit-Reset", "1600000000")], Some(0));
        check(429, &[("X-RateLimit-Reset", "12")], Some(12));
        check(429, &[("X-RateLimit-Reset", "soon")], None);
        check(429, &[("X-RateLimit-Reset", "-5")], None);
        check(429, &[], None);
        let spent = [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1700000042")];
        check(403, &spent, Some(42));
        check(403, &[("X-RateLimit-Remaining", "8"), ("X-RateLimit-Reset", "1700000042")], None);
        check(403, &[("X-RateLimit-Reset", "1700000042")], None);
        // A limit that lets more through is no reason to wait.
        check(200, &spent, None);
        check(500, &spent, None);
    }
}
