//! Event listeners that go when they are dropped.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, EventTarget};

/// One function that listens to some events of some targets. Dropping it takes it off all of them.
///
/// Yew's own `on…` handlers keep their host alive for good, so clicks go through this.
#[must_use = "dropping it stops listening"]
pub struct Listener {
    call: Closure<dyn Fn(JsValue)>,
    on: Vec<(EventTarget, &'static str)>,
}

impl Listener {
    /// Listens to these events.
    pub fn new(on: Vec<(EventTarget, &'static str)>, call: impl Fn(Event) + 'static) -> Self {
        let call =
            Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| call(event.unchecked_into()));
        for (target, name) in &on {
            // It only throws for arguments of the wrong kind.
            let _ = target.add_event_listener_with_callback(name, call.as_ref().unchecked_ref());
        }
        Self { call, on }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        for (target, name) in &self.on {
            let call = self.call.as_ref().unchecked_ref();
            let _ = target.remove_event_listener_with_callback(name, call);
        }
    }
}

impl core::fmt::Debug for Listener {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Listener")
    }
}
