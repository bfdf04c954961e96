//! Whether anybody can see the page, and whether the browser says that it is online. The page is the
//! windows that badges stand in now, since one may be moved to another.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

use crate::poll::Page;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    fn listen(callback: &JsValue);

    fn unlisten(callback: &JsValue);

    /// Whether anybody can see a window that badges stand in now. Those that listen follow them.
    #[wasm_bindgen(js_name = isAwake)]
    fn is_awake() -> bool;

    /// Whether these windows are frozen, or left for the back/forward cache: then no timer runs.
    #[wasm_bindgen(js_name = isLeft)]
    pub(super) fn is_left() -> bool;
}

/// Calls for each change while it lives: hidden, frozen, in the back/forward cache, offline, and back
/// again.
pub(super) struct PageEvents {
    callback: Closure<dyn Fn()>,
}

impl PageEvents {
    pub(super) fn new(on_change: Rc<dyn Fn(Page)>) -> Self {
        let callback = Closure::<dyn Fn()>::new(move || on_change(page_now()));
        listen(callback.as_ref());
        Self { callback }
    }
}

impl Drop for PageEvents {
    fn drop(&mut self) {
        unlisten(self.callback.as_ref());
    }
}

/// What the page is like now.
pub(super) fn page_now() -> Page {
    // A browser without this property does not say that it is offline.
    let online = web_sys::window().is_none_or(|window| {
        Reflect::get(&window.navigator(), &"onLine".into()) != Ok(JsValue::FALSE)
    });
    Page { awake: is_awake(), online }
}
