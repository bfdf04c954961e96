//! The shadow root of an element: it shows the element's own children, or a badge in their place.

use wasm_bindgen::JsValue;
use web_sys::{Document, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// An empty container in the element's shadow root, in place of what was there. The element's own
/// children are shown until a badge is drawn.
///
/// # Errors
/// Where the element has a closed shadow root of somebody else's.
pub(super) fn add_container(host: &HtmlElement) -> Result<Element, JsValue> {
    let root = show_children(host)?;
    let container = document_of(host)?.create_element("span")?;
    root.append_child(&container)?;
    Ok(container)
}

/// Shows the element's own children.
///
/// # Errors
/// Where the element has a closed shadow root of somebody else's.
pub(super) fn show_children(host: &HtmlElement) -> Result<ShadowRoot, JsValue> {
    let root = match host.shadow_root() {
        Some(root) => root,
        None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    while let Some(child) = root.first_child() {
        root.remove_child(&child)?;
    }
    let slot = document_of(host)?.create_element("slot")?;
    root.append_child(&slot)?;
    Ok(root)
}

/// Hides the element's own children, now that a badge is drawn in the container.
pub(super) fn hide_children(container: &Element) {
    if let Some(slot) = container.previous_element_sibling() {
        slot.remove();
    }
}

fn document_of(host: &HtmlElement) -> Result<Document, JsValue> {
    host.owner_document().ok_or(JsValue::UNDEFINED)
}
