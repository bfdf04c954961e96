//! The freshness of a job, and when a changed status is reported.

use job_badge::job::{Answer, Failure, FailureKind, JobState::*};
use job_badge::poll::Response;

use crate::virtual_time::*;

#[test]
fn freshness_follows_from_the_failure_and_what_is_known() {
    let check = |first: Option<u16>, answer, shows: &str| {
        let mut harness = Harness::new(without_tasks());
        harness.watch(1, "a");
        match first {
            Some(200) => harness.reply(reports(&[("a", Running)])),
            Some(other) => harness.reply(status(other)),
            None => {}
        }
        if harness.in_flight.is_empty() {
            harness.wait_until_sent();
        }
        harness.reply(answer);
        assert_eq!(harness.shows("a"), shows);
        assert!(harness.status("a").failure.is_some());
    };
    check(None, status(1), "unknown unreachable");
    check(None, failed(Failure::new(FailureKind::Timeout)), "unknown unreachable");
    check(Some(500), status(1), "unknown stale");
    check(None, status(500), "unknown stale");
    check(Some(200), status(1), "running stale");
    check(Some(200), status(429), "running stale");
    check(Some(200), retry_after(status(429), 60), "running waiting");
    check(None, retry_after(status(503), 60), "unknown waiting");
    check(Some(200), success(Answer::Tasks(Vec::new())), "running stale");
    check(Some(200), status(403), "running forbidden");
    check(Some(200), status(400), "running misconfigured");
    check(None, status(302), "unknown misconfigured");
    check(None, status(0), "unknown misconfigured");
    check(Some(200), status(302), "running signed-out");
    check(Some(200), status(0), "running signed-out");
    check(Some(200), status(440), "running signed-out");
    check(Some(200), status(401), "running signed-out");
}

#[test]
fn a_success_with_retry_after_stays_live_until_it_is_stale() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    harness.reply(retry_after(reports(&[("a", Running)]), 60));
    harness.wait(14_999);
    assert_eq!(harness.shows("a"), "running live");
    let before = harness.changes("a");
    harness.wait(1);
    assert_eq!(harness.shows("a"), "running stale");
    assert_eq!(harness.changes("a"), before + 1);
    harness.wait_until_sent();
    harness.reply(reports(&[("a", Running)]));
    assert_eq!(harness.shows("a"), "running live");
}

#[test]
fn only_changes_are_reported() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    assert_eq!(harness.changes("a"), 0);
    for (answer, changes) in [
        (reports(&[("a", Running)]), 1),
        (reports(&[("a", Running)]), 1),
        (status(500), 2),
        (status(500), 2),
        (reports(&[("a", Running)]), 3),
        (reports(&[("a", Succeeded)]), 4),
    ] {
        if harness.in_flight.is_empty() {
            harness.wait_until_sent();
        }
        harness.reply(answer);
        assert_eq!(harness.changes("a"), changes);
    }
}

#[test]
fn the_servers_clock_is_kept_to_the_second() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    for (ahead, kept) in [(90_000, 90_000), (89_100, 90_000), (3000, 3000), (0, 0)] {
        let server_time = Some(harness.now().utc.shifted(ahead));
        harness.reply(Response { server_time, ..reports(&[("a", Running)]) });
        assert_eq!(harness.status("a").server_clock_ahead, kept);
        harness.wait_until_sent();
    }
}
