//! Draws the face into the DOM without Yew's runtime: what is drawn is compared with what was drawn
//! last, as it is said, and only what differs touches the DOM.
//!
//! The element shares every line of the face with the Yew component, but not Yew's scheduler,
//! component life cycle and event delegation: 25 KB (brotli) that a page with one tag need not
//! load.

use core::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use crate::ui::{Ink, parts};

/// What was drawn: an element with what is in it, or a text.
pub(super) struct Painted {
    /// As [`Ink::open`] has it; empty for a text.
    what: &'static str,
    node: Node,
    /// The fingerprints of an element's values, in the order in which they are set, or of a text.
    values: Vec<u64>,
    inside: Vec<Painted>,
}

impl Painted {
    /// An empty room to draw in.
    pub(super) fn room(element: &Element) -> Self {
        Self::new("", element.clone().into())
    }

    const fn new(what: &'static str, node: Node) -> Self {
        Self { what, node, values: Vec::new(), inside: Vec::new() }
    }

    /// The first element that was drawn in the room.
    pub(super) fn element(&self) -> Option<&Element> {
        self.inside.first()?.node.dyn_ref()
    }
}

/// Draws in a room, over what was drawn there before.
pub(super) struct Paint {
    document: Document,
    /// What has been begun and not ended, the innermost at the end.
    open: Vec<Stroke>,
}

/// An element that is being drawn.
struct Stroke {
    painted: Painted,
    is_new: bool,
    /// How many of its values have been set.
    set: usize,
    /// How much in it has been drawn.
    drawn: usize,
}

impl Paint {
    pub(super) fn over(document: Document, room: Painted) -> Self {
        Self { document, open: vec![Stroke::of(room, false)] }
    }

    /// The room with what is in it now.
    pub(super) fn done(mut self) -> Option<Painted> {
        self.close();
        Some(self.open.pop()?.painted)
    }

    /// What is drawn next: that which was drawn there before, if it is the same; else it is made.
    fn begin(&mut self, what: &'static str, make: impl FnOnce(&Document, &Node) -> Option<Node>) {
        let Some(around) = self.open.last_mut() else { return };
        let left = around.painted.inside.iter().skip(around.drawn);
        let same = |its: &Painted| its.what == what;
        let stroke = if let Some(skipped) = left.map(same).position(|same| same) {
            around.cut(skipped);
            Stroke::of(around.painted.inside.remove(around.drawn), false)
        } else {
            let Some(node) = make(&self.document, &around.painted.node) else { return };
            Stroke::of(Painted::new(what, node), true)
        };
        self.open.push(stroke);
    }
}

impl Stroke {
    const fn of(painted: Painted, is_new: bool) -> Self {
        Self { painted, is_new, set: 0, drawn: 0 }
    }

    /// Takes so many out of it that are not drawn any more.
    fn cut(&mut self, count: usize) {
        for gone in self.painted.inside.drain(self.drawn..self.drawn + count) {
            // Only somebody else's hand can have taken it out already.
            let _ = self.painted.node.remove_child(&gone.node);
        }
    }

    /// The next value; whether it differs from what it was.
    fn put(&mut self, value: Option<&str>) -> bool {
        let (at, print) = (self.set, fingerprint(value));
        self.set += 1;
        match self.painted.values.get_mut(at) {
            Some(old) => core::mem::replace(old, print) != print,
            None => {
                self.painted.values.push(print);
                value.is_some()
            }
        }
    }
}

/// What is remembered of a value: 64 bits (FNV-1a). A copy of each text would be a kilobyte for
/// each badge, and two that differ look alike once in 2^64.
fn fingerprint(value: Option<&str>) -> u64 {
    value.map_or(0, |text| {
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |print, byte| {
            (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    })
}

impl Ink for Paint {
    fn open(&mut self, what: &'static str) {
        self.begin(what, |document, around| make(document, around, what));
    }

    fn set(&mut self, name: &'static str, value: Option<&str>) {
        let Some(stroke) = self.open.last_mut() else { return };
        if stroke.put(value) {
            let element: &Element = stroke.painted.node.unchecked_ref();
            // The names are ours, so none is refused.
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }

    fn text(&mut self, text: &str) {
        self.begin("", |document, _| Some(document.create_text_node("").into()));
        if let Some(stroke) = self.open.last_mut()
            && stroke.put(Some(text))
        {
            stroke.painted.node.set_node_value(Some(text));
        }
        self.close();
    }

    // Without a record of its own for the text: a badge has many, and pages have many badges.
    fn leaf(&mut self, what: &'static str, text: &str) {
        self.open(what);
        if let Some(stroke) = self.open.last_mut()
            && stroke.put(Some(text))
        {
            let node = &stroke.painted.node;
            match node.first_child() {
                Some(held) => held.set_node_value(Some(text)),
                None => node.set_text_content(Some(text)),
            }
        }
        self.close();
    }

    fn close(&mut self) {
        let Some(mut stroke) = self.open.pop() else { return };
        stroke.cut(stroke.painted.inside.len().saturating_sub(stroke.drawn));
        let Stroke { mut painted, is_new, .. } = stroke;
        let Some(around) = self.open.last_mut() else {
            self.open.push(Stroke::of(painted, is_new));
            return;
        };
        if is_new {
            // Most hold as much for good: a thousand badges are many small lists.
            painted.values.shrink_to_fit();
            painted.inside.shrink_to_fit();
            // A new element goes into the page when it is whole.
            let next = around.painted.inside.get(around.drawn).map(|next| &next.node);
            let _ = around.painted.node.insert_before(&painted.node, next);
        }
        around.painted.inside.insert(around.drawn, painted);
        around.drawn += 1;
    }
}

/// An element with the attributes that never change: a copy of one that was made before.
fn make(document: &Document, around: &Node, what: &'static str) -> Option<Node> {
    thread_local! {
        static MADE: RefCell<Vec<(&'static str, Node)>> = const { RefCell::new(Vec::new()) };
    }
    MADE.with(|made| {
        let mut made = made.borrow_mut();
        let known = made.iter().find(|(its, _)| *its == what);
        if let Some((_, node)) = known {
            return node.clone_node().ok();
        }
        let (tag, fixed) = parts(what);
        let namespace = around.unchecked_ref::<Element>().namespace_uri();
        let namespace = match tag {
            "svg" => Some("http://www.w3.org/2000/svg"),
            _ => namespace.as_deref(),
        };
        let element = document.create_element_ns(namespace, tag).ok()?;
        for (name, value) in fixed {
            let _ = element.set_attribute(name, value);
        }
        let copy = element.clone_node().ok();
        made.push((what, element.into()));
        copy
    })
}
