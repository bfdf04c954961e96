//! How long to wait after a failure, in milliseconds.

use fastrand::Rng;

/// The shortest wait, whatever the jitter: a retry in the same moment helps nobody.
const MIN_WAIT: u64 = 100;
/// The first wait for a service is this at most; the bound doubles with each failure.
const SERVICE_FIRST: u64 = 1000;
const SERVICE_CAP: u64 = 60_000;
/// The first wait for a token provider is this at least; the bound doubles with each failure.
const PROVIDER_FIRST: u64 = 60_000;
const PROVIDER_CAP: u64 = 900_000;

/// Exponential back-off with full jitter: uniform from 100 ms to 1 s × 2ⁿ, at most 60 s, where n is
/// the number of failures in a row before this one. Full jitter spreads the retries of a thousand
/// pages that failed at the same moment.
pub(super) fn service(rng: &mut Rng, failures_before: u32) -> u64 {
    rng.u64(MIN_WAIT..=bound(SERVICE_FIRST, failures_before, SERVICE_CAP))
}

/// For a token provider that threw. It is the page's own code and may ask a person, so it waits
/// longer: 1 min × 2ⁿ, at most 15 min, and up to a tenth more.
pub(super) fn provider(rng: &mut Rng, failures_before: u32) -> u64 {
    let least = bound(PROVIDER_FIRST, failures_before, PROVIDER_CAP);
    rng.u64(least..=least + least / 10)
}

fn bound(first: u64, failures_before: u32, cap: u64) -> u64 {
    // Each cap is reached in less than ten steps.
    (first << failures_before.min(10)).min(cap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(wait: fn(&mut Rng, u32) -> u64, failures: u32) -> (u64, u64) {
        let mut rng = Rng::with_seed(1);
        let waits: Vec<_> = (0..4000).map(|_| wait(&mut rng, failures)).collect();
        (*waits.iter().min().unwrap(), *waits.iter().max().unwrap())
    }

    #[test]
    fn the_wait_for_a_service_doubles_up_to_a_minute() {
        for (failures, most) in [(0, 1000), (1, 2000), (5, 32_000), (6, 60_000), (99, 60_000)] {
            let (least, longest) = bounds(service, failures);
            assert!((100..=150 + most / 100).contains(&least), "{failures}: {least}");
            assert!((most * 98 / 100..=most).contains(&longest), "{failures}: {longest}");
        }
    }

    #[test]
    fn the_wait_for_a_token_provider_is_a_minute_to_a_quarter_of_an_hour() {
        for (failures, least) in [(0, 60_000), (1, 120_000), (4, 900_000), (70, 900_000)] {
            let (shortest, longest) = bounds(provider, failures);
            assert!(shortest >= least && longest <= least * 11 / 10, "{failures}");
        }
    }
}
