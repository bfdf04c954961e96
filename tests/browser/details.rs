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
use web_sys::{Element, EventTarget, HtmlElement};

use super::{badge_handle::Badge, page, stage::Stage};

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

#[wasm_bindgen_test]
async fn escape_goes_to_what_was_opened_above_the_badge() {
    let stage = Stage::all_running();
    let window = web_sys::window().unwrap();
    let document = window.document().unwrap();
    let place = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&place).unwrap();
    for density in [Density::Card, Density::Pill] {
        for (markup, is_above) in [
            ("<dialog open><p class=at></p></dialog>", true),
            ("<div popover><p class=at></p></div>", true),
            ("<div role=dialog aria-modal=true class=at></div>", true),
            ("<dialog open><span class=shut><p class=at></p></span></dialog>", true),
            ("<dialog open><dialog open class=at></dialog><b></b></dialog>", true),
            ("<p class=at></p>", false),
            ("<dialog open><p class=at></p><b></b></dialog>", false),
            ("<div popover><p class=at></p><span class=shut><b></b></span></div>", false),
            ("<dialog open></dialog>", false),
            ("<dialog open><p class=at></p><div popover><b></b></div></dialog>", false),
        ] {
            place.set_inner_html(markup);
            let badge = Badge::new();
            if let Some(inside) = place.query_selector("b").unwrap() {
                inside.append_child(&badge.host).unwrap();
            }
            let at = place.query_selector(".at").unwrap();
            if let Some(host) = place.query_selector(".shut").unwrap() {
                page::shut(&host);
            }
            let root = stage.root();
            badge.update(&[
                ("endpoint", &root),
                ("token", "good"),
                ("job", "a"),
                ("details", ""),
                ("density", density.name()),
            ]);
            stage.settle().await;
            click_on_details(&badge.find(".job-badge").unwrap());
            stage.settle().await;
            // Its own details are a popover, too.
            let details = badge.find(".details").expect(markup);
            let escape = |at: &EventTarget| {
                let is_left_alone = page::press_escape(at);
                (is_left_alone, badge.find(".details").is_none())
            };
            // Some dispatch it where nothing can be pressed.
            let at = at.map_or_else(|| window.clone().into(), EventTarget::from);
            let first = escape(&at);
            assert_eq!(first, (is_above, !is_above), "{density:?} {markup}");
            if is_above {
                assert_eq!(escape(&details), (false, true), "{density:?} {markup}");
            }
            badge.host.remove();
            drop(badge);
            stage.settle().await;
            stage.assert_empty();
        }
    }
    place.remove();
}
