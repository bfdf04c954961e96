//! Without a token: the page's own session signs in, or nothing needs to.

use job_badge::{
    job::{Failure, FailureKind, JobState::*},
    poll::{Response, Token},
};

use crate::virtual_time::*;

const MINUTE: u64 = 60_000;

fn signed_in(session: bool) -> Harness {
    let mut harness = Harness::signed_out(without_tasks());
    harness.token(Token::Unneeded { session });
    harness.watch(1, "a");
    assert_eq!(harness.queries(), "a", "no token is waited for");
    harness.reply(reports(&[("a", Running)]));
    harness
}

/// What `auth="cookie"` makes of a 401, a redirect and a sign-in page.
fn session_ended() -> Response {
    failed(Failure::new(FailureKind::Auth).with_message("Sign in again."))
}

#[test]
fn a_session_that_has_ended_is_looked_at_once_a_minute() {
    let mut harness = signed_in(true);
    harness.wait_until_sent();
    harness.reply(session_ended());
    assert_eq!(harness.shows("a"), "running signed-out");
    assert_eq!(harness.wait_until_sent(), MINUTE);
    harness.reply(session_ended());
    assert_eq!(harness.shows("a"), "running signed-out");
    assert_eq!(harness.wait_until_sent(), MINUTE);
    harness.reply(reports(&[("a", Running)]));
    assert_eq!(harness.shows("a"), "running live");
    assert!(harness.wait_until_sent() <= 2750, "at its pace again");
}

#[test]
fn a_session_that_is_not_there_at_first_is_looked_at_too() {
    let mut harness = Harness::signed_out(without_tasks());
    harness.token(Token::Unneeded { session: true });
    harness.watch(1, "a");
    harness.reply(session_ended());
    assert_eq!(harness.shows("a"), "unknown signed-out");
    assert_eq!(harness.wait_until_sent(), MINUTE);
}

#[test]
fn a_reader_who_is_back_or_asks_is_signed_in_at_once() {
    for asks in [true, false] {
        let mut harness = signed_in(true);
        harness.wait_until_sent();
        harness.reply(session_ended());
        if asks {
            harness.refresh("a");
        } else {
            harness.page(false, true);
            harness.page(true, true);
        }
        assert_eq!(harness.queries(), "a");
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live");
    }
}

#[test]
fn a_session_has_no_token_provider() {
    let mut harness = signed_in(true);
    harness.provider(true);
    harness.wait_until_sent();
    harness.reply(session_ended());
    assert_eq!(harness.token_reasons(), [""; 0]);
}

#[test]
fn a_public_api_that_wants_a_sign_in_is_misconfigured_and_not_asked_again() {
    let mut harness = signed_in(false);
    harness.watch(2, "b");
    let mut refused = Failure::new(FailureKind::Config).with_message("Set auth.");
    refused.status = Some(401);
    harness.reply(failed(refused));
    assert_eq!(harness.shows("a"), "running misconfigured");
    assert_eq!(harness.shows("b"), "unknown misconfigured");
    let sent = harness.sent();
    harness.wait(10 * MINUTE);
    assert_eq!(harness.sent(), sent);
}
