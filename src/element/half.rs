//! The Rust half of one `<job-badge>`: takes settled settings, keeps a badge drawn in the element's
//! shadow root, and tells the page what changed.

use core::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement};

use super::{
    language::{texts, words_of},
    settings::{Raw, Settings},
    snapshot::{object, snapshot, text},
    strokes::{Strokes, in_a_moment, leave, paint, room},
};
use crate::{
    badge::{View, ViewSettings, Words},
    browser::{Credential, Source, adopt_style_sheet},
    job::{Change, Status, Timestamp, joined},
    ui::{Live, Outcome, STYLE_SHEET, Wanted, draw, is_calm},
};

#[wasm_bindgen]
extern "C" {
    /// What the class does for its half.
    pub type Page;

    #[wasm_bindgen(method)]
    fn complain(this: &Page, attribute: &str, value: &str, message: &str);

    #[wasm_bindgen(method)]
    fn tell(this: &Page, event: &str, detail: JsValue);

    /// The texts of a language file; undefined until it is there.
    #[wasm_bindgen(method)]
    pub(super) fn texts(this: &Page, language: &str) -> JsValue;

    #[wasm_bindgen(method)]
    fn states(this: &Page, names: Array);
}

/// The Rust half of one element. `free()` takes the badge out of the page.
#[wasm_bindgen]
pub struct ElementHalf {
    host: HtmlElement,
    page: Rc<Page>,
    shown: RefCell<Option<Rc<Shown>>>,
}

/// A badge that is drawn.
struct Shown {
    room: Element,
    page: Rc<Page>,
    live: RefCell<Live>,
    /// The root of what is drawn, and the fingerprint of its strokes.
    drawn: RefCell<Option<(Element, u64)>>,
}

#[wasm_bindgen]
impl ElementHalf {
    /// The half of this element.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, page: Page) -> Self {
        Self { host, page: Rc::new(page), shown: RefCell::default() }
    }

    /// Takes settings: a plain object with a text for each attribute that is there, and `token`,
    /// `tokenProvider` and `words`, and with the language that holds for the element as `lang`.
    pub fn update(&self, raw: &JsValue) {
        let raw = Texts(raw);
        let (settings, complaints) = Settings::read(&raw);
        for complaint in complaints {
            let value = raw.text(complaint.attribute).unwrap_or_default();
            self.page.complain(complaint.attribute, &value, &complaint.message);
        }
        let Some(job) = settings.job else {
            self.hide();
            return;
        };
        let (words, lang) = words_of(&raw.text("lang").unwrap_or_default(), &self.page);
        let endpoint = settings.endpoint.as_deref().unwrap_or("");
        let wanted = Wanted {
            source: Source::new(settings.api, endpoint, raw.credential()).share(settings.share),
            job: job.as_str().to_owned(),
            interval: settings.interval,
            paused: settings.paused,
            details: settings.details,
            settings: ViewSettings {
                label: settings.label,
                density: settings.density,
                lang: Some(lang),
                ..ViewSettings::default()
            },
            words: self.words(&raw).over(&words),
        };
        let shown = self.shown.borrow().clone();
        match shown {
            Some(shown) => {
                let outcome = shown.live.borrow_mut().want(wanted);
                shown.follow_up(outcome);
            }
            None => self.show(wanted),
        }
        // Also after each update: the element may have been adopted by another document.
        if let Some(shown) = &*self.shown.borrow() {
            adopt_style_sheet(&shown.room, STYLE_SHEET);
        }
    }

    /// Asks for the job at once.
    pub fn refresh(&self) {
        if let Some(shown) = &*self.shown.borrow() {
            shown.live.borrow().refresh();
        }
    }

    /// The snapshot of what is known now; null while no job is shown.
    pub fn status(&self) -> JsValue {
        self.shown.borrow().as_ref().map_or(JsValue::NULL, |shown| {
            let live = shown.live.borrow();
            let told = live.status();
            let latest = live.latest().map(|latest| Status::clone(&latest).keeping(told));
            snapshot(latest.as_ref().unwrap_or(told), live.expected_end())
        })
    }
}

impl Shown {
    /// Draws what looks different, and tells the page what changed. Nothing is borrowed while the
    /// page's own code runs.
    fn follow_up(&self, outcome: Outcome) {
        if let Some(view) = outcome.view {
            self.draw(&view);
        }
        if let Some(change) = outcome.change {
            let eta = self.live.borrow().expected_end();
            tell(&self.page, &change, eta);
        }
    }

    fn is_drawn(&self) -> bool {
        self.drawn.borrow().is_some()
    }

    fn draw(&self, view: &View) {
        let mut strokes = Strokes::default();
        draw(&mut strokes, view);
        let print = strokes.fingerprint();
        let root = match self.drawn.take() {
            Some((root, same)) if same == print => Some(root),
            _ => paint(&self.room, strokes.as_str()),
        };
        let Some(root) = root else { return };
        self.drawn.replace(Some((root.clone(), print)));
        self.live.borrow_mut().drawn(view, &root);
    }
}

impl ElementHalf {
    fn show(&self, wanted: Wanted) {
        // Refused where another shadow root is in the way: then the children stay.
        let Ok(room) = room(&self.host) else { return };
        let page = Rc::clone(&self.page);
        let shown = Rc::new_cyclic(|shown: &Weak<Shown>| {
            let shown = Weak::clone(shown);
            let live = Live::new(
                wanted,
                Rc::new(move |told| {
                    if let Some(shown) = shown.upgrade() {
                        let outcome = shown.live.borrow_mut().take(told);
                        shown.follow_up(outcome);
                    }
                }),
            );
            Shown { room, page, live: RefCell::new(live), drawn: RefCell::default() }
        });
        self.shown.replace(Some(Rc::clone(&shown)));
        let outcome = shown.live.borrow_mut().begin();
        // Drawn at the end of the task, behind what the source does there: its request goes out
        // before a thousand badges are drawn, and the answer is there when they are.
        // Of many, those of which nothing is known yet wait for their first answer, or they would
        // all be drawn twice.
        let at_once = outcome.change.is_some() || is_calm();
        let weak = Rc::downgrade(&shown);
        let draw = move || {
            if let Some(shown) = weak.upgrade().filter(|shown| at_once || !shown.is_drawn()) {
                shown.follow_up(outcome);
            }
        };
        let moment = if at_once { None } else { in_a_moment().ok() };
        spawn_local(async move {
            if let Some(moment) = moment {
                let _ = JsFuture::from(moment).await;
            }
            draw();
        });
    }

    /// Shows the light-DOM children again.
    fn hide(&self) {
        let shown = self.shown.borrow_mut().take();
        if shown.is_some() {
            // It throws only where there was never a room.
            let _ = leave(&self.host);
            self.page.states(Array::new());
        }
    }

    /// Own words by key. A key that is no phrase's is complained about.
    fn words(&self, raw: &Texts<'_>) -> Words {
        let words = texts(&raw.value("words"));
        for key in words.unknown_keys() {
            self.page.complain(
                "words",
                key,
                &joined(&["\"", key, "\" is no phrase of the badge."]),
            );
        }
        words
    }
}

impl Drop for ElementHalf {
    fn drop(&mut self) {
        self.hide();
    }
}

impl core::fmt::Debug for ElementHalf {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ElementHalf")
    }
}

impl core::fmt::Debug for Page {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Page")
    }
}

/// Tells the page of a change: its states first, so that a listener finds them.
fn tell(page: &Page, change: &Change, eta: Option<Timestamp>) {
    let status = snapshot(&change.status, eta);
    let state = change.status.state().name();
    page.states(Array::of2(&text(state), &text(change.status.freshness.name())));
    let previous = snapshot(&change.previous, None);
    let detail = object(&[("status", status.clone()), ("previous", previous)]);
    page.tell("job-badge-change", detail);
    if change.is_done() {
        page.tell("job-badge-done", object(&[("status", status)]));
    }
    if let Some(failure) = change.trouble() {
        let retry_at = change.status.retry_at.map(|at| text(&at.to_iso()));
        let detail = object(&[
            ("kind", text(failure.kind.name())),
            ("message", text(&failure.message)),
            ("retryAt", retry_at.unwrap_or(JsValue::NULL)),
        ]);
        page.tell("job-badge-error", detail);
    }
}

/// The settled settings as the class hands them over: a plain object of its own making.
struct Texts<'a>(&'a JsValue);

impl Texts<'_> {
    fn value(&self, name: &str) -> JsValue {
        Reflect::get(self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    fn credential(&self) -> Credential {
        let provider = self.value("tokenProvider").dyn_into::<Function>().ok();
        let credential = provider.map_or_else(Credential::none, Credential::script);
        match self.value("token").as_string() {
            Some(token) => credential.and_token(&token),
            None => credential,
        }
    }
}

impl Raw for Texts<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.value(name).as_string()
    }
}
