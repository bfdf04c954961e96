//! The cells of the gallery: every state and every kind of freshness, with fixed data. The
//! gallery draws them and the view tests read them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(dead_code, reason = "each reader takes the cells that it needs")]

use std::rc::Rc;

use job_badge::badge::{Density, Plain, ProgressHistory, View, ViewSettings, Words};
use job_badge::job::{
    ErrorDetail, Failure, FailureKind, Freshness, JobId, JobState, Progress, Report, Status, Task,
    Timestamp,
};

/// The time that is now in every cell.
pub fn now() -> Timestamp {
    Timestamp::parse_iso("2015-02-11T14:20:00Z").unwrap()
}

fn ago(seconds: i64) -> Timestamp {
    now().shifted(-seconds * 1000)
}

/// A job in this state, seen just now.
pub fn status(state: JobState) -> Status {
    let job = JobId::parse("nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1").unwrap();
    let (raw, permille) = match state {
        JobState::Queued => ("Queued", None),
        JobState::Scheduled => ("Scheduled", None),
        JobState::Running => ("Processing", Some(640)),
        JobState::Canceling => ("Canceling", Some(640)),
        JobState::Succeeded => ("Finished", Some(1000)),
        JobState::Partial => ("PartlyFinished", Some(1000)),
        JobState::Failed => ("Error", Some(660)),
        JobState::Canceled => ("Canceled", Some(330)),
        JobState::Skipped => ("Skipped", None),
        JobState::Blocked => ("AwaitingApproval", Some(500)),
        JobState::Unknown => ("Hibernating", None),
    };
    let mut report = Report::new(job.clone(), state, raw);
    report.name = Some("Encode “Northern Lights” 4K".to_owned());
    report.created_at = Some(ago(1000));
    report.tasks = Some(tasks(state).into());
    if !state.is_waiting() {
        report.started_at = Some(ago(960));
    }
    if state.is_final() {
        report.ended_at = Some(ago(120));
    }
    let mut status = Status::waiting(job);
    status.report = Some(Rc::new(report));
    status.progress = permille.map(Progress::from_permille);
    status.checked_at = Some(ago(1));
    status
}

fn tasks(state: JobState) -> Vec<Task> {
    let task = |name: &str, state, permille: Option<u16>| Task {
        name: name.to_owned(),
        state,
        progress: permille.map(Progress::from_permille),
        ..Task::default()
    };
    match state {
        JobState::Queued | JobState::Scheduled => {
            vec![task("Analyse the source", state, None), task("Encode", state, None)]
        }
        JobState::Succeeded => {
            vec![task("Analyse the source", state, Some(1000)), task("Encode", state, Some(1000))]
        }
        JobState::Failed => vec![
            task("Analyse the source", JobState::Succeeded, Some(1000)),
            Task {
                errors: vec![ErrorDetail {
                    code: "ErrorDownloadingInputAssetMalformedContent".to_owned(),
                    message: "The input file is cut off after 1.2 GB: <b>no end of stream</b>."
                        .to_owned(),
                }],
                ..task("Encode", state, Some(320))
            },
        ],
        _ => vec![
            task("Analyse the source", JobState::Succeeded, Some(1000)),
            task("Encode", JobState::Running, Some(720)),
            task("", JobState::Queued, Some(0)),
        ],
    }
}

/// A running job with this freshness; with one that was never reached nothing is known.
pub fn fresh(freshness: Freshness) -> Status {
    let mut status = status(JobState::Running);
    status.freshness = freshness;
    let (kind, age) = match freshness {
        Freshness::Live => return status,
        Freshness::Stale => (FailureKind::Server, 190),
        Freshness::Offline => (FailureKind::Network, 40),
        Freshness::Waiting => (FailureKind::Throttled, 70),
        Freshness::SignedOut => (FailureKind::Auth, 600),
        Freshness::Forbidden => (FailureKind::Forbidden, 600),
        Freshness::Misconfigured => (FailureKind::Config, 600),
        Freshness::Unreachable => (FailureKind::Network, 0),
        Freshness::Gone => (FailureKind::NotFound, 7200),
    };
    status.checked_at = Some(ago(age));
    let mut failure = Failure::new(kind);
    if freshness == Freshness::Stale {
        failure.code = "ServerBusy".to_owned();
        failure.message = "The server is busy.".to_owned();
        status.retry_at = Some(now().shifted(20_000));
    }
    if freshness == Freshness::Waiting {
        status.retry_at = Some(now().shifted(300_000));
    }
    status.failure = Some(failure);
    if freshness == Freshness::Unreachable {
        status.report = None;
        status.progress = None;
        status.checked_at = None;
    }
    status
}

/// Nothing known yet, and nothing known for this reason.
pub fn unknown(freshness: Freshness) -> Status {
    let mut status = fresh(freshness);
    status.report = None;
    status.progress = None;
    status.checked_at = None;
    status
}

/// The history of a job that runs at a steady pace up to what its status says.
pub fn history(status: &Status) -> ProgressHistory {
    let mut history = ProgressHistory::default();
    let (Some(report), Some(progress)) = (&status.report, status.progress) else { return history };
    if report.state != JobState::Running || status.freshness != Freshness::Live {
        return history;
    }
    for step in 1..=16_i64 {
        let mut then = status.clone();
        // A little faster at first, a little slower later, as jobs are.
        let wave = [0, 14, 22, 26, 24, 16, 8, 0, -8, -16, -18, -14, -8, -4, -2, 0, 0];
        let permille = i64::from(progress.permille()) * step / 16 + wave[step as usize];
        then.progress = Some(Progress::from_permille(permille as u16));
        then.checked_at = Some(ago(1 + (16 - step) * 59));
        history.observe(&then);
    }
    history
}

/// The view of a status in a cell.
pub fn view(status: &Status, density: Density, details: bool, buttons: bool) -> View {
    view_in(&Words::default(), status, density, details, buttons)
}

/// As [`view`], in other words. Numbers and times stay English: there is no `Intl` here.
pub fn view_in(
    words: &Words,
    status: &Status,
    density: Density,
    details: bool,
    buttons: bool,
) -> View {
    let settings = ViewSettings { density, details, buttons, ..ViewSettings::default() };
    View::new(status, &settings, &history(status), now(), words, &Plain)
}

/// The widths of places, in em, that a badge has to do with.
pub const WIDTHS: [u8; 6] = [8, 12, 16, 22, 30, 44];

/// Names by what is special about them.
pub const NAMES: [(&str, &str); 5] = [
    ("tiny", "T"),
    ("short", "Trailer"),
    (
        "long",
        "Transcode the interviews of “Northern Lights” for the archive and all its readers, in 4K",
    ),
    ("right-to-left", "ترميز مقابلات «الأضواء الشمالية» للأرشيف ولجميع قرائه بدقة عالية جدا"),
    ("cjk", "『北極光』のインタビュー映像をアーカイブとすべての読者のために4Kで変換する"),
];

/// States that need room in several ways, each with a name for it and whether its time left is
/// known.
pub fn under_pressure() -> Vec<(&'static str, Status, bool)> {
    let mut indeterminate = status(JobState::Running);
    indeterminate.progress = None;
    vec![
        ("running", status(JobState::Running), true),
        ("running-untimed", status(JobState::Running), false),
        ("indeterminate", indeterminate, false),
        ("blocked", status(JobState::Blocked), false),
        ("partial", status(JobState::Partial), false),
        ("stale", fresh(Freshness::Stale), false),
        ("signed-out", fresh(Freshness::SignedOut), false),
        ("unreachable", unknown(Freshness::Unreachable), false),
    ]
}

/// The view of a status under another name, with or without buttons and a time left.
pub fn named(status: &Status, density: Density, name: &str, timed: bool, buttons: bool) -> View {
    let settings =
        ViewSettings { density, label: Some(name.to_owned()), buttons, ..ViewSettings::default() };
    let history = if timed { history(status) } else { ProgressHistory::default() };
    let mut view = View::new(status, &settings, &history, now(), &Words::default(), &Plain);
    if !timed {
        view.until = String::new();
    }
    view
}
