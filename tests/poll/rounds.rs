//! When a round begins, and which jobs it polls.

use std::rc::Rc;

use job_badge::job::{JobState::*, Moment};
use job_badge::poll::{Attention, Pace, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn a_job_is_polled_at_once_and_then_at_the_interval_give_or_take_a_tenth() {
    let mut harness = one_running();
    let mut waits: Vec<u64> = Vec::new();
    for _ in 0..300 {
        waits.push(harness.wait_until_sent());
        harness.reply(reports(&[("a", Running)]));
    }
    assert!(waits.iter().all(|wait| (2250..=2750).contains(wait)), "{waits:?}");
    assert!(waits.iter().any(|wait| *wait < 2300) && waits.iter().any(|wait| *wait > 2700));
}

#[test]
fn the_interval_is_from_start_to_start_and_grows_only_with_slow_answers() {
    for (answer_takes, least, most) in [(1000, 2250, 2750), (1240, 2490, 2750), (4000, 5250, 5250)]
    {
        let mut harness = one_running();
        harness.wait_until_sent();
        let start = harness.time;
        harness.wait(answer_takes);
        harness.reply(reports(&[("a", Running)]));
        harness.wait_until_sent();
        let gap = harness.time - start;
        assert!((least..=most).contains(&gap), "{answer_takes}: {gap}");
    }
}

#[test]
fn a_changed_interval_counts_at_once() {
    let mut harness = Harness::new(without_tasks());
    harness.watch_as(1, "a", Some(60_000), false);
    harness.reply(reports(&[("a", Running)]));
    harness.wait(20_000);
    assert_eq!(harness.queries(), "");
    harness.watch_as(1, "a", Some(10), false);
    assert_eq!(harness.queries(), "a");
    harness.reply(reports(&[("a", Running)]));
    assert!((900..=1100).contains(&harness.wait_until_sent()));
}

#[test]
fn an_unknown_state_is_polled_at_a_quarter_of_the_pace_and_a_blocked_one_is_not() {
    for (state, range) in [(Unknown, 9000..=11_000), (Blocked, 2250..=2750)] {
        let mut harness = one_running();
        harness.wait_until_sent();
        harness.reply(reports(&[("a", state)]));
        assert!(range.contains(&harness.wait_until_sent()), "{state:?}");
    }
}

#[test]
fn many_watchers_in_one_task_make_one_round() {
    let mut harness = Harness::new(pace(30));
    let now = harness.now();
    for id in 0..100_u64 {
        let of = job(&format!("j{:02}", id % 50));
        let watch =
            Watch { job: of, interval: None, paused: false, attention: Attention::default() };
        harness.poller.handle_watch(now, WatchId(id), watch);
    }
    harness.drain();
    assert_eq!(harness.in_flight.len(), 1);
    assert_eq!(harness.in_flight[0].1.jobs().len(), 30);
    harness.reply(status(500));
    let mut harness = Harness::new(pace(2));
    for (id, of) in ["a", "b", "c"].into_iter().enumerate() {
        harness.watch(id as u64, of);
    }
    assert_eq!(harness.queries(), "a");
    harness.reply(reports(&[("a", Queued)]));
    assert_eq!(harness.queries(), "b c", "those that came meanwhile go together");
    harness.reply(reports(&[("c", Queued), ("b", Queued)]));
    harness.wait_until_sent();
    assert_eq!(harness.queries(), "a b", "and from then on all, as many as fit");
    harness.reply(reports(&[("a", Queued), ("b", Queued)]));
    assert_eq!(harness.queries(), "c");
}

#[test]
fn one_failing_query_does_not_starve_the_others() {
    let mut harness = Harness::new(Pace { fits: Rc::new(|_| 1), ..without_tasks() });
    for (id, of) in ["a", "b", "c"].into_iter().enumerate() {
        harness.watch(id as u64, of);
    }
    let mut answered = [0, 0, 0];
    for _ in 0..60 {
        if harness.in_flight.is_empty() {
            harness.wait_until_sent();
        }
        let ids = harness.queries();
        let at = ["a", "b", "c"].iter().position(|id| *id == ids).unwrap();
        answered[at] += 1;
        let answer = if at == 0 { status(500) } else { reports(&[(&ids, Running)]) };
        harness.reply(answer);
    }
    assert!(answered.iter().all(|count| *count >= 18), "{answered:?}");
    assert_eq!(harness.shows("b"), "running live");
    assert_eq!(harness.shows("a"), "unknown stale");
}

#[test]
fn a_dead_service_is_not_sent_every_query_of_a_round() {
    let mut harness = Harness::new(Pace { fits: Rc::new(|_| 1), ..without_tasks() });
    let now = harness.now();
    for id in 0..40_u64 {
        let watch = Watch {
            job: job(&format!("j{id}")),
            interval: None,
            paused: false,
            attention: Attention::default(),
        };
        harness.poller.handle_watch(now, WatchId(id), watch);
    }
    harness.drain();
    harness.reply(status(1));
    assert_eq!(harness.queries(), "");
    assert_eq!(harness.shows("j39"), "unknown unreachable", "the failure concerns all jobs");
}

#[test]
fn a_day_of_polling_wakes_once_a_round_and_keeps_the_pace() {
    let mut harness = one_running();
    let end = Moment::from_millis(harness.time + 24 * 3_600_000);
    let (mut rounds, calls) = (0, harness.calls);
    while Moment::from_millis(harness.time) < end {
        harness.wait_until_sent();
        harness.reply(reports(&[("a", Running)]));
        rounds += 1;
    }
    // The mean of the jitter is 1, so the day's count is far closer than a tenth.
    assert!((34_200..=34_900).contains(&rounds), "{rounds}");
    // The timer and the answer; no other deadline, however many have passed.
    assert_eq!(harness.calls - calls, 2 * rounds);
}
