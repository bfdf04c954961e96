//! What watchers change: a pause, the last one that goes, another job. What is seen and what is not
//! is in `tasks`.

use job_badge::job::JobState::*;
use job_badge::poll::{Attention, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn a_paused_job_is_left_out_and_keeps_what_is_shown() {
    let mut script = one_running();
    script.watch(2, "b");
    script.reply(reports(&[("b", Running)]));
    script.watch_as(1, "a", None, true);
    for _ in 0..10 {
        script.until_sent();
        assert_eq!(script.asks(), "b");
        script.reply(reports(&[("b", Running)]));
    }
    assert_eq!(script.shows("a"), "running live");
    script.refresh("a");
    assert_eq!(script.asks(), "a", "asked for, it is looked at once");
    script.reply(reports(&[("a", Running)]));
    for _ in 0..3 {
        script.until_sent();
        assert_eq!(script.asks(), "b");
        script.reply(reports(&[("b", Running)]));
    }
    script.watch_as(1, "a", None, false);
    script.watch_as(2, "b", None, true);
    assert_eq!(script.asks(), "a");
    script.watch_as(1, "a", None, true);
    assert_eq!(script.asks(), "", "a request that nobody wants any more is aborted");
    assert_eq!(script.poller.poll_timeout(), None);
}

#[test]
fn the_last_watcher_takes_all_with_it_but_a_move_restarts_nothing() {
    let mut script = one_running();
    let watch =
        Watch { job: job("a"), interval: None, paused: false, attention: Attention::default() };
    let now = script.now();
    script.poller.handle_unwatch(now, WatchId(1));
    script.poller.handle_watch(now, WatchId(2), watch);
    script.drain();
    assert_eq!((script.sent(), script.shows("a").as_str()), (1, "running live"));
    script.until_sent();
    script.unwatch(2);
    assert_eq!(script.asks(), "");
    assert_eq!((script.poller.poll_timeout(), script.poller.is_watched()), (None, false));
    assert_eq!(script.poller.status(script.now(), &job("a")), None);
    script.watch(3, "a");
    assert_eq!((script.asks().as_str(), script.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn another_job_on_a_live_badge_starts_anew() {
    let mut script = one_running();
    script.watch(1, "b");
    assert_eq!(script.asks(), "b");
    assert_eq!(script.status("b").report, None);
    assert_eq!(script.poller.status(script.now(), &job("a")), None);
}
