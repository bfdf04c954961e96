//! The poller's rules about tokens: when the provider is asked, when a person has to sign in.

use job_badge::job::JobState::*;
use job_badge::poll::{Poller, Token, TokenId};

use crate::virtual_time::*;

const MINUTE: u64 = 60_000;

pub fn expiring(harness: &Harness, id: u64, seconds: i64) -> Token {
    Token::Held { id: TokenId(id), expires_at: harness.in_seconds(seconds) }
}

pub fn provided() -> Harness {
    let mut harness = Harness::signed_out(without_tasks());
    harness.provider(true);
    harness.watch(1, "a");
    harness
}

#[test]
fn without_token_and_provider_it_is_signed_out() {
    let mut harness = Harness::signed_out(without_tasks());
    harness.watch(1, "a");
    harness.refresh("a");
    assert_eq!(harness.shows("a"), "unknown signed-out");
    assert_eq!(harness.poller.poll_timeout(), None);
    harness.token(held(1));
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn a_missing_token_is_asked_for_once() {
    let mut harness = provided();
    harness.watch(2, "b");
    harness.wait(20 * MINUTE);
    assert_eq!(harness.token_reasons(), ["missing"]);
    assert_eq!(harness.shows("a"), "unknown live");
    harness.token(held(1));
    assert_eq!(harness.queries(), "a b");
}

#[test]
fn no_token_is_asked_for_while_nothing_is_to_be_polled() {
    let mut harness = Harness::signed_out(without_tasks());
    harness.provider(true);
    harness.watch_as(1, "a", None, true);
    harness.wait(MINUTE);
    assert!(harness.token_reasons().is_empty());
    harness.watch_as(1, "a", None, false);
    assert_eq!(harness.token_reasons(), ["missing"]);
}

#[test]
fn a_token_that_the_provider_replaces_is_never_shown_as_rejected() {
    let mut harness = provided();
    harness.token(held(1));
    harness.reply(reports(&[("a", Running)]));
    harness.wait_until_sent();
    harness.reply(status(401));
    assert_eq!(harness.token_reasons(), ["missing", "rejected"]);
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("", "running live"));
    harness.token(held(2));
    assert_eq!(harness.queries(), "a");
}

#[test]
fn the_same_token_again_means_signed_out_until_a_new_one_comes() {
    let mut harness = provided();
    harness.token(held(1));
    harness.reply(status(401));
    harness.token(held(1));
    harness.refresh("a");
    harness.wait(60 * MINUTE);
    assert_eq!(harness.token_reasons(), ["missing", "rejected"]);
    assert_eq!(harness.shows("a"), "unknown signed-out");
    assert_eq!(harness.status("a").failure.unwrap().status, Some(401));
    harness.token(held(2));
    assert_eq!(harness.queries(), "a");
    harness.reply(status(401));
    harness.token(held(2));
    harness.provider(false);
    harness.provider(true);
    assert_eq!(harness.token_reasons().len(), 4, "a changed provider is asked again");
}

#[test]
fn a_provider_whose_new_tokens_are_all_refused_is_asked_ever_more_slowly() {
    let mut harness = provided();
    harness.token(held(1));
    for id in 2..40 {
        harness.reply(status(401));
        while harness.token_reasons().len() < usize::try_from(id).unwrap() {
            harness.time = harness.poller.poll_timeout().unwrap().millis();
            harness.call(Poller::handle_timeout);
        }
        harness.token(held(id));
    }
    assert!(harness.time > 36 * 10 * MINUTE, "{}", harness.time);
    harness.reply(reports(&[("a", Running)]));
    harness.wait_until_sent();
    let before = harness.token_reasons().len();
    harness.reply(status(401));
    assert_eq!(harness.token_reasons().len(), before, "not twice within ten seconds");
    harness.wait(10_000);
    assert_eq!(harness.token_reasons().len(), before + 1, "an accepted token ends the long waits");
}

#[test]
fn without_a_provider_a_401_means_signed_out_and_keeps_the_report() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Running)]));
    harness.wait_until_sent();
    harness.reply(status(401));
    assert_eq!(harness.shows("a"), "running signed-out");
    assert_eq!(harness.poller.poll_timeout(), None);
    harness.token(held(1));
    assert_eq!(harness.shows("a"), "running signed-out");
    harness.token(held(2));
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("a", "running live"));
}

#[test]
fn a_401_to_an_older_token_does_not_concern_the_new_one() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.token(held(2));
    harness.reply(status(401));
    assert_eq!(harness.queries(), "a", "asked again with the new one");
    harness.reply(reports(&[("a", Running)]));
    harness.token(held(3));
    harness.reply(status(401));
    assert_eq!(harness.queries(), "tasks a");
    assert_eq!(harness.shows("a"), "running live");
}

#[test]
fn a_token_near_its_end_is_renewed_while_it_is_still_used() {
    let mut harness = provided();
    harness.token(expiring(&harness, 1, 300));
    harness.reply(reports(&[("a", Running)]));
    while harness.token_reasons().len() < 2 {
        harness.wait_until_sent();
        harness.reply(reports(&[("a", Running)]));
    }
    assert_eq!(harness.token_reasons(), ["missing", "expiring"]);
    assert!((241_000..245_000).contains(&harness.time), "{}", harness.time);
    let sent = harness.sent();
    for _ in 0..100 {
        harness.wait_until_sent();
        harness.reply(reports(&[("a", Running)]));
    }
    assert_eq!((harness.sent(), harness.token_reasons().len()), (sent + 100, 2));
    harness.token(expiring(&harness, 2, 300));
    assert_eq!(harness.shows("a"), "running live");
}

#[test]
fn a_token_expires_by_the_calendar_even_if_the_other_clock_stood_still() {
    let mut harness = provided();
    harness.token(expiring(&harness, 1, 300));
    harness.reply(reports(&[("a", Running)]));
    harness.calendar = 250_000;
    harness.wait_until_sent();
    assert_eq!(harness.token_reasons(), ["missing", "expiring"]);
}

#[test]
fn a_token_that_looks_expired_is_sent_and_the_provider_is_not_asked_again() {
    let mut harness = provided();
    harness.token(expiring(&harness, 1, -7200));
    for _ in 0..100 {
        harness.reply(reports(&[("a", Running)]));
        harness.wait_until_sent();
    }
    assert_eq!(harness.token_reasons(), ["missing"]);
    let mut alone = Harness::signed_out(without_tasks());
    alone.watch(1, "a");
    alone.token(expiring(&alone, 1, -7200));
    assert_eq!(alone.queries(), "a");
}

#[test]
fn a_page_set_token_near_its_end_is_renewed_at_once_and_only_once() {
    let mut harness = Harness::signed_out(without_tasks());
    harness.token(expiring(&harness, 1, 30));
    harness.provider(true);
    harness.watch(1, "a");
    assert_eq!((harness.queries().as_str(), harness.token_reasons()), ("a", vec!["expiring"]));
    harness.token(expiring(&harness, 1, 30));
    harness.wait(10_000);
    assert_eq!(harness.token_reasons(), ["expiring"], "it has no newer one");
}

#[test]
fn a_provider_that_throws_is_asked_again_after_a_minute_and_then_more_rarely() {
    let mut harness = provided();
    let mut gaps = Vec::new();
    for round in 1..8 {
        let start = harness.time;
        harness.call(Poller::handle_token_failed);
        assert_eq!(harness.shows("a"), "unknown signed-out");
        assert!(harness.status("a").retry_at.is_some());
        while harness.token_reasons().len() == round {
            harness.time = harness.poller.poll_timeout().unwrap().millis();
            harness.call(Poller::handle_timeout);
        }
        gaps.push(harness.time - start);
    }
    for (gap, least) in gaps.iter().zip([1, 2, 4, 8, 15, 15, 15]) {
        assert!((least * MINUTE..=least * MINUTE * 11 / 10).contains(gap), "{gaps:?}");
    }
    harness.token(held(1));
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn a_provider_that_throws_while_renewing_ends_nothing() {
    let mut harness = provided();
    harness.token(expiring(&harness, 1, 90));
    harness.reply(reports(&[("a", Running)]));
    for _ in 0..200 {
        let asked = harness.token_reasons().len();
        harness.wait_until_sent();
        harness.reply(reports(&[("a", Running)]));
        if harness.token_reasons().len() > asked {
            harness.call(Poller::handle_token_failed);
        }
        assert_eq!(harness.shows("a"), "running live");
    }
    let minutes = usize::try_from(harness.time / MINUTE).unwrap();
    assert!(
        (2..=minutes).contains(&harness.token_reasons().len()),
        "{:?}",
        harness.token_reasons()
    );
}

#[test]
fn a_provider_that_gives_nothing_counts_as_one_that_throws() {
    let mut harness = provided();
    harness.token(Token::None);
    assert_eq!(harness.token_reasons(), ["missing"]);
    assert_eq!(harness.shows("a"), "unknown signed-out");
    harness.wait(67_000);
    assert_eq!(harness.token_reasons(), ["missing", "missing"]);
}
