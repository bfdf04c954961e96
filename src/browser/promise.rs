//! What follows a promise: a function, not a task.
//!
//! An async function is a state machine and needs a queue of tasks to run it, which is 4 KB of wasm
//! (brotli) for the handful of waits that a badge has.

use core::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// A promise or a function: what is called by name here.
    type Followed;

    #[wasm_bindgen(method)]
    fn then(this: &Followed, kept: &JsValue, broken: &JsValue);

    #[wasm_bindgen(method)]
    fn bind(this: &Followed, context: &JsValue, first: &JsValue) -> JsValue;
}

/// Calls `next` with what the promise gives, and with `undefined` when it is rejected: nobody here
/// wants the exception, which may quote a token. Never from within this call.
pub(crate) fn then(promise: &Promise, next: impl FnOnce(JsValue) + 'static) {
    follow(promise.unchecked_ref(), Box::new(next));
}

/// Calls `next` at the end of the current task.
pub(crate) fn soon(next: impl FnOnce() + 'static) {
    then(&Promise::resolve(&JsValue::UNDEFINED), |_| next());
}

fn follow(promise: &Followed, next: Box<dyn FnOnce(JsValue)>) {
    let next = Cell::new(Some(next));
    // JavaScript's garbage collector takes it away; what `next` owns goes when it is called.
    let kept = Closure::<dyn Fn(JsValue)>::new(move |value| {
        if let Some(next) = next.take() {
            next(value);
        }
    })
    .into_js_value();
    let broken = kept.unchecked_ref::<Followed>().bind(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
    promise.then(&kept, &broken);
}
