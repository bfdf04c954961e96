//! What is given as a token and is none: by the page, and by a token provider.

use job_badge::job::{Failure, FailureKind, JobState::*};
use job_badge::poll::{Poller, Token};

use crate::{
    token::{expiring, provided},
    virtual_time::*,
};

const MINUTE: u64 = 60_000;

#[test]
fn a_refused_token_is_shown_with_its_reason_and_not_sent() {
    let mut harness = Harness::signed_out(without_tasks());
    harness.watch(1, "a");
    let failure = Failure::new(FailureKind::Config).with_message("a line break in the token");
    harness.token(Token::Refused(failure.clone()));
    assert_eq!(harness.shows("a"), "unknown misconfigured");
    assert_eq!(harness.status("a").failure, Some(failure));
    harness.refresh("a");
    assert_eq!((harness.queries().as_str(), harness.poller.poll_timeout()), ("", None));
    harness.token(held(1));
    assert_eq!(harness.queries(), "a");
}

#[test]
fn a_provider_that_gives_no_valid_token_is_asked_again_as_one_that_throws() {
    let failure = Failure::new(FailureKind::Config).with_message("no text");
    let mut harness = provided();
    for round in 1..4 {
        harness.token(Token::Refused(failure.clone()));
        let status = harness.status("a");
        assert_eq!(harness.shows("a"), "unknown misconfigured");
        assert_eq!((&status.failure, status.retry_at.is_some()), (&Some(failure.clone()), true));
        harness.refresh("a");
        harness.wait(59_000);
        assert_eq!(harness.token_reasons().len(), round, "not before a minute");
        harness.wait(15 * MINUTE);
        assert_eq!(harness.token_reasons().len(), round + 1);
        assert_eq!(harness.shows("a"), "unknown misconfigured", "until it has given a token");
    }
    harness.token(held(1));
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("a", "unknown live"));
    // What it does last is what is said.
    let mut throws = provided();
    throws.token(Token::Refused(failure.clone()));
    throws.wait(67_000);
    throws.call(Poller::handle_token_failed);
    assert_eq!(throws.shows("a"), "unknown signed-out");
    // Another provider is asked at once.
    let mut another = provided();
    another.token(Token::Refused(failure.clone()));
    another.provider(false);
    another.provider(true);
    assert_eq!(another.token_reasons(), ["missing", "missing"]);
    // While it renews a token that is still good, it ends nothing.
    let mut renews = provided();
    renews.token(expiring(&renews, 1, 90));
    for _ in 0..100 {
        renews.reply(reports(&[("a", Running)]));
        let asked = renews.token_reasons().len();
        renews.wait_until_sent();
        if renews.token_reasons().len() > asked {
            renews.token(Token::Refused(failure.clone()));
        }
        assert_eq!(renews.shows("a"), "running live");
    }
    assert!(renews.token_reasons().len() > 2, "{:?}", renews.token_reasons());
    // One that the page has set is not asked for again, with a provider or without one.
    let mut set = Harness::signed_out(without_tasks());
    set.token(Token::Refused(failure));
    set.provider(true);
    set.watch(1, "a");
    set.wait(60 * MINUTE);
    assert_eq!((set.token_reasons().len(), set.shows("a").as_str()), (0, "unknown misconfigured"));
}
