//! Whose tasks are queried and how often, and what happens when that fails. How they are spread
//! when many badges are visible is in `fleet`.

use job_badge::job::{Answer, FailureKind, JobState::*, Progress};
use job_badge::poll::{Attention, Token, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn tasks_of_running_jobs_are_queried_four_at_a_time() {
    let mut harness = Harness::new(pace(30));
    let now = harness.now();
    for (id, of) in ["a", "b", "c", "d", "e", "f"].into_iter().enumerate() {
        let watch =
            Watch { job: job(of), interval: None, paused: false, attention: Attention::default() };
        harness.poller.handle_watch(now, WatchId(id as u64), watch);
    }
    harness.drain();
    let running = ["a", "b", "d", "e", "f"].map(|id| (id, Running));
    harness.reply(reports(&[&running[..], &[("c", Queued)]].concat()));
    assert_eq!(harness.queries(), "tasks a, tasks b, tasks d, tasks e");
    harness.reply(success(Answer::Tasks(vec![task(400), task(0)])));
    assert_eq!(harness.queries(), "tasks b, tasks d, tasks e, tasks f");
    assert_eq!(harness.status("a").progress, Some(Progress::from_permille(200)));
}

#[test]
fn only_the_state_of_an_unseen_job_is_queried() {
    let mut harness = Harness::new(pace(30));
    harness.watch_unseen(1, "a");
    harness.reply(reports(&[("a", Running)]));
    for _ in 0..3 {
        assert_eq!(harness.queries(), "", "its tasks are not queried");
        harness.wait_until_sent();
        harness.reply(reports(&[("a", Running)]));
    }
    harness.watch(1, "a");
    assert_eq!(harness.queries(), "a", "it came into view");
    harness.reply(reports(&[("a", Running)]));
    assert_eq!(harness.queries(), "tasks a");
    harness.reply(success(Answer::Tasks(vec![task(300)])));
    harness.watch_unseen(1, "a");
    harness.watch(1, "a");
    assert_eq!(harness.queries(), "", "what is known already can wait for its round");
    harness.watch_unseen(1, "a");
    harness.watch(2, "a");
    harness.wait_until_sent();
    harness.reply(reports(&[("a", Running)]));
    assert_eq!(harness.queries(), "tasks a", "one badge that is seen is enough");
}

#[test]
fn the_tasks_of_a_final_job_wait_until_somebody_sees_it() {
    let mut harness = Harness::new(pace(30));
    harness.watch_unseen(1, "a");
    harness.reply(reports(&[("a", Failed)]));
    assert_eq!(harness.queries(), "");
    assert_eq!(harness.poller.poll_timeout(), None);
    harness.watch(1, "a");
    assert_eq!(harness.queries(), "tasks a");
    harness.reply(success(Answer::Tasks(vec![task(700)])));
    assert_eq!(harness.poller.poll_timeout(), None);
}

#[test]
fn the_tasks_of_a_final_job_are_queried_once_and_then_never_again() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Failed)]));
    assert_eq!(harness.queries(), "tasks a");
    harness.reply(success(Answer::Tasks(vec![task(700)])));
    assert_eq!(harness.poller.poll_timeout(), None);
    harness.page(true, false);
    harness.token(Token::None);
    assert_eq!(harness.shows("a"), "failed live", "nothing that comes later concerns it");
    harness.page(true, true);
    harness.token(held(2));
    assert_eq!(harness.sent(), 2);
    harness.refresh("a");
    assert_eq!(harness.queries(), "a");
    harness.reply(reports(&[("a", Failed)]));
    assert_eq!(harness.queries(), "tasks a");
}

#[test]
fn tasks_of_a_final_job_are_tried_five_times() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Succeeded)]));
    for attempt in 1..=5 {
        assert_eq!(harness.queries(), "tasks a", "attempt {attempt}");
        harness.reply(status(500));
        if attempt < 5 {
            let most = 1000 << (attempt - 1);
            assert!((100..=most).contains(&harness.wait_until_sent()));
        }
    }
    assert_eq!(harness.poller.poll_timeout(), None);
    assert_eq!(harness.shows("a"), "succeeded live");
    let status = harness.status("a");
    assert_eq!((status.failure, status.tasks_failure.unwrap().kind), (None, FailureKind::Server));
}

#[test]
fn failing_tasks_leave_the_state_live_and_make_it_stale_when_that_lasts() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    let mut attempts = 0;
    while attempts < 3 {
        let answer =
            if harness.queries() == "a" { reports(&[("a", Running)]) } else { status(503) };
        attempts += usize::from(harness.queries() == "tasks a");
        harness.reply(answer);
        assert_eq!(harness.shows("a"), if attempts < 3 { "running live" } else { "running stale" });
        if harness.in_flight.is_empty() {
            harness.wait_until_sent();
        }
    }
    while harness.queries() == "a" {
        harness.reply(reports(&[("a", Running)]));
        if harness.in_flight.is_empty() {
            harness.wait_until_sent();
        }
    }
    harness.reply(success(Answer::Tasks(Vec::new())));
    assert_eq!(harness.shows("a"), "running live");
    assert_eq!(harness.status("a").failure, None);
}

#[test]
fn refused_tasks_are_not_queried_until_refresh() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Running)]));
    harness.reply(status(403));
    assert_eq!(harness.shows("a"), "running live");
    harness.wait_until_sent();
    harness.reply(reports(&[("a", Failed)]));
    assert_eq!(harness.queries(), "");
    harness.refresh("a");
    harness.reply(reports(&[("a", Failed)]));
    assert_eq!(harness.queries(), "tasks a");
}
