//! An SVG element whose class is chosen while it is drawn. `html!` keeps such a class in a set of
//! classes, which costs 0.7 KB (brotli) more.

use yew::{
    AttrValue, Html,
    virtual_dom::{AttributeOrProperty, Attributes, VTag},
};

/// An element with these attributes. One without a value is left out.
pub(super) fn svg(
    name: &'static str,
    names: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    children: Vec<Html>,
) -> Html {
    let mut tag = VTag::new(name);
    let values = values.into_iter().map(|value| value.map(AttributeOrProperty::Attribute));
    tag.attributes = Attributes::Dynamic { keys: names, values: values.collect() };
    tag.add_children(children);
    tag.into()
}

/// A value that never changes.
#[expect(clippy::unnecessary_wraps, reason = "it stands among values that may be left out")]
pub(super) const fn fixed(value: &'static str) -> Option<AttrValue> {
    Some(AttrValue::Static(value))
}
