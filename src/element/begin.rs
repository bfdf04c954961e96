//! What the class hands over once, when the wasm is there.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser;

/// Takes two functions of the class's: one that sends requests, and may have asked the first one
/// already, and one that loads the parts of the wasm.
#[wasm_bindgen]
pub fn begin(sender: Function, loader: Function) {
    browser::send_through(sender);
    browser::load_through(loader);
}
