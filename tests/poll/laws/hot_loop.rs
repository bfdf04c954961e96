//! Whatever the service and the token provider answer, there is a pause between requests.

use std::collections::BTreeMap;

use job_badge::job::JobId;
use job_badge::poll::{Attention, Poller, Watch, WatchId};
use proptest::prelude::*;

use super::service::{Outcome, answer_to, outcomes};
use crate::virtual_time::*;

/// How long the hostile service is simulated.
const MINUTES: u64 = 10;

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_service_can_cause_a_hot_loop(
        seed in any::<u64>(),
        outcomes in proptest::collection::vec(outcomes(), 1..12),
    ) {
        let mut harness = Harness::seeded(pace(4), seed);
        harness.provider(true);
        let now = harness.now();
        for id in 0..12_u64 {
            let of = job(&format!("j{id}"));
            let watch = Watch { job: of, interval: None, paused: false, attention: Attention::default() };
            harness.poller.handle_watch(now, WatchId(id), watch);
        }
        harness.drain();
        let end = harness.time + MINUTES * 60_000;
        let (mut answered, mut tokens) = (0_usize, 0_usize);
        let mut rounds: BTreeMap<JobId, usize> = BTreeMap::new();
        while harness.time < end {
            if tokens < harness.asked_tokens {
                // A new token each time, which the service may reject each time.
                tokens = harness.asked_tokens;
                harness.token(held(tokens as u64));
            } else if let Some((_, query)) = harness.in_flight.first() {
                let outcome = &outcomes[answered % outcomes.len()];
                for job in query.jobs() {
                    *rounds.entry(job.clone()).or_default() += 1;
                }
                answered += 1;
                let answer = answer_to(&query.clone(), outcome, None);
                harness.reply(answer);
            } else if let Some(next) = harness.poller.poll_timeout() {
                harness.time = next.millis();
                harness.call(Poller::handle_timeout);
            } else {
                break;
            }
            // A job is queried every half interval at most, for its state and for its tasks. Split
            // queries and the first steps of a back-off may double that.
            let most = 2 * 2 * MINUTES as usize * 60_000 / (INTERVAL as usize / 2);
            for (job, count) in &rounds {
                prop_assert!(*count <= most, "{job} {count}");
            }
        }
        // With successful answers in between, every ten seconds at most; without, ever more slowly.
        let is_success =
            |outcome: &Outcome| matches!(outcome, Outcome::Good(..) | Outcome::Missing(_));
        let any_success = outcomes.iter().any(is_success);
        let most = if any_success { 3 + MINUTES as usize * 6 } else { 8 };
        prop_assert!(tokens <= most, "{tokens}");
    }
}
