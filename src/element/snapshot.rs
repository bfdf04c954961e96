//! `status` as a page sees it: a frozen plain object.

use js_sys::Object;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use crate::job::{ErrorDetail, JobState, Progress, Report, Status, Task, Timestamp};

/// What is known of a job. What is not known is `null`, never absent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot<'a> {
    job: &'a str,
    name: Option<&'a str>,
    state: &'static str,
    raw_state: &'a str,
    progress: Option<f64>,
    tasks: Vec<TaskSnapshot<'a>>,
    errors: Vec<ErrorSnapshot<'a>>,
    created_at: Option<String>,
    started_at: Option<String>,
    ended_at: Option<String>,
    eta: Option<String>,
    checked_at: Option<String>,
    freshness: &'static str,
}

#[derive(Serialize)]
struct TaskSnapshot<'a> {
    name: &'a str,
    state: &'static str,
    progress: Option<f64>,
    errors: Vec<ErrorSnapshot<'a>>,
}

#[derive(Serialize)]
struct ErrorSnapshot<'a> {
    code: &'a str,
    message: &'a str,
}

/// The snapshot, frozen all the way down.
pub(super) fn snapshot(status: &Status, eta: Option<Timestamp>) -> JsValue {
    let report = status.report.as_deref();
    let time = |time: Option<Timestamp>| time.map(Timestamp::to_iso);
    let tasks = report.and_then(|report| report.tasks.as_deref()).unwrap_or_default();
    let snapshot = Snapshot {
        job: status.job.as_str(),
        name: report.and_then(|report| report.name.as_deref()),
        state: status.state().name(),
        raw_state: report.map_or("", |report| &report.raw_state),
        progress: progress(status.progress),
        tasks: tasks.iter().map(task).collect(),
        errors: errors(report.map_or(&[], |report| &report.errors)),
        created_at: time(report.and_then(|report| report.created_at)),
        started_at: time(report.and_then(|report| report.started_at)),
        ended_at: time(report.and_then(Report::ended)),
        eta: time(report.and_then(|report| report.eta).or(eta)),
        checked_at: time(status.checked_at),
        freshness: status.freshness.name(),
    };
    // Texts, numbers and lists of such: nothing that is refused.
    let value = snapshot.serialize(&Serializer::json_compatible()).unwrap_or_default();
    freeze(&value);
    value
}

fn freeze(value: &JsValue) {
    if let Some(object) = value.dyn_ref::<Object>() {
        Object::freeze(object);
        for inner in Object::values(object) {
            freeze(&inner);
        }
    }
}

fn task(task: &Task) -> TaskSnapshot<'_> {
    let done = (task.state == JobState::Succeeded).then_some(Progress::FULL);
    TaskSnapshot {
        name: &task.name,
        state: task.state.name(),
        progress: progress(done.or(task.progress)),
        errors: errors(&task.errors),
    }
}

fn errors(errors: &[ErrorDetail]) -> Vec<ErrorSnapshot<'_>> {
    errors
        .iter()
        .map(|error| ErrorSnapshot { code: &error.code, message: &error.message })
        .collect()
}

/// 0 to 100, with one decimal at most, or null.
fn progress(progress: Option<Progress>) -> Option<f64> {
    progress.map(|progress| f64::from(progress.permille()) / 10.0)
}
