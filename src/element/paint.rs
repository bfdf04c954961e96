//! Draws the face without Yew's runtime: what `html!` describes is compared with what was drawn
//! last, and only what differs touches the DOM.
//!
//! The element shares every line of the face with the Yew component, but not Yew's scheduler,
//! component life cycle and event delegation: 25 KB (brotli) that a page with one tag need not
//! load. It knows tags, texts and lists, which is all that a face is made of.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};
use yew::virtual_dom::{VNode, VTag};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What was drawn: a description, and the DOM made from it.
pub(super) struct Painted {
    as_described: VNode,
    /// The DOM node; a list has none of its own.
    node: Option<Node>,
    children: Vec<Painted>,
}

/// Where something is drawn.
#[derive(Clone, Copy)]
struct Place<'a> {
    document: &'a Document,
    parent: &'a Node,
    /// What comes after it, if anything.
    next: Option<&'a Node>,
    in_svg: bool,
}

impl Painted {
    /// Draws `described` into an element, over what was drawn there before.
    pub(super) fn paint(into: &Element, before: Option<Self>, described: VNode) -> Option<Self> {
        let document = into.owner_document()?;
        let place = Place { document: &document, parent: into, next: None, in_svg: false };
        paint(place, before, described)
    }

    /// The first element that was drawn.
    pub(super) fn element(&self) -> Option<&Element> {
        self.first_node()?.dyn_ref()
    }

    /// The first DOM node of this, if it has any.
    fn first_node(&self) -> Option<&Node> {
        self.node.as_ref().or_else(|| self.children.iter().find_map(Self::first_node))
    }

    fn remove(&self, parent: &Node) {
        match &self.node {
            Some(node) => {
                // Only somebody else's hand can have taken it out already.
                let _ = parent.remove_child(node);
            }
            None => self.children.iter().for_each(|child| child.remove(parent)),
        }
    }
}

fn paint(place: Place<'_>, before: Option<Painted>, described: VNode) -> Option<Painted> {
    let before = before.and_then(|before| {
        if alike(&before.as_described, &described) {
            return Some(before);
        }
        before.remove(place.parent);
        None
    });
    match &described {
        VNode::VText(text) => {
            let node = match before {
                Some(Painted { as_described: VNode::VText(old), node, .. }) => {
                    if old.text != text.text {
                        node.as_ref()?.set_node_value(Some(&text.text));
                    }
                    node
                }
                _ => insert(place, place.document.create_text_node(&text.text).into()),
            };
            Some(Painted { as_described: described, node, children: Vec::new() })
        }
        VNode::VTag(tag) => {
            let in_svg = place.in_svg || tag.tag() == "svg";
            let (old, node, children) = match before {
                Some(Painted { as_described: VNode::VTag(old), node, children }) => {
                    (Some(old), node, children)
                }
                _ => {
                    let namespace = in_svg.then_some(SVG);
                    let element = place.document.create_element_ns(
                        namespace.or(Some("http://www.w3.org/1999/xhtml")),
                        tag.tag(),
                    );
                    (None, Some(element.ok()?.into()), Vec::new())
                }
            };
            let element: &Element = node.as_ref()?.unchecked_ref();
            set_attributes(element, old.as_deref(), tag);
            let inside = Place { parent: element, next: None, in_svg, ..place };
            let only = tag.children().cloned();
            let children = paint_all(inside, children, only.into_iter().collect());
            // A new element goes into the page when it is whole.
            let node = if old.is_some() { node } else { insert(place, node?) };
            Some(Painted { as_described: described, node, children })
        }
        VNode::VList(list) => {
            let old = before.map_or_else(Vec::new, |before| before.children);
            let children = paint_all(place, old, list.iter().cloned().collect());
            Some(Painted { as_described: described, node: None, children })
        }
        // A face has none of the others.
        _ => None,
    }
}

/// Draws a row of nodes, from the last to the first, so that each knows what comes after it.
fn paint_all(place: Place<'_>, mut before: Vec<Painted>, row: Vec<VNode>) -> Vec<Painted> {
    while before.len() > row.len() {
        if let Some(gone) = before.pop() {
            gone.remove(place.parent);
        }
    }
    let mut drawn = Vec::with_capacity(row.len());
    let mut next = place.next.cloned();
    let mut left = row.len();
    for described in row.into_iter().rev() {
        let old = if before.len() == left { before.pop() } else { None };
        left -= 1;
        let place = Place { next: next.as_ref(), ..place };
        if let Some(painted) = paint(place, old, described) {
            next = painted.first_node().cloned().or(next);
            drawn.push(painted);
        }
    }
    drawn.reverse();
    drawn
}

/// Whether one can become the other without a new node.
fn alike(one: &VNode, other: &VNode) -> bool {
    match (one, other) {
        (VNode::VTag(one), VNode::VTag(other)) => one.tag() == other.tag(),
        (VNode::VText(_), VNode::VText(_)) | (VNode::VList(_), VNode::VList(_)) => true,
        _ => false,
    }
}

fn insert(place: Place<'_>, node: Node) -> Option<Node> {
    place.parent.insert_before(&node, place.next).ok()
}

fn set_attributes(element: &Element, old: Option<&VTag>, new: &VTag) {
    let value_in = |tag: &VTag, name: &str| {
        tag.attributes.iter().find(|(its, _)| *its == name).map(|(_, value)| value.to_owned())
    };
    for (name, value) in new.attributes.iter() {
        if old.and_then(|old| value_in(old, name)).as_deref() != Some(value) {
            // The names are ours, so none is refused.
            let _ = element.set_attribute(name, value);
        }
    }
    for (name, _) in old.iter().flat_map(|old| old.attributes.iter()) {
        if value_in(new, name).is_none() {
            let _ = element.remove_attribute(name);
        }
    }
}
