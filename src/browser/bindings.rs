//! What a browser may refuse or lack, or a page may replace, where web-sys and js-sys bind it
//! without `catch`: an exception that passes through Rust frames ends no borrow and drops nothing.
//! Everything else comes from web-sys, js-sys and gloo.

use js_sys::{Array, Function, JsString, Object};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{Element, Node, Request};

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

#[wasm_bindgen]
extern "C" {
    /// `observe` throws where a page has put its own observer; web-sys' has no `catch`.
    #[derive(Clone)]
    pub(super) type IntersectionObserver;

    #[wasm_bindgen(constructor, catch)]
    pub(super) fn new(
        callback: &Function,
        options: &Object,
    ) -> Result<IntersectionObserver, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn observe(this: &IntersectionObserver, element: &Element) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn unobserve(this: &IntersectionObserver, element: &Element) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// A document or a shadow root. Old browsers adopt no style sheets, and web-sys has no setter.
    #[wasm_bindgen(extends = Node)]
    pub(super) type StyleRoot;

    #[wasm_bindgen(method, getter, catch, js_name = adoptedStyleSheets)]
    pub(super) fn adopted_style_sheets(this: &StyleRoot) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, setter, catch, js_name = adoptedStyleSheets)]
    pub(super) fn set_adopted_style_sheets(this: &StyleRoot, sheets: &Array)
    -> Result<(), JsValue>;
}

// `Intl` throws for a language that is none, and js-sys' constructors have no `catch`.
#[wasm_bindgen]
extern "C" {
    /// Any of the formatters below.
    #[derive(Debug)]
    pub(super) type Formatter;

    #[wasm_bindgen(method, catch)]
    pub(super) fn format(this: &Formatter, value: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = format)]
    pub(super) fn format_unit(this: &Formatter, value: f64, unit: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn select(this: &Formatter, value: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(extends = Formatter, js_namespace = Intl)]
    pub(super) type NumberFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    pub(super) fn new(locale: Option<&str>, options: &Object) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(extends = Formatter, js_namespace = Intl)]
    pub(super) type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    pub(super) fn new(locale: Option<&str>, options: &Object) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(extends = Formatter, js_namespace = Intl)]
    pub(super) type RelativeTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    pub(super) fn new(locale: Option<&str>) -> Result<RelativeTimeFormat, JsValue>;

    #[wasm_bindgen(extends = Formatter, js_namespace = Intl)]
    pub(super) type PluralRules;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    pub(super) fn new(locale: Option<&str>) -> Result<PluralRules, JsValue>;
}
