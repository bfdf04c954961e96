//! Each rule of the poller by itself: when it asks, when it does not, and what it says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod virtual_time;

use std::rc::Rc;

use job_badge::job::{Failure, FailureKind, JobState::*, Moment, Progress, Reading};
use job_badge::poll::{Answer, Attention, Pace, Poller, Token, Watch, WatchId};
use virtual_time::*;

/// One job on an API whose answers hold all, looked at once.
fn one_running() -> Script {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.reply(reports(&[("a", Running)]));
    script
}

#[test]
fn a_job_is_asked_at_once_and_then_at_the_interval_give_or_take_a_tenth() {
    let mut script = one_running();
    let mut waits: Vec<u64> = Vec::new();
    for _ in 0..300 {
        waits.push(script.until_sent());
        script.reply(reports(&[("a", Running)]));
    }
    assert!(waits.iter().all(|wait| (2250..=2750).contains(wait)), "{waits:?}");
    assert!(waits.iter().any(|wait| *wait < 2300) && waits.iter().any(|wait| *wait > 2700));
}

#[test]
fn the_pace_is_from_start_to_start_and_stretches_only_for_slow_answers() {
    for (answer_takes, least, most) in [(1000, 2250, 2750), (1240, 2490, 2750), (4000, 5250, 5250)]
    {
        let mut script = one_running();
        script.until_sent();
        let start = script.at;
        script.wait(answer_takes);
        script.reply(reports(&[("a", Running)]));
        script.until_sent();
        let gap = script.at - start;
        assert!((least..=most).contains(&gap), "{answer_takes}: {gap}");
    }
}

#[test]
fn a_changed_interval_counts_at_once() {
    let mut script = Script::new(without_tasks());
    script.watch_as(1, "a", Some(60_000), false);
    script.reply(reports(&[("a", Running)]));
    script.wait(20_000);
    assert_eq!(script.asks(), "");
    script.watch_as(1, "a", Some(10), false);
    assert_eq!(script.asks(), "a");
    script.reply(reports(&[("a", Running)]));
    assert!((900..=1100).contains(&script.until_sent()));
}

#[test]
fn an_unknown_state_is_asked_at_a_quarter_of_the_pace_and_a_blocked_one_is_not() {
    for (state, range) in [(Unknown, 9000..=11_000), (Blocked, 2250..=2750)] {
        let mut script = one_running();
        script.until_sent();
        script.reply(reports(&[("a", state)]));
        assert!(range.contains(&script.until_sent()), "{state:?}");
    }
}

#[test]
fn many_watchers_in_one_task_make_one_round() {
    let mut script = Script::new(pace(30));
    let now = script.now();
    for id in 0..100_u64 {
        let of = job(&format!("j{:02}", id % 50));
        let watch =
            Watch { job: of, interval: None, paused: false, attention: Attention::default() };
        script.poller.handle_watch(now, WatchId(id), watch);
    }
    script.drain();
    assert_eq!(script.open.len(), 1);
    assert_eq!(script.open[0].1.jobs().len(), 30);
    script.reply(status(500));
    let mut script = Script::new(pace(2));
    for (id, of) in ["a", "b", "c"].into_iter().enumerate() {
        script.watch(id as u64, of);
    }
    assert_eq!(script.asks(), "a");
    script.reply(reports(&[("a", Queued)]));
    assert_eq!(script.asks(), "b c", "those that came meanwhile go together");
    script.reply(reports(&[("c", Queued), ("b", Queued)]));
    script.until_sent();
    assert_eq!(script.asks(), "a b", "and from then on all, as many as fit");
    script.reply(reports(&[("a", Queued), ("b", Queued)]));
    assert_eq!(script.asks(), "c");
}

#[test]
fn tasks_are_asked_for_jobs_that_run_four_at_a_time() {
    let mut script = Script::new(pace(30));
    let now = script.now();
    for (id, of) in ["a", "b", "c", "d", "e", "f"].into_iter().enumerate() {
        let watch =
            Watch { job: job(of), interval: None, paused: false, attention: Attention::default() };
        script.poller.handle_watch(now, WatchId(id as u64), watch);
    }
    script.drain();
    let running = ["a", "b", "d", "e", "f"].map(|id| (id, Running));
    script.reply(reports(&[&running[..], &[("c", Queued)]].concat()));
    assert_eq!(script.asks(), "tasks a, tasks b, tasks d, tasks e");
    script.reply(good(Reading::Tasks(vec![task(400), task(0)])));
    assert_eq!(script.asks(), "tasks b, tasks d, tasks e, tasks f");
    assert_eq!(script.status("a").progress, Some(Progress::from_permille(200)));
}

#[test]
fn what_nobody_sees_is_asked_for_its_state_alone() {
    let mut script = Script::new(pace(30));
    script.watch_unseen(1, "a");
    script.reply(reports(&[("a", Running)]));
    for _ in 0..3 {
        assert_eq!(script.asks(), "", "its tasks are not asked for");
        script.until_sent();
        script.reply(reports(&[("a", Running)]));
    }
    script.watch(1, "a");
    assert_eq!(script.asks(), "a", "it came into view");
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.asks(), "tasks a");
    script.reply(good(Reading::Tasks(vec![task(300)])));
    script.watch_unseen(1, "a");
    script.watch(1, "a");
    assert_eq!(script.asks(), "", "what is known already can wait for its round");
    script.watch_unseen(1, "a");
    script.watch(2, "a");
    script.until_sent();
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.asks(), "tasks a", "one badge that is seen is enough");
}

#[test]
fn the_tasks_of_a_final_job_wait_until_somebody_sees_it() {
    let mut script = Script::new(pace(30));
    script.watch_unseen(1, "a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "");
    assert_eq!(script.poller.poll_timeout(), None);
    script.watch(1, "a");
    assert_eq!(script.asks(), "tasks a");
    script.reply(good(Reading::Tasks(vec![task(700)])));
    assert_eq!(script.poller.poll_timeout(), None);
}

#[test]
fn a_final_job_is_asked_for_its_tasks_once_and_then_never_again() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "tasks a");
    script.reply(good(Reading::Tasks(vec![task(700)])));
    assert_eq!(script.poller.poll_timeout(), None);
    script.page(true, false);
    script.token(Token::None);
    assert_eq!(script.shows("a"), "failed live", "nothing that comes later concerns it");
    script.page(true, true);
    script.token(held(2));
    assert_eq!(script.sent(), 2);
    script.refresh("a");
    assert_eq!(script.asks(), "a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "tasks a");
}

#[test]
fn tasks_of_a_final_job_are_tried_five_times() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", Succeeded)]));
    for attempt in 1..=5 {
        assert_eq!(script.asks(), "tasks a", "attempt {attempt}");
        script.reply(status(500));
        if attempt < 5 {
            let most = 1000 << (attempt - 1);
            assert!((100..=most).contains(&script.until_sent()));
        }
    }
    assert_eq!(script.poller.poll_timeout(), None);
    assert_eq!(script.shows("a"), "succeeded live");
    assert_eq!(script.status("a").failure.unwrap().kind, FailureKind::Server);
}

#[test]
fn trouble_with_tasks_leaves_the_state_live_and_is_called_stale_when_it_lasts() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    let mut attempts = 0;
    while attempts < 3 {
        let answer = if script.asks() == "a" { reports(&[("a", Running)]) } else { status(503) };
        attempts += usize::from(script.asks() == "tasks a");
        script.reply(answer);
        assert_eq!(script.shows("a"), if attempts < 3 { "running live" } else { "running stale" });
        if script.open.is_empty() {
            script.until_sent();
        }
    }
    while script.asks() == "a" {
        script.reply(reports(&[("a", Running)]));
        if script.open.is_empty() {
            script.until_sent();
        }
    }
    script.reply(good(Reading::Tasks(Vec::new())));
    assert_eq!(script.shows("a"), "running live");
    assert_eq!(script.status("a").failure, None);
}

#[test]
fn refused_tasks_are_not_asked_for_until_refresh() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", Running)]));
    script.reply(status(403));
    assert_eq!(script.shows("a"), "running live");
    script.until_sent();
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "");
    script.refresh("a");
    script.reply(reports(&[("a", Failed)]));
    assert_eq!(script.asks(), "tasks a");
}

#[test]
fn a_request_without_an_answer_is_aborted_after_15_seconds() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    let (id, _) = script.open[0].clone();
    script.wait(14_999);
    assert_eq!(script.asks(), "a");
    script.wait(1);
    assert_eq!(script.asks(), "");
    assert!(script.log.contains(&(16_000, Said::Aborted(id))));
    assert_eq!(script.shows("a"), "unknown unreachable");
    let before = script.log.len();
    script.tell(|poller, now| poller.handle_answer(now, id, reports(&[("a", Running)])));
    assert_eq!(script.log.len(), before, "a late answer changes nothing");
    assert_eq!(script.shows("a"), "unknown unreachable");
}

#[test]
fn trouble_backs_off_up_to_a_minute_and_one_success_ends_it() {
    for seed in 0..40 {
        let mut script = Script::seeded(without_tasks(), seed);
        script.token(held(1));
        script.watch(1, "a");
        for failures in 0..10 {
            script.reply(status([1, 408, 429, 500, 502, 503, 504][failures % 7]));
            let most = (1000 << failures).min(60_000);
            let wait = script.until_sent();
            assert!((100..=most).contains(&wait), "{failures}: {wait}");
        }
        script.reply(reports(&[("a", Running)]));
        assert!((2250..=2750).contains(&script.until_sent()));
        script.reply(status(500));
        assert!(script.until_sent() <= 1000);
    }
}

#[test]
fn trouble_is_said_by_what_is_known() {
    let check = |first: Option<u16>, answer, shows: &str| {
        let mut script = Script::new(without_tasks());
        script.watch(1, "a");
        match first {
            Some(200) => script.reply(reports(&[("a", Running)])),
            Some(other) => script.reply(status(other)),
            None => {}
        }
        if script.open.is_empty() {
            script.until_sent();
        }
        script.reply(answer);
        assert_eq!(script.shows("a"), shows);
        assert!(script.status("a").failure.is_some());
    };
    check(None, status(1), "unknown unreachable");
    check(None, bad(Failure::new(FailureKind::Timeout)), "unknown unreachable");
    check(Some(500), status(1), "unknown stale");
    check(None, status(500), "unknown stale");
    check(Some(200), status(1), "running stale");
    check(Some(200), status(429), "running stale");
    check(Some(200), retry_after(status(429), 60), "running waiting");
    check(None, retry_after(status(503), 60), "unknown waiting");
    check(Some(200), good(Reading::Tasks(Vec::new())), "running stale");
    check(Some(200), status(403), "running forbidden");
    check(Some(200), status(400), "running misconfigured");
    check(Some(200), status(302), "running misconfigured");
    check(Some(200), status(0), "running misconfigured");
    check(Some(200), status(401), "running signed-out");
}

#[test]
fn retry_after_is_kept_of_any_answer_up_to_an_hour() {
    for (answer, seconds, least) in [
        (status(429), 90, 90_000),
        (status(503), 86_400, 3_600_000),
        (reports(&[("a", Running)]), 30, 30_000),
    ] {
        let mut script = Script::new(without_tasks());
        script.watch(1, "a");
        script.reply(retry_after(answer, seconds));
        script.refresh("a");
        script.watch(2, "b");
        let wait = script.until_sent();
        assert!((least..=least + 60_000).contains(&wait), "{wait}");
    }
    let mut script = one_running();
    script.until_sent();
    script.reply(retry_after(status(429), 90));
    let expected = script.now().utc.shifted(90_000);
    assert_eq!(script.status("a").retry_at, Some(expected));
    script.refresh("a");
    assert_eq!(script.asks(), "");
}

#[test]
fn a_success_that_names_a_wait_stays_live_until_it_is_old() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.reply(retry_after(reports(&[("a", Running)]), 60));
    script.wait(14_999);
    assert_eq!(script.shows("a"), "running live");
    let before = script.changes("a");
    script.wait(1);
    assert_eq!(script.shows("a"), "running stale");
    assert_eq!(script.changes("a"), before + 1);
    script.until_sent();
    script.reply(reports(&[("a", Running)]));
    assert_eq!(script.shows("a"), "running live");
}

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

#[test]
fn one_bad_question_does_not_starve_the_others() {
    let mut script = Script::new(Pace { fits: Rc::new(|_| 1), ..without_tasks() });
    for (id, of) in ["a", "b", "c"].into_iter().enumerate() {
        script.watch(id as u64, of);
    }
    let mut answered = [0, 0, 0];
    for _ in 0..60 {
        if script.open.is_empty() {
            script.until_sent();
        }
        let ids = script.asks();
        let at = ["a", "b", "c"].iter().position(|id| *id == ids).unwrap();
        answered[at] += 1;
        let answer = if at == 0 { status(500) } else { reports(&[(&ids, Running)]) };
        script.reply(answer);
    }
    assert!(answered.iter().all(|count| *count >= 18), "{answered:?}");
    assert_eq!(script.shows("b"), "running live");
    assert_eq!(script.shows("a"), "unknown stale");
}

#[test]
fn a_dead_service_is_not_asked_every_question_of_a_round() {
    let mut script = Script::new(Pace { fits: Rc::new(|_| 1), ..without_tasks() });
    let now = script.now();
    for id in 0..40_u64 {
        let watch = Watch {
            job: job(&format!("j{id}")),
            interval: None,
            paused: false,
            attention: Attention::default(),
        };
        script.poller.handle_watch(now, WatchId(id), watch);
    }
    script.drain();
    script.reply(status(1));
    assert_eq!(script.asks(), "");
    assert_eq!(script.shows("j39"), "unknown unreachable", "what hit one hits all");
}

#[test]
fn a_paused_job_is_left_out_and_keeps_what_is_shown() {
    let mut script = one_running();
    script.watch(2, "b");
    script.reply(reports(&[("b", Running)]));
    script.watch_as(1, "a", None, true);
    for _ in 0..10 {
        script.until_sent();
        assert_eq!(script.asks(), "b");
        script.reply(reports(&[("b", Running)]));
    }
    assert_eq!(script.shows("a"), "running live");
    script.refresh("a");
    assert_eq!(script.asks(), "a", "asked for, it is looked at once");
    script.reply(reports(&[("a", Running)]));
    for _ in 0..3 {
        script.until_sent();
        assert_eq!(script.asks(), "b");
        script.reply(reports(&[("b", Running)]));
    }
    script.watch_as(1, "a", None, false);
    script.watch_as(2, "b", None, true);
    assert_eq!(script.asks(), "a");
    script.watch_as(1, "a", None, true);
    assert_eq!(script.asks(), "", "a request that nobody wants any more is aborted");
    assert_eq!(script.poller.poll_timeout(), None);
}

#[test]
fn the_last_watcher_takes_all_with_it_but_a_move_restarts_nothing() {
    let mut script = one_running();
    let watch =
        Watch { job: job("a"), interval: None, paused: false, attention: Attention::default() };
    let now = script.now();
    script.poller.handle_unwatch(now, WatchId(1));
    script.poller.handle_watch(now, WatchId(2), watch);
    script.drain();
    assert_eq!((script.sent(), script.shows("a").as_str()), (1, "running live"));
    script.until_sent();
    script.unwatch(2);
    assert_eq!(script.asks(), "");
    assert_eq!((script.poller.poll_timeout(), script.poller.is_watched()), (None, false));
    assert_eq!(script.poller.status(script.now(), &job("a")), None);
    script.watch(3, "a");
    assert_eq!((script.asks().as_str(), script.shows("a").as_str()), ("a", "unknown live"));
}

#[test]
fn another_job_on_a_live_badge_starts_anew() {
    let mut script = one_running();
    script.watch(1, "b");
    assert_eq!(script.asks(), "b");
    assert_eq!(script.status("b").report, None);
    assert_eq!(script.poller.status(script.now(), &job("a")), None);
}

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

#[test]
fn what_is_said_is_what_changed() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    assert_eq!(script.changes("a"), 0);
    for (answer, changes) in [
        (reports(&[("a", Running)]), 1),
        (reports(&[("a", Running)]), 1),
        (status(500), 2),
        (status(500), 2),
        (reports(&[("a", Running)]), 3),
        (reports(&[("a", Succeeded)]), 4),
    ] {
        if script.open.is_empty() {
            script.until_sent();
        }
        script.reply(answer);
        assert_eq!(script.changes("a"), changes);
    }
}

#[test]
fn the_servers_clock_is_kept_to_the_second() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    for (ahead, kept) in [(90_000, 90_000), (89_100, 90_000), (3000, 3000), (0, 0)] {
        let server_time = Some(script.now().utc.shifted(ahead));
        script.reply(Answer { server_time, ..reports(&[("a", Running)]) });
        assert_eq!(script.status("a").server_clock_ahead, kept);
        script.until_sent();
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a host test that says how quick it is")]
fn a_day_of_polling_is_quick_and_keeps_the_pace() {
    let started = std::time::Instant::now();
    let mut script = one_running();
    let end = Moment::from_millis(script.at + 24 * 3_600_000);
    let mut rounds = 0;
    while Moment::from_millis(script.at) < end {
        script.until_sent();
        script.reply(reports(&[("a", Running)]));
        rounds += 1;
    }
    // The mean of the jitter is 1, so the day's count is far closer than a tenth.
    assert!((34_200..=34_900).contains(&rounds), "{rounds}");
    assert!(started.elapsed().as_millis() < 1000, "{:?}", started.elapsed());
}
