//! How a face is drawn: element by element, in one pass, onto whatever takes it. The element's ink
//! changes the DOM where it differs, Yew's makes a description for Yew. Nothing here knows a badge.

use crate::job::around;

/// Takes a drawing.
pub(crate) trait Ink {
    /// Begins an element: its tag and the attributes that never change, parted by `|`, such as
    /// `span|part=label|class=label`. Drawn again, it is the same element when this is the same
    /// text.
    fn open(&mut self, what: &'static str);

    /// An attribute of the element that was begun last; without a value it has none. Drawn again,
    /// an element is given the same attributes in the same order, before what is in it.
    fn set(&mut self, name: &'static str, value: Option<&str>);

    /// A text in the element that was begun last.
    fn text(&mut self, text: &str);

    /// Ends the element that was begun last.
    fn close(&mut self);

    /// An element with a text in it.
    fn leaf(&mut self, what: &'static str, text: &str) {
        self.open(what);
        self.text(text);
        self.close();
    }

    /// As [`Ink::leaf`], but an empty text has no element.
    fn leaf_unless_empty(&mut self, what: &'static str, text: &str) {
        if !text.is_empty() {
            self.leaf(what, text);
        }
    }
}

/// Of what [`Ink::open`] takes: the tag, and name and value of each attribute.
pub(crate) fn parts(
    what: &'static str,
) -> (&'static str, impl Iterator<Item = (&'static str, &'static str)>) {
    let (tag, mut rest) = around(what, "|").unwrap_or((what, ""));
    let parts = core::iter::from_fn(move || {
        let (part, after) = around(rest, "|").unwrap_or((rest, ""));
        rest = after;
        (!part.is_empty()).then(|| around(part, "=").unwrap_or((part, "")))
    });
    (tag, parts)
}
