//! The badge's style sheet: one for each document, adopted by whichever root a badge lives in.
//!
//! An adopted sheet passes a strict Content-Security-Policy where a `<style>` element would not.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Node};

use super::property::{get, set};

const ADOPTED: &str = "adoptedStyleSheets";
/// Where a document keeps its sheet, so that all badges and all roots in it share one.
/// Two versions on one page have two sheets.
const KEPT_AT: &str = concat!("__job_badge_", env!("CARGO_PKG_VERSION"));

/// Makes the root that `node` lives in (a document or a shadow root) adopt the style sheet, unless
/// it has it already. A sheet cannot cross documents: a node that was adopted by another document
/// gets that document's.
pub fn adopt_style_sheet(node: &Node, css: &str) {
    let root = node.get_root_node();
    // By node type, since a node of a frame is no instance of this window's classes.
    let document = match root.node_type() {
        Node::DOCUMENT_NODE => Some(root.clone().unchecked_into::<Document>()),
        Node::DOCUMENT_FRAGMENT_NODE => root.owner_document(),
        // Not in a document: there is nothing to style yet.
        _ => return,
    };
    let target: &JsValue = root.as_ref();
    let Some(sheet) = document.and_then(|document| sheet_of(&document, css)) else { return };
    let Some(adopted) = get(target, ADOPTED) else { return };
    let adopted = js_sys::Array::from(&adopted);
    if !adopted.includes(&sheet, 0) {
        adopted.push(&sheet);
        // Refused only by browsers without adopted sheets; the badge is then readable, but plain.
        set(root.unchecked_ref(), ADOPTED, &adopted);
    }
}

fn sheet_of(document: &Document, css: &str) -> Option<JsValue> {
    let kept = get(document, KEPT_AT)?;
    if !kept.is_undefined() {
        return Some(kept);
    }
    // The constructor of the document's own window: a sheet made by another cannot be adopted.
    let window = document.default_view()?;
    let constructor: js_sys::Function = get(&window, "CSSStyleSheet")?.dyn_into().ok()?;
    let sheet = js_sys::Reflect::construct(&constructor, &js_sys::Array::new()).ok()?;
    sheet.unchecked_ref::<CssStyleSheet>().replace_sync(css).ok()?;
    set(document.unchecked_ref(), KEPT_AT, &sheet);
    Some(sheet)
}
