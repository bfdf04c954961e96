//! The page's one live region, which announces what all badges have to say: politely, and a round's
//! changes together. Whether a change is worth announcing, and in which words, is the badge room's to
//! decide.

use core::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::Element;

use super::{roots::container_of, timer::timeout};
use crate::badge::{Announcements, Format, Summary, View, Words};

/// How many milliseconds changes are gathered, so that those of a round are one sentence.
const GATHERING: u64 = 1000;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Makes the empty region in this container, or in the body. Whether it is new there.
    #[wasm_bindgen(catch)]
    fn prepare(container: Option<&Element>) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_name = announce)]
    fn announce_text(text: &str) -> Result<(), JsValue>;
}

#[derive(Default)]
struct Pending {
    announcements: Announcements,
    /// Announced as it is, before the announcements.
    text: String,
    /// Where it can be heard: a modal makes all that is outside it inert.
    container: Option<Element>,
    words: Words,
    format: Option<Rc<dyn Format>>,
    timeout: Option<Timeout>,
}

thread_local! {
    static PENDING: RefCell<Pending> = RefCell::default();
}

/// Takes note of the change of a badge with this root; it is announced if it is a milestone.
pub fn announce(
    root: &Element,
    before: Summary,
    after: &View,
    words: &Words,
    format: Rc<dyn Format>,
) {
    gather(Some(root), words, format, |pending, words| {
        pending.announcements.add(before, after, words)
    });
}

/// Announces a text as it is.
pub fn say(text: &str, words: &Words, format: Rc<dyn Format>) {
    gather(None, words, format, |pending, _| text.clone_into(&mut pending.text));
}

fn gather(
    root: Option<&Element>,
    words: &Words,
    format: Rc<dyn Format>,
    note: impl FnOnce(&mut Pending, &Words),
) {
    PENDING.with_borrow_mut(|pending| {
        note(pending, words);
        if pending.announcements == Announcements::default() && pending.text.is_empty() {
            return;
        }
        pending.words = words.clone();
        pending.format = Some(format);
        let container = root.and_then(container_of);
        // What is in a modal can be heard only there, what is outside of it in neither.
        if pending.container.is_none() || container.as_ref().is_some_and(|at| !is_body(at)) {
            pending.container = container;
        }
        // Already now, empty: screen readers pass over a region that comes with its text.
        let _ = prepare(pending.container.as_ref());
        pending.timeout.get_or_insert_with(|| timeout(GATHERING, speak));
    });
}

fn is_body(element: &Element) -> bool {
    element.node_name() == "BODY"
}

fn speak() {
    let text = PENDING.with_borrow_mut(|pending| {
        // It has fired.
        pending.timeout = None;
        if prepare(pending.container.as_ref()).ok()? {
            // The page has thrown the last one away meanwhile.
            pending.timeout = Some(timeout(GATHERING, speak));
            return None;
        }
        pending.container = None;
        let format = pending.format.take()?;
        let words = pending.words.clone();
        let text = core::mem::take(&mut pending.text);
        Some(match pending.announcements.take(&words, &*format) {
            Some(announcements) => words.join(text, &announcements),
            None => text,
        })
    });
    if let Some(text) = text {
        // It throws only where a page has replaced what sets a text.
        let _ = announce_text(&text);
    }
}
