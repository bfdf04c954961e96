//! What a tab wants of the one that asks: how that is written, and what is made of it there. When
//! it is brought is the business of `virtual_time`.

use job_badge::job::{Answer, JobState, Query};
use job_badge::poll::{Poller, Watch, WatchId};

use super::one_tab;
use crate::virtual_time::*;

#[test]
fn what_a_tab_wants() {
    let mut script = Script::new(pace(30));
    script.watch(1, "runs");
    script.watch_unseen(2, "unseen");
    script.watch_as(3, "paused", None, true);
    script.watch_as(4, "soon", Some(1000), false);
    script.watch(5, "final");
    let wants = |script: &Script| script.poller.wants().replace('\n', " ");
    assert_eq!(wants(&script), "1000 1final 1runs 1soon 2unseen");
    let states = [
        ("final", JobState::Succeeded),
        ("runs", JobState::Running),
        ("soon", JobState::Queued),
        ("unseen", JobState::Running),
    ];
    let mut seen = Vec::new();
    while !script.open.is_empty() {
        seen.push(wants(&script));
        let of_tasks = matches!(script.open[0].1, Query::Tasks(_));
        let answer = good(Answer::Tasks(vec![task(1)]));
        script.reply(if of_tasks { answer } else { reports(&states) });
    }
    assert_eq!(seen.last().unwrap(), "1000 1final 1runs 1soon 2unseen", "tasks are still to come");
    assert_eq!(wants(&script), "1000 1runs 1soon 2unseen");
}

#[test]
fn no_tab_is_asked_for_more_than_five_thousand_jobs() {
    let mut script = one_tab();
    let jobs: String = (0..6000).map(|at| format!("\n1{at:04}")).collect();
    script.tell(|poller, now| poller.handle_peer_wants(now, 0, &format!("5000{jobs}")));
    assert!(script.poller.status(script.now(), &job("4999")).is_some());
    assert!(script.poller.status(script.now(), &job("5000")).is_none());
    script.unwatch(1);
    script.tell(|poller, now| poller.handle_peer_wants(now, 0, ""));
    assert!(!script.poller.is_watched());
}

#[test]
fn a_new_watch_from_another_tab_waits_for_the_next_round() {
    let mut script = one_tab();
    let wants = |poller: &mut Poller, now| poller.handle_peer_wants(now, 7, "2500\n0b");
    script.tell(wants);
    assert_eq!(script.asks(), "");
    script.until_sent();
    assert_eq!(script.asks(), "a b");
    // Said again it changes nothing.
    script.tell(wants);
    assert_eq!(script.asks(), "a b");
}

#[test]
fn wants_that_make_no_sense_are_left_out() {
    let check = |text: &str, watched: &str| {
        let mut script = Script::new(without_tasks());
        script.tell(|poller, now| poller.handle_peer_wants(now, u32::MAX, text));
        let jobs = ["a", "b", "0", "1a"].map(job);
        let is_watched = |of: &&_| script.poller.status(script.now(), of).is_some();
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
fn the_watches_of_another_tab_are_not_this_tabs_own() {
    let mut script = one_tab();
    script.tell(|poller, now| poller.handle_peer_wants(now, 0, "60000\n0a"));
    let watch = Watch::new(job("b"));
    script.tell(|poller, now| poller.handle_watch(now, WatchId(0), watch));
    script.tell(|poller, now| poller.handle_peer_wants(now, 0, ""));
    assert!(script.poller.status(script.now(), &job("a")).is_some());
    assert!(script.poller.status(script.now(), &job("b")).is_some());
}
