//! One clock for everything on the page that counts: once a second, none when nothing counts, none
//! while nobody can see the page. `page.js` keeps it.

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn count(call: &JsValue, stop: bool) -> Result<(), JsValue>;
}

/// Keeps a function called once a second. Dropping it ends that.
#[must_use = "dropping it ends the calls"]
pub struct Seconds(Closure<dyn Fn(JsValue)>);

impl Seconds {
    /// Calls this once a second, together with all others.
    pub fn new(call: impl Fn() + 'static) -> Self {
        let call = Closure::<dyn Fn(JsValue)>::new(move |_| call());
        // It only throws where the page has no timers.
        let _ = count(call.as_ref(), false);
        Self(call)
    }
}

impl Drop for Seconds {
    fn drop(&mut self) {
        let _ = count(self.0.as_ref(), true);
    }
}

impl core::fmt::Debug for Seconds {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Seconds")
    }
}
