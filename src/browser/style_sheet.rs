//! The badge's style sheet: one for each document, adopted by whichever root a badge lives in.
//!
//! An adopted sheet passes a strict Content-Security-Policy where a `<style>` element would not.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::Node;

/// Where a document keeps its sheet, so that all badges and all roots in it share one.
/// Two versions on one page have two sheets.
const KEPT_AT: &str = concat!("__job_badge_", env!("CARGO_PKG_VERSION"));

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Whether the document has no sheet yet, and needs the style to make one.
    #[wasm_bindgen(catch)]
    fn adopt(node: &Node, name: &str, css: &str) -> Result<bool, JsValue>;
}

/// Makes the root that `node` lives in (a document or a shadow root) adopt the style sheet, unless
/// it has it already. A sheet cannot cross documents: a node that was adopted by another document
/// gets that document's.
pub fn adopt_style_sheet(node: &Node, css: &str) {
    // Twelve kilobytes are not copied for each of a thousand badges.
    if adopt(node, KEPT_AT, "") == Ok(true) {
        // Refused only by browsers without adopted sheets; the badge is then readable, but plain.
        let _ = adopt(node, KEPT_AT, css);
    }
}
