//! One timer that is armed anew for each deadline. Waits are in milliseconds.

use core::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &JsValue, millis: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(handle: i32);
}

/// The longest wait that `setTimeout` takes; more would overflow its 32 bits and fire at once.
const LONGEST: u64 = i32::MAX as u64;

/// A timer that calls the same function each time. Dropping it clears it.
pub(super) struct Timer {
    call: Closure<dyn Fn(JsValue)>,
    armed: Rc<Cell<Option<i32>>>,
}

impl Timer {
    pub(super) fn new(on_time: Rc<dyn Fn()>) -> Self {
        let armed = Rc::new(Cell::new(None));
        let fired = Rc::clone(&armed);
        let call = Closure::<dyn Fn(JsValue)>::new(move |_| {
            fired.set(None);
            on_time();
        });
        Self { call, armed }
    }

    /// Arms the timer, unless it is armed already.
    pub(super) fn arm_unless_armed(&self, wait: u64) {
        if self.armed.get().is_none() {
            self.arm(Some(wait));
        }
    }

    /// Clears the timer, and arms it again if there is something to wait for.
    pub(super) fn arm(&self, wait: Option<u64>) {
        if let Some(handle) = self.armed.take() {
            clear_timeout(handle);
        }
        let Some(wait) = wait else { return };
        let wait = i32::try_from(wait.min(LONGEST)).unwrap_or(i32::MAX);
        self.armed.set(Some(set_timeout(self.call.as_ref(), wait)));
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.arm(None);
    }
}

impl core::fmt::Debug for Timer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Timer")
    }
}
