//! The events that a page gets when a job's status changes.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::{callbacks::Callbacks, snapshot::snapshot};
use crate::job::{Change, Timestamp};

/// Sets the element's states, then dispatches the events, so that a listener finds the states.
///
/// `advice` says what is wrong and what to do, where the service's own words do not.
pub(super) fn dispatch(
    callbacks: &Callbacks,
    change: &Change,
    eta: Option<Timestamp>,
    advice: impl FnOnce() -> String,
) {
    let status = snapshot(&change.status, eta);
    let state = change.status.state().name();
    callbacks.set_states(Array::of2(&text(state), &text(change.status.freshness.name())));
    let previous = snapshot(&change.previous, None);
    let detail = object(&[("status", status.clone()), ("previous", previous)]);
    callbacks.dispatch("job-badge-change", detail);
    if change.is_done() {
        // Nothing was known before: a page that reloads when it is done would go round for ever.
        let initial = change.previous.report.is_none().into();
        callbacks.dispatch("job-badge-done", object(&[("status", status), ("initial", initial)]));
    }
    if let Some(failure) = change.new_failure() {
        let retry_at = change.status.retry_at.map(|at| text(&at.to_iso()));
        let message = format!("{} {}", failure.message, advice());
        let detail = object(&[
            ("kind", text(failure.kind.name())),
            ("message", text(message.trim())),
            ("retryAt", retry_at.unwrap_or(JsValue::NULL)),
        ]);
        callbacks.dispatch("job-badge-error", detail);
    }
}

/// A frozen plain object.
fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // A new plain object takes any property.
        let _ = Reflect::set(&object, &text(name), value);
    }
    Object::freeze(&object).into()
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}
