//! What watchers change: a pause, the last one that goes, another job. Visibility is in `tasks`.

use job_badge::job::JobState::*;
use job_badge::poll::{Attention, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn a_paused_job_is_not_polled_and_keeps_its_status() {
    let mut harness = one_running();
    harness.watch(2, "b");
    harness.reply(reports(&[("b", Running)]));
    harness.watch_as(1, "a", None, true);
    for _ in 0..10 {
        harness.wait_until_sent();
        assert_eq!(harness.queries(), "b");
        harness.reply(reports(&[("b", Running)]));
    }
    assert_eq!(harness.shows("a"), "running live");
    harness.refresh("a");
    assert_eq!(harness.queries(), "a", "a refresh polls it once");
    harness.reply(reports(&[("a", Running)]));
    for _ in 0..3 {
        harness.wait_until_sent();
        assert_eq!(harness.queries(), "b");
        harness.reply(reports(&[("b", Running)]));
    }
    harness.watch_as(1, "a", None, false);
    harness.watch_as(2, "b", None, true);
    assert_eq!(harness.queries(), "a");
    harness.watch_as(1, "a", None, true);
    assert_eq!(harness.queries(), "", "a request that nobody wants any more is aborted");
    assert_eq!(harness.poller.poll_timeout(), None);
}

#[test]
fn a_job_is_forgotten_with_its_last_watcher_but_a_move_restarts_nothing() {
    let mut harness = one_running();
    let watch =
        Watch { job: job("a"), interval: None, paused: false, attention: Attention::default() };
    let now = harness.now();
    harness.poller.handle_unwatch(now, WatchId(1));
    harness.poller.handle_watch(now, WatchId(2), watch);
    harness.drain();
    assert_eq!((harness.sent(), harness.shows("a").as_str()), (1, "running live"));
    harness.wait_until_sent();
    harness.unwatch(2);
    assert_eq!(harness.queries(), "");
    assert_eq!((harness.poller.poll_timeout(), harness.poller.is_watched()), (None, false));
    assert_eq!(harness.poller.status(harness.now(), &job("a")), None);
    harness.watch(3, "a");
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn another_job_on_a_live_badge_starts_anew() {
    let mut harness = one_running();
    harness.watch(1, "b");
    assert_eq!(harness.queries(), "b");
    assert_eq!(harness.status("b").report, None);
    assert_eq!(harness.poller.status(harness.now(), &job("a")), None);
}
