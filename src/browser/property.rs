//! Properties of JavaScript objects by name. In one place, since each call that is written out makes
//! and drops a name and a result; and without web-sys' getters and setters, since each is an import.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::whole::natural;

#[wasm_bindgen]
extern "C" {
    /// The global object itself: the shortest way to it. (js-sys looks for it in four ways, for
    /// places where no badge is.)
    #[wasm_bindgen(js_namespace = globalThis, js_name = valueOf)]
    fn global() -> JsValue;
}

/// What these names lead to, one after the other, from the global object on; `None` where they lead
/// nowhere.
pub(crate) fn of_page(names: &[&str]) -> Option<JsValue> {
    let mut at = global();
    for name in names {
        at = get(&at, name)?;
    }
    Some(at)
}

/// A property, `undefined` where there is none; `None` where it throws.
#[inline(never)]
pub(crate) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

/// Whether a property is there and not false, zero or empty.
pub(super) fn is(object: &JsValue, name: &str) -> bool {
    get(object, name).is_some_and(|value| value.is_truthy())
}

/// A property that is a number; NaN for anything else.
pub(super) fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).and_then(|value| value.as_f64()).unwrap_or(f64::NAN)
}

/// A property that is a whole number from 0 on; 0 for anything else.
pub(super) fn count(object: &JsValue, name: &str) -> u32 {
    natural(number(object, name))
}

/// Sets a property of an object that takes any.
#[inline(never)]
pub(super) fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Sets properties that are texts.
pub(super) fn set_texts(object: &Object, texts: &[(&str, &str)]) {
    for (name, text) in texts {
        set(object, name, &JsValue::from_str(text));
    }
}
