//! What the class does for its [`BadgeHandle`](super::BadgeHandle).

use js_sys::Array;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// Methods of the class's, for one element.
    pub type Callbacks;

    /// Warns on the console of an attribute, once for each value.
    #[wasm_bindgen(method)]
    pub(super) fn warn(this: &Callbacks, attribute: &str, value: &str, message: &str);

    /// Dispatches an event.
    #[wasm_bindgen(method)]
    pub(super) fn dispatch(this: &Callbacks, event: &str, detail: JsValue);

    /// The texts of a language file; undefined until it is there.
    #[wasm_bindgen(method, js_name = textsOf)]
    pub(super) fn texts_of(this: &Callbacks, language: &str) -> JsValue;

    /// Sets the custom states that style sheets match with `:state()`.
    #[wasm_bindgen(method, js_name = setStates)]
    pub(super) fn set_states(this: &Callbacks, names: Array);
}

impl core::fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Callbacks")
    }
}
