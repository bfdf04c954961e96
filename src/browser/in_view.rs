//! How much a badge is looked at, by the page's one IntersectionObserver in `page.js`.

use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::Element;

use super::whole::natural;
use crate::poll::Attention;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Tells how far an element is from the middle; less than 0 if nobody sees it.
    #[wasm_bindgen(catch)]
    fn watch(element: &Element, tell: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch)]
    fn unwatch(element: &Element) -> Result<(), JsValue>;
}

/// Tells whether anybody can see an element and how far from the middle of the viewport it is, from
/// the next frame on: whenever it comes or goes, not while it moves. Dropping it ends that.
#[must_use = "dropping it ends the watch"]
#[derive(Debug)]
pub struct InView {
    element: Element,
    _tell: Closure<dyn Fn(JsValue)>,
}

impl InView {
    /// Watches an element. A browser without observers never tells: all counts as seen.
    pub fn new(element: &Element, tell: impl Fn(Attention) + 'static) -> Self {
        let tell = Closure::<dyn Fn(JsValue)>::new(move |distance: JsValue| {
            let distance = distance.as_f64().unwrap_or(0.0);
            tell(if distance < 0.0 {
                Attention::Unseen
            } else {
                Attention::Seen { distance: natural(distance) }
            });
        });
        // Without an observer.
        let _ = watch(element, tell.as_ref());
        Self { element: element.clone(), _tell: tell }
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        let _ = unwatch(&self.element);
    }
}
