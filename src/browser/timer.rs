//! One timer that is armed anew for each deadline. Waits are in milliseconds.

use core::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

/// The longest wait that `setTimeout` takes: gloo casts to its 32 bits, and more would fire at once.
const MAX_WAIT: u32 = i32::MAX.unsigned_abs();

/// Calls a function after so many milliseconds, unless it is dropped before.
pub(super) fn timeout(wait: u64, on_time: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(u32::try_from(wait).unwrap_or(MAX_WAIT).min(MAX_WAIT), on_time)
}

/// A timer that calls the same function each time. Dropping it clears it.
pub(super) struct Timer {
    on_time: Rc<dyn Fn()>,
    armed: RefCell<Option<Timeout>>,
}

impl Timer {
    pub(super) fn new(on_time: Rc<dyn Fn()>) -> Self {
        Self { on_time, armed: RefCell::default() }
    }

    /// Clears the timer, and arms it again if there is something to wait for.
    pub(super) fn arm(&self, wait: Option<u64>) {
        let on_time = Rc::clone(&self.on_time);
        let next = wait.map(|wait| timeout(wait, move || on_time()));
        let cleared = self.armed.replace(next);
        drop(cleared);
    }
}
