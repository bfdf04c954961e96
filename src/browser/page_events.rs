//! Whether anybody can see the page, and whether the browser says that it is online.

use std::rc::Rc;

use wasm_bindgen::JsCast;

use super::{
    Listener,
    property::{get, of_page},
};
use crate::poll::Page;

/// Tells of each change while it lives: hidden, frozen, in the back/forward cache, offline, and
/// back again.
pub(super) struct PageEvents {
    _listener: Listener,
}

impl PageEvents {
    pub(super) fn new(on_change: Rc<dyn Fn(Page)>) -> Self {
        let mut on = Vec::new();
        for (target, names) in [
            (of_page(&["document"]), &["visibilitychange", "freeze", "resume"][..]),
            (of_page(&[]), &["pagehide", "pageshow", "online", "offline"]),
        ] {
            for name in names {
                on.extend(target.clone().map(|target| (target.unchecked_into(), *name)));
            }
        }
        let listener = Listener::new(on, move |event| {
            let mut page = page_now();
            // While these two are told, the page may still count as visible.
            let goes = |name: &str| get(&event, "type").is_some_and(|it| it == *name);
            page.awake &= !(goes("freeze") || goes("pagehide"));
            on_change(page);
        });
        Self { _listener: listener }
    }
}

/// What the page is like now.
pub(super) fn page_now() -> Page {
    let hidden = of_page(&["document", "hidden"]);
    let online = of_page(&["navigator", "onLine"]);
    Page {
        awake: !hidden.is_some_and(|hidden| hidden.is_truthy()),
        online: online.is_none_or(|online| online.is_truthy()),
    }
}
