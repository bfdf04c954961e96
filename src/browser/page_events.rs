//! Whether anybody can see the page, and whether the browser says that it is online. `page.js`
//! listens.

use std::rc::Rc;

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

use crate::poll::Page;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    fn listen(call: &JsValue, stop: bool);

    /// What the page is like, while it tells this event: 1 if it is awake, and 2 if it is online.
    #[wasm_bindgen(catch)]
    fn state(event: &JsValue) -> Result<u32, JsValue>;
}

/// Tells of each change while it lives: hidden, frozen, in the back/forward cache, offline, and
/// back again.
pub(super) struct PageEvents(Closure<dyn Fn(JsValue)>);

impl PageEvents {
    pub(super) fn new(on_change: Rc<dyn Fn(Page)>) -> Self {
        let call = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| on_change(page(&event)));
        listen(call.as_ref(), false);
        Self(call)
    }
}

impl Drop for PageEvents {
    fn drop(&mut self) {
        listen(self.0.as_ref(), true);
    }
}

/// What the page is like now.
pub(super) fn page_now() -> Page {
    page(&JsValue::UNDEFINED)
}

fn page(event: &JsValue) -> Page {
    // It is the page's own doing if it cannot be told.
    let state = state(event).unwrap_or(3);
    Page { awake: state & 1 != 0, online: state & 2 != 0 }
}
