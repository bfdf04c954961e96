//! How long it takes until the next request, whatever the answers were: one job, and no list.

use job_badge::job::JobState;
use proptest::prelude::*;

use super::service::{Outcome, answer_to, outcomes};
use crate::virtual_time::*;

/// What the rules for the next request depend on.
struct Expected {
    failures: u32,
    was_missing: bool,
    /// It has been found at least once.
    is_known: bool,
    /// A query was answered as it should be, and the last one was not redirected since.
    has_succeeded: bool,
    redirected: bool,
    not_before: u64,
}

impl Expected {
    /// When the only job of a source is polled next, at the earliest and at the latest; `None`:
    /// never.
    fn next(
        &mut self,
        start: u64,
        end: u64,
        outcome: &Outcome,
        wait: Option<u64>,
    ) -> Option<(u64, u64)> {
        let wait = wait.unwrap_or(0).min(3600) * 1000;
        self.not_before = self.not_before.max(end + wait);
        let at_pace = |pace: u64| {
            let least = (start + pace * 9 / 10).max(end + INTERVAL / 2);
            Some((least, (start + pace * 11 / 10).max(end + INTERVAL / 2)))
        };
        if matches!(outcome, Outcome::Good(..) | Outcome::Missing(_))
            || (self.is_known && matches!(outcome, Outcome::Status(304)))
        {
            (self.has_succeeded, self.redirected) = (true, false);
        }
        // While a service redirects, it is looked at once a minute.
        let least_wait = if self.redirected { end + 60_000 } else { 0 };
        let range = match outcome {
            Outcome::Good(state, _) if state.is_final() => None,
            Outcome::Good(state, _) => {
                (self.failures, self.was_missing) = (0, false);
                self.is_known = true;
                at_pace(if *state == JobState::Unknown { 4 * INTERVAL } else { INTERVAL })
            }
            Outcome::Missing(_) | Outcome::Status(404 | 410) => {
                self.failures = 0;
                let gone = core::mem::replace(&mut self.was_missing, true);
                if gone { None } else { at_pace(INTERVAL) }
            }
            Outcome::Status(304) if self.is_known => {
                (self.failures, self.was_missing) = (0, false);
                at_pace(INTERVAL)
            }
            Outcome::Status(501) => None,
            Outcome::Status(0 | 302) if self.has_succeeded => {
                self.redirected = true;
                Some((end + 60_000, end + 60_000))
            }
            Outcome::Confused | Outcome::Status(1 | 304 | 408 | 425 | 429 | 449 | 500..) => {
                let most = (1000_u64 << self.failures.min(10)).min(60_000);
                self.failures += 1;
                Some((end + 100, end + most))
            }
            Outcome::Status(_) => None,
        };
        let not_before = self.not_before.max(least_wait);
        range.map(|(least, most)| (least.max(not_before), most.max(not_before)))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn delays_stay_within_their_bounds_whatever_the_answers(
        seed in any::<u64>(),
        outcomes in proptest::collection::vec(
            (outcomes(), 0..20_000_u64, proptest::option::weighted(0.1, 0..5000_u64)),
            1..60,
        ),
    ) {
        let mut harness = Harness::seeded(without_tasks(), seed);
        harness.token(held(1));
        harness.watch(1, "a");
        let mut expected = Expected { failures: 0, was_missing: false, is_known: false, has_succeeded: false, redirected: false, not_before: 0 };
        let running = |outcome: &Outcome| match outcome {
            // An unknown state would slow down later queries too, which `Expected` does not model.
            Outcome::Good(JobState::Unknown, progress) => {
                Outcome::Good(JobState::Running, *progress)
            }
            other => other.clone(),
        };
        for (outcome, latency, wait) in &outcomes {
            let start = harness.time;
            let (outcome, wait, latency) = if *latency < 15_000 {
                (running(outcome), *wait, *latency)
            } else {
                (Outcome::Status(1), None, 15_000)
            };
            harness.wait(latency);
            if !harness.in_flight.is_empty() {
                let answer = answer_to(&harness.in_flight[0].1, &outcome, wait);
                harness.reply(answer);
            }
            let Some((least, most)) = expected.next(start, harness.time, &outcome, wait) else {
                harness.wait(100_000_000);
                prop_assert_eq!(harness.queries(), "");
                return Ok(());
            };
            harness.wait_until_sent();
            prop_assert!((least..=most).contains(&harness.time), "{least} {most} {}", harness.time);
        }
    }
}
