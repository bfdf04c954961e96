//! What a tab wants of the polling tab: how that is written, and what the polling tab does with it.

use job_badge::job::{Answer, JobState, Query};
use job_badge::poll::{Poller, Watch, WatchId};

use super::one_tab;
use crate::virtual_time::*;

#[test]
fn what_a_tab_wants() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "runs");
    harness.watch_unseen(2, "unseen");
    harness.watch_as(3, "paused", None, true);
    harness.watch_as(4, "soon", Some(1000), false);
    harness.watch(5, "final");
    let wants = |harness: &Harness| harness.poller.wants().replace('\n', " ");
    assert_eq!(wants(&harness), "1000 1final 1runs 1soon 2unseen");
    let states = [
        ("final", JobState::Succeeded),
        ("runs", JobState::Running),
        ("soon", JobState::Queued),
        ("unseen", JobState::Running),
    ];
    let mut seen = Vec::new();
    while !harness.in_flight.is_empty() {
        seen.push(wants(&harness));
        let of_tasks = matches!(harness.in_flight[0].1, Query::Tasks(_));
        let answer = success(Answer::Tasks(vec![task(1)]));
        harness.reply(if of_tasks { answer } else { reports(&states) });
    }
    assert_eq!(seen.last().unwrap(), "1000 1final 1runs 1soon 2unseen", "tasks are still to come");
    assert_eq!(wants(&harness), "1000 1runs 1soon 2unseen");
}

#[test]
fn no_more_than_five_thousand_jobs_are_polled_for_another_tab() {
    let mut harness = one_tab();
    let jobs: String = (0..6000).map(|at| format!("\n1{at:04}")).collect();
    harness.call(|poller, now| poller.handle_peer_wants(now, 0, &format!("5000{jobs}")));
    assert!(harness.poller.status(harness.now(), &job("4999")).is_some());
    assert!(harness.poller.status(harness.now(), &job("5000")).is_none());
    harness.unwatch(1);
    harness.call(|poller, now| poller.handle_peer_wants(now, 0, ""));
    assert!(!harness.poller.is_watched());
}

#[test]
fn a_new_watch_from_another_tab_waits_for_the_next_round() {
    let mut harness = one_tab();
    let wants = |poller: &mut Poller, now| poller.handle_peer_wants(now, 7, "2500\n0b");
    harness.call(wants);
    assert_eq!(harness.queries(), "");
    harness.wait_until_sent();
    assert_eq!(harness.queries(), "a b");
    // The second time it changes nothing.
    harness.call(wants);
    assert_eq!(harness.queries(), "a b");
}

#[test]
fn lines_that_cannot_be_read_are_left_out() {
    let check = |text: &str, watched: &str| {
        let mut harness = Harness::new(without_tasks());
        harness.call(|poller, now| poller.handle_peer_wants(now, u32::MAX, text));
        let jobs = ["a", "b", "0", "1a"].map(job);
        let is_watched = |of: &&_| harness.poller.status(harness.now(), of).is_some();
        let known: Vec<&str> = jobs.iter().filter(is_watched).map(|of| of.as_str()).collect();
        assert_eq!(known.join(" "), watched, "{text:?}");
    };
    check("", "");
    check("2500", "");
    check("2500\n0a\n1b", "a b");
    check("\n0a", "a");
    check("soon\n0a\n\n0\né\n0\u{0}\n0b", "a b");
    check("99999999999999999999999999\n01a", "1a");
    check("-1\n00", "0");
}

#[test]
fn the_watches_of_another_tab_do_not_replace_this_tabs_own() {
    let mut harness = one_tab();
    harness.call(|poller, now| poller.handle_peer_wants(now, 0, "60000\n0a"));
    let watch = Watch::new(job("b"));
    harness.call(|poller, now| poller.handle_watch(now, WatchId(0), watch));
    harness.call(|poller, now| poller.handle_peer_wants(now, 0, ""));
    assert!(harness.poller.status(harness.now(), &job("a")).is_some());
    assert!(harness.poller.status(harness.now(), &job("b")).is_some());
}
