//! Draws `html!` into the DOM without Yew's runtime, which is 29 KB (brotli) that a page with one tag
//! need not load. It draws elements and texts; there are no components, listeners and refs.
//!
//! Nothing is kept of what was drawn before but its fingerprint: while that stays the same nothing is
//! touched. When it differs, what is to be drawn is compared with the DOM itself, in which each node
//! carries its slot and its fingerprint. So a node that is drawn again stays the same node, with its
//! focus, its selection and its transitions.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Element, Node};
use yew::{Html, virtual_dom::VTag};

use super::flat_node::{Content, FlatNode, attributes_of, fingerprint};

const SVG: &str = "http://www.w3.org/2000/svg";

#[wasm_bindgen]
extern "C" {
    /// A DOM node that carries its slot and its fingerprint; of another hand's node both are NaN.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone)]
    type DrawnNode;

    #[wasm_bindgen(method, getter, js_name = jobBadgeSlot)]
    fn slot(this: &DrawnNode) -> f64;

    #[wasm_bindgen(method, setter, js_name = jobBadgeSlot)]
    fn set_slot(this: &DrawnNode, slot: f64);

    #[wasm_bindgen(method, getter, js_name = jobBadgeFingerprint)]
    fn fingerprint(this: &DrawnNode) -> f64;

    #[wasm_bindgen(method, setter, js_name = jobBadgeFingerprint)]
    fn set_fingerprint(this: &DrawnNode, fingerprint: f64);
}

/// An element of the page whose content is drawn.
#[derive(Debug)]
pub struct DomRoot {
    container: Element,
    /// The first element in it, and the fingerprint of all, once it is drawn.
    rendered: Option<(Element, u64)>,
}

impl DomRoot {
    /// Draws into this element.
    pub const fn new(container: Element) -> Self {
        Self { container, rendered: None }
    }

    /// Whether anything was drawn yet.
    pub const fn is_rendered(&self) -> bool {
        self.rendered.is_some()
    }

    /// Makes the content what the nodes say. Gives the first element in it; `None` where the browser
    /// refuses something.
    pub fn render(&mut self, html: &Html) -> Option<Element> {
        let nodes = FlatNode::all_of(html);
        let fingerprint = fingerprint(&nodes);
        match self.rendered.take() {
            Some((root, same)) if same == fingerprint => self.rendered = Some((root, same)),
            _ => {
                let patch = Patch { document: self.container.owner_document()? };
                patch.children(&self.container, &nodes, false).ok()?;
                self.rendered = Some((self.container.first_element_child()?, fingerprint));
            }
        }
        self.rendered.as_ref().map(|(root, _)| root.clone())
    }
}

/// One run over the DOM.
struct Patch {
    document: Document,
}

impl Patch {
    /// Makes the children of a node these. What goes is taken out first, so that what stays is moved
    /// only where the order differs: a node that is moved loses its focus.
    fn children(&self, parent: &Node, nodes: &[FlatNode<'_>], in_svg: bool) -> Result<(), JsValue> {
        let mut rest = remaining_children(parent, nodes)?;
        for node in nodes {
            let slot = number(node.slot);
            match rest.iter().position(|(drawn, _)| *drawn == slot) {
                Some(index) => {
                    let (_, drawn) = rest.remove(index);
                    if index > 0 {
                        parent.insert_before(&drawn, first_of(&rest))?;
                    }
                    self.update(&drawn, node, in_svg)?;
                }
                None => {
                    let drawn = self.create(node, in_svg)?;
                    parent.insert_before(&drawn, first_of(&rest))?;
                }
            }
        }
        // Only where slots are not unique.
        rest.iter().try_for_each(|(_, drawn)| parent.remove_child(drawn).map(drop))
    }

    /// A node with all that is inside, ready to go into the page.
    fn create(&self, node: &FlatNode<'_>, in_svg: bool) -> Result<DrawnNode, JsValue> {
        let drawn: Node = match &node.content {
            Content::Text(text) => self.document.create_text_node(text).into(),
            Content::Element(tag, children) => {
                let in_svg = in_svg || tag.tag() == "svg";
                let element = if in_svg {
                    self.document.create_element_ns(Some(SVG), tag.tag())?
                } else {
                    self.document.create_element(tag.tag())?
                };
                for (name, value) in attributes_of(tag) {
                    element.set_attribute(name, value)?;
                }
                for child in children {
                    let child = self.create(child, in_svg)?;
                    element.append_child(&child)?;
                }
                element.into()
            }
        };
        let drawn: DrawnNode = drawn.unchecked_into();
        drawn.set_slot(number(node.slot));
        drawn.set_fingerprint(number(node.fingerprint));
        Ok(drawn)
    }

    fn update(&self, drawn: &DrawnNode, node: &FlatNode<'_>, in_svg: bool) -> Result<(), JsValue> {
        let fingerprint = number(node.fingerprint);
        if drawn.fingerprint() == fingerprint {
            return Ok(());
        }
        match &node.content {
            Content::Text(text) => drawn.set_node_value(Some(text)),
            Content::Element(tag, children) => {
                set_attributes(drawn.unchecked_ref(), tag)?;
                self.children(drawn, children, in_svg || tag.tag() == "svg")?;
            }
        }
        drawn.set_fingerprint(fingerprint);
        Ok(())
    }
}

/// The children that stay, each with its slot. All others are taken out.
fn remaining_children(
    parent: &Node,
    nodes: &[FlatNode<'_>],
) -> Result<Vec<(f64, DrawnNode)>, JsValue> {
    let mut remaining = Vec::new();
    let mut next = parent.first_child();
    while let Some(child) = next {
        next = child.next_sibling();
        let child: DrawnNode = child.unchecked_into();
        let slot = child.slot();
        if nodes.iter().any(|node| number(node.slot) == slot) {
            remaining.push((slot, child));
        } else {
            parent.remove_child(&child)?;
        }
    }
    Ok(remaining)
}

fn first_of(rest: &[(f64, DrawnNode)]) -> Option<&Node> {
    rest.first().map(|(_, drawn)| drawn.as_ref())
}

/// Sets the attributes that differ, and takes away those that the element is not to have.
fn set_attributes(element: &Element, tag: &VTag) -> Result<(), JsValue> {
    let wanted = attributes_of(tag);
    for (name, value) in &wanted {
        if element.get_attribute(name).as_deref() != Some(value) {
            element.set_attribute(name, value)?;
        }
    }
    if element.attributes().length() as usize == wanted.len() {
        return Ok(());
    }
    for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if !wanted.iter().any(|(wanted, _)| *wanted == name) {
            element.remove_attribute(&name)?;
        }
    }
    Ok(())
}

/// A hash as a number of JavaScript's: 52 bits of it, which are exact there.
#[allow(clippy::cast_precision_loss)]
const fn number(hash: u64) -> f64 {
    (hash >> 12) as f64
}
