//! What was read of an answer, as short texts: one fact for each thing that a badge can show.

use job_badge::job::{ErrorDetail, Progress, Report, Task, Timestamp};

/// More tasks are counted, not listed.
const MAX_TASKS: usize = 12;

/// One thing that was read, or that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    /// What it is.
    pub title: &'static str,
    /// What it says; empty where the answer does not say.
    pub lines: Vec<String>,
    /// The JSON pointers of the members of the answer that it hangs on. `*` is every entry.
    pub answer: Vec<String>,
    /// The JSON pointers of the places in the description that gave it.
    pub description: Vec<String>,
}

/// The names of all facts, in their order, and the description's member for each.
pub(super) const TITLES: [(&str, &str); 10] = [
    ("State", "state"),
    ("Progress", "progress"),
    ("Name", "name"),
    ("Created", "created"),
    ("Started", "started"),
    ("Ended", "ended"),
    ("Expected end", "eta"),
    ("Errors", "errors"),
    ("Tasks", "items"),
    ("Its own page", "link"),
];

/// What a report says, in the order of [`TITLES`].
pub(super) fn lines(report: &Report) -> [Vec<String>; TITLES.len()] {
    let one = |text: Option<String>| text.into_iter().collect();
    let time = |time: Option<Timestamp>| one(time.map(Timestamp::to_iso));
    let tasks = report.tasks.as_deref().unwrap_or_default();
    [
        // Without a word of the API's nothing was read: it is an answer about tasks alone.
        one((!report.raw_state.is_empty()).then(|| named(report.state.name(), &report.raw_state))),
        one(report.overall_progress().map(percent)),
        one(report.name.clone()),
        time(report.created_at),
        time(report.started_at),
        time(report.ended()),
        time(report.eta),
        report.errors.iter().map(error).collect(),
        task_lines(tasks),
        one(report.link.clone()),
    ]
}

fn task_lines(tasks: &[Task]) -> Vec<String> {
    let mut lines: Vec<String> = tasks.iter().take(MAX_TASKS).map(task).collect();
    if let Some(more) = tasks.len().checked_sub(MAX_TASKS).filter(|more| *more > 0) {
        lines.push(format!("and {more} more"));
    }
    lines
}

fn task(task: &Task) -> String {
    let name = if task.name.is_empty() { "(no name)" } else { &task.name };
    let mut line = format!("{name}: {}", named(task.state.name(), &task.raw_state));
    if let Some(progress) = task.progress {
        line = format!("{line}, {}", percent(progress));
    }
    for detail in &task.errors {
        line = format!("{line} – {}", error(detail));
    }
    line
}

fn named(state: &str, raw: &str) -> String {
    if raw.is_empty() || raw == state { state.to_owned() } else { format!("{state} (“{raw}”)") }
}

fn percent(progress: Progress) -> String {
    let (whole, tenth) = (progress.permille() / 10, progress.permille() % 10);
    if tenth == 0 { format!("{whole} %") } else { format!("{whole}.{tenth} %") }
}

fn error(error: &ErrorDetail) -> String {
    let parts = [error.code.as_str(), error.message.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}
