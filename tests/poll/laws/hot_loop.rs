//! No answers make it ask without a pause, be they those of the service or of the token provider.

use std::collections::BTreeMap;

use job_badge::job::JobId;
use job_badge::poll::{Attention, Poller, Watch, WatchId};
use proptest::prelude::*;

use super::service::{End, answer_to, ends};
use crate::virtual_time::*;

/// How long a hostile service is endured.
const MINUTES: u64 = 10;

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_service_can_make_it_run_hot(
        seed in any::<u64>(),
        ends in proptest::collection::vec(ends(), 1..12),
    ) {
        let mut script = Script::seeded(pace(4), seed);
        script.provider(true);
        let now = script.now();
        for id in 0..12_u64 {
            let of = job(&format!("j{id}"));
            let watch = Watch { job: of, interval: None, paused: false, attention: Attention::default() };
            script.poller.handle_watch(now, WatchId(id), watch);
        }
        script.drain();
        let end = script.at + MINUTES * 60_000;
        let (mut answered, mut tokens) = (0_usize, 0_usize);
        let mut rounds: BTreeMap<JobId, usize> = BTreeMap::new();
        while script.at < end {
            if tokens < script.asked_tokens {
                // A token that is new each time, and that the service may refuse each time.
                tokens = script.asked_tokens;
                script.token(held(tokens as u64));
            } else if let Some((_, ask)) = script.open.first() {
                let ending = &ends[answered % ends.len()];
                for job in ask.jobs() {
                    *rounds.entry(job.clone()).or_default() += 1;
                }
                answered += 1;
                let answer = answer_to(&ask.clone(), ending, None);
                script.reply(answer);
            } else if let Some(next) = script.poller.poll_timeout() {
                script.at = next.millis();
                script.tell(Poller::handle_timeout);
            } else {
                break;
            }
            // A job is looked at every half interval at most, for itself and for its tasks; halved
            // questions and the first steps of a back-off may double that.
            let most = 2 * 2 * MINUTES as usize * 60_000 / (INTERVAL as usize / 2);
            for (job, count) in &rounds {
                prop_assert!(*count <= most, "{job} {count}");
            }
        }
        // With good answers between, every ten seconds at most; without any, ever more slowly.
        let taken = ends.iter().any(|end| matches!(end, End::Good(..) | End::Missing(_)));
        let most = if taken { 3 + MINUTES as usize * 6 } else { 8 };
        prop_assert!(tokens <= most, "{tokens}");
    }
}
