//! The page's one live region, which announces what all badges have to say: politely, and a round's
//! changes together. Whether a change is worth announcing, and in which words, is the badge room's to
//! decide.

use core::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::timer::timeout;
use crate::badge::{Announcements, Format, Summary, View, Words};

/// How many milliseconds changes are gathered, so that those of a round are one sentence.
const GATHERING: u64 = 1000;

/// Announced by screen readers and not seen. Set property by property, since a strict
/// Content-Security-Policy forbids `style` attributes.
const HIDDEN_STYLE: [(&str, &str); 6] = [
    ("position", "absolute"),
    ("inline-size", "1px"),
    ("block-size", "1px"),
    ("overflow", "hidden"),
    ("clip-path", "inset(50%)"),
    ("white-space", "nowrap"),
];

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
    /// Made when there is something to say for the first time.
    static REGION: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
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
    if let (Some(text), Ok(region)) = (text, region()) {
        region.set_text_content(Some(&text));
    }
}

/// The page's region; a page may have thrown the last one away.
fn region() -> Result<HtmlElement, JsValue> {
    let known = REGION.with_borrow(Clone::clone).filter(|region| region.is_connected());
    if let Some(region) = known {
        return Ok(region);
    }
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::UNDEFINED)?;
    let region: HtmlElement = document.create_element("div")?.dyn_into()?;
    region.set_attribute("role", "status")?;
    region.set_attribute("data-job-badge-says", "")?;
    for (name, value) in HIDDEN_STYLE {
        region.style().set_property(name, value)?;
    }
    if let Some(body) = document.body() {
        body.append_child(&region)?;
    }
    REGION.set(Some(region.clone()));
    Ok(region)
}
