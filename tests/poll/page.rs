//! What the page and the machine change: hidden, offline, asleep.

use job_badge::job::JobState::*;
use job_badge::poll::Poller;

use crate::virtual_time::*;

#[test]
fn a_hidden_page_polls_and_reports_nothing_and_catches_up_once() {
    let mut harness = one_running();
    harness.wait_until_sent();
    harness.page(false, true);
    assert_eq!(harness.queries(), "");
    assert_eq!(harness.poller.poll_timeout(), None);
    let before = harness.log.len();
    harness.time += 3_600_000;
    harness.watch(2, "b");
    harness.refresh("a");
    harness.call(Poller::handle_timeout);
    assert_eq!(harness.log.len(), before);
    harness.page(true, true);
    assert_eq!(harness.queries(), "a b");
    assert_eq!(harness.shows("a"), "running live", "nothing is late: nothing was polled");
    harness.reply(reports(&[("a", Running), ("b", Running)]));
    harness.page(false, true);
    harness.time += 1000;
    harness.page(true, true);
    assert_eq!(harness.queries(), "", "not due yet");
    assert!((1250..=1750).contains(&harness.wait_until_sent()));
}

#[test]
fn offline_is_shown_and_online_polls_at_once_out_of_any_back_off() {
    let mut harness = one_running();
    harness.wait_until_sent();
    for _ in 0..8 {
        harness.reply(status(1));
        harness.wait_until_sent();
    }
    harness.reply(status(1));
    harness.page(true, false);
    assert_eq!(harness.shows("a"), "running offline");
    assert_eq!(harness.poller.poll_timeout(), None);
    harness.page(true, true);
    assert_eq!(harness.queries(), "a");
}

#[test]
fn after_a_sleep_of_the_machine_it_goes_on() {
    let mut harness = one_running();
    harness.wait_until_sent();
    harness.time += 10 * 3_600_000;
    harness.call(Poller::handle_timeout);
    assert_eq!(harness.shows("a"), "running stale");
    harness.wait_until_sent();
    harness.reply(reports(&[("a", Running)]));
    assert_eq!(harness.shows("a"), "running live");
}

#[test]
fn in_the_background_it_is_polled_once_a_minute() {
    let mut harness = one_running();
    harness.wait_until_sent();
    harness.reply(reports(&[("a", Running)]));
    assert!(harness.poller.may_share());
    harness.background(true);
    for _ in 0..3 {
        assert!((54_000..=66_000).contains(&harness.wait_until_sent()));
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live");
    }
    assert!(!harness.poller.may_share(), "it would be too slow for others");
    harness.wait(10_000);
    harness.background(false);
    assert_eq!(harness.queries(), "a", "seen again it is asked for what is due");
}
