//! The details of a badge: its tasks, errors, times and its progress over time.

use core::time::Duration;

use super::note::cause;
use super::times::{elapsed, elapsed_words, silent_in};
use super::{Bar, Format, Phrase, ProgressHistory, RoundedDuration, Width, Words};
use crate::job::{ErrorDetail, JobState, Progress, Report, Status, Task, Timestamp, visible};

/// Everything that the details show, ready to draw. Text from the API is untrusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What the group is called: `Details`.
    pub title: String,
    /// The heading over the tasks, `Tasks`, and how many are done.
    pub tasks_heading: [String; 2],
    /// The first [`Details::MAX_TASKS`] tasks.
    pub tasks: Vec<TaskRow>,
    /// `and 3 more tasks`; empty when all are shown.
    pub more_tasks: String,
    /// The heading over the job's own errors.
    pub errors_heading: String,
    /// The job's own errors; the tasks' stand with them.
    pub errors: Vec<ErrorDetail>,
    /// The chart of the progress, once there is something to see.
    pub chart: Option<Chart>,
    /// Times and other facts, each with its name.
    pub facts: Vec<FactRow>,
    /// What the job's id is called.
    pub id_heading: String,
    /// The job's own page at its service: what the link says, and where it leads (https). `None`
    /// where the service gives none.
    pub link: Option<[String; 2]>,
    /// The names of the buttons: `Check now`, `Copy id`, `Close`.
    pub buttons: [String; 3],
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// Its name (untrusted), or `Task 2`.
    pub name: String,
    /// Its state.
    pub state: JobState,
    /// Its state in words.
    pub state_word: String,
    /// Its bar.
    pub bar: Bar,
    /// Its percentage, where it has one and it runs.
    pub value: String,
    /// State and percentage in one, for assistive technology.
    pub value_text: String,
    /// What went wrong in it.
    pub errors: Vec<ErrorDetail>,
}

/// One fact, mostly a time: a name and a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// What it is: `Started`.
    pub name: String,
    /// A time in the reader's zone, or text of the API's (untrusted).
    pub text: String,
    /// The exact time in UTC, ISO 8601; empty where the fact is no time.
    pub iso: String,
}

/// The progress over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Points from the first to the last look: how far in time, and how far the job was, both in
    /// permille.
    pub points: Vec<(u16, u16)>,
    /// What it is called: `Progress over time`.
    pub heading: String,
    /// The same in words.
    pub text: String,
}

impl Details {
    /// The most tasks that are shown.
    pub const MAX_TASKS: usize = 50;

    pub(super) fn new(
        status: &Status,
        history: &ProgressHistory,
        now: Timestamp,
        words: &Words,
        format: &dyn Format,
    ) -> Self {
        let report = status.report.as_deref();
        let all = report.and_then(|report| report.tasks.as_deref()).unwrap_or_default();
        let server_now = now.shifted(status.server_clock_ahead);
        let tasks: Vec<_> = (1..)
            .zip(all.iter().take(Self::MAX_TASKS))
            .map(|(number, task)| TaskRow::new(number, task, server_now, words, format))
            .collect();
        let done = all.iter().filter(|task| task.state.is_final()).count();
        let more = all.len() - tasks.len();
        let more_tasks = match more {
            0 => String::new(),
            more => words.count(Phrase::MoreTasks, more as u64, format),
        };
        Self {
            title: words.say(Phrase::Details),
            tasks_heading: [
                words.say(Phrase::Tasks),
                words.fill(
                    Phrase::TasksDone,
                    &[
                        ("done", &format.number(done as u64)),
                        ("count", &format.number(all.len() as u64)),
                    ],
                ),
            ],
            tasks,
            more_tasks,
            errors_heading: words.say(Phrase::Errors),
            errors: report.map_or_else(Vec::new, |report| errors(status, report, words)),
            chart: Chart::new(history, words, format),
            facts: facts(status, now, words, format),
            id_heading: words.say(Phrase::JobId),
            link: report
                .and_then(|report| report.link.clone())
                .map(|link| [words.say(Phrase::OpenJob), link]),
            buttons: [
                words.say(Phrase::CheckNow),
                words.say(Phrase::CopyId),
                words.say(Phrase::Close),
            ],
        }
    }
}

impl TaskRow {
    fn new(
        number: u64,
        task: &Task,
        server_now: Timestamp,
        words: &Words,
        format: &dyn Format,
    ) -> Self {
        let state_word = match task.state {
            JobState::Unknown if visible(&task.raw_state).is_some() => task.raw_state.clone(),
            state => words.say(Phrase::of_state(state)),
        };
        let runs_for = task.started_at.map(|start| server_now.since(start));
        let is_silent = silent_in(task.state, task.progress, runs_for) == Some(Duration::ZERO);
        let bar = match task.progress.filter(|_| !is_silent) {
            _ if task.state == JobState::Succeeded => Bar::Determinate(1000),
            Some(progress) => Bar::Determinate(progress.permille()),
            None if task.state.is_active() => Bar::Indeterminate,
            None => Bar::None,
        };
        let value = match task.progress {
            Some(progress) if task.state.is_active() && !is_silent => {
                format.percent(progress.percent())
            }
            _ => String::new(),
        };
        let name = match visible(&task.name) {
            None => words.fill(Phrase::TaskNumber, &[("number", &format.number(number))]),
            Some(name) => name.to_owned(),
        };
        Self {
            name,
            state: task.state,
            value_text: words.join(state_word.clone(), &value),
            state_word,
            bar,
            value,
            errors: task.errors.clone(),
        }
    }
}

/// The job's own errors. A job that failed without any word from the service says so.
fn errors(status: &Status, report: &Report, words: &Words) -> Vec<ErrorDetail> {
    let is_silent = |errors: &[ErrorDetail]| {
        errors.iter().all(|e| visible(&e.code).or_else(|| visible(&e.message)).is_none())
    };
    // As long as its tasks are not known, a reason may stand there.
    let has_no_reason = report.state == JobState::Failed
        && status.tasks_failure.is_none()
        && is_silent(&report.errors)
        && report.tasks.iter().any(|tasks| tasks.iter().all(|task| is_silent(&task.errors)));
    if !has_no_reason {
        return report.errors.clone();
    }
    vec![ErrorDetail { code: String::new(), message: words.say(Phrase::NoReason) }]
}

/// Why there are no tasks, and with them no progress.
fn no_tasks(status: &Status, words: &Words) -> Option<FactRow> {
    let has_tasks = status.report.as_ref()?.tasks.is_some();
    let failure = status.tasks_failure.as_ref()?;
    // Known tasks survive a failure that may pass.
    if has_tasks && failure.kind.is_transient() {
        return None;
    }
    let mut why = cause(failure, words);
    if why.is_empty() {
        why = words.say(Phrase::of_failure(failure.kind));
    }
    let text = format!("{} {why}", words.get(Phrase::NoTasks));
    Some(FactRow { name: words.say(Phrase::Tasks), text, iso: String::new() })
}

fn facts(status: &Status, now: Timestamp, words: &Words, format: &dyn Format) -> Vec<FactRow> {
    let report = status.report.as_deref();
    let ahead = status.server_clock_ahead;
    let times = [
        (Phrase::Created, report.and_then(|report| report.created_at)),
        (Phrase::Started, report.and_then(|report| report.started_at)),
        (Phrase::Expected, report.and_then(|report| report.eta)),
        (Phrase::Ended, report.and_then(Report::ended)),
        // The only one by this machine's clock: shown by the service's, as the others are.
        (Phrase::Checked, status.checked_at.map(|at| at.shifted(ahead))),
    ];
    let mut rows = Vec::new();
    rows.extend(no_tasks(status, words));
    if let Some(report) = report.filter(|report| visible(&report.raw_state).is_some()) {
        let text = report.raw_state.clone();
        rows.push(FactRow { name: words.say(Phrase::ServiceSays), text, iso: String::new() });
    }
    for (phrase, at) in times {
        let Some(at) = at else { continue };
        let mut text = format.date_time(at);
        if phrase == Phrase::Ended {
            let passed = report.and_then(|report| elapsed(status, report, now));
            let took = passed.map(|passed| elapsed_words(passed, true, words, format));
            text = words.join(text, took.as_deref().unwrap_or_default());
        }
        rows.push(FactRow { name: words.say(phrase), text, iso: at.to_iso() });
    }
    rows
}

impl Chart {
    fn new(history: &ProgressHistory, words: &Words, format: &dyn Format) -> Option<Self> {
        let (first, last) = (history.points().first()?, history.points().last()?);
        let seen_at = history.seen_at()?;
        let elapsed = seen_at.millis_since(first.at);
        if elapsed == 0 || first.permille == last.permille {
            return None;
        }
        let x = |at: Timestamp| {
            u16::try_from(at.millis_since(first.at) * 1000 / elapsed).unwrap_or(1000).min(1000)
        };
        let mut points: Vec<_> =
            history.points().iter().map(|point| (x(point.at), point.permille)).collect();
        points.push((1000, last.permille));
        points.dedup();
        let percent = |permille| format.percent(Progress::from_permille(permille).percent());
        let duration = RoundedDuration::elapsed(seen_at.since(first.at));
        let text = words.fill(
            Phrase::ProgressOverTimeText,
            &[
                ("first", &percent(first.permille)),
                ("last", &percent(last.permille)),
                ("duration", &format.duration(duration, Width::Long)),
            ],
        );
        Some(Self { points, heading: words.say(Phrase::ProgressOverTime), text })
    }
}
