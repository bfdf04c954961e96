//! The page's one live region, which announces what all badges have to say: politely, and a round's
//! changes together. Whether a change is worth announcing, and in which words, is the badge room's to
//! decide.

use core::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::timer::timeout;
use crate::badge::{Announcements, Format, Summary, View, Words};

/// How many milliseconds changes are gathered, so that those of a round are one sentence.
const GATHERING: u64 = 1000;

#[wasm_bindgen(module = "/src/browser/live_region.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = announce)]
    fn announce_text(text: &str) -> Result<(), JsValue>;
}

#[derive(Default)]
struct Pending {
    announcements: Announcements,
    /// Announced as it is, before the announcements.
    text: String,
    words: Words,
    format: Option<Rc<dyn Format>>,
    timeout: Option<Timeout>,
}

thread_local! {
    static PENDING: RefCell<Pending> = RefCell::default();
}

/// Takes note of a badge's change; it is announced if it is a milestone.
pub fn announce(before: Summary, after: &View, words: &Words, format: Rc<dyn Format>) {
    gather(words, format, |pending, words| pending.announcements.add(before, after, words));
}

/// Announces a text as it is.
pub fn say(text: &str, words: &Words, format: Rc<dyn Format>) {
    gather(words, format, |pending, _| text.clone_into(&mut pending.text));
}

fn gather(words: &Words, format: Rc<dyn Format>, note: impl FnOnce(&mut Pending, &Words)) {
    PENDING.with_borrow_mut(|pending| {
        note(pending, words);
        if pending.announcements == Announcements::default() && pending.text.is_empty() {
            return;
        }
        pending.words = words.clone();
        pending.format = Some(format);
        pending.timeout.get_or_insert_with(|| timeout(GATHERING, speak));
    });
}

fn speak() {
    let text = PENDING.with_borrow_mut(|pending| {
        // It has fired.
        pending.timeout = None;
        let format = pending.format.take()?;
        let words = pending.words.clone();
        let text = core::mem::take(&mut pending.text);
        Some(match pending.announcements.take(&words, &*format) {
            Some(announcements) => words.join(text, &announcements),
            None => text,
        })
    });
    if let Some(text) = text {
        // It throws only where a page has replaced what makes an element.
        let _ = announce_text(&text);
    }
}
