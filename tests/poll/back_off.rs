//! Time-outs, back-off and `Retry-After`. Those of tokens are in `token`.

use job_badge::job::JobState::*;

use crate::virtual_time::*;

#[test]
fn a_request_without_an_answer_is_aborted_after_15_seconds() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    let (id, _) = harness.in_flight[0].clone();
    harness.wait(14_999);
    assert_eq!(harness.queries(), "a");
    harness.wait(1);
    assert_eq!(harness.queries(), "");
    assert!(harness.log.contains(&(16_000, Effect::Aborted(id))));
    assert_eq!(harness.shows("a"), "unknown unreachable");
    let before = harness.log.len();
    harness.call(|poller, now| poller.handle_answer(now, id, reports(&[("a", Running)])));
    assert_eq!(harness.log.len(), before, "a late answer changes nothing");
    assert_eq!(harness.shows("a"), "unknown unreachable");
}

#[test]
fn failures_back_off_up_to_a_minute_and_one_success_ends_it() {
    for seed in 0..40 {
        let mut harness = Harness::seeded(without_tasks(), seed);
        harness.token(held(1));
        harness.watch(1, "a");
        for failures in 0..10 {
            harness.reply(status([1, 408, 429, 500, 502, 503, 504][failures % 7]));
            let most = (1000 << failures).min(60_000);
            let wait = harness.wait_until_sent();
            assert!((100..=most).contains(&wait), "{failures}: {wait}");
        }
        harness.reply(reports(&[("a", Running)]));
        assert!((2250..=2750).contains(&harness.wait_until_sent()));
        harness.reply(status(500));
        assert!(harness.wait_until_sent() <= 1000);
    }
}

#[test]
fn retry_after_is_honoured_with_any_answer_up_to_an_hour() {
    for (answer, seconds, least) in [
        (status(429), 90, 90_000),
        (status(503), 86_400, 3_600_000),
        (reports(&[("a", Running)]), 30, 30_000),
    ] {
        let mut harness = Harness::new(without_tasks());
        harness.watch(1, "a");
        harness.reply(retry_after(answer, seconds));
        harness.refresh("a");
        harness.watch(2, "b");
        let wait = harness.wait_until_sent();
        assert!((least..=least + 60_000).contains(&wait), "{wait}");
    }
    let mut harness = one_running();
    harness.wait_until_sent();
    harness.reply(retry_after(status(429), 90));
    let expected = harness.now().utc.shifted(90_000);
    assert_eq!(harness.status("a").retry_at, Some(expected));
    harness.refresh("a");
    assert_eq!(harness.queries(), "");
}
