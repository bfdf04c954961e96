//! What a badge says where a service says nothing: no reason, no progress, a name that cannot be
//! seen; and where only the day has changed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod cells;

use std::{rc::Rc, time::Duration};

use cells::{now, status};
use job_badge::badge::{Bar, Density, Details, Plain, ProgressHistory, View, ViewSettings, Words};
use job_badge::job::{
    ErrorDetail, Failure, FailureKind, Freshness, JobState, Progress, Report, Status, Task,
    Timestamp,
};

fn with_report(state: JobState, change: impl FnOnce(&mut Report, &mut Status)) -> Status {
    let mut status = status(state);
    let mut report = Report::clone(status.report.as_ref().unwrap());
    change(&mut report, &mut status);
    status.report = Some(Rc::new(report));
    status
}

fn details(status: &Status) -> Details {
    *cells::view(status, Density::Card, true, true).details.unwrap()
}

fn view_at(status: &Status, density: Density, at: Timestamp) -> View {
    let settings = ViewSettings { density, ..ViewSettings::default() };
    View::new(status, &settings, &ProgressHistory::default(), at, &Words::default(), &Plain)
}

#[test]
fn a_job_that_failed_is_not_called_all_done() {
    let check = |state, permille, value: &str| {
        let status = with_report(state, |_, status| {
            status.progress = Some(Progress::from_permille(permille));
        });
        assert_eq!(view_at(&status, Density::Card, now()).value, value, "{state:?} {permille}");
    };
    check(JobState::Failed, 1000, "");
    check(JobState::Canceled, 1000, "");
    check(JobState::Failed, 620, "62%");
    check(JobState::Partial, 1000, "100%");
    check(JobState::Succeeded, 1000, "100%");
}

#[test]
fn a_job_that_failed_without_a_word_says_so() {
    let error = |code: &str, message: &str| ErrorDetail {
        code: code.to_owned(),
        message: message.to_owned(),
    };
    let check = |state, of_task: Vec<ErrorDetail>, of_job: Vec<ErrorDetail>, expected: bool| {
        let status = with_report(state, |report, _| {
            report.tasks = Some(vec![Task { errors: of_task, ..Task::default() }].into());
            report.errors = of_job;
        });
        let errors = details(&status).errors;
        let is_said = errors.iter().any(|e| e.message == "The service gave no reason.");
        assert_eq!(is_said, expected, "{errors:?}");
    };
    check(JobState::Failed, vec![], vec![], true);
    check(JobState::Failed, vec![error("", "")], vec![], true);
    check(JobState::Failed, vec![], vec![error(" ", "\u{200b}")], true);
    check(JobState::Failed, vec![error("E1", "")], vec![], false);
    check(JobState::Failed, vec![], vec![error("", "Out of space.")], false);
    check(JobState::Canceled, vec![], vec![], false);
    check(JobState::Running, vec![], vec![], false);
    let no_tasks =
        with_report(JobState::Failed, |report, _| report.tasks = Some(Vec::new().into()));
    assert_eq!(details(&no_tasks).errors.len(), 1);
    let not_asked = with_report(JobState::Failed, |report, _| report.tasks = None);
    assert!(details(&not_asked).errors.is_empty(), "a reason may stand in its tasks");
}

#[test]
fn why_there_is_no_progress_stands_in_the_details_of_a_live_job() {
    let row = |failure: Failure, has_tasks: bool| {
        let status = with_report(JobState::Running, |report, status| {
            status.tasks_failure = Some(failure);
            report.tasks = report.tasks.take().filter(|_| has_tasks);
        });
        let details = details(&status);
        let row = details.facts.into_iter().find(|fact| fact.name == "Tasks");
        row.map(|row| row.text)
    };
    let refused = Failure::new(FailureKind::Config).with_message("Bad path.");
    let why = "There is no progress: the service does not give this job’s tasks.";
    assert_eq!(row(refused, false), Some(format!("{why} Bad path.")));
    let denied = Failure::new(FailureKind::Forbidden);
    let denies = "The service denies access to this job.";
    assert_eq!(row(denied, false), Some(format!("{why} {denies}")));
    let busy = Failure::new(FailureKind::Server);
    assert_eq!(row(busy.clone(), false), Some(format!("{why} The service has trouble.")));
    assert_eq!(row(busy, true), None, "what is known stays, and it may pass");
}

#[test]
fn zero_percent_for_ten_minutes_is_no_progress() {
    let check = |state, seconds: i64, permille, density, bar, value: &str| {
        let status = with_report(state, |report, status| {
            report.started_at = Some(now().shifted(-seconds * 1000));
            report.eta = Some(now().shifted(600_000));
            status.progress = Some(Progress::from_permille(permille));
        });
        let view = view_at(&status, density, now());
        assert_eq!((view.bar, view.value.as_str()), (bar, value), "{state:?} {seconds}");
        view
    };
    use Density::{Card, Dot, Pill};
    use JobState::{Canceling, Queued, Running};
    let waits = check(Running, 599, 0, Pill, Bar::Determinate(0), "0%");
    assert_eq!(waits.next_tick(), Some(Duration::from_secs(1)), "it is drawn anew then");
    for density in [Dot, Pill, Card] {
        let view = check(Running, 600, 0, density, Bar::Indeterminate, "");
        assert_eq!(view.value_text, "Running");
    }
    check(Canceling, 3600, 0, Pill, Bar::Indeterminate, "");
    check(Running, 3600, 1, Pill, Bar::Determinate(1), "0%");
    check(Running, 36_000, 990, Pill, Bar::Determinate(990), "99%");
    check(Queued, 3600, 0, Pill, Bar::Determinate(0), "0%");
    let stale = with_report(Running, |report, status| {
        report.started_at = Some(now().shifted(-3_600_000));
        status.progress = Some(Progress::ZERO);
        status.freshness = Freshness::Stale;
    });
    assert_eq!(view_at(&stale, Pill, now()).bar, Bar::Determinate(0), "nothing moves");
}

#[test]
fn zero_percent_counts_from_the_first_look_where_no_start_is_known() {
    let mut history = ProgressHistory::default();
    let mut status = with_report(JobState::Running, |report, status| {
        report.started_at = None;
        status.progress = Some(Progress::ZERO);
    });
    for (seconds, bar) in
        [(0, Bar::Determinate(0)), (300, Bar::Determinate(0)), (700, Bar::Indeterminate)]
    {
        let at = now().shifted(seconds * 1000);
        status.checked_at = Some(at);
        history.observe(&status);
        let settings = ViewSettings::default();
        let view = View::new(&status, &settings, &history, at, &Words::default(), &Plain);
        assert_eq!((view.bar, view.until.as_str()), (bar, ""), "{seconds}");
    }
}

#[test]
fn a_task_that_never_reports_is_indeterminate_too() {
    let row = |seconds: i64, permille| {
        let status = with_report(JobState::Running, |report, status| {
            status.server_clock_ahead = 3_600_000;
            let task = Task {
                state: JobState::Running,
                progress: Some(Progress::from_permille(permille)),
                started_at: Some(now().shifted(3_600_000 - seconds * 1000)),
                ..Task::default()
            };
            report.tasks = Some(vec![task].into());
        });
        let row = details(&status).tasks.remove(0);
        (row.bar, row.value)
    };
    assert_eq!(row(599, 0), (Bar::Determinate(0), "0%".to_owned()));
    assert_eq!(row(600, 0), (Bar::Indeterminate, String::new()));
    assert_eq!(row(6000, 10), (Bar::Determinate(10), "1%".to_owned()));
}

#[test]
fn what_names_a_time_of_day_is_worded_anew_when_the_day_changes() {
    for state in [JobState::Succeeded, JobState::Failed, JobState::Canceled, JobState::Skipped] {
        for density in Density::ALL {
            let status = status(state);
            let today = view_at(&status, density, now());
            assert_eq!(today.until, "ended 14:18");
            let midnight = Duration::from_secs((24 * 60 - 14 * 60 - 20) * 60);
            assert_eq!(today.next_tick(), Some(midnight), "{state:?} {density:?}");
            let tomorrow = view_at(&status, density, now().plus(midnight));
            assert_eq!(tomorrow.until, "ended 2015-02-11 14:18");
            let later = now().plus(midnight * 4);
            assert_eq!(view_at(&status, density, later).next_tick(), None, "it keeps its day");
        }
    }
    let mut waiting = cells::fresh(Freshness::Waiting);
    waiting.checked_at = None;
    waiting.retry_at = Some(now().shifted(36_000_000));
    let view = view_at(&waiting, Density::Pill, now());
    assert_eq!(view.note.as_ref().unwrap().retry, "Next check at 2015-02-12 00:20.");
    assert!(view.next_tick().is_some_and(|wait| wait <= Duration::from_secs(34_800)));
}

#[test]
fn a_name_that_cannot_be_seen_is_none() {
    let label = |label: Option<&str>, name: Option<&str>| {
        let status = with_report(JobState::Running, |report, _| {
            report.name = name.map(str::to_owned);
        });
        let settings = ViewSettings { label: label.map(str::to_owned), ..ViewSettings::default() };
        let history = ProgressHistory::default();
        View::new(&status, &settings, &history, now(), &Words::default(), &Plain).label
    };
    for blank in ["", "\t\u{a0}", "\u{3000}", "\u{200b}\u{feff}", "\u{ad}", "\u{2800}", "\u{301}"] {
        assert_eq!(label(Some(blank), Some("Theirs")), "Theirs");
        assert!(label(Some(blank), Some(blank)).starts_with("nb:jid:UUID:"));
        let tasks = with_report(JobState::Unknown, |report, _| {
            let task =
                Task { name: blank.to_owned(), raw_state: blank.to_owned(), ..Task::default() };
            report.tasks = Some(vec![task].into());
            report.raw_state = blank.to_owned();
        });
        let row = details(&tasks).tasks.remove(0);
        assert_eq!((row.name.as_str(), row.state_word.as_str()), ("Task 1", "Unknown state"));
        assert_eq!(view_at(&tasks, Density::Pill, now()).state_word, "Unknown state");
    }
    for name in ["می\u{200c}خواهم", "👩\u{200d}💻", "e\u{301}te\u{301}"] {
        assert_eq!(label(Some(name), None), name);
        assert_eq!(label(None, Some(name)), name);
    }
}
