//! The details, opened: by Yew and by the element alike, and with a page that listens meanwhile.

use core::cell::Cell;
use std::rc::Rc;

use job_badge::{
    badge::Density,
    browser::Source,
    ui::{JobBadge, JobBadgeProps},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use super::{badge_handle::Badge, stage::Stage};

fn click_on_details(badge: &Element) {
    let button = badge.query_selector("[data-action=details]").unwrap().unwrap();
    button.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn the_element_shows_what_the_yew_component_shows() {
    for density in Density::ALL {
        let stage = Stage::all_running();
        let badge = Badge::new();
        let root = stage.root();
        badge.update(&[
            ("endpoint", &root),
            ("token", "good"),
            ("job", "a"),
            ("details", ""),
            ("density", density.name()),
            ("lang", "en"),
        ]);
        let document = web_sys::window().unwrap().document().unwrap();
        let container = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&container).unwrap();
        let props = yew::props!(JobBadgeProps {
            source: Source::ams_v2(&root, "good"),
            job: "a",
            details: true,
            density,
            lang: "en",
        });
        let app = yew::Renderer::<JobBadge>::with_root_and_props(container.clone(), props).render();
        for opens in [false, true] {
            stage.settle().await;
            let drawn = badge.find(".job-badge").unwrap();
            assert_eq!(drawn.outer_html(), container.inner_html());
            assert_eq!(drawn.outer_html().contains("class=\"details\""), opens);
            click_on_details(&container);
            click_on_details(&drawn);
        }
        app.destroy();
        drop(badge);
        stage.settle().await;
        stage.assert_empty();
    }
}

#[wasm_bindgen_test]
async fn a_page_may_ask_for_the_status_while_the_details_take_the_focus() {
    let stage = Stage::all_running();
    let badge = Rc::new(Badge::new());
    badge.update(&[("endpoint", &stage.root()), ("token", "good"), ("job", "a"), ("details", "")]);
    stage.settle().await;
    let seen = Rc::new(Cell::new(0));
    let listener = {
        let (badge, seen) = (Rc::clone(&badge), Rc::clone(&seen));
        Closure::<dyn Fn(JsValue)>::new(move |_| {
            assert!(badge.handle.status().is_object());
            seen.set(seen.get() + 1);
        })
    };
    let listens = listener.as_ref().unchecked_ref();
    badge.host.add_event_listener_with_callback("focusin", listens).unwrap();
    click_on_details(&badge.find(".job-badge").unwrap());
    stage.settle().await;
    let details = badge.find(".details");
    assert!(details.is_some() && badge.host.shadow_root().unwrap().active_element() == details);
    assert_eq!(seen.get(), 1);
    badge.host.remove_event_listener_with_callback("focusin", listens).unwrap();
    drop((listener, badge));
    stage.settle().await;
    stage.assert_empty();
}
