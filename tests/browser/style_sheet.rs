//! The style sheet is adopted once by each root.

use job_badge::browser::adopt_style_sheet;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, ShadowRootInit, ShadowRootMode};

use super::page;

const CSS: &str = ":root { --from-the-test: 1 }";

fn child(of: &Element) -> Element {
    let child = of.owner_document().unwrap().create_element("div").unwrap();
    of.append_child(&child).unwrap();
    child
}

fn body() -> Element {
    web_sys::window().unwrap().document().unwrap().query_selector("body").unwrap().unwrap()
}

#[wasm_bindgen_test]
fn each_root_adopts_it_once() {
    let frame = page::frame();
    for body in [body(), frame] {
        let document = body.owner_document().unwrap();
        let (one, two) = (child(&body), child(&body));
        adopt_style_sheet(&one, CSS);
        let adopted = page::sheets(&document);
        assert!(adopted > 0);
        for node in [&one, &two, &body] {
            adopt_style_sheet(node, CSS);
        }
        assert_eq!(page::sheets(&document), adopted);

        let shadow = one.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let inside = document.create_element("span").unwrap();
        shadow.append_child(&inside).unwrap();
        assert_eq!(page::sheets(&shadow), 0);
        for _ in 0..3 {
            adopt_style_sheet(&inside, CSS);
        }
        assert_eq!((page::sheets(&shadow), page::sheets(&document)), (1, adopted));

        // To another document the sheets do not go along, so it is adopted anew there.
        let elsewhere = page::frame();
        elsewhere.append_child(&one).unwrap();
        assert_eq!(page::sheets(&shadow), 0);
        adopt_style_sheet(&inside, CSS);
        assert_eq!(page::sheets(&shadow), 1);
    }
}

#[wasm_bindgen_test]
fn a_node_outside_of_any_document_adopts_nothing() {
    let document = web_sys::window().unwrap().document().unwrap();
    let before = page::sheets(&document);
    let loose = document.create_element("div").unwrap();
    adopt_style_sheet(&child(&loose), CSS);
    assert_eq!(page::sheets(&document), before);
}
