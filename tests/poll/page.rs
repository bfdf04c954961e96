//! What the page and the machine change: hidden, offline, asleep. Other tabs are in `tabs`.

use job_badge::job::JobState::*;
use job_badge::poll::Poller;

use crate::virtual_time::*;

#[test]
fn a_hidden_page_asks_and_says_nothing_and_catches_up_once() {
    let mut script = one_running();
    script.until_sent();
    script.page(false, true);
    assert_eq!(script.asks(), "");
    assert_eq!(script.poller.poll_timeout(), None);
    let before = script.log.len();
    script.at += 3_600_000;
    script.watch(2, "b");
    script.refresh("a");
    script.tell(Poller::handle_timeout);
    assert_eq!(script.log.len(), before);
    script.page(true, true);
    assert_eq!(script.asks(), "a b");
    assert_eq!(script.shows("a"), "running live", "nothing was late: nothing was asked");
    script.reply(reports(&[("a", Running), ("b", Running)]));
    script.page(false, true);
    script.at += 1000;
    script.page(true, true);
    assert_eq!(script.asks(), "", "not due yet");
    assert!((1250..=1750).contains(&script.until_sent()));
}

#[test]
fn offline_is_said_and_online_asks_at_once_out_of_any_back_off() {
    let mut script = one_running();
    script.until_sent();
    for _ in 0..8 {
        script.reply(status(1));
        script.until_sent();
    }
    script.reply(status(1));
    script.page(true, false);
    assert_eq!(script.shows("a"), "running offline");
    assert_eq!(script.poller.poll_timeout(), None);
    script.page(true, true);
    assert_eq!(script.asks(), "a");
}

#[test]
fn after_a_sleep_of_the_machine_it_goes_on() {
    let mut script = one_running();
    script.until_sent();
    script.at += 10 * 3_600_000;
    script.tell(Poller::handle_timeout);
    assert_eq!(script.shows("a"), "running stale");
    script.until_sent();
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.shows("a"), "running live");
}
