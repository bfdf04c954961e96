//! The page's clipboard.

use core::future::Future;

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::bindings::write_text;

/// Copies a text, and answers whether that worked: not on an insecure page, which has no clipboard,
/// and not where the browser refuses. It is called before the answer is waited for, since some
/// browsers allow it only while a click is dispatched.
pub fn copy_text(text: &str) -> impl Future<Output = bool> + use<> {
    // A page's own function that gives no promise may have copied nothing.
    let written = write_text(text).and_then(|written| written.dyn_into::<Promise>());
    let written = written.map(JsFuture::from);
    async move {
        match written {
            Ok(written) => written.await.is_ok(),
            Err(_) => false,
        }
    }
}
