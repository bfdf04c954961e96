//! What a browser may refuse or lack, or a page may replace, where web-sys and js-sys bind it
//! without `catch`: an exception that passes through Rust frames ends no borrow and drops nothing.
//! Everything else comes from web-sys, js-sys and gloo.

use js_sys::{Function, JsString, Object};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::Request;

#[wasm_bindgen]
extern "C" {
    /// A page's own `fetch` may throw and return anything; gloo-net's `send` panics on both.
    #[wasm_bindgen(catch)]
    pub(super) fn fetch(request: &Request) -> Result<JsValue, JsValue>;

    /// js-sys takes a `&str`: each body would be copied into the wasm and out again.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub(super) fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;

    /// A page may have put its own console in its place.
    #[wasm_bindgen(catch, js_namespace = console)]
    pub(super) fn warn(text: &str) -> Result<(), JsValue>;

    /// Missing on insecure pages; web-sys' has no `catch`.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    pub(super) fn write_text(text: &str) -> Result<JsValue, JsValue>;

    /// Missing on insecure pages; unstable in web-sys.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    pub(super) fn request_lock(
        name: &str,
        options: &Object,
        granted: &Function,
    ) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// web-sys' gives a `String`: each body would be copied into the wasm and out again.
    pub(super) type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    pub(super) fn new() -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn decode(
        this: &TextDecoder,
        bytes: &JsValue,
        options: &Object,
    ) -> Result<JsString, JsValue>;
}
