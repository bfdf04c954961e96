//! Draws for Yew: a tree of its virtual nodes.

use yew::virtual_dom::{Key, VTag, VText};
use yew::{AttrValue, Html, NodeRef};

use super::ink::{Ink, parts};

/// What has been begun and not ended, the innermost at the end.
#[derive(Default)]
pub(super) struct YewInk {
    open: Vec<Open>,
    drawn: Option<VTag>,
}

struct Open {
    what: &'static str,
    tag: VTag,
    /// What is in it so far. Equal ones are told apart by their number.
    inside: Vec<&'static str>,
}

impl YewInk {
    /// What was drawn: one element, which `node` refers to.
    pub(super) fn into_html(self, node: &NodeRef) -> Html {
        self.drawn.map_or_else(Html::default, |mut drawn| {
            drawn.node_ref = node.clone();
            drawn.into()
        })
    }
}

impl Ink for YewInk {
    fn open(&mut self, what: &'static str) {
        let (name, fixed) = parts(what);
        let mut tag = VTag::new(name);
        for (name, value) in fixed {
            tag.add_attribute(name, AttrValue::Static(value));
        }
        self.open.push(Open { what, tag, inside: Vec::new() });
    }

    fn set(&mut self, name: &'static str, value: Option<&str>) {
        if let (Some(open), Some(value)) = (self.open.last_mut(), value) {
            open.tag.add_attribute(name, value.to_owned());
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.tag.add_child(VText::new(text.to_owned()).into());
        }
    }

    fn close(&mut self) {
        let Some(Open { what, mut tag, .. }) = self.open.pop() else { return };
        let Some(around) = self.open.last_mut() else {
            self.drawn = Some(tag);
            return;
        };
        // Without a key Yew takes what stands in its place for it, and makes a button anew that
        // has the focus.
        let number = around.inside.iter().filter(|before| **before == what).count();
        tag.key = Some(Key::from([what, " ", &number.to_string()].concat()));
        around.inside.push(what);
        around.tag.add_child(tag.into());
    }
}
