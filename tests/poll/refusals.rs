//! What is not there or not allowed: when that is believed, of which job, and what ends it. A
//! refused token is in `token`.

use job_badge::job::{Failure, FailureKind, JobState::*};
use job_badge::poll::{Attention, Watch, WatchId};

use crate::virtual_time::*;

#[test]
fn a_job_is_gone_when_a_second_look_an_interval_later_says_so() {
    for not_there in [status(404), status(410), reports(&[])] {
        let mut script = one_running();
        script.until_sent();
        script.reply(not_there.clone());
        assert_eq!(script.shows("a"), "running live");
        assert!((2250..=2750).contains(&script.until_sent()));
        script.reply(reports(&[("a", Running)]));
        for _ in 0..2 {
            assert_eq!(script.shows("a"), "running live");
            script.until_sent();
            script.reply(not_there.clone());
        }
        assert_eq!(script.shows("a"), "running gone");
        assert_eq!(script.poller.poll_timeout(), None);
        script.refresh("a");
        script.reply(reports(&[("a", Running)]));
        assert_eq!(script.shows("a"), "running live");
    }
}

#[test]
fn a_refused_question_for_several_jobs_is_halved_before_it_is_said_of_one() {
    for refusal in [400, 403, 404, 410, 414] {
        let mut script = Script::new(without_tasks());
        let now = script.now();
        for (id, of) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let watch = Watch {
                job: job(of),
                interval: None,
                paused: false,
                attention: Attention::default(),
            };
            script.poller.handle_watch(now, WatchId(id as u64), watch);
        }
        script.drain();
        let mut asked = Vec::new();
        while !script.open.is_empty() {
            let ids = script.asks();
            let known: Vec<_> = ids.split(' ').map(|id| (id, Running)).collect();
            let answer = if ids.contains('c') { status(refusal) } else { reports(&known) };
            asked.push(ids.clone());
            script.reply(answer);
        }
        assert_eq!(asked, ["a b c d", "a b", "c d", "c", "d"], "{refusal}");
        assert_eq!(script.shows("d"), "running live");
        let expected = match refusal {
            400 | 414 => "unknown misconfigured",
            403 => "unknown forbidden",
            _ => "unknown live",
        };
        assert_eq!(script.shows("c"), expected);
    }
}

#[test]
fn a_redirect_is_said_of_all_jobs_at_once_and_ends_the_requests() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.watch(2, "b");
    script.reply(status(0));
    assert_eq!((script.shows("a"), script.shows("b")), two("unknown misconfigured"));
    assert_eq!(script.poller.poll_timeout(), None);
    script.refresh("b");
    assert_eq!(script.asks(), "a b");
}

fn two(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}

#[test]
fn a_refusal_stands_until_refresh_or_a_new_token() {
    for (refusal, other) in [(403, "running forbidden"), (400, "running misconfigured")] {
        let mut script = one_running();
        script.until_sent();
        script.reply(status(refusal));
        assert_eq!(script.shows("a"), other);
        assert_eq!(script.poller.poll_timeout(), None);
        script.token(held(1));
        assert_eq!(script.asks(), "", "the same token is no new one");
        script.token(held(2));
        assert_eq!(script.asks(), "a");
        script.reply(status(refusal));
        script.refresh("a");
        script.reply(reports(&[("a", Running)]));
        assert_eq!(script.shows("a"), "running live");
    }
}

#[test]
fn a_refused_endpoint_is_said_and_never_asked() {
    let mut script = Script::new(without_tasks());
    let failure = Failure::new(FailureKind::Config).with_message("no https");
    script.watch(1, "a");
    script.tell(|poller, now| poller.handle_refused(now, failure.clone()));
    script.watch(2, "b");
    script.refresh("a");
    script.token(held(2));
    assert_eq!((script.shows("a"), script.shows("b")), two("unknown misconfigured"));
    assert_eq!(script.status("b").failure, Some(failure));
    assert_eq!((script.sent(), script.asks().as_str()), (1, ""));
}
