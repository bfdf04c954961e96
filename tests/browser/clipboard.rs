//! Copying a job's id, where the browser allows it and where it does not.

use job_badge::ui::{JobBadge, JobBadgeProps};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlElement};

use super::{page, stage::Stage};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn click(room: &Element, selector: &str) {
    let found = room.query_selector(selector).unwrap().expect(selector);
    found.unchecked_into::<HtmlElement>().click();
}

/// What the page's live region says.
fn announced() -> String {
    let region = document().query_selector("[data-job-badge-says]").unwrap();
    region.and_then(|region| region.text_content()).unwrap_or_default()
}

/// What is written to the clipboard, whether that is announced, and what is selected afterwards.
async fn copy(kind: &str) -> (Vec<String>, bool, String) {
    let stage = Stage::all_running();
    let room = document().create_element("div").unwrap();
    document().query_selector("body").unwrap().unwrap().append_child(&room).unwrap();
    let source = stage.source();
    let props = yew::props!(JobBadgeProps { source, job: "a-job", details: true });
    let badge = yew::Renderer::<JobBadge>::with_root_and_props(room.clone(), props).render();
    stage.settle().await;
    let written = page::set_clipboard(kind);
    click(&room, "[data-action=details]");
    stage.settle().await;
    click(&room, "[data-action=copy]");
    stage.pass_seconds(2).await;
    page::own_clipboard();
    let selection = web_sys::window().unwrap().get_selection().unwrap().unwrap();
    let selected = String::from(selection.to_string());
    selection.remove_all_ranges().unwrap();
    let is_announced = announced().contains("Copied");
    stage.assert_quiet();
    badge.destroy();
    stage.settle().await;
    room.remove();
    stage.assert_empty();
    (page::texts(&written), is_announced, selected)
}

#[wasm_bindgen_test]
async fn where_the_id_cannot_be_copied_it_is_selected_and_not_called_copied() {
    // First those that announce nothing, since the region keeps what it said last.
    assert_eq!(copy("missing").await, (vec![], false, "a-job".into()));
    assert_eq!(copy("refuses").await, (vec![], false, "a-job".into()));
    assert_eq!(copy("takes").await, (vec!["a-job".into()], true, String::new()));
}
