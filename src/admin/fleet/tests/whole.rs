//! What all rows come to.

use job_badge::job::JobState;

use super::*;
use crate::fleet::{Figures, Requests, trouble};

#[test]
fn the_figures_count_jobs_that_run_that_failed_and_that_ended_today() {
    let ended = |id, state, end| row(id, state, |report| report.ended_at = Some(at(end)));
    let mut ahead = ended("ahead", JobState::Succeeded, 1030);
    // The server's clock is a minute ahead: by the reader's it ended before midnight.
    ahead.status = Rc::new(Status { server_clock_ahead: 60_000, ..Status::clone(&ahead.status) });
    let rows = [
        row("a", JobState::Running, |_| {}),
        row("b", JobState::Canceling, |_| {}),
        row("c", JobState::Queued, |_| {}),
        ended("d", JobState::Succeeded, 1000),
        ended("e", JobState::Failed, 999),
        ended("f", JobState::Failed, 2000),
        // It says an end and is not final.
        ended("g", JobState::Unknown, 2000),
        ahead,
        waiting("h"),
    ];
    let figures = Figures { running: 2, failed: 2, finished_today: 2 };
    assert_eq!(Figures::of(&rows, at(1000)), figures);
    assert_eq!(Figures::of(&[], at(1000)), Figures::default());
}

#[test]
fn requests_count_for_a_minute_at_the_roots_that_are_asked_for() {
    let mut requests = Requests::default();
    for second in [0, 1, 30, 59] {
        requests.sent(f64::from(second) * 1000.0, format!("https://a.example/api/{second}"));
        requests.sent(f64::from(second) * 1000.0, "https://b.example/x".to_owned());
    }
    let mut count = |second: i32, roots: &[&'static str]| {
        requests.in_the_last_minute(f64::from(second) * 1000.0, roots.iter().copied())
    };
    assert_eq!(count(59, &["https://a.example/api/"]), 4);
    assert_eq!(count(59, &["https://a.example/api/", "https://b.example/"]), 8);
    // Two connections with one root are one API.
    assert_eq!(count(59, &["https://a.example/api/", "https://a.example/api/"]), 4);
    assert_eq!(count(60, &["https://a.example/api/"]), 3);
    assert_eq!(count(119, &["https://a.example/api/"]), 0);
}

#[test]
fn a_connection_has_the_trouble_that_its_reader_can_mend() {
    let stale = fresh(waiting("a"), Freshness::Stale);
    let out = fresh(waiting("b"), Freshness::SignedOut);
    let mut other = fresh(waiting("c"), Freshness::Forbidden);
    other.key.connection = 2;
    let gone = fresh(waiting("d"), Freshness::Gone);
    let rows = [stale, out, other, gone, waiting("e")];
    let of = |connection| trouble(&rows, connection).map(|(status, jobs)| (status.freshness, jobs));
    assert_eq!(of(1), Some((Freshness::SignedOut, 2)));
    assert_eq!(of(2), Some((Freshness::Forbidden, 1)));
    assert_eq!(of(3), None);
    assert!(trouble(&rows[3..], 1).is_none(), "a job that is gone is no fault of the connection");
}

#[test]
fn a_row_says_its_name_its_tasks_and_what_went_wrong() {
    let plain = row("a", JobState::Running, |report| report.name = Some("  ".to_owned()));
    assert_eq!((plain.name(), plain.tasks(), plain.errors().count()), ("a", None, 0));
    let failed = row("b", JobState::Failed, |report| {
        report.errors = vec![ErrorDetail::default()];
        report.tasks = tasks(1, 3, 2);
    });
    let done = failed.tasks().map(|tasks| (tasks.done, tasks.all));
    assert_eq!((done, failed.errors().count()), (Some((1, 3)), 7));
}
