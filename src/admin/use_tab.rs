//! Puts a title and an icon on the browser's tab.

use wasm_bindgen::JsCast;
use web_sys::HtmlLinkElement;
use yew::prelude::*;

use super::tab::tab;

/// Lets the tab tell how many jobs run and how many have failed, on this view.
#[hook]
pub(super) fn use_tab(view: &str, running: usize, failed: usize) {
    let tab = tab(view, running, failed);
    use_effect_with(tab, |tab| {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        document.set_title(&tab.title);
        let icon = document.query_selector("link[rel=icon]").ok().flatten();
        if let Some(icon) = icon.and_then(|icon| icon.dyn_into::<HtmlLinkElement>().ok()) {
            icon.set_href(tab.icon);
        }
    });
}
