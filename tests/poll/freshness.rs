//! What is said of a job, how far it can be trusted, and when that is told. When it is asked again
//! is in `rounds` and `back_off`.

use job_badge::job::{Answer, Failure, FailureKind, JobState::*};
use job_badge::poll::Response;

use crate::virtual_time::*;

#[test]
fn trouble_is_said_by_what_is_known() {
    let check = |first: Option<u16>, answer, shows: &str| {
        let mut script = Script::new(without_tasks());
        script.watch(1, "a");
        match first {
            Some(200) => script.reply(reports(&[("a", Running)])),
            Some(other) => script.reply(status(other)),
            None => {}
        }
        if script.open.is_empty() {
            script.until_sent();
        }
        script.reply(answer);
        assert_eq!(script.shows("a"), shows);
        assert!(script.status("a").failure.is_some());
    };
    check(None, status(1), "unknown unreachable");
    check(None, bad(Failure::new(FailureKind::Timeout)), "unknown unreachable");
    check(Some(500), status(1), "unknown stale");
    check(None, status(500), "unknown stale");
    check(Some(200), status(1), "running stale");
    check(Some(200), status(429), "running stale");
    check(Some(200), retry_after(status(429), 60), "running waiting");
    check(None, retry_after(status(503), 60), "unknown waiting");
    check(Some(200), good(Answer::Tasks(Vec::new())), "running stale");
    check(Some(200), status(403), "running forbidden");
    check(Some(200), status(400), "running misconfigured");
    check(Some(200), status(302), "running misconfigured");
    check(Some(200), status(0), "running misconfigured");
    check(Some(200), status(401), "running signed-out");
}

#[test]
fn a_success_that_names_a_wait_stays_live_until_it_is_old() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.reply(retry_after(reports(&[("a", Running)]), 60));
    script.wait(14_999);
    assert_eq!(script.shows("a"), "running live");
    let before = script.changes("a");
    script.wait(1);
    assert_eq!(script.shows("a"), "running stale");
    assert_eq!(script.changes("a"), before + 1);
    script.until_sent();
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.shows("a"), "running live");
}

#[test]
fn what_is_said_is_what_changed() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    assert_eq!(script.changes("a"), 0);
    for (answer, changes) in [
        (reports(&[("a", Running)]), 1),
        (reports(&[("a", Running)]), 1),
        (status(500), 2),
        (status(500), 2),
        (reports(&[("a", Running)]), 3),
        (reports(&[("a", Succeeded)]), 4),
    ] {
        if script.open.is_empty() {
            script.until_sent();
        }
        script.reply(answer);
        assert_eq!(script.changes("a"), changes);
    }
}

#[test]
fn the_servers_clock_is_kept_to_the_second() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    for (ahead, kept) in [(90_000, 90_000), (89_100, 90_000), (3000, 3000), (0, 0)] {
        let server_time = Some(script.now().utc.shifted(ahead));
        script.reply(Response { server_time, ..reports(&[("a", Running)]) });
        assert_eq!(script.status("a").server_clock_ahead, kept);
        script.until_sent();
    }
}
