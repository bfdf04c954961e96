//! The Rust half of one `<job-badge>`: takes settled settings, keeps a [`JobBadge`] drawn in the
//! element's shadow root, and tells the page what changed.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ShadowRoot};
use yew::{AppHandle, Callback, Renderer};

use super::{
    language::{texts, words_of},
    settings::{Raw, Settings},
    snapshot::{object, snapshot, text},
};
use crate::{
    badge::Words,
    browser::{Credential, Source, adopt_style_sheet},
    job::{Change, Status},
    ui::{JobBadge, JobBadgeProps, STYLE_SHEET},
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
    shown: RefCell<Option<Shown>>,
}

/// A badge that is drawn.
struct Shown {
    app: AppHandle<JobBadge>,
    source: Source,
    status: Rc<RefCell<Rc<Status>>>,
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
        let Some(job) = settings.job.clone() else {
            self.hide();
            return;
        };
        let source =
            Source::new(settings.api, settings.endpoint.as_deref().unwrap_or(""), raw.credential());
        let (words, lang) = words_of(&raw.text("lang").unwrap_or_default(), &self.page);
        let words = self.words(&raw).over(&words);
        let mut shown = self.shown.borrow_mut();
        let status = match shown.as_ref() {
            Some(shown) => Rc::clone(&shown.status),
            None => Rc::new(RefCell::new(Rc::new(Status::waiting(job.clone())))),
        };
        if status.borrow().job != job {
            *status.borrow_mut() = Rc::new(Status::waiting(job.clone()));
        }
        let props = JobBadgeProps {
            source: source.clone(),
            job: job.as_str().to_owned().into(),
            interval: settings.interval,
            label: settings.label.map(Into::into),
            density: settings.density,
            details: settings.details,
            paused: settings.paused,
            words,
            lang: Some(lang.into()),
            on_change: self.on_change(&status),
            on_done: Callback::noop(),
        };
        match shown.as_mut() {
            Some(shown) => {
                shown.app.update(props);
                shown.source = source;
                // The element may have been adopted by another document, whose sheets differ.
                if let Some(root) = self.host.shadow_root() {
                    adopt_style_sheet(&root, STYLE_SHEET);
                }
            }
            None => {
                if let Some(root) = self.room() {
                    let app = Renderer::<JobBadge>::with_root_and_props(root, props).render();
                    *shown = Some(Shown { app, source, status });
                }
            }
        }
    }

    /// Asks for the job at once.
    pub fn refresh(&self) {
        if let Some(shown) = &*self.shown.borrow() {
            shown.source.refresh(&shown.status.borrow().job);
        }
    }

    /// The snapshot of what is known now; null while no job is shown.
    pub fn status(&self) -> JsValue {
        self.shown.borrow().as_ref().map_or(JsValue::NULL, |shown| {
            let told = shown.status.borrow();
            let now = shown.source.status(&told.job);
            let now = now.map(|now| Status::clone(&now).keeping(&told));
            snapshot(now.as_ref().unwrap_or(&told), None)
        })
    }
}

impl ElementHalf {
    /// An empty element in the shadow root, in place of what was there (the fallback's slot).
    fn room(&self) -> Option<Element> {
        let root = self.shadow_root()?;
        let room = root.owner_document()?.create_element("span").ok()?;
        root.replace_children_with_node_1(&room);
        Some(room)
    }

    /// Shows the light-DOM children again.
    fn hide(&self) {
        let shown = self.shown.borrow_mut().take();
        if let Some(shown) = shown {
            shown.app.destroy();
            if let Some(root) = self.host.shadow_root() {
                let slot = root.owner_document().and_then(|page| page.create_element("slot").ok());
                if let Some(slot) = slot {
                    root.replace_children_with_node_1(&slot);
                }
            }
            self.page.states(Array::new());
        }
    }

    fn shadow_root(&self) -> Option<ShadowRoot> {
        self.host.shadow_root().or_else(|| {
            let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
            self.host.attach_shadow(&init).ok()
        })
    }

    fn on_change(&self, status: &Rc<RefCell<Rc<Status>>>) -> Callback<Change> {
        let (page, kept) = (Rc::clone(&self.page), Rc::clone(status));
        Callback::from(move |change: Change| {
            *kept.borrow_mut() = Rc::clone(&change.status);
            tell(&page, &change);
        })
    }

    /// Own words by key. A key that is no phrase's is complained about.
    fn words(&self, raw: &Texts<'_>) -> Words {
        let words = texts(&raw.value("words"));
        for key in words.unknown_keys() {
            self.page.complain(
                "words",
                key,
                &["\"", key, "\" is no phrase of the badge."].concat(),
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
fn tell(page: &Page, change: &Change) {
    let status = snapshot(&change.status, None);
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
