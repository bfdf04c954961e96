//! The browser says that there is no network, which is a hint: wrong on loopback and behind a VPN.

use job_badge::job::JobState::*;
use job_badge::poll::Pace;

use crate::virtual_time::*;

const MINUTE: u64 = 60_000;

fn running(is_local: bool) -> Harness {
    let mut harness = Harness::new(Pace { is_local, ..without_tasks() });
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Running)]));
    harness
}

#[test]
fn what_is_near_is_polled_once_a_minute_and_stays_live() {
    let mut harness = running(true);
    harness.page(true, false);
    assert_eq!(harness.shows("a"), "running live");
    for _ in 0..10 {
        let wait = harness.wait_until_sent();
        assert!((50_000..=70_000).contains(&wait), "{wait}");
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live");
    }
    harness.page(true, true);
    assert!(harness.wait_until_sent() <= 2750);
}

#[test]
fn what_is_near_is_offline_only_when_a_request_fails() {
    for (answer, shows) in [
        (status(1), "running offline"),
        (status(500), "running stale"),
        (retry_after(status(429), 5), "running waiting"),
        (status(403), "running forbidden"),
    ] {
        let mut harness = running(true);
        harness.page(true, false);
        harness.wait_until_sent();
        harness.reply(answer);
        assert_eq!(harness.shows("a"), shows);
        if harness.poller.poll_timeout().is_some() {
            assert!(harness.wait_until_sent() >= MINUTE - 1, "once a minute, failed or not");
            harness.reply(reports(&[("a", Running)]));
            assert_eq!(harness.shows("a"), "running live");
        }
    }
}

#[test]
fn a_refresh_asks_whatever_the_browser_says() {
    for is_local in [true, false] {
        let mut harness = running(is_local);
        harness.page(true, false);
        for _ in 0..3 {
            harness.refresh("a");
            assert_eq!(harness.queries(), "a");
            harness.reply(status(1));
            assert_eq!(harness.shows("a"), "running offline");
        }
        harness.refresh("a");
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live", "the browser was wrong");
    }
}

#[test]
fn far_away_only_a_refresh_asks_and_each_is_one_attempt() {
    let mut harness = running(false);
    harness.watch(2, "b");
    harness.page(true, false);
    assert_eq!(harness.shows("a"), "running offline");
    let sent = harness.sent();
    harness.wait(60 * MINUTE);
    assert_eq!(harness.sent(), sent);
    harness.refresh("a");
    assert_eq!(harness.queries(), "a", "not b");
    harness.reply(status(1));
    harness.wait(60 * MINUTE);
    assert_eq!(harness.sent(), sent + 1);
    harness.refresh("a");
    harness.reply(reports(&[("a", Running)]));
    harness.wait(60 * MINUTE);
    assert_eq!(harness.shows("a"), "running offline", "that answer is old now");
    assert_eq!(harness.sent(), sent + 2);
    harness.page(true, true);
    assert_eq!(harness.queries(), "a b");
}
