//! What a badge says, in plain English: states, freshness, times, names, and when it changes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod cells;

use std::rc::Rc;

use core::time::Duration;

use cells::{fresh, history, now, status, unknown};
use expect_test::{Expect, expect};
use job_badge::badge::{
    Announcements, Bar, Density, Details, Plain, ProgressHistory, View, ViewSettings, Words,
};
use job_badge::job::{Freshness, JobState, Progress, Report, Status, Task, Timestamp};

fn view(status: &Status) -> View {
    cells::view(status, Density::Card, false, false)
}

fn check_texts(statuses: impl IntoIterator<Item = Status>, expected: &Expect) {
    let mut all = String::new();
    for status in statuses {
        let view = view(&status);
        all.push_str(&view.value_text);
        for more in [&view.elapsed, &view.until] {
            all.push_str(" | ");
            all.push_str(more);
        }
        all.push('\n');
    }
    expected.assert_eq(&all);
}

#[test]
fn every_state_has_its_words() {
    check_texts(
        JobState::ALL.into_iter().map(status),
        &expect![[r#"
        Queued |  | 
        Scheduled |  | 
        Running, 64%, about 6 minutes left | 16 min so far | about 6 min left
        Canceling, 64% | 16 min so far | 
        Succeeded | took 14 min | ended 14:18
        Partly succeeded | took 14 min | ended 14:18
        Failed | took 14 min | ended 14:18
        Canceled | took 14 min | ended 14:18
        Skipped | took 14 min | ended 14:18
        Needs a person, 50% | 16 min so far | 
        Hibernating | 16 min so far | 
    "#]],
    );
}

#[test]
fn every_freshness_has_its_words_and_no_time_left() {
    check_texts(
        Freshness::ALL.into_iter().map(fresh),
        &expect![[r#"
        Running, 64%, about 6 minutes left | 16 min so far | about 6 min left
        Running, 64%, Out of date, 3 min ago |  | 
        Running, 64%, Offline, 40 s ago |  | 
        Running, 64%, Asked to wait, 1 min ago |  | 
        Running, 64%, Sign-in needed, 10 min ago |  | 
        Running, 64%, No access, 10 min ago |  | 
        Running, 64%, Not set up right, 10 min ago |  | 
        Not reached |  | 
        Running, 64%, Not found, 2 h ago |  | 
    "#]],
    );
}

#[test]
fn while_nothing_is_known_it_says_why() {
    check_texts(
        Freshness::ALL.into_iter().map(unknown),
        &expect![[r#"
        Loading… |  | 
        Out of date |  | 
        Offline |  | 
        Asked to wait |  | 
        Sign-in needed |  | 
        No access |  | 
        Not set up right |  | 
        Not reached |  | 
        Not found |  | 
    "#]],
    );
}

#[test]
fn every_note_says_why_what_to_do_and_when_it_is_tried_again() {
    let mut all = String::new();
    for status in Freshness::ALL.into_iter().map(fresh) {
        let Some(note) = view(&status).note else { continue };
        for part in [&note.word, &note.age, &note.why, &note.remedy, &note.retry, &note.cause] {
            all.push_str(part);
            all.push_str(" | ");
        }
        all.push('\n');
    }
    expect![[r#"
        Out of date | 3 min ago | The service has trouble. | This is the last known state. | Next check within a minute. | ServerBusy: The server is busy. | 
        Offline | 40 s ago | This device is offline. | It goes on by itself when the connection is back. |  |  | 
        Asked to wait | 1 min ago | The service asked for a pause. | It goes on by itself after that. | Next check at 14:25. |  | 
        Sign-in needed | 10 min ago | There is no sign-in that the service accepts. | Sign in again. |  |  | 
        No access | 10 min ago | You are signed in, but you may not see this job. | Ask the job’s owner for access. | It is not asked again until you check. |  | 
        Not set up right | 10 min ago | The service refuses how this badge asks. | Check the badge’s endpoint, job and token. | It is not asked again until you check. |  | 
        Not reached |  | The service has not answered since this page was opened: either the network is down, or the service does not allow this page to ask (CORS). The browser does not say which. | Check the connection and the address. If they are right, the service must allow this page’s origin (CORS), or a proxy on this site must pass its answers on. |  |  | 
        Not found | 2 h ago | The service does not know this job, or not any more. | Check the job’s id. | It is not asked again until you check. |  | 
    "#]].assert_eq(&all);
}

fn with_report(state: JobState, change: impl FnOnce(&mut Report, &mut Status)) -> Status {
    let mut status = status(state);
    let mut report = Report::clone(status.report.as_ref().unwrap());
    change(&mut report, &mut status);
    status.report = Some(Rc::new(report));
    status
}

#[test]
fn a_job_that_is_all_done_and_still_runs_is_finishing() {
    let mut status = status(JobState::Running);
    status.progress = Some(Progress::FULL);
    let view = view(&status);
    assert_eq!((view.state_word.as_str(), view.bar), ("Finishing", Bar::Indeterminate));
    assert_eq!(view.value, "");
}

#[test]
fn elapsed_time_goes_by_the_servers_clock_and_never_below_zero() {
    let check = |ahead_seconds: i64, started_seconds_ago: i64, expected: &str| {
        let status = with_report(JobState::Running, |report, status| {
            report.started_at = Some(now().shifted(-started_seconds_ago * 1000));
            status.server_clock_ahead = ahead_seconds * 1000;
        });
        assert_eq!(view(&status).elapsed, expected);
    };
    check(0, 125, "2 min so far");
    check(600, 0, "10 min so far");
    check(-600, 720, "2 min so far");
    check(0, -300, "just started");
    check(0, 42, "40 s so far");
    check(0, 7500, "2 h 5 min so far");
}

#[test]
fn the_name_is_the_labels_then_the_jobs_then_the_id_and_never_empty() {
    let check = |label: Option<&str>, name: Option<&str>, expected: &str| {
        let status = with_report(JobState::Running, |report, _| {
            report.name = name.map(str::to_owned);
        });
        let label = label.map(str::to_owned);
        let settings = ViewSettings { label, ..ViewSettings::default() };
        let view = View::new(
            &status,
            &settings,
            &ProgressHistory::default(),
            now(),
            &Words::default(),
            &Plain,
        );
        assert_eq!(view.label, expected);
    };
    check(Some("Mine"), Some("Theirs"), "Mine");
    check(Some("  "), Some("Theirs"), "Theirs");
    check(None, Some(""), "nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1");
    check(None, None, "nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1");
}

#[test]
fn it_asks_to_be_drawn_again_only_while_something_counts() {
    let check = |status: &Status, density, expected: Option<u64>| {
        let view = cells::view(status, density, false, false);
        assert_eq!(view.next_tick(), expected.map(Duration::from_secs), "{}", view.value_text);
    };
    check(&status(JobState::Queued), Density::Card, None);
    check(&status(JobState::Succeeded), Density::Card, None);
    check(&status(JobState::Canceling), Density::Card, Some(60));
    check(&status(JobState::Canceling), Density::Pill, None);
    check(&status(JobState::Running), Density::Pill, Some(10));
    check(&fresh(Freshness::Stale), Density::Pill, Some(50));
    check(&fresh(Freshness::SignedOut), Density::Dot, Some(60));
    check(&unknown(Freshness::Offline), Density::Card, None);
}

#[test]
fn a_poll_that_brings_nothing_new_leaves_the_view_equal() {
    let first = status(JobState::Canceling);
    let mut second = first.clone();
    second.checked_at = Some(now());
    assert_eq!(view(&first), view(&second));
}

#[test]
fn asking_now_is_offered_only_where_it_may_help() {
    let offered = |freshness: &Freshness| view(&fresh(*freshness)).may_refresh();
    let not: Vec<_> = Freshness::ALL.into_iter().filter(|it| !offered(it)).collect();
    assert_eq!(not, [Freshness::Offline, Freshness::Waiting, Freshness::SignedOut]);
}

#[test]
fn an_unknown_state_is_the_apis_own_word() {
    let status = with_report(JobState::Unknown, |report, _| report.raw_state = "7".to_owned());
    assert_eq!(view(&status).state_word, "7");
}

fn details(status: &Status) -> Details {
    *cells::view(status, Density::Card, true, true).details.unwrap()
}

#[test]
fn details_hold_tasks_times_with_their_exact_utc_and_a_chart_with_its_words() {
    let running = details(&status(JobState::Running));
    assert_eq!(running.tasks_heading, ["Tasks", "1 of 3 done"]);
    assert_eq!(running.tasks.last().unwrap().name, "Task 3");
    let started = running.facts.iter().find(|fact| fact.name == "Started").unwrap();
    assert_eq!(started.text, "2015-02-11 14:04:00 UTC");
    assert_eq!(started.iso, "2015-02-11T14:04:00.000Z");
    let chart = running.chart.unwrap();
    assert_eq!(chart.text, "From 0% to 64% in 15 minutes");
    assert_eq!((chart.points.first(), chart.points.last()), (Some(&(0, 0)), Some(&(1000, 640))));
    assert!(chart.points.is_sorted());
    let failed = details(&status(JobState::Failed));
    let error = failed.tasks.last().unwrap().errors.first().unwrap();
    assert_eq!(error.code, "ErrorDownloadingInputAssetMalformedContent");
    assert_eq!(failed.chart, None);
}

#[test]
fn of_many_tasks_the_first_are_shown_and_the_rest_counted() {
    let many = with_report(JobState::Running, |report, _| {
        report.tasks = Some(vec![Task::default(); Details::MAX_TASKS + 1].into());
    });
    let details = details(&many);
    assert_eq!((details.tasks.len(), details.more_tasks.as_str()), (50, "and 1 more task"));
}

#[test]
fn one_sentence_speaks_for_all_badges_and_only_of_milestones() {
    let check = |changes: &[(Status, Status)], expected: Option<&str>| {
        let words = Words::default();
        let mut announcements = Announcements::default();
        for (before, after) in changes {
            announcements.add(view(before).summary(), &view(after), &words);
        }
        assert_eq!(announcements.take(&words, &Plain).as_deref(), expected);
        assert_eq!(announcements.take(&words, &Plain), None);
    };
    let running = || status(JobState::Running);
    let done = || (running(), status(JobState::Succeeded));
    let failed = || (running(), status(JobState::Failed));
    let signed_out = || (running(), fresh(Freshness::SignedOut));
    check(&[], None);
    check(&[(status(JobState::Queued), running())], None);
    check(&[(running(), fresh(Freshness::Stale))], None);
    check(&[(unknown(Freshness::Live), status(JobState::Succeeded))], None);
    check(&[failed()], Some("Encode “Northern Lights” 4K: Failed"));
    check(&[signed_out()], Some("Encode “Northern Lights” 4K: Sign-in needed"));
    check(&[done(), done(), failed(), done()], Some("3 jobs finished, 1 failed"));
    check(&[done(), signed_out()], Some("1 job finished, 1 job cannot be checked"));
}

#[test]
fn own_words_reach_everything() {
    let words = Words::new([("state-running".to_owned(), "Läuft".to_owned())]);
    let status = status(JobState::Running);
    let settings = ViewSettings::default();
    let view = View::new(&status, &settings, &history(&status), now(), &words, &Plain);
    assert_eq!(view.state_word, "Läuft");
    assert!(view.value_text.starts_with("Läuft, 64%"));
}

#[test]
fn a_start_in_the_far_past_or_future_breaks_nothing() {
    for iso in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        for state in JobState::ALL {
            let odd = with_report(state, |report, status| {
                report.started_at = Timestamp::parse_iso(iso);
                report.ended_at = Timestamp::parse_iso(iso);
                report.eta = Timestamp::parse_iso(iso);
                status.checked_at = Timestamp::parse_iso(iso);
                status.server_clock_ahead = i64::MIN;
            });
            assert!(!view(&odd).value_text.is_empty());
        }
    }
}
