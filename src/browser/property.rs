//! Properties of JavaScript objects by name. In one place, since each call that is written out makes
//! and drops a name and a result; and without web-sys' setters, since each is an import.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A property, `undefined` where there is none; `None` where it throws.
#[inline(never)]
pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
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
