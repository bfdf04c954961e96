//! A gateway that redirects to its sign-in page, after good answers.

use job_badge::job::{Answer, FailureKind, JobState::*};

use crate::virtual_time::*;

const MINUTE: u64 = 60_000;
/// What a browser says of a redirect, and what one that tells more says.
const REDIRECTS: [u16; 4] = [0, 302, 303, 307];

fn answered_once(code: u16) -> Harness {
    let mut harness = one_running();
    harness.wait_until_sent();
    harness.reply(status(code));
    harness
}

#[test]
fn a_redirect_after_good_answers_means_signed_out_and_names_both_causes() {
    for code in REDIRECTS {
        let harness = answered_once(code);
        assert_eq!(harness.shows("a"), "running signed-out", "{code}");
        let failure = harness.status("a").failure.unwrap();
        assert_eq!(failure.kind, FailureKind::Auth);
        assert!(failure.message.contains("sign in"), "{}", failure.message);
        assert!(failure.message.contains("address has moved"), "{}", failure.message);
    }
}

#[test]
fn it_is_looked_at_once_a_minute_and_goes_on_by_itself() {
    let mut harness = answered_once(0);
    for failure in [0, 500, 1, 302, 429, 304] {
        let after = harness.time;
        assert_eq!(harness.wait_until_sent(), MINUTE);
        assert_eq!((harness.queries().as_str(), harness.time), ("a", after + MINUTE));
        if failure == 304 {
            break;
        }
        assert_eq!(harness.shows("a"), "running signed-out");
        harness.reply(status(failure));
        assert_eq!(harness.shows("a"), "running signed-out", "{failure}");
        harness.refresh("a");
        assert_eq!(harness.queries(), "", "a refresh does not sign in");
    }
    harness.reply(reports(&[("a", Running)]));
    assert_eq!(harness.shows("a"), "running live");
    assert!(harness.wait_until_sent() <= 2750, "at its pace again");
}

#[test]
fn a_look_is_one_request_however_many_jobs_there_are() {
    let mut harness = Harness::new(pace(1));
    for (id, of) in (1..).zip(["a", "b", "c"]) {
        harness.watch(id, of);
        harness.reply(reports(&[(of, Queued)]));
    }
    harness.wait_until_sent();
    harness.reply(status(0));
    for _ in 0..5 {
        let sent = harness.sent();
        assert_eq!(harness.wait_until_sent(), MINUTE);
        harness.reply(status(0));
        assert_eq!((harness.sent(), harness.queries().as_str()), (sent + 1, ""));
    }
    harness.wait_until_sent();
    for _ in 0..3 {
        let asked = harness.queries();
        harness.reply(reports(&[(&asked, Queued)]));
    }
    assert!(["a", "b", "c"].iter().all(|of| harness.shows(of) == "queued live"));
}

#[test]
fn it_is_looked_at_when_the_page_is_shown_again() {
    let mut harness = answered_once(0);
    harness.page(false, true);
    harness.time += 5000;
    harness.page(true, true);
    assert_eq!(harness.queries(), "a");
    harness.reply(status(0));
    assert_eq!(harness.wait_until_sent(), MINUTE);
}

#[test]
fn the_provider_is_asked_once_until_an_answer_was_good_again() {
    for same in [true, false] {
        let mut harness = Harness::signed_out(without_tasks());
        harness.provider(true);
        harness.watch(1, "a");
        harness.token(held(1));
        harness.reply(reports(&[("a", Running)]));
        harness.wait_until_sent();
        harness.reply(status(0));
        assert_eq!(harness.token_reasons(), ["missing", "rejected"]);
        assert_eq!(harness.shows("a"), "running live", "it may still be repaired");
        harness.token(held(if same { 1 } else { 2 }));
        if !same {
            harness.reply(status(0));
        }
        assert_eq!(harness.shows("a"), "running signed-out");
        for _ in 0..100 {
            assert_eq!(harness.wait_until_sent(), MINUTE);
            harness.reply(status(302));
        }
        assert_eq!(harness.token_reasons().len(), 2, "not asked again");
        harness.wait_until_sent();
        harness.reply(reports(&[("a", Running)]));
        harness.wait_until_sent();
        harness.reply(status(0));
        assert_eq!(harness.token_reasons().len(), 3, "after a good answer, once more");
    }
}

#[test]
fn a_new_token_ends_it_at_once() {
    let mut harness = answered_once(0);
    harness.token(held(2));
    assert_eq!((harness.queries().as_str(), harness.shows("a").as_str()), ("a", "running live"));
    harness.reply(reports(&[("a", Running)]));
    harness.token(held(1));
    harness.wait_until_sent();
    assert_eq!(harness.queries(), "a", "and the old one is no worse than before");
}

#[test]
fn a_redirect_of_the_tasks_alone_does_not_sign_out() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    let mut redirects = 0;
    for _ in 0..40 {
        match harness.queries().as_str() {
            "a" => harness.reply(reports(&[("a", Running)])),
            "tasks a" => {
                redirects += 1;
                harness.reply(status(0));
            }
            _ => drop(harness.wait_until_sent()),
        }
        assert!(!harness.shows("a").ends_with("signed-out"));
    }
    assert_eq!(redirects, 3, "then it is their path");
    harness.refresh("a");
    harness.reply(reports(&[("a", Running)]));
    harness.reply(success(Answer::Tasks(vec![task(500)])));
    assert_eq!(harness.status("a").tasks_failure, None);
}
