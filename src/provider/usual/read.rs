//! What a usual answer says of its job.

use std::rc::Rc;

use super::{
    names::members,
    progress::progress,
    scope::{Scope, scopes, together},
    state::{Stated, state},
    tables::{CREATED, ENDED_AT, ERRORS, EXPECTED, NAMES, REASONS, STARTED, TASKS},
};
use crate::{
    job::{
        ErrorDetail, Failure, FailureKind, JobId, JobState, Progress, Report, SHORT_TEXT, Task,
        Timestamp, cap, visible,
    },
    provider::{error_body::details, json::Json, lenient_time::time},
};

/// 1990-01-01: smaller numbers are counts.
const FIRST_TIME: i64 = 631_152_000_000;
/// How many members are named in a message.
const MAX_NAMES: usize = 8;

/// Reads an answer about one job; `None`: the job is not there.
pub(super) fn read(job: &JobId, answer: &Json) -> Result<Option<Report>, Failure> {
    if *answer == Json::Nothing || answer.list().is_some_and(<[Json]>::is_empty) {
        return Ok(None);
    }
    let scopes = scopes(answer);
    let all = together(&scopes);
    let Some(part) = part(&scopes, &all) else {
        return Err(not_read(scopes.last().map_or(&[], |scope| scope.members.as_slice())));
    };
    let tasks = members(&all, TASKS).into_iter().find_map(tasks);
    Ok(Some(Report {
        job: job.clone(),
        name: Some(part.name).filter(|name| !name.is_empty()),
        state: part.state,
        raw_state: part.raw_state,
        progress: part.progress,
        tasks,
        errors: part.errors,
        created_at: first_time(&all, CREATED),
        started_at: part.started_at,
        ended_at: part.ended_at,
        eta: first_time(&all, EXPECTED).filter(|_| !part.state.is_final()),
        link: None,
    }))
}

/// What a job and a task have in common.
fn part(scopes: &[Scope<'_>], all: &[(&str, &Json)]) -> Option<Task> {
    let stated = state(scopes, |all| first_time(all, ENDED_AT).is_some())?;
    let is_final = stated.state.is_final();
    Some(Task {
        name: name(all),
        state: stated.state,
        raw_state: match stated.raw {
            Json::Flag(flag) => flag.to_string(),
            raw => cap(raw.words().trim(), SHORT_TEXT),
        },
        progress: progress(all, is_final),
        errors: errors(scopes, &stated),
        started_at: first_time(all, STARTED),
        ended_at: first_time(all, ENDED_AT).filter(|_| is_final),
    })
}

fn name(all: &[(&str, &Json)]) -> String {
    let name = members(all, NAMES).into_iter().find_map(|value| visible(value.text()?));
    cap(name.unwrap_or_default(), SHORT_TEXT)
}

fn first_time(all: &[(&str, &Json)], row: &str) -> Option<Timestamp> {
    members(all, row).into_iter().filter_map(time).find(|time| time.millis() >= FIRST_TIME)
}

/// The errors of the job; what stands outside the object with the state is the envelope's.
fn errors(scopes: &[Scope<'_>], stated: &Stated<'_>) -> Vec<ErrorDetail> {
    let job = together(scopes.get(stated.at..).unwrap_or_default());
    let mut all = members(&job, ERRORS);
    let note = Json::Text(stated.note.to_owned());
    if matches!(stated.state, JobState::Failed | JobState::Partial) {
        all.extend(members(&job, REASONS));
        all.push(&note);
    }
    all.into_iter().map(details).find(|details| !details.is_empty()).unwrap_or_default()
}

/// The tasks in a list; `None`: it holds none.
fn tasks(list: &Json) -> Option<Rc<[Task]>> {
    let tasks: Vec<_> = list.list()?.iter().filter_map(task).collect();
    (!tasks.is_empty()).then(|| tasks.into())
}

/// An entry that has a state or a progress.
fn task(json: &Json) -> Option<Task> {
    let scopes = scopes(json);
    let all = together(&scopes);
    let mut task = part(&scopes, &all).or_else(|| {
        let progress = Some(progress(&all, false)?);
        Some(Task { name: name(&all), progress, ..Task::default() })
    })?;
    if task.progress.is_none() && task.state.is_final() {
        task.progress = Some(Progress::FULL);
    }
    Some(task)
}

/// Says what was found in place of a state.
fn not_read(members: &[(&str, &Json)]) -> Failure {
    // They stand in reverse order.
    let names: Vec<_> =
        members.iter().rev().take(MAX_NAMES).map(|(name, _)| cap(name, 40)).collect();
    let found = if names.is_empty() { "no members".to_owned() } else { names.join(", ") };
    let more = if members.len() > MAX_NAMES { ", …" } else { "" };
    Failure::new(FailureKind::BadAnswer).with_message(format!(
        "No state of a job was found in the answer, only {found}{more}. A description can say where \
         it stands."
    ))
}
