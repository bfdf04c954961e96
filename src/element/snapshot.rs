//! `status` as a page sees it: a frozen plain object.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::job::{ErrorDetail, JobState, Progress, Report, Status, Task, Timestamp};

/// The snapshot: `{ job, name, state, rawState, progress, tasks, errors,
/// createdAt, startedAt, endedAt, eta, checkedAt, freshness }`, frozen all the way down.
pub(super) fn snapshot(status: &Status, eta: Option<Timestamp>) -> JsValue {
    let report = status.report.as_deref();
    let time = |time: Option<Timestamp>| {
        time.map_or(JsValue::NULL, |time| JsValue::from_str(&time.to_iso()))
    };
    let tasks = report.and_then(|report| report.tasks.as_deref()).unwrap_or_default();
    object(&[
        ("job", text(status.job.as_str())),
        ("name", report.and_then(|report| report.name.as_deref()).map_or(JsValue::NULL, text)),
        ("state", text(status.state().name())),
        ("rawState", text(report.map_or("", |report| &report.raw_state))),
        ("progress", progress(status.progress)),
        ("tasks", list(tasks.iter().map(task))),
        ("errors", errors(report.map_or(&[], |report| &report.errors))),
        ("createdAt", time(report.and_then(|report| report.created_at))),
        ("startedAt", time(report.and_then(|report| report.started_at))),
        ("endedAt", time(report.and_then(Report::ended))),
        ("eta", time(report.and_then(|report| report.eta).or(eta))),
        ("checkedAt", time(status.checked_at)),
        ("freshness", text(status.freshness.name())),
    ])
}

/// A frozen plain object.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // A new plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    Object::freeze(&object).into()
}

/// A text.
pub(super) fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}

fn list(items: impl Iterator<Item = JsValue>) -> JsValue {
    let list: Array = items.collect();
    Object::freeze(&list).into()
}

fn task(task: &Task) -> JsValue {
    let done = (task.state == JobState::Succeeded).then_some(Progress::FULL);
    object(&[
        ("name", text(&task.name)),
        ("state", text(task.state.name())),
        ("progress", progress(done.or(task.progress))),
        ("errors", errors(&task.errors)),
    ])
}

fn errors(errors: &[ErrorDetail]) -> JsValue {
    list(
        errors
            .iter()
            .map(|error| object(&[("code", text(&error.code)), ("message", text(&error.message))])),
    )
}

/// 0 to 100, with one decimal at most, or null.
fn progress(progress: Option<Progress>) -> JsValue {
    progress
        .map_or(JsValue::NULL, |progress| JsValue::from_f64(f64::from(progress.permille()) / 10.0))
}
