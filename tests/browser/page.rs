//! Bindings to `page.js`.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Element, EventTarget, HtmlElement, Node};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    pub fn install(front: &str, service: &Function);
    pub fn uninstall();
    pub fn calls() -> JsValue;
    pub fn outside() -> Array;
    pub fn release();
    pub fn timers() -> Vec<f64>;
    #[wasm_bindgen(js_name = timersSet)]
    pub fn timers_set() -> u32;
    #[wasm_bindgen(js_name = fireNext)]
    pub fn fire_next(target: f64) -> bool;
    pub fn sleep(millis: f64);
    pub fn now() -> f64;
    pub fn busy() -> u32;
    pub fn listeners() -> i32;
    pub fn output() -> Array;
    pub fn uncaught() -> Array;
    pub fn turn() -> Promise;
    #[wasm_bindgen(js_name = setVisible)]
    pub fn set_visible(visible: bool);
    #[wasm_bindgen(js_name = setOnline)]
    pub fn set_online(online: bool);
    pub fn dispatch(name: &str);
}

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = setBase)]
    pub fn set_base(href: Option<&str>);
    #[wasm_bindgen(js_name = setFrameVisible)]
    pub fn set_frame_visible(body: &Element, visible: bool);
    #[wasm_bindgen(js_name = dispatchInFrame)]
    pub fn dispatch_in_frame(body: &Element, name: &str);
    #[wasm_bindgen(js_name = setZone)]
    pub fn set_zone(zone: Option<&str>);
    pub fn patch(name: &str, kind: &str) -> Function;
    pub fn shut(host: &Element);
    #[wasm_bindgen(js_name = pressEscape)]
    pub fn press_escape(target: &EventTarget) -> bool;
    #[wasm_bindgen(js_name = swapBody)]
    pub fn swap_body(element: &Element) -> HtmlElement;
    pub fn frame() -> Element;
    pub fn sheets(root: &Node) -> u32;
    #[wasm_bindgen(js_name = isFrozen)]
    pub fn is_frozen(value: &JsValue) -> bool;
    pub fn script(body: &str, asked: &Array) -> Function;
    pub fn record(node: &Node) -> Array;
    pub fn formatters(run: &mut dyn FnMut()) -> u32;

    #[wasm_bindgen(js_name = setClipboard)]
    pub fn set_clipboard(kind: &str) -> Array;
    #[wasm_bindgen(js_name = ownClipboard)]
    pub fn own_clipboard();

    pub type Recorder;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Recorder;
    #[wasm_bindgen(method, getter)]
    pub fn warnings(this: &Recorder) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn events(this: &Recorder) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn named(this: &Recorder) -> JsValue;
}

/// The texts in an array.
pub fn texts(array: &Array) -> Vec<String> {
    array.iter().filter_map(|text| text.as_string()).collect()
}
