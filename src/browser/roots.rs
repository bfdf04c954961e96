//! Where a node stands: in which shadow roots, and in which window. It is asked when it matters,
//! since a page may move a badge.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, Node};

/// What a page puts above all else, so that the rest cannot be reached.
const CONTAINER: &str = "dialog,[popover],[aria-modal=true],:fullscreen";

/// The element whose shadow root a node is in, closed ones too.
fn host_of(node: &Node) -> Option<Element> {
    // Not by class, since a node of a frame is no instance of this window's classes.
    let host = Reflect::get(&node.get_root_node(), &"host".into()).ok()?;
    host.is_object().then(|| host.unchecked_into())
}

/// The shadow roots that a node is in, from the inside, and its window: listeners on all of these
/// get every event on the page, and see what a closed root hides from those outside it.
pub fn roots_of(node: &Node) -> Vec<EventTarget> {
    let mut roots: Vec<EventTarget> = Vec::new();
    let mut at = node.clone();
    while let Some(host) = host_of(&at) {
        roots.push(at.get_root_node().into());
        at = host.into();
    }
    let window = node.owner_document().and_then(|document| document.default_view());
    roots.extend(window.map(EventTarget::from));
    roots
}

/// Whether a node is in the shadow of this one, however deep.
pub fn is_shadow_host(node: &Node, host: &Node) -> bool {
    core::iter::successors(host_of(node), |host| host_of(host)).any(|found| *found == *host)
}

/// An element and the hosts of the shadow roots that it is in, from the inside.
fn with_hosts(element: &Element) -> impl Iterator<Item = Element> {
    core::iter::successors(Some(element.clone()), |element| host_of(element))
}

/// The nearest container above all else that an element is in, else its document's body.
pub(super) fn container_of(element: &Element) -> Option<Element> {
    let found = with_hosts(element).find_map(|host| host.closest(CONTAINER).ok()?);
    found.or_else(|| element.owner_document()?.body().map(Element::from))
}

/// Whether an element is in a container above all else that another is not in, such as a dialog that
/// was opened later.
pub fn is_above(element: &Element, other: &Element) -> bool {
    let holds_other =
        |container: Element| with_hosts(other).any(|host| container.contains(Some(&host)));
    !container_of(element).is_none_or(holds_other)
}
