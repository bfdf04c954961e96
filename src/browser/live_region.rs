//! The page's one live region, which announces what all badges have to say: politely, and a round's
//! changes together. Whether a change is worth announcing, and in which words, is the badge room's to
//! decide.

use core::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::{roots::container_of, timer::timeout};
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
    /// Where it can be heard: a modal makes all that is outside it inert.
    container: Option<Element>,
    words: Words,
    format: Option<Rc<dyn Format>>,
    timeout: Option<Timeout>,
}

thread_local! {
    static PENDING: RefCell<Pending> = RefCell::default();
    /// Made when there is something to say for the first time.
    static REGION: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
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
        let _ = region(pending.container.as_ref());
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
        let Ok((region, is_new)) = region(pending.container.as_ref()) else { return None };
        if is_new {
            // The page has thrown the last one away meanwhile.
            pending.timeout = Some(timeout(GATHERING, speak));
            return None;
        }
        pending.container = None;
        let format = pending.format.take()?;
        let words = pending.words.clone();
        let text = core::mem::take(&mut pending.text);
        let text = match pending.announcements.take(&words, &*format) {
            Some(announcements) => words.join(text, &announcements),
            None => text,
        };
        Some((text, region))
    });
    if let Some((text, region)) = text {
        region.set_text_content(Some(&text));
    }
}

/// The page's region, in this container or the body, and whether it is new there: a page may have
/// thrown the last one away.
fn region(container: Option<&Element>) -> Result<(HtmlElement, bool), JsValue> {
    let document = web_sys::window().and_then(|window| window.document());
    let body = document.as_ref().and_then(|document| document.body()).map(Element::from);
    let connected = container.filter(|container| container.is_connected()).cloned();
    let container = connected.or(body).ok_or(JsValue::UNDEFINED)?;
    let known = REGION.with_borrow(Clone::clone);
    if let Some(region) = known.filter(|region| region.parent_node().as_ref() == Some(&container)) {
        return Ok((region, false));
    }
    if let Some(region) = REGION.take() {
        region.remove();
    }
    let document = container.owner_document().ok_or(JsValue::UNDEFINED)?;
    let region: HtmlElement = document.create_element("div")?.dyn_into()?;
    region.set_attribute("role", "status")?;
    region.set_attribute("data-job-badge-says", "")?;
    for (name, value) in HIDDEN_STYLE {
        region.style().set_property(name, value)?;
    }
    container.append_child(&region)?;
    REGION.set(Some(region.clone()));
    Ok((region, true))
}
