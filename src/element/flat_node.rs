//! Yew's virtual nodes as the DOM has them: lists are flattened into their parent. Each node gets a
//! number that says which one it is from one rendering to the next, and a fingerprint of all that is
//! drawn of it. Nothing here touches the DOM.

use std::hash::{DefaultHasher, Hash, Hasher};

use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag};

/// An element or a text.
pub(super) struct FlatNode<'a> {
    /// Which node of its parent it is: its tag and its path through the nested lists, in which an
    /// `if` without `else` keeps its place. A key stands for the last step of the path.
    pub(super) slot: u64,
    /// The hash of its attributes or text, and of all that is inside.
    pub(super) fingerprint: u64,
    /// What it is.
    pub(super) content: Content<'a>,
}

/// What a node is.
pub(super) enum Content<'a> {
    /// An element and what is inside.
    Element(&'a VTag, Vec<FlatNode<'a>>),
    /// A text.
    Text(&'a str),
}

impl<'a> FlatNode<'a> {
    /// The elements and texts of a virtual node. Components and the like have none.
    pub(super) fn all_of(node: &'a VNode) -> Vec<Self> {
        let mut nodes = Vec::new();
        flatten(node, 0, 0, &mut nodes);
        nodes
    }
}

/// The fingerprint of several nodes: it differs if they, or what is drawn of them, differ.
pub(super) fn fingerprint(nodes: &[FlatNode<'_>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for node in nodes {
        (node.slot, node.fingerprint).hash(&mut hasher);
    }
    hasher.finish()
}

/// Adds the elements and texts of a virtual node, which is the one of this index in a list.
fn flatten<'a>(node: &'a VNode, list: u64, index: usize, nodes: &mut Vec<FlatNode<'a>>) {
    let path = match node.key() {
        Some(key) => hash((list, &**key)),
        None => hash((list, index)),
    };
    match node {
        VNode::VList(list) => {
            for (index, child) in list.iter().enumerate() {
                flatten(child, path, index, nodes);
            }
        }
        VNode::VText(text) => nodes.push(FlatNode {
            slot: path,
            fingerprint: hash(&*text.text),
            content: Content::Text(&text.text),
        }),
        VNode::VTag(tag) => {
            let children = tag.children().map_or_else(Vec::new, FlatNode::all_of);
            nodes.push(FlatNode {
                slot: hash((path, tag.tag())),
                fingerprint: hash((attributes_of(tag), fingerprint(&children))),
                content: Content::Element(tag, children),
            });
        }
        VNode::VComp(_)
        | VNode::VPortal(_)
        | VNode::VRef(_)
        | VNode::VSuspense(_)
        | VNode::VRaw(_) => {}
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Name and value of each attribute that an element is to have.
pub(super) fn attributes_of(tag: &VTag) -> Vec<(&str, &str)> {
    // `Attributes::iter` leaves out static values where others are dynamic.
    match &tag.attributes {
        Attributes::Static(all) => {
            all.iter().filter_map(|(name, value)| Some((*name, text_of(value)?))).collect()
        }
        Attributes::Dynamic { keys, values } => {
            let all = keys.iter().zip(values);
            all.filter_map(|(name, value)| Some((*name, text_of(value.as_ref()?)?))).collect()
        }
        Attributes::IndexMap(all) => {
            all.iter().filter_map(|(name, value)| Some((&**name, text_of(value)?))).collect()
        }
    }
}

fn text_of(value: &AttributeOrProperty) -> Option<&str> {
    match value {
        AttributeOrProperty::Static(text) => Some(text),
        AttributeOrProperty::Attribute(text) => Some(text),
        AttributeOrProperty::Property(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use yew::{Html, html};

    use super::*;

    #[test]
    fn trees_that_look_different_have_different_fingerprints_and_equal_ones_the_same() {
        let (some, none) = (Some("x"), None::<&str>);
        let trees: Vec<fn() -> Html> = vec![
            || html! {},
            || html! { "" },
            || html! { "ab" },
            || html! { <>{ "a" }{ "b" }</> },
            || html! { <p>{ "ab" }</p> },
            || html! { <p>{ "a" }{ "b" }</p> },
            || html! { <p><b>{ "a" }</b>{ "b" }</p> },
            || html! { <p>{ "a" }<b>{ "b" }</b></p> },
            || html! { <><p /><p /></> },
            || html! { <p><p /></p> },
            || html! { <b /> },
            || html! { <b key="1" /> },
            || html! { <b key="2" /> },
            || html! { <><b key="2" /></> },
            || html! { <b title="x" /> },
            || html! { <b title="y" /> },
            || html! { <b lang="x" /> },
            || html! { <b title="" lang="x" /> },
            || html! { <b title="xlang" /> },
        ];
        let print = |html: Html| fingerprint(&FlatNode::all_of(&html));
        let prints: Vec<_> = trees.iter().map(|tree| print(tree())).collect();
        for (index, tree) in trees.iter().enumerate() {
            assert_eq!(print(tree()), prints[index], "{index}");
            assert_eq!(
                prints.iter().filter(|other| **other == prints[index]).count(),
                1,
                "{index}"
            );
        }
        // However the attributes came about.
        let (with, without) = (print(html! { <b title="x" /> }), print(html! { <b /> }));
        assert_eq!(
            [print(html! { <b title={some} /> }), print(html! { <b title={none} /> })],
            [with, without]
        );
    }

    #[test]
    fn a_slot_is_kept_when_neighbours_come_and_go() {
        let draw = |more: bool| html! { <>if more { <i /> <i /> }<b /><u key="u" /></> };
        let slots =
            |html: &Html| FlatNode::all_of(html).iter().map(|node| node.slot).collect::<Vec<_>>();
        let (all, few) = (slots(&draw(true)), slots(&draw(false)));
        assert_eq!((all.len(), few.len()), (4, 2));
        assert_eq!(all[2..], few[..]);
        let (one, two) =
            (html! { <><b key="1" /><b key="2" /></> }, html! { <><b key="2" /><b key="1" /></> });
        let swapped: Vec<_> = slots(&two).into_iter().rev().collect();
        assert_eq!(slots(&one), swapped);
    }
}
