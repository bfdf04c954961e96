//! Whether anybody can see the page, and whether the browser says that it is online.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{Event, EventTarget};

use crate::poll::Page;

const DOCUMENT_EVENTS: [&str; 3] = ["visibilitychange", "freeze", "resume"];
const WINDOW_EVENTS: [&str; 4] = ["pagehide", "pageshow", "online", "offline"];

/// Calls for each change while it lives: hidden, frozen, in the back/forward cache, offline, and back
/// again.
pub(super) struct PageEvents {
    _listeners: Vec<EventListener>,
}

impl PageEvents {
    pub(super) fn new(on_change: Rc<dyn Fn(Page)>) -> Self {
        let Some(window) = web_sys::window() else { return Self { _listeners: Vec::new() } };
        let mut listeners = Vec::new();
        let mut listen = |target: &EventTarget, name| {
            let on_change = Rc::clone(&on_change);
            let on_event = move |event: &Event| on_change(page_during(event));
            // While capturing: a page's own listener may stop it on its way.
            let capture = EventListenerOptions::run_in_capture_phase();
            listeners.push(EventListener::new_with_options(target, name, capture, on_event));
        };
        if let Some(document) = window.document() {
            DOCUMENT_EVENTS.into_iter().for_each(|name| listen(&document, name));
        }
        WINDOW_EVENTS.into_iter().for_each(|name| listen(&window, name));
        Self { _listeners: listeners }
    }
}

/// What the page is like now.
pub(super) fn page_now() -> Page {
    let Some(window) = web_sys::window() else { return Page { awake: true, online: true } };
    Page {
        awake: window.document().is_none_or(|document| !document.hidden()),
        // A browser without this property does not say that it is offline.
        online: Reflect::get(&window.navigator(), &"onLine".into()) != Ok(JsValue::FALSE),
    }
}

/// What the page is like while this event is dispatched.
fn page_during(event: &Event) -> Page {
    let page = page_now();
    // While these two are dispatched, the page may still count as visible.
    let leaves = matches!(event.type_().as_str(), "freeze" | "pagehide");
    Page { awake: page.awake && !leaves, ..page }
}
