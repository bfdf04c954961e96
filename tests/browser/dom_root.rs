//! `html!` drawn into the DOM without Yew's runtime: what is drawn again stays the same nodes, and
//! what does not differ is not touched.

use job_badge::element::DomRoot;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, Node};
use yew::{Html, html};

/// A container in the page, with what draws into it.
struct Page {
    container: Element,
    root: DomRoot,
}

impl Page {
    fn new() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let container = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&container).unwrap();
        Self { root: DomRoot::new(container.clone()), container }
    }

    fn render(&mut self, html: Html) {
        self.root.render(&html).expect("something is drawn");
    }

    fn markup(&self) -> String {
        self.container.inner_html()
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.container.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    /// All elements and texts, in order.
    fn nodes(&self) -> Vec<Node> {
        fn add(parent: &Node, nodes: &mut Vec<Node>) {
            let children = parent.child_nodes();
            for child in (0..children.length()).filter_map(|index| children.get(index)) {
                nodes.push(child.clone());
                add(&child, nodes);
            }
        }
        let mut nodes = Vec::new();
        add(&self.container, &mut nodes);
        nodes
    }

    /// How many changes of the DOM this makes.
    fn changes(&mut self, act: impl FnOnce(&mut Self)) -> u32 {
        let ignore = Closure::<dyn Fn(JsValue)>::new(|_| {});
        let observer = MutationObserver::new(ignore.as_ref().unchecked_ref()).unwrap();
        let all = MutationObserverInit::new();
        all.set_subtree(true);
        all.set_child_list(true);
        all.set_character_data(true);
        all.set_attributes(true);
        observer.observe_with_options(&self.container, &all).unwrap();
        act(self);
        Array::from(&observer.take_records()).length()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.container.remove();
    }
}

fn list(keys: &str) -> Html {
    let row =
        |key: char| html! { <li key={key.to_string()}><input id={key.to_string()} />{ key }</li> };
    html! { <ul>{ for keys.chars().map(row) }</ul> }
}

#[wasm_bindgen_test]
fn what_does_not_differ_is_not_touched() {
    let draw = || html! { <p class="a" title={"t".to_owned()}><b>{ "text" }</b>{ 7 }</p> };
    let mut page = Page::new();
    assert!(page.changes(|page| page.render(draw())) > 0);
    assert_eq!(page.changes(|page| page.render(draw())), 0);
    assert_eq!(page.markup(), "<p title=\"t\" class=\"a\"><b>text</b>7</p>");
}

#[wasm_bindgen_test]
fn a_text_that_differs_is_one_change_and_keeps_focus_selection_and_nodes() {
    let draw = |text: &str| html! { <p><button id="b">{ "press" }</button><i>{ text }</i></p> };
    let mut page = Page::new();
    page.render(draw("one"));
    page.find("#b").focus().unwrap();
    let window = web_sys::window().unwrap();
    let selection = window.get_selection().unwrap().unwrap();
    selection.select_all_children(&page.find("#b")).unwrap();
    let nodes = page.nodes();
    assert_eq!(page.changes(|page| page.render(draw("two"))), 1);
    assert_eq!(page.nodes(), nodes);
    assert_eq!(page.find("i").inner_text(), "two");
    assert_eq!(window.document().unwrap().active_element(), Some(page.find("#b").into()));
    // Not by its text: that is empty while the page itself is not focused.
    assert!(!selection.is_collapsed());
    assert_eq!(selection.anchor_node(), Some(page.find("#b").into()));
}

#[wasm_bindgen_test]
fn attributes_are_set_changed_and_taken_away() {
    let draw = |title: Option<&'static str>, hidden: bool| {
        html! { <p class="a" {title} {hidden} data-x={title} /> }
    };
    let mut page = Page::new();
    for (title, hidden, markup) in [
        (None, false, "<p class=\"a\"></p>"),
        (Some("one"), true, "<p class=\"a\" title=\"one\" data-x=\"one\" hidden=\"hidden\"></p>"),
        (Some("two"), false, "<p class=\"a\" title=\"two\" data-x=\"two\"></p>"),
        (None, false, "<p class=\"a\"></p>"),
    ] {
        page.render(draw(title, hidden));
        let mut found: Vec<_> = page.markup().split(' ').map(str::to_owned).collect();
        let mut expected: Vec<_> = markup.split(' ').map(str::to_owned).collect();
        for words in [&mut found, &mut expected] {
            words.iter_mut().for_each(|word| *word = word.replace("></p>", ""));
            words.sort();
        }
        assert_eq!(found, expected);
    }
    // Static ones, too, where the same element is written in two ways.
    page.render(html! { <p lang="de" /> });
    assert_eq!(page.markup(), "<p lang=\"de\"></p>");
}

#[wasm_bindgen_test]
fn a_branch_keeps_its_place_when_it_comes_and_goes() {
    let draw = |more: bool| {
        html! {
            <p>
                if more { <b>{ "first" }</b> }
                <b id="kept">{ "kept" }</b>
                if more { { "text" } }
            </p>
        }
    };
    let mut page = Page::new();
    page.render(draw(false));
    let kept = page.find("#kept");
    page.render(draw(true));
    assert_eq!(page.markup(), "<p><b>first</b><b id=\"kept\">kept</b>text</p>");
    assert_eq!(page.find("#kept"), kept);
    page.render(draw(false));
    assert_eq!(page.markup(), "<p><b id=\"kept\">kept</b></p>");
    assert_eq!(page.find("#kept"), kept);
}

#[wasm_bindgen_test]
fn keyed_nodes_are_inserted_removed_and_reordered_and_stay_the_same_nodes() {
    let mut page = Page::new();
    page.render(list("abc"));
    let known = |page: &Page, key: &str| page.find(&format!("#{key}"));
    let all: Vec<_> = ["a", "b", "c"].iter().map(|key| known(&page, key)).collect();
    for keys in ["bc", "bxc", "cxb", "c", "abc", "ca", "acb", ""] {
        page.render(list(keys));
        let order: String = page.container.text_content().unwrap();
        assert_eq!(order, keys);
    }
    page.render(list("abc"));
    assert_ne!(known(&page, "a"), all[0], "a node that was taken out is not kept");

    let before: Vec<_> = ["a", "b", "c"].iter().map(|key| known(&page, key)).collect();
    page.render(list("cab"));
    let after: Vec<_> = ["a", "b", "c"].iter().map(|key| known(&page, key)).collect();
    assert_eq!(before, after);
    known(&page, "a").focus().unwrap();
    page.render(list("xay"));
    let focused = web_sys::window().unwrap().document().unwrap().active_element();
    assert_eq!(focused, Some(known(&page, "a").into()));
}

#[wasm_bindgen_test]
fn another_key_or_tag_is_another_node() {
    let mut page = Page::new();
    page.render(html! { <p><b key="one" id="x" /></p> });
    let before = page.find("#x");
    page.render(html! { <p><b key="two" id="x" /></p> });
    let after = page.find("#x");
    assert_ne!(before, after);
    page.render(html! { <p><i key="two" id="x" /></p> });
    assert_eq!(page.find("#x").tag_name(), "I");
}

#[wasm_bindgen_test]
fn svg_is_drawn_in_its_namespace() {
    let draw = |wide: bool| {
        html! {
            <p>
                <svg viewBox="0 0 1 1">
                    <g>if wide { <rect width="1" /> }</g>
                </svg>
                <b />
            </p>
        }
    };
    let mut page = Page::new();
    page.render(draw(false));
    // The second time the elements around it are there already.
    page.render(draw(true));
    let svg = Some("http://www.w3.org/2000/svg".to_owned());
    for name in ["svg", "g", "rect"] {
        assert_eq!(page.find(name).namespace_uri(), svg, "{name}");
        assert_eq!(page.find(name).tag_name(), name);
    }
    assert_eq!(page.find("svg").get_attribute("viewBox").as_deref(), Some("0 0 1 1"));
    assert_eq!(page.find("b").namespace_uri().as_deref(), Some("http://www.w3.org/1999/xhtml"));
}

#[wasm_bindgen_test]
fn what_another_hand_put_in_goes_where_something_differs() {
    let draw = |text: &str| html! { <p><b>{ text }</b></p> };
    let mut page = Page::new();
    page.render(draw("one"));
    page.find("p").append_with_str_1("stranger").unwrap();
    page.find("b").remove();
    page.render(draw("two"));
    assert_eq!(page.markup(), "<p><b>two</b></p>");
}

#[wasm_bindgen_test]
fn keys_that_are_not_unique_lose_nothing() {
    let mut page = Page::new();
    for keys in ["aab", "aba", "ba", "aab"] {
        page.render(list(keys));
        assert_eq!(page.container.text_content().unwrap(), keys);
    }
}
