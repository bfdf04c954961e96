//! What a usual answer says of its job.

use super::{
    names::members,
    progress::progress,
    scope::{Scope, scopes},
    state::{Stated, state},
    tables::{CREATED, ENDED_AT, ERRORS, EXPECTED, NAMES, REASONS, STARTED, TASKS},
};
use crate::{
    job::{
        ErrorDetail, Failure, FailureKind, JobId, JobState, Progress, Report, SHORT_TEXT, Task,
        Timestamp, cap, visible,
    },
    provider::{
        error_body::{detail, details},
        json::Json,
        lenient_time::time,
    },
};

/// 1990-01-01: smaller numbers are counts.
const FIRST_TIME: i64 = 631_152_000_000;
/// How many members and tasks are named in a message.
const MAX_NAMES: usize = 8;

/// Reads an answer about one job; `None`: the job is not there.
pub(super) fn read(job: &JobId, answer: &Json) -> Result<Option<Report>, Failure> {
    if *answer == Json::Nothing || answer.list().is_some_and(<[Json]>::is_empty) {
        return Ok(None);
    }
    let scopes = scopes(answer);
    let part = part(&scopes).ok_or_else(|| not_read(&scopes))?;
    let tasks = inward(&scopes).find_map(|scope| tasks(scope.json));
    let time = |row| inward(&scopes).find_map(|scope| first_time(scope.json, row));
    let (created_at, eta) = (time(CREATED), time(EXPECTED));
    let Task { name, state, raw_state, progress, errors, started_at, ended_at } = part;
    Ok(Some(Report {
        name: (!name.is_empty()).then_some(name),
        progress,
        tasks: tasks.map(Into::into),
        errors,
        created_at,
        started_at,
        ended_at,
        eta: eta.filter(|_| !state.is_final()),
        ..Report::new(job.clone(), state, raw_state)
    }))
}

/// The scopes, the innermost first.
fn inward<'a>(scopes: &'a [Scope<'a>]) -> impl Iterator<Item = &'a Scope<'a>> {
    scopes.iter().rev()
}

/// What a job and a task have in common.
fn part(scopes: &[Scope<'_>]) -> Option<Task> {
    let stated = state(scopes, |json| first_time(json, ENDED_AT).is_some())?;
    let errors = errors(scopes, &stated);
    let Stated { state, raw, .. } = stated;
    let time = |row| inward(scopes).find_map(|scope| first_time(scope.json, row));
    Some(Task {
        name: name(scopes),
        state,
        raw_state: cap(&raw, SHORT_TEXT),
        progress: inward(scopes).find_map(|scope| progress(scope.json, state.is_final())),
        errors,
        started_at: time(STARTED),
        ended_at: time(ENDED_AT).filter(|_| state.is_final()),
    })
}

fn name(scopes: &[Scope<'_>]) -> String {
    let mut names =
        inward(scopes).filter(|scope| !scope.is_state).flat_map(|scope| members(scope.json, NAMES));
    let name = names.find_map(|value| visible(value.text()?));
    cap(name.unwrap_or_default(), SHORT_TEXT)
}

fn first_time(json: &Json, row: &'static str) -> Option<Timestamp> {
    members(json, row).find_map(|value| time(value).filter(|time| time.millis() >= FIRST_TIME))
}

/// The errors of the job; what stands outside the object with the state is the envelope's.
fn errors(scopes: &[Scope<'_>], stated: &Stated) -> Vec<ErrorDetail> {
    let of_job = scopes.get(stated.at..).unwrap_or_default();
    let first = |row| {
        // Spring Batch: {"exitStatus": {"exitCode": "FAILED", "exitDescription": "…"}}.
        let found = |scope: &Scope<'_>| {
            let inner = members(scope.json, "exitstatus").flat_map(|exit| members(exit, row));
            let mut all = members(scope.json, row).chain(inner).map(details);
            all.find(|details| !details.is_empty())
        };
        inward(of_job).find_map(found)
    };
    let errors = first(ERRORS);
    if !matches!(stated.state, JobState::Failed | JobState::Partial) {
        return errors.unwrap_or_default();
    }
    errors
        .or_else(|| first(REASONS))
        .or_else(|| Some(detail("", stated.note.as_deref()?).into_iter().collect()))
        .unwrap_or_default()
}

/// The tasks in an object; `None`: there is no list of any.
fn tasks(json: &Json) -> Option<Vec<Task>> {
    members(json, TASKS).find_map(|value| {
        let tasks: Vec<_> = value.list()?.iter().filter_map(task).collect();
        (!tasks.is_empty()).then_some(tasks)
    })
}

/// An entry that has a state or a progress.
fn task(json: &Json) -> Option<Task> {
    if !matches!(json, Json::Record(_)) {
        return None;
    }
    let scopes = scopes(json);
    let mut task = part(&scopes).or_else(|| {
        let progress = Some(progress(json, false)?);
        Some(Task { name: name(&scopes), progress, ..Task::default() })
    })?;
    if task.progress.is_none() && task.state.is_final() {
        task.progress = Some(Progress::FULL);
    }
    Some(task)
}

/// Says what was found in place of a state.
fn not_read(scopes: &[Scope<'_>]) -> Failure {
    let mut names = Vec::new();
    if let Some(Scope { json: Json::Record(members), .. }) = scopes.last() {
        names.extend(members.iter().take(MAX_NAMES).map(|(name, _)| cap(name, 40)));
        if members.len() > MAX_NAMES {
            names.push("…".to_owned());
        }
    }
    let found = if names.is_empty() { "no members".to_owned() } else { names.join(", ") };
    Failure::new(FailureKind::BadAnswer).with_message(format!(
        "No state of a job was found in the answer, only {found}. A description can say where it \
         stands."
    ))
}
