//! A job or a task, read by a description.

use std::rc::Rc;

use super::{
    amount::progress,
    errors::errors,
    items::entries,
    state::{Rules, state},
    time::time,
    value::{Base, value, words},
};
use crate::{
    job::{JobId, JobState, LONG_TEXT, Progress, Report, Task, short},
    provider::json::Json,
};

/// What stands at the job's place says of it. `None`: it has no state, so it is no job.
pub(super) fn report(reading: &Json, which: Rules, job: &JobId, base: Base<'_>) -> Option<Report> {
    let (state, raw_state) = state(reading.get("state"), which, base)?;
    let name = name(reading, base);
    let time = |name| time(reading.get(name), base);
    Some(Report {
        job: job.clone(),
        state,
        raw_state,
        name: (!name.is_empty()).then_some(name),
        progress: progress(reading.get("progress"), base),
        tasks: reading.get("items").filter(|items| items.get("get").is_none()).and_then(|items| {
            let tasks = tasks(items, base)?;
            Some(Rc::from(tasks))
        }),
        errors: errors(reading.get("errors"), base),
        created_at: time("created"),
        started_at: time("started"),
        // What an API writes beforehand, or anew with each change, is an end once the job has ended.
        ended_at: time("ended").filter(|_| state.is_final()),
        eta: time("eta").filter(|_| !state.is_final()),
        link: link(reading, base),
    })
}

/// The tasks of a job. `None`: there is no list of them where the description says.
///
/// The mean over them is the job's progress where it has none of its own: so what is over counts as
/// whole, unless the list holds only what has begun. Three of three would say nothing of the other
/// seven.
pub(super) fn tasks(items: &Json, base: Base<'_>) -> Option<Vec<Task>> {
    let entries = entries(base.find(items.get("at"))?, items, base)?;
    let mut tasks: Vec<Task> =
        entries.into_iter().map(|(key, item)| task(items, key, base.of(item))).collect();
    if items.get("growing") != Some(&Json::Flag(true)) {
        for task in &mut tasks {
            let is_whole = task.state.is_final() && task.progress.is_none();
            if is_whole || task.state == JobState::Succeeded {
                task.progress = Some(Progress::FULL);
            }
        }
    }
    Some(tasks)
}

fn task(reading: &Json, key: &str, base: Base<'_>) -> Task {
    let (state, raw_state) = state(reading.get("state"), Rules::All, base).unwrap_or_default();
    let name = name(reading, base);
    Task {
        name: if name.is_empty() { short(key) } else { name },
        state,
        raw_state,
        progress: progress(reading.get("progress"), base),
        errors: errors(reading.get("errors"), base),
        started_at: time(reading.get("started"), base),
        ended_at: time(reading.get("ended"), base).filter(|_| state.is_final()),
    }
}

fn name(reading: &Json, base: Base<'_>) -> String {
    short(&words(reading.get("name"), base))
}

/// The job's own page: only a whole https URL, and none that was cut.
fn link(reading: &Json, base: Base<'_>) -> Option<String> {
    let link = value(reading.get("link")?, base)?.text()?.trim();
    let is_plain = !link.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    let is_link = link.starts_with("https://") && link.len() <= LONG_TEXT && is_plain;
    is_link.then(|| link.to_owned())
}
