//! The badge's style sheet: one for each document, adopted by whichever root a badge lives in.
//!
//! An adopted sheet passes a strict Content-Security-Policy where a `<style>` element would not.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Node};

use super::bindings::StyleRoot;

/// Where a document keeps its sheet, so that all badges and all roots in it share one.
/// Two versions on one page have two sheets.
const KEPT_AT: &str = concat!("__job_badge_", env!("CARGO_PKG_VERSION"));

/// Makes the root that `node` lives in (a document or a shadow root) adopt the style sheet, unless
/// it has it already. A sheet cannot cross documents: a node that was adopted by another document
/// gets that document's.
pub fn adopt_style_sheet(node: &Node, css: &str) {
    // Refused only by browsers without adopted sheets; the badge is then readable, but plain.
    let _ = adopt(&node.get_root_node(), css);
}

fn adopt(root: &Node, css: &str) -> Result<(), JsValue> {
    // By node type, since a node of a frame is no instance of this window's classes.
    let document: Document = match root.node_type() {
        Node::DOCUMENT_NODE => root.clone().unchecked_into(),
        Node::DOCUMENT_FRAGMENT_NODE => root.owner_document().ok_or(JsValue::UNDEFINED)?,
        // Not in a document: there is nothing to style yet.
        _ => return Ok(()),
    };
    let sheet = sheet_of(&document, css)?;
    let root: &StyleRoot = root.unchecked_ref();
    let adopted = root.adopted_style_sheets()?;
    if !adopted.includes(&sheet, 0) {
        let more = Array::from(&adopted);
        more.push(&sheet);
        root.set_adopted_style_sheets(&more)?;
    }
    Ok(())
}

/// The sheet that a document keeps, made when it is first wanted.
fn sheet_of(document: &Document, css: &str) -> Result<JsValue, JsValue> {
    let key = JsValue::from_str(KEPT_AT);
    let kept = Reflect::get(document, &key)?;
    if kept.is_object() {
        return Ok(kept);
    }
    // Of the document's own window: a sheet made by another cannot be adopted.
    let window = document.default_view().ok_or(JsValue::UNDEFINED)?;
    let class: Function = Reflect::get(&window, &"CSSStyleSheet".into())?.unchecked_into();
    let sheet = Reflect::construct(&class, &Array::new())?;
    sheet.unchecked_ref::<CssStyleSheet>().replace_sync(css)?;
    Reflect::set(document, &key, &sheet)?;
    Ok(sheet)
}
