//! What the service answers: JSON light and verbose, lists and single entities.

use core::slice;

use super::{date::date, state::state};
use crate::{
    job::{Answer, Failure, FailureKind, JobId, Progress, Query, Report, Task, Timestamp, short},
    provider::{error_body::detail, json::Json, wanted::WantedJobs},
};

/// The members that are read: the wrappings (`value` is light, `d` and `results` are verbose), then
/// the properties of jobs, tasks and error details.
pub(super) const MEMBERS: &[&str] = &[
    "d",
    "results",
    "value",
    "Id",
    "Name",
    "State",
    "Created",
    "StartTime",
    "EndTime",
    "Progress",
    "ErrorDetails",
    "Code",
    "Message",
];

/// Reads the body of a 2xx answer.
pub(super) fn read(query: &Query, body: &Json) -> Result<Answer, Failure> {
    answer(query, body).ok_or_else(|| {
        Failure::new(FailureKind::BadAnswer)
            .with_message("The answer is not one of Azure Media Services v2.")
    })
}

fn answer(query: &Query, body: &Json) -> Option<Answer> {
    let entities = entities(body)?;
    let answer = match query {
        Query::Jobs(asked) => {
            let only = if let [only] = asked.as_slice() { Some(only) } else { None };
            Answer::Jobs(reports(asked, entities, only))
        }
        Query::Active { jobs, .. } => {
            Answer::Active { reports: reports(jobs, entities, None), rows: entities.len() }
        }
        Query::Tasks(_) => Answer::Tasks(entities.iter().map(task).collect()),
    };
    let is_expected = if query.is_about_tasks() { is_task } else { is_job };
    entities.iter().all(is_expected).then_some(answer)
}

/// Whether this can be a job. One with a number for an id is another service's: it must not count as
/// a job that is missing from the answer.
fn is_job(entity: &Json) -> bool {
    match entity.get("Id") {
        None => entity.get("State").is_some(),
        Some(id) => matches!(id, Json::Text(_) | Json::Nothing | Json::Flag(_)),
    }
}

fn is_task(entity: &Json) -> bool {
    entity.get("State").or_else(|| entity.get("Progress")).is_some()
}

/// The entities of an answer: `{"value":[…]}`, `{"d":{"results":[…]}}`, `{"d":[…]}`, `{"d":{…}}`
/// or the entity itself.
fn entities(body: &Json) -> Option<&[Json]> {
    let inner = body.get("d").unwrap_or(body);
    let list = inner.get("results").or_else(|| inner.get("value")).unwrap_or(inner);
    match list {
        Json::List(list) => Some(list),
        Json::Record(_) => Some(slice::from_ref(list)),
        _ => None,
    }
}

/// The reports on the jobs that were asked for, each at most once, in the answer's order. An entity
/// that was not asked for is left out: a list holds others, and a service may have ignored the
/// filter.
fn reports(asked: &[JobId], entities: &[Json], only: Option<&JobId>) -> Vec<Report> {
    // By an id in lower case: a GUID may come in the other one. Two jobs may differ in case alone.
    let mut wanted = WantedJobs::default();
    for job in asked {
        wanted.add(job.as_str().to_ascii_lowercase(), job);
    }
    let mut reports = Vec::new();
    for entity in entities {
        let id = entity.text_at("Id").unwrap_or_default().trim();
        // Without an id the only job asked for is meant.
        let id = only.filter(|_| id.is_empty()).map_or(id, JobId::as_str);
        let jobs = wanted.take(&id.to_ascii_lowercase());
        reports.extend(jobs.into_iter().map(|job| report(job, entity)));
    }
    reports
}

fn report(job: &JobId, entity: &Json) -> Report {
    let (state, raw_state) = state(entity.get("State"));
    let name = text(entity, "Name");
    Report {
        job: job.clone(),
        name: (!name.is_empty()).then_some(name),
        state,
        raw_state,
        progress: None,
        tasks: None,
        errors: Vec::new(),
        created_at: time(entity, "Created"),
        started_at: time(entity, "StartTime"),
        ended_at: time(entity, "EndTime"),
        eta: None,
        link: None,
    }
}

fn task(entity: &Json) -> Task {
    let (state, raw_state) = state(entity.get("State"));
    let details = entity.get("ErrorDetails");
    let details = details.and_then(|list| list.get("results")).or(details);
    let details = details.and_then(Json::list).unwrap_or_default();
    let errors = details.iter().filter_map(|error| {
        // The reference types a message as a number; the service gives text. Both are taken.
        let words = |name| error.get(name).map(Json::words).unwrap_or_default();
        detail(&words("Code"), &words("Message"))
    });
    Task {
        name: text(entity, "Name"),
        state,
        raw_state,
        progress: entity.get("Progress").and_then(Json::number).and_then(Progress::from_percent),
        errors: errors.collect(),
        started_at: time(entity, "StartTime"),
        ended_at: time(entity, "EndTime"),
    }
}

fn text(entity: &Json, name: &str) -> String {
    short(entity.text_at(name).unwrap_or_default())
}

fn time(entity: &Json, name: &str) -> Option<Timestamp> {
    entity.text_at(name).and_then(date)
}
