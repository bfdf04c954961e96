//! How long an answer is waited for, and how long the next request waits after trouble or when the
//! service says so. Trouble with tokens is in `token`.

use job_badge::job::JobState::*;

use crate::virtual_time::*;

#[test]
fn a_request_without_an_answer_is_aborted_after_15_seconds() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    let (id, _) = script.open[0].clone();
    script.wait(14_999);
    assert_eq!(script.asks(), "a");
    script.wait(1);
    assert_eq!(script.asks(), "");
    assert!(script.log.contains(&(16_000, Said::Aborted(id))));
    assert_eq!(script.shows("a"), "unknown unreachable");
    let before = script.log.len();
    script.tell(|poller, now| poller.handle_answer(now, id, reports(&[("a", Running)])));
    assert_eq!(script.log.len(), before, "a late answer changes nothing");
    assert_eq!(script.shows("a"), "unknown unreachable");
}

#[test]
fn trouble_backs_off_up_to_a_minute_and_one_success_ends_it() {
    for seed in 0..40 {
        let mut script = Script::seeded(without_tasks(), seed);
        script.token(held(1));
        script.watch(1, "a");
        for failures in 0..10 {
            script.reply(status([1, 408, 429, 500, 502, 503, 504][failures % 7]));
            let most = (1000 << failures).min(60_000);
            let wait = script.until_sent();
            assert!((100..=most).contains(&wait), "{failures}: {wait}");
        }
        script.reply(reports(&[("a", Running)]));
        assert!((2250..=2750).contains(&script.until_sent()));
        script.reply(status(500));
        assert!(script.until_sent() <= 1000);
    }
}

#[test]
fn retry_after_is_kept_of_any_answer_up_to_an_hour() {
    for (answer, seconds, least) in [
        (status(429), 90, 90_000),
        (status(503), 86_400, 3_600_000),
        (reports(&[("a", Running)]), 30, 30_000),
    ] {
        let mut script = Script::new(without_tasks());
        script.watch(1, "a");
        script.reply(retry_after(answer, seconds));
        script.refresh("a");
        script.watch(2, "b");
        let wait = script.until_sent();
        assert!((least..=least + 60_000).contains(&wait), "{wait}");
    }
    let mut script = one_running();
    script.until_sent();
    script.reply(retry_after(status(429), 90));
    let expected = script.now().utc.shifted(90_000);
    assert_eq!(script.status("a").retry_at, Some(expected));
    script.refresh("a");
    assert_eq!(script.asks(), "");
}
