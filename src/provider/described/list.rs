//! A list of many jobs: which of its rows belong to the jobs that are asked for.

use litemap::LiteMap;

use super::{
    job_parts::parts,
    reading::report,
    state::Rules,
    template::names,
    value::{Base, value},
};
use crate::{
    job::{JobId, Report},
    provider::json::Json,
};

/// The rows of a page. `None`: there is no list where the description says. A list that is left out
/// of an object is empty, as Google's services write it.
pub(super) fn rows<'a>(list: &Json, body: &'a Json) -> Option<&'a [Json]> {
    let pointer = list.get("at").and_then(Json::text).unwrap_or_default();
    match super::pointer::find(body, pointer) {
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
    let template = list.get("get").and_then(Json::text).unwrap_or_default();
    let part = |parts: &[(&str, &str)], name: &str| {
        parts.iter().find(|(part, _)| *part == name).map(|(_, value)| (*value).to_owned())
    };
    let shared_of = |parts: &[(&str, &str)]| -> Vec<Option<String>> {
        names(template).map(|name| part(parts, name)).collect()
    };
    // A list may hold a thousand jobs of which a thousand are asked for, so they are looked up.
    let mut shared = None;
    let mut wanted: LiteMap<String, Vec<&JobId>> = LiteMap::new();
    for job in jobs {
        let Some(parts) = parts(pattern, job.as_str()) else { continue };
        let shared_here = shared_of(&parts);
        if *shared.get_or_insert_with(|| shared_here.clone()) == shared_here {
            let key = keys.iter().map(|(name, _)| part(&parts, name).unwrap_or_default());
            wanted.entry(joined(key)).or_default().push(job);
        }
    }
    let mut reports = Vec::new();
    for row in rows {
        let base = base.of(row);
        let key =
            keys.iter().map(|(_, spec)| value(spec, base).map(Json::words).unwrap_or_default());
        let jobs = wanted.remove(&joined(key)).unwrap_or_default();
        reports
            .extend(jobs.into_iter().filter_map(|job| report(description, Rules::All, job, base)));
    }
    reports
}

/// The parts of a key as one text. No id holds a line break.
fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}
