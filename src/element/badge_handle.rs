//! What the JavaScript class holds of a badge: the wasm's side of one `<job-badge>`.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::{
    api::api,
    callbacks::Callbacks,
    js_settings::JsSettings,
    language::{words_from, words_in},
    mounted_badge::MountedBadge,
    settings::Settings,
    shadow_root,
    snapshot::snapshot,
};
use crate::{
    badge::{ViewSettings, Words},
    browser::Source,
    job::Status,
    ui::BadgeSettings,
};

/// The wasm's side of one element. `free()` takes the badge out of the page.
#[wasm_bindgen]
pub struct BadgeHandle {
    host: HtmlElement,
    callbacks: Rc<Callbacks>,
    mounted: RefCell<Option<Rc<MountedBadge>>>,
}

#[wasm_bindgen]
impl BadgeHandle {
    /// A handle for this element, without a badge.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, callbacks: Callbacks) -> Self {
        Self { host, callbacks: Rc::new(callbacks), mounted: RefCell::default() }
    }

    /// Takes settings: a plain object with a text for each attribute that is there, and `token`,
    /// `tokenProvider` and `words`, and with the language that holds for the element as `lang`.
    pub fn update(&self, settings: &JsValue) {
        let given = JsSettings(settings);
        let (settings, warnings) = Settings::read(|name| given.text(name));
        for warning in warnings {
            let value = given.text(warning.attribute).unwrap_or_default();
            self.callbacks.warn(warning.attribute, &value, &warning.message);
        }
        match self.badge_settings(settings, &given) {
            Some(settings) => self.show(settings),
            None => self.hide(),
        }
    }

    /// Asks for the job at once.
    pub fn refresh(&self) {
        if let Some(mounted) = &*self.mounted.borrow() {
            mounted.badge.borrow().refresh();
        }
    }

    /// The snapshot of what is known now; null while no job is shown.
    pub fn status(&self) -> JsValue {
        self.mounted.borrow().as_ref().map_or(JsValue::NULL, |mounted| {
            let badge = mounted.badge.borrow();
            let shown = badge.status();
            let latest = badge.latest().map(|latest| Status::clone(&latest).keeping(shown));
            snapshot(latest.as_ref().unwrap_or(shown), badge.expected_end())
        })
    }
}

impl BadgeHandle {
    /// `None` without a job.
    fn badge_settings(&self, settings: Settings, given: &JsSettings<'_>) -> Option<BadgeSettings> {
        let job = settings.job?;
        let (words, lang) = words_in(&given.text("lang").unwrap_or_default(), &self.callbacks);
        let endpoint = settings.endpoint.as_deref().unwrap_or("");
        let api = api(&settings.provider, given.text("description"));
        Some(BadgeSettings {
            source: Source::shared(api, endpoint, given.credential(settings.auth), settings.share),
            job: job.as_str().to_owned(),
            interval: settings.interval,
            paused: settings.paused,
            details: settings.details,
            view: ViewSettings {
                label: settings.label,
                density: settings.density,
                lang: Some(lang),
                ..ViewSettings::default()
            },
            words: self.own_words(given).over(&words),
        })
    }

    /// Own words by key. A key that is no phrase's is warned of; the page's words hold the summary's, too.
    fn own_words(&self, given: &JsSettings<'_>) -> Words {
        let words = words_from(&given.get("words"));
        for key in words.unknown_keys().filter(|key| !key.starts_with("summary-")) {
            let message = format!("\"{key}\" is no phrase of the badge.");
            self.callbacks.warn("words", key, &message);
        }
        words
    }

    fn show(&self, settings: BadgeSettings) {
        let mounted = self.mounted.borrow().clone();
        let mounted = match mounted {
            Some(mounted) => {
                mounted.set(settings);
                mounted
            }
            None => {
                let mounted = MountedBadge::new(&self.host, settings, &self.callbacks);
                // Where another shadow root is in the way, the children stay.
                let Some(mounted) = mounted else { return };
                self.mounted.replace(Some(Rc::clone(&mounted)));
                mounted
            }
        };
        // After each update: the element may have been adopted by another document.
        mounted.take_place();
    }

    /// Shows the element's own children again.
    fn hide(&self) {
        let mounted = self.mounted.borrow_mut().take();
        if mounted.is_some() {
            // It fails only where there was never a badge.
            let _ = shadow_root::show_children(&self.host);
            self.callbacks.set_states(Array::new());
        }
    }
}

impl Drop for BadgeHandle {
    fn drop(&mut self) {
        self.hide();
    }
}

impl core::fmt::Debug for BadgeHandle {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("BadgeHandle")
    }
}
