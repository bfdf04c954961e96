//! The poller's rules about tokens: when the provider is asked, when a person has to sign in.

use job_badge::job::{Failure, FailureKind, JobState::*};
use job_badge::poll::{Poller, Token, TokenId};

use crate::virtual_time::*;

const MINUTE: u64 = 60_000;

fn expiring(script: &Script, id: u64, seconds: i64) -> Token {
    Token::Held { id: TokenId(id), expires_at: script.in_seconds(seconds) }
}

fn provided() -> Script {
    let mut script = Script::signed_out(without_tasks());
    script.provider(true);
    script.watch(1, "a");
    script
}

#[test]
fn without_token_and_provider_it_is_signed_out() {
    let mut script = Script::signed_out(without_tasks());
    script.watch(1, "a");
    script.refresh("a");
    assert_eq!(script.shows("a"), "unknown signed-out");
    assert_eq!(script.poller.poll_timeout(), None);
    script.token(held(1));
    assert_eq!((script.asks().as_str(), script.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn a_missing_token_is_asked_for_once() {
    let mut script = provided();
    script.watch(2, "b");
    script.wait(20 * MINUTE);
    assert_eq!(script.reasons(), ["missing"]);
    assert_eq!(script.shows("a"), "unknown live");
    script.token(held(1));
    assert_eq!(script.asks(), "a b");
}

#[test]
fn no_token_is_asked_for_while_nothing_is_to_be_asked() {
    let mut script = Script::signed_out(without_tasks());
    script.provider(true);
    script.watch_as(1, "a", None, true);
    script.wait(MINUTE);
    assert!(script.reasons().is_empty());
    script.watch_as(1, "a", None, false);
    assert_eq!(script.reasons(), ["missing"]);
}

#[test]
fn a_rejected_token_is_replaced_by_the_provider_without_a_word() {
    let mut script = provided();
    script.token(held(1));
    script.reply(reports(&[("a", Running)]));
    script.until_sent();
    script.reply(status(401));
    assert_eq!(script.reasons(), ["missing", "rejected"]);
    assert_eq!((script.asks().as_str(), script.shows("a").as_str()), ("", "running live"));
    script.token(held(2));
    assert_eq!(script.asks(), "a");
}

#[test]
fn the_same_token_again_means_signed_out_until_a_new_one_comes() {
    let mut script = provided();
    script.token(held(1));
    script.reply(status(401));
    script.token(held(1));
    script.refresh("a");
    script.wait(60 * MINUTE);
    assert_eq!(script.reasons(), ["missing", "rejected"]);
    assert_eq!(script.shows("a"), "unknown signed-out");
    assert_eq!(script.status("a").failure.unwrap().status, Some(401));
    script.token(held(2));
    assert_eq!(script.asks(), "a");
    script.reply(status(401));
    script.token(held(2));
    script.provider(false);
    script.provider(true);
    assert_eq!(script.reasons().len(), 4, "a changed provider is worth a question");
}

#[test]
fn a_provider_whose_new_tokens_are_all_refused_is_asked_ever_more_slowly() {
    let mut script = provided();
    script.token(held(1));
    for id in 2..40 {
        script.reply(status(401));
        while script.reasons().len() < usize::try_from(id).unwrap() {
            script.at = script.poller.poll_timeout().unwrap().millis();
            script.tell(Poller::handle_timeout);
        }
        script.token(held(id));
    }
    assert!(script.at > 36 * 10 * MINUTE, "{}", script.at);
    script.reply(reports(&[("a", Running)]));
    script.until_sent();
    let before = script.reasons().len();
    script.reply(status(401));
    assert_eq!(script.reasons().len(), before, "not twice within ten seconds");
    script.wait(10_000);
    assert_eq!(script.reasons().len(), before + 1, "a token that was taken ends the long waits");
}

#[test]
fn without_a_provider_a_401_means_signed_out_and_keeps_what_is_shown() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.reply(reports(&[("a", Running)]));
    script.until_sent();
    script.reply(status(401));
    assert_eq!(script.shows("a"), "running signed-out");
    assert_eq!(script.poller.poll_timeout(), None);
    script.token(held(1));
    assert_eq!(script.shows("a"), "running signed-out");
    script.token(held(2));
    assert_eq!((script.asks().as_str(), script.shows("a").as_str()), ("a", "running live"));
}

#[test]
fn a_401_to_an_older_token_says_nothing_of_the_new_one() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.token(held(2));
    script.reply(status(401));
    assert_eq!(script.asks(), "a", "asked again with the new one");
    script.reply(reports(&[("a", Running)]));
    script.token(held(3));
    script.reply(status(401));
    assert_eq!(script.asks(), "tasks a");
    assert_eq!(script.shows("a"), "running live");
}

#[test]
fn a_token_near_its_end_is_renewed_while_it_is_still_used() {
    let mut script = provided();
    script.token(expiring(&script, 1, 300));
    script.reply(reports(&[("a", Running)]));
    while script.reasons().len() < 2 {
        script.until_sent();
        script.reply(reports(&[("a", Running)]));
    }
    assert_eq!(script.reasons(), ["missing", "expiring"]);
    assert!((241_000..245_000).contains(&script.at), "{}", script.at);
    let sent = script.sent();
    for _ in 0..100 {
        script.until_sent();
        script.reply(reports(&[("a", Running)]));
    }
    assert_eq!((script.sent(), script.reasons().len()), (sent + 100, 2));
    script.token(expiring(&script, 2, 300));
    assert_eq!(script.shows("a"), "running live");
}

#[test]
fn the_calendar_counts_for_a_token_though_the_other_clock_slept() {
    let mut script = provided();
    script.token(expiring(&script, 1, 300));
    script.reply(reports(&[("a", Running)]));
    script.calendar = 250_000;
    script.until_sent();
    assert_eq!(script.reasons(), ["missing", "expiring"]);
}

#[test]
fn a_token_that_looks_ended_is_sent_and_does_not_make_the_provider_run() {
    let mut script = provided();
    script.token(expiring(&script, 1, -7200));
    for _ in 0..100 {
        script.reply(reports(&[("a", Running)]));
        script.until_sent();
    }
    assert_eq!(script.reasons(), ["missing"]);
    let mut alone = Script::signed_out(without_tasks());
    alone.watch(1, "a");
    alone.token(expiring(&alone, 1, -7200));
    assert_eq!(alone.asks(), "a");
}

#[test]
fn a_page_set_token_near_its_end_is_renewed_at_once_and_once() {
    let mut script = Script::signed_out(without_tasks());
    script.token(expiring(&script, 1, 30));
    script.provider(true);
    script.watch(1, "a");
    assert_eq!((script.asks().as_str(), script.reasons()), ("a", vec!["expiring"]));
    script.token(expiring(&script, 1, 30));
    script.wait(10_000);
    assert_eq!(script.reasons(), ["expiring"], "it has no newer one");
}

#[test]
fn a_provider_that_throws_is_asked_again_after_a_minute_and_then_more_rarely() {
    let mut script = provided();
    let mut gaps = Vec::new();
    for round in 1..8 {
        let start = script.at;
        script.tell(Poller::handle_token_failed);
        assert_eq!(script.shows("a"), "unknown signed-out");
        assert!(script.status("a").retry_at.is_some());
        while script.reasons().len() == round {
            script.at = script.poller.poll_timeout().unwrap().millis();
            script.tell(Poller::handle_timeout);
        }
        gaps.push(script.at - start);
    }
    for (gap, least) in gaps.iter().zip([1, 2, 4, 8, 15, 15, 15]) {
        assert!((least * MINUTE..=least * MINUTE * 11 / 10).contains(gap), "{gaps:?}");
    }
    script.token(held(1));
    assert_eq!((script.asks().as_str(), script.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn a_provider_that_throws_while_renewing_ends_nothing() {
    let mut script = provided();
    script.token(expiring(&script, 1, 90));
    script.reply(reports(&[("a", Running)]));
    for _ in 0..200 {
        let asked = script.reasons().len();
        script.until_sent();
        script.reply(reports(&[("a", Running)]));
        if script.reasons().len() > asked {
            script.tell(Poller::handle_token_failed);
        }
        assert_eq!(script.shows("a"), "running live");
    }
    let minutes = usize::try_from(script.at / MINUTE).unwrap();
    assert!((2..=minutes).contains(&script.reasons().len()), "{:?}", script.reasons());
}

#[test]
fn a_provider_that_gives_nothing_is_as_one_that_throws() {
    let mut script = provided();
    script.token(Token::None);
    assert_eq!(script.reasons(), ["missing"]);
    assert_eq!(script.shows("a"), "unknown signed-out");
    script.wait(67_000);
    assert_eq!(script.reasons(), ["missing", "missing"]);
}

#[test]
fn a_refused_token_is_said_in_words_and_not_sent() {
    let mut script = Script::signed_out(without_tasks());
    script.watch(1, "a");
    let failure = Failure::new(FailureKind::Config).with_message("a line break in the token");
    script.token(Token::Refused(failure.clone()));
    assert_eq!(script.shows("a"), "unknown misconfigured");
    assert_eq!(script.status("a").failure, Some(failure));
    script.refresh("a");
    assert_eq!((script.asks().as_str(), script.poller.poll_timeout()), ("", None));
    script.token(held(1));
    assert_eq!(script.asks(), "a");
}
