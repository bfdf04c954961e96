//! A list of many jobs: which of its rows belong to the jobs that are asked for.

use super::{
    job_parts::parts,
    reading::report,
    state::Rules,
    template::names,
    value::{Base, words},
};
use crate::{
    job::{JobId, Report},
    provider::{json::Json, wanted::WantedJobs},
};

/// The rows of a page. `None`: there is no list where the description says. A list that is left out
/// of an object is empty, as Google's services write it.
pub(super) fn rows<'a>(list: &Json, body: &'a Json) -> Option<&'a [Json]> {
    match super::pointer::find(body, list.text_at("at").unwrap_or_default()) {
        Some(rows) => rows.list(),
        None => matches!(body, Json::Record(_) | Json::Nothing).then_some(&[]),
    }
}

/// The reports of the rows whose job is asked for, each job at most once.
///
/// The parts of a job that are in the list's own URL are those of the first job: others are on
/// other lists.
pub(super) fn reports(
    description: &Json,
    pattern: &str,
    list: &Json,
    jobs: &[JobId],
    rows: &[Json],
    base: Base<'_>,
) -> Vec<Report> {
    let Some(Json::Record(keys)) = list.get("job") else { return Vec::new() };
    let template = list.text_at("get").unwrap_or_default();
    let mut shared = None;
    let mut wanted = WantedJobs::default();
    for job in jobs {
        let Some(parts) = parts(pattern, job.as_str()) else { continue };
        let part = |name: &str| {
            let found = parts.iter().find(|(part, _)| *part == name);
            found.map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        };
        let shared_here = joined(names(template).map(part));
        if *shared.get_or_insert_with(|| shared_here.clone()) == shared_here {
            let key = joined(keys.iter().map(|(name, _)| part(name)));
            wanted.add(key, job);
        }
    }
    let mut reports = Vec::new();
    for row in rows {
        let base = base.of(row);
        let key = joined(keys.iter().map(|(_, spec)| words(Some(spec), base)));
        let jobs = wanted.take(&key);
        reports
            .extend(jobs.into_iter().filter_map(|job| report(description, Rules::All, job, base)));
    }
    reports
}

/// The parts of a key as one text. No id holds a line break.
fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}
