//! Whose tasks are asked for and how often, and what trouble with them changes. How they are spread
//! when many are seen is in `fleet`.

use job_badge::job::{Answer, FailureKind, JobState::*, Progress};
use job_badge::poll::{Attention, Token, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn tasks_are_asked_for_jobs_that_run_four_at_a_time() {
    let mut script = Script::new(pace(30));
    let now = script.now();
    for (id, of) in ["a", "b", "c", "d", "e", "f"].into_iter().enumerate() {
        let watch =
            Watch { job: job(of), interval: None, paused: false, attention: Attention::default() };
        script.poller.handle_watch(now, WatchId(id as u64), watch);
    }
    script.drain();
    let running = ["a", "b", "d", "e", "f"].map(|id| (id, Running));
    script.reply(reports(&[&running[..], &[("c", Queued)]].concat()));
    assert_eq!(script.asks(), "tasks a, tasks b, tasks d, tasks e");
    script.reply(good(Answer::Tasks(vec![task(400), task(0)])));
    assert_eq!(script.asks(), "tasks b, tasks d, tasks e, tasks f");
    assert_eq!(script.status("a").progress, Some(Progress::from_permille(200)));
}

#[test]
fn what_nobody_sees_is_asked_for_its_state_alone() {
    let mut script = Script::new(pace(30));
    script.watch_unseen(1, "a");
    script.reply(reports(&[("a", Running)]));
    for _ in 0..3 {
        assert_eq!(script.asks(), "", "its tasks are not asked for");
        script.until_sent();
        script.reply(reports(&[("a", Running)]));
    }
    script.watch(1, "a");
    assert_eq!(script.asks(), "a", "it came into view");
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.asks(), "tasks a");
    script.reply(good(Answer::Tasks(vec![task(300)])));
    script.watch_unseen(1, "a");
    script.watch(1, "a");
    assert_eq!(script.asks(), "", "what is known already can wait for its round");
    script.watch_unseen(1, "a");
    script.watch(2, "a");
    script.until_sent();
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.asks(), "tasks a", "one badge that is seen is enough");
}

#[test]
fn the_tasks_of_a_final_job_wait_until_somebody_sees_it() {
    let mut script = Script::new(pace(30));
    script.watch_unseen(1, "a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "");
    assert_eq!(script.poller.poll_timeout(), None);
    script.watch(1, "a");
    assert_eq!(script.asks(), "tasks a");
    script.reply(good(Answer::Tasks(vec![task(700)])));
    assert_eq!(script.poller.poll_timeout(), None);
}

#[test]
fn a_final_job_is_asked_for_its_tasks_once_and_then_never_again() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "tasks a");
    script.reply(good(Answer::Tasks(vec![task(700)])));
    assert_eq!(script.poller.poll_timeout(), None);
    script.page(true, false);
    script.token(Token::None);
    assert_eq!(script.shows("a"), "failed live", "nothing that comes later concerns it");
    script.page(true, true);
    script.token(held(2));
    assert_eq!(script.sent(), 2);
    script.refresh("a");
    assert_eq!(script.asks(), "a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "tasks a");
}

#[test]
fn tasks_of_a_final_job_are_tried_five_times() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", Succeeded)]));
    for attempt in 1..=5 {
        assert_eq!(script.asks(), "tasks a", "attempt {attempt}");
        script.reply(status(500));
        if attempt < 5 {
            let most = 1000 << (attempt - 1);
            assert!((100..=most).contains(&script.until_sent()));
        }
    }
    assert_eq!(script.poller.poll_timeout(), None);
    assert_eq!(script.shows("a"), "succeeded live");
    assert_eq!(script.status("a").failure.unwrap().kind, FailureKind::Server);
}

#[test]
fn trouble_with_tasks_leaves_the_state_live_and_is_called_stale_when_it_lasts() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    let mut attempts = 0;
    while attempts < 3 {
        let answer = if script.asks() == "a" { reports(&[("a", Running)]) } else { status(503) };
        attempts += usize::from(script.asks() == "tasks a");
        script.reply(answer);
        assert_eq!(script.shows("a"), if attempts < 3 { "running live" } else { "running stale" });
        if script.open.is_empty() {
            script.until_sent();
        }
    }
    while script.asks() == "a" {
        script.reply(reports(&[("a", Running)]));
        if script.open.is_empty() {
            script.until_sent();
        }
    }
    script.reply(good(Answer::Tasks(Vec::new())));
    assert_eq!(script.shows("a"), "running live");
    assert_eq!(script.status("a").failure, None);
}

#[test]
fn refused_tasks_are_not_asked_for_until_refresh() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", Running)]));
    script.reply(status(403));
    assert_eq!(script.shows("a"), "running live");
    script.until_sent();
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "");
    script.refresh("a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "tasks a");
}
