//! A tab must find a job with its own token before answers of other tabs count, and only some tabs
//! may share.

use job_badge::job::JobState;
use job_badge::poll::{Poller, Token};

use super::{one_tab, receive};
use crate::virtual_time::tabs::Tabs;
use crate::virtual_time::*;

const OWN_QUERY_EVERY: u64 = 15 * 60_000;

#[test]
fn the_first_query_for_a_job_is_a_tabs_own() {
    let mut harness = one_tab();
    receive(&mut harness, &[("a", JobState::Running)]);
    harness.watch(2, "b");
    assert_eq!(harness.queries(), "b", "at once, without waiting for another tab");
    receive(&mut harness, &[("b", JobState::Running)]);
    assert_eq!(harness.shows("b"), "unknown live", "its own query is in flight");
    harness.reply(reports(&[]));
    receive(&mut harness, &[("b", JobState::Running)]);
    assert_eq!(harness.shows("b"), "unknown live", "it was not there for this token");
}

#[test]
fn a_tab_queries_its_jobs_itself_every_quarter_of_an_hour() {
    let mut group = Tabs::new(2);
    group.all_watch(&["a"]);
    group.wait(20_000);
    let before = group.tabs[1].rounds;
    group.wait(4 * OWN_QUERY_EVERY);
    let queries = group.tabs[1].rounds - before;
    // Just after such a query it may be due once more before an answer is passed on.
    assert!((4..=8).contains(&queries), "{queries}");
}

#[test]
fn a_new_token_has_to_find_each_job_itself() {
    let mut harness = one_tab();
    harness.token(held(2));
    harness.watch(2, "b");
    harness.reply(reports(&[("b", JobState::Running)]));
    assert!(harness.poller.may_share());
    receive(&mut harness, &[("a", JobState::Succeeded), ("b", JobState::Succeeded)]);
    assert_eq!(
        (harness.shows("a"), harness.shows("b")),
        ("running live".into(), "succeeded live".into())
    );
}

#[test]
fn a_new_token_has_to_be_accepted_first() {
    let mut harness = one_tab();
    receive(&mut harness, &[("a", JobState::Running)]);
    assert!(harness.poller.may_share());
    harness.token(held(2));
    assert!(!harness.poller.may_share());
    harness.call(Poller::handle_no_peer_asks);
    receive(&mut harness, &[("a", JobState::Succeeded)]);
    assert_eq!(harness.shows("a"), "running live");
    harness.wait_until_sent();
    harness.reply(status(401));
    receive(&mut harness, &[("a", JobState::Succeeded)]);
    assert_eq!(harness.shows("a"), "running signed-out");
}

#[test]
fn which_tabs_may_share() {
    let check = |what: &str, expected: bool, apply: fn(&mut Harness)| {
        let mut harness = one_tab();
        apply(&mut harness);
        assert_eq!(harness.poller.may_share(), expected, "{what}");
    };
    check("a tab that was answered", true, |_| {});
    check("hidden", false, |harness| harness.page(false, true));
    check("offline", false, |harness| harness.page(true, false));
    check("without a token", false, |harness| harness.token(Token::None));
    check("another token", false, |harness| harness.token(held(2)));
    check("a redirect", false, |harness| {
        harness.wait_until_sent();
        harness.reply(status(0));
    });
    check("refused", false, |harness| {
        harness.wait_until_sent();
        harness.reply(status(401));
    });
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    assert!(!harness.poller.may_share(), "not answered yet");
    harness.reply(status(503));
    assert!(!harness.poller.may_share(), "answered with an error");
}
