//! Whether anybody can see the page, and whether the browser says that it is online.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, Window};

use super::Listener;
use crate::poll::Page;

/// Tells of each change while it lives: hidden, frozen, in the back/forward cache, offline, and
/// back again.
pub(super) struct PageEvents {
    _listener: Option<Listener>,
}

impl PageEvents {
    pub(super) fn new(on_change: Rc<dyn Fn(Page)>) -> Self {
        let listener = web_sys::window().and_then(|window| {
            let document = window.document()?;
            let (page, document): (&web_sys::EventTarget, web_sys::EventTarget) =
                (window.unchecked_ref(), document.unchecked_into());
            let mut on = Vec::new();
            for name in ["visibilitychange", "freeze", "resume"] {
                on.push((document.clone(), name));
            }
            for name in ["pagehide", "pageshow", "online", "offline"] {
                on.push((page.clone(), name));
            }
            Some(Listener::new(on, move |event: Event| {
                let mut page = page_now();
                // While these two are told, the page may still count as visible.
                page.awake &= !matches!(event.type_().as_str(), "freeze" | "pagehide");
                on_change(page);
            }))
        });
        Self { _listener: listener }
    }
}

/// What the page is like now.
pub(super) fn page_now() -> Page {
    let window = web_sys::window();
    let hidden = |window: &Window| window.document().is_some_and(|page| page.hidden());
    Page {
        awake: !window.as_ref().is_some_and(hidden),
        online: window.is_none_or(|window| window.navigator().on_line()),
    }
}
