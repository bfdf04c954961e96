//! How long it is until the next request, whatever the answers were. One job, and no list.

use job_badge::job::JobState;
use proptest::prelude::*;

use super::service::{End, answer_to, ends};
use crate::virtual_time::*;

/// When the only job of a source is asked next, by the rules: after this many milliseconds from
/// the last request's start, at the earliest and at the latest; `None`: never.
struct Expected {
    troubles: u32,
    missed: bool,
    hold: u64,
}

impl Expected {
    fn next(
        &mut self,
        start: u64,
        end: u64,
        ending: &End,
        wait: Option<u64>,
    ) -> Option<(u64, u64)> {
        let wait = wait.unwrap_or(0).min(3600) * 1000;
        self.hold = self.hold.max(end + wait);
        let at_pace = |pace: u64| {
            let least = (start + pace * 9 / 10).max(end + INTERVAL / 2);
            Some((least, (start + pace * 11 / 10).max(end + INTERVAL / 2)))
        };
        let range = match ending {
            End::Good(state, _) if state.is_final() => None,
            End::Good(state, _) => {
                (self.troubles, self.missed) = (0, false);
                at_pace(if *state == JobState::Unknown { 4 * INTERVAL } else { INTERVAL })
            }
            End::Missing(_) | End::Status(404 | 410) => {
                self.troubles = 0;
                let gone = core::mem::replace(&mut self.missed, true);
                if gone { None } else { at_pace(INTERVAL) }
            }
            End::Confused | End::Status(1 | 408 | 429 | 500..) => {
                let most = (1000_u64 << self.troubles.min(10)).min(60_000);
                self.troubles += 1;
                Some((end + 100, end + most))
            }
            End::Status(_) => None,
        };
        range.map(|(least, most)| (least.max(self.hold), most.max(self.hold)))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn delays_stay_within_their_bounds_whatever_the_answers(
        seed in any::<u64>(),
        ends in proptest::collection::vec(
            (ends(), 0..20_000_u64, proptest::option::weighted(0.1, 0..5000_u64)),
            1..60,
        ),
    ) {
        let mut script = Script::seeded(without_tasks(), seed);
        script.token(held(1));
        script.watch(1, "a");
        let mut expected = Expected { troubles: 0, missed: false, hold: 0 };
        let running = |end: &End| match end {
            // An unknown state would make later misses slow too, which the rule for one look says.
            End::Good(JobState::Unknown, progress) => End::Good(JobState::Running, *progress),
            other => other.clone(),
        };
        for (end, latency, wait) in &ends {
            let start = script.at;
            let (end, wait, latency) = if *latency < 15_000 {
                (running(end), *wait, *latency)
            } else {
                (End::Status(1), None, 15_000)
            };
            script.wait(latency);
            if !script.open.is_empty() {
                let answer = answer_to(&script.open[0].1, &end, wait);
                script.reply(answer);
            }
            let Some((least, most)) = expected.next(start, script.at, &end, wait) else {
                script.wait(100_000_000);
                prop_assert_eq!(script.asks(), "");
                return Ok(());
            };
            script.until_sent();
            prop_assert!((least..=most).contains(&script.at), "{least} {most} {}", script.at);
        }
    }
}
