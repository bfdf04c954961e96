//! What an answer says: about a job, about those of a list, about a job's tasks.

use super::{
    list,
    reading::{report, tasks},
    request::pattern,
    state::Rules,
    value::Base,
};
use crate::{
    job::{Answer, Failure, FailureKind, Query, SHORT_TEXT, cap},
    provider::json::Json,
};

/// What was looked for, and what was there in its place.
fn not_read(at: &Json, body: &Json) -> Failure {
    let mut places = Vec::new();
    first_pointers(at, &mut places);
    let found = match body {
        Json::Record(members) => {
            let names: Vec<_> = members.iter().take(8).map(|(name, _)| cap(name, 40)).collect();
            format!("the answer has {}", names.join(", "))
        }
        Json::List(_) => "the answer is a list".to_owned(),
        _ => "the answer is no object".to_owned(),
    };
    let message = format!("Nothing is at {}; {found}.", places.join(" or "));
    Failure::new(FailureKind::BadAnswer).with_message(cap(&message, 2 * SHORT_TEXT))
}

/// What the body of a success says.
///
/// # Errors
/// When what was looked for is not there.
pub(super) fn answer(source: &Json, query: &Query, base: Base<'_>) -> Result<Answer, Failure> {
    match query {
        Query::Jobs(jobs) => {
            let at = source.get("at").unwrap_or(&Json::Nothing);
            let Some(job) = base.find(Some(at)) else {
                return Err(not_read(at, base.json));
            };
            let asked = jobs.first();
            let report = asked.and_then(|asked| report(source, Rules::All, asked, base.of(job)));
            let states = source.get("state").unwrap_or(&Json::Nothing);
            report.map(|report| Answer::Jobs(vec![report])).ok_or_else(|| not_read(states, job))
        }
        Query::Active { jobs, .. } => {
            let list = source.get("list").unwrap_or(&Json::Nothing);
            let at = list.get("at").unwrap_or(&Json::Nothing);
            let rows = list::rows(list, base.json).ok_or_else(|| not_read(at, base.json))?;
            let reports = list::reports(source, pattern(source), list, jobs, rows, base);
            Ok(Answer::Active { reports, rows: rows.len() })
        }
        Query::Tasks(_) => {
            let items = source.get("items").unwrap_or(&Json::Nothing);
            let at = items.get("at").unwrap_or(&Json::Nothing);
            let tasks = tasks(items, base).ok_or_else(|| not_read(at, base.json))?;
            Ok(Answer::Tasks(tasks))
        }
    }
}

/// The pointers that a reader of an error is told: at most four.
fn first_pointers(spec: &Json, places: &mut Vec<String>) {
    match spec {
        Json::Text(pointer) if places.len() < 4 => places.push(format!("\"{pointer}\"")),
        Json::List(several) => {
            for one in several {
                first_pointers(one, places);
            }
        }
        Json::Record(_) => {
            for name in ["in", "at"] {
                if let Some(spec) = spec.get(name) {
                    first_pointers(spec, places);
                }
            }
        }
        _ => {}
    }
}
