//! What a reader clicked in a badge, by `page.js`.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Event;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// A button's action, or `details` for the face, which opens as well; nothing for an event of
    /// another type.
    pub fn clicked(event: &Event) -> Option<String>;
}
