//! What is missing or not allowed: when a job is gone or refused, and what ends that. A rejected
//! token is in `token`.

use job_badge::job::{Failure, FailureKind, JobState::*};
use job_badge::poll::{Attention, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn a_job_is_gone_when_it_is_missing_twice_an_interval_apart() {
    for not_there in [status(404), status(410), reports(&[])] {
        let mut harness = one_running();
        harness.wait_until_sent();
        harness.reply(not_there.clone());
        assert_eq!(harness.shows("a"), "running live");
        assert!((2250..=2750).contains(&harness.wait_until_sent()));
        harness.reply(reports(&[("a", Running)]));
        for _ in 0..2 {
            assert_eq!(harness.shows("a"), "running live");
            harness.wait_until_sent();
            harness.reply(not_there.clone());
        }
        assert_eq!(harness.shows("a"), "running gone");
        assert_eq!(harness.poller.poll_timeout(), None);
        harness.refresh("a");
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live");
    }
}

#[test]
fn a_refused_query_for_several_jobs_is_split_before_one_is_called_refused() {
    for refusal in [400, 403, 404, 410, 414] {
        let mut harness = Harness::new(without_tasks());
        let now = harness.now();
        for (id, of) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let watch = Watch {
                job: job(of),
                interval: None,
                paused: false,
                attention: Attention::default(),
            };
            harness.poller.handle_watch(now, WatchId(id as u64), watch);
        }
        harness.drain();
        let mut asked = Vec::new();
        while !harness.in_flight.is_empty() {
            let ids = harness.queries();
            let known: Vec<_> = ids.split(' ').map(|id| (id, Running)).collect();
            let answer = if ids.contains('c') { status(refusal) } else { reports(&known) };
            asked.push(ids.clone());
            harness.reply(answer);
        }
        assert_eq!(asked, ["a b c d", "a b", "c d", "c", "d"], "{refusal}");
        assert_eq!(harness.shows("d"), "running live");
        let expected = match refusal {
            400 | 414 => "unknown misconfigured",
            403 => "unknown forbidden",
            _ => "unknown live",
        };
        assert_eq!(harness.shows("c"), expected);
    }
}

#[test]
fn a_redirect_concerns_all_jobs_at_once_and_ends_the_requests() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    harness.watch(2, "b");
    harness.reply(status(0));
    assert_eq!((harness.shows("a"), harness.shows("b")), two("unknown misconfigured"));
    assert_eq!(harness.poller.poll_timeout(), None);
    harness.refresh("b");
    assert_eq!(harness.queries(), "a b");
}

fn two(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}

#[test]
fn a_refusal_stands_until_refresh_or_a_new_token() {
    for (refusal, other) in [(403, "running forbidden"), (400, "running misconfigured")] {
        let mut harness = one_running();
        harness.wait_until_sent();
        harness.reply(status(refusal));
        assert_eq!(harness.shows("a"), other);
        assert_eq!(harness.poller.poll_timeout(), None);
        harness.token(held(1));
        assert_eq!(harness.queries(), "", "the same token is no new one");
        harness.token(held(2));
        assert_eq!(harness.queries(), "a");
        harness.reply(status(refusal));
        harness.refresh("a");
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live");
    }
}

#[test]
fn a_refused_endpoint_is_shown_and_never_queried() {
    let mut harness = Harness::new(without_tasks());
    let failure = Failure::new(FailureKind::Config).with_message("no https");
    harness.watch(1, "a");
    harness.call(|poller, now| poller.handle_refused(now, failure.clone()));
    harness.watch(2, "b");
    harness.refresh("a");
    harness.token(held(2));
    assert_eq!((harness.shows("a"), harness.shows("b")), two("unknown misconfigured"));
    assert_eq!(harness.status("b").failure, Some(failure));
    assert_eq!((harness.sent(), harness.queries().as_str()), (1, ""));
}
