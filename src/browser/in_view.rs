//! Whether somebody can see a badge, by one `IntersectionObserver` for each window. What follows from
//! it is the poller's to decide.

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::Element;

use crate::poll::Attention;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// For an element that is watched: goes on from the window that it stands in now. Throws in a
    /// browser without observers, and where a page has put its own.
    #[wasm_bindgen(catch)]
    fn observe(element: &Element, callback: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch)]
    fn unobserve(element: &Element) -> Result<(), JsValue>;
}

/// Calls with whether anybody can see an element and how far from the middle of the viewport it is,
/// from the next frame on: whenever it comes or goes, not while it moves. Dropping it ends that.
#[must_use = "dropping it ends the watch"]
#[derive(Debug)]
pub struct InView {
    element: Element,
    callback: Closure<dyn Fn(f64)>,
}

impl InView {
    /// Watches an element. A browser without observers never calls, and all counts as seen.
    pub fn new(element: &Element, on_change: impl Fn(Attention) + 'static) -> Self {
        let callback = Closure::<dyn Fn(f64)>::new(move |distance| on_change(attention(distance)));
        // Where it throws, the element counts as seen.
        let _ = observe(element, callback.as_ref());
        Self { element: element.clone(), callback }
    }

    /// Watches on from the window that the element stands in now.
    pub fn follow(&self) {
        let _ = observe(&self.element, self.callback.as_ref());
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        let _ = unobserve(&self.element);
    }
}

/// Of the distance that the script gives: less than 0 is out of view.
fn attention(distance: f64) -> Attention {
    if distance < 0.0 {
        return Attention::Unseen;
    }
    // The cast saturates.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Attention::Seen { distance: distance as u32 }
}
