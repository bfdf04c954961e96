//! What a shipped description makes of an answer, as lines of text, for tables in tests.
#![allow(dead_code, reason = "no test needs all of it")]

use std::fmt::Write as _;

use job_badge::{
    job::{Answer, ErrorDetail, Failure, JobId, Progress, Query, Report, Task, Timestamp},
    provider::{Api, Auth, Body, Description, Head, Json, Members, described::catalog},
};
use serde_json::Deserializer;

/// The body of an answer.
pub struct Text<'a>(pub &'a str);

impl Body for Text<'_> {
    fn json(&self, members: Members<'_>) -> Option<Json> {
        Json::read(&mut Deserializer::from_str(self.0), members).ok()
    }

    fn text(&self) -> String {
        self.0.to_owned()
    }
}

/// A shipped provider.
pub fn shipped(name: &str) -> Api {
    let found = catalog::ALL.iter().find(|(shipped, _)| *shipped == name);
    let (_, text) = found.unwrap_or_else(|| panic!("{name} does not ship"));
    let read = Description::read(name, &mut Deserializer::from_str(text));
    Api::Described(read.unwrap_or_else(|error| panic!("{name}: {error}")).into())
}

/// An answer with this status; 200 may hold a page.
pub fn head(status: u16, body: &str) -> Head {
    Head { status, is_page: body.trim_start().starts_with('<'), ..Head::OK }
}

pub fn job(id: &str) -> Query {
    Query::Jobs(vec![JobId::parse(id).unwrap()])
}

pub fn tasks(id: &str) -> Query {
    Query::Tasks(JobId::parse(id).unwrap())
}

/// The list of active jobs, of which these are asked for.
pub fn list(ids: &[&str]) -> Query {
    let jobs = ids.iter().map(|id| JobId::parse(id).unwrap()).collect();
    Query::Active { jobs, skip: 0, top: usize::MAX }
}

/// What an answer with this status says.
pub fn read(api: &Api, query: &Query, status: u16, body: &str) -> String {
    match api.read_answer(Auth::Bearer, query, &head(status, body), &Text(body)) {
        Ok(Answer::Jobs(reports)) => lines(&reports, report),
        Ok(Answer::Tasks(tasks)) => lines(&tasks, task),
        Ok(Answer::Active { reports, rows }) => {
            format!("{rows} rows\n{}", lines(&reports, |it| format!("{}: {}", it.job, report(it))))
        }
        Err(failure) => refusal(&failure),
    }
}

fn lines<T>(all: &[T], line: impl Fn(&T) -> String) -> String {
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// `auth 401: code | message, wait 7 s`.
pub fn refusal(failure: &Failure) -> String {
    let mut line = failure.kind.name().to_owned();
    if let Some(status) = failure.status {
        write!(line, " {status}").unwrap();
    }
    if !failure.code.is_empty() || !failure.message.is_empty() {
        write!(line, ": {} | {}", failure.code, failure.message).unwrap();
    }
    if let Some(wait) = failure.retry_after {
        write!(line, ", wait {} s", wait.as_secs()).unwrap();
    }
    line
}

/// `running in_progress 50% "name" created … started … ended … eta … link … error code | message`,
/// and a line for each task.
pub fn report(report: &Report) -> String {
    let mut line = state(report.state.name(), &report.raw_state, report.overall_progress());
    if let Some(name) = &report.name {
        write!(line, " \"{name}\"").unwrap();
    }
    time(&mut line, "created", report.created_at);
    time(&mut line, "started", report.started_at);
    time(&mut line, "ended", report.ended_at);
    time(&mut line, "eta", report.eta);
    if let Some(link) = &report.link {
        write!(line, " link {link}").unwrap();
    }
    errors(&mut line, &report.errors);
    for part in report.tasks.iter().flat_map(|tasks| tasks.iter()) {
        write!(line, "\n- {}", task(part)).unwrap();
    }
    line
}

pub fn task(task: &Task) -> String {
    let mut line = state(task.state.name(), &task.raw_state, task.progress);
    if !task.name.is_empty() {
        write!(line, " \"{}\"", task.name).unwrap();
    }
    time(&mut line, "started", task.started_at);
    time(&mut line, "ended", task.ended_at);
    errors(&mut line, &task.errors);
    line
}

fn state(state: &str, raw: &str, progress: Option<Progress>) -> String {
    let mut line = state.to_owned();
    if !raw.is_empty() {
        write!(line, " {raw}").unwrap();
    }
    if let Some(progress) = progress {
        let permille = progress.permille();
        match permille % 10 {
            0 => write!(line, " {}%", permille / 10).unwrap(),
            tenths => write!(line, " {}.{tenths}%", permille / 10).unwrap(),
        }
    }
    line
}

fn time(line: &mut String, name: &str, time: Option<Timestamp>) {
    if let Some(time) = time {
        write!(line, " {name} {}", time.to_iso().replace(".000Z", "Z")).unwrap();
    }
}

fn errors(line: &mut String, errors: &[ErrorDetail]) {
    for error in errors {
        write!(line, " error {} | {}", error.code, error.message).unwrap();
    }
}
