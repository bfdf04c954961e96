//! Numbers and times in the reader's language and zone, by the browser's `Intl`.
//!
//! Its makers are slow, so each formatter is made once for a language and kept.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::property::{get, of_page, set_texts};
use crate::{
    badge::{Format, Plain, Plural, Span, Unit, Width},
    job::{Timestamp, until},
};

/// Words numbers and times as one language does.
struct Intl {
    language: String,
    /// Formatters by what they are for, made when first used.
    made: RefCell<Vec<(&'static str, &'static str, JsValue)>>,
}

thread_local! {
    static LANGUAGES: RefCell<Vec<Rc<Intl>>> = const { RefCell::new(Vec::new()) };
}

/// The formatters of a language (a BCP 47 tag, for example `de-CH`); the browser's own language for
/// an empty one, or one that `Intl` does not know.
pub fn format_of(language: &str) -> Rc<dyn Format> {
    LANGUAGES.with(|languages| {
        let mut languages = languages.borrow_mut();
        if let Some(intl) = languages.iter().find(|intl| intl.language == language) {
            return Rc::clone(intl) as Rc<dyn Format>;
        }
        let intl = Rc::new(Intl { language: language.to_owned(), made: RefCell::default() });
        languages.push(Rc::clone(&intl));
        intl
    })
}

impl Intl {
    /// Calls `new Intl[class](language, {…}).method(value, unit)`; an empty unit is none. `None`
    /// where the browser lacks it; then plain English stands in.
    fn call(
        &self,
        class: &'static str,
        variant: &'static str,
        options: &[(&str, &str)],
        method: &str,
        value: f64,
        unit: &str,
    ) -> Option<String> {
        let kept = self.made.borrow().iter().find_map(|(its_class, its_variant, made)| {
            (*its_class == class && *its_variant == variant).then(|| made.clone())
        });
        let formatter = match kept {
            Some(formatter) => formatter,
            None => {
                // A tag that is malformed further on (`de-x`) still begins with a language.
                let primary = until(&self.language, b"-");
                let made = make(class, &self.language, options)
                    .or_else(|| make(class, primary, options))?;
                self.made.borrow_mut().push((class, variant, made.clone()));
                made
            }
        };
        let method: Function = get(&formatter, method)?.dyn_into().ok()?;
        method.call2(&formatter, &JsValue::from_f64(value), &text_or_none(unit)).ok()?.as_string()
    }

    fn text(
        &self,
        class: &'static str,
        variant: &'static str,
        options: &[(&str, &str)],
        value: f64,
    ) -> Option<String> {
        self.call(class, variant, options, "format", value, "")
    }

    fn unit(&self, value: u64, unit: Unit, width: Width) -> Option<String> {
        let (variant, display) = match width {
            Width::Short => (unit.short(), "short"),
            Width::Long => (unit.name(), "long"),
        };
        let options = [("style", "unit"), ("unit", unit.name()), ("unitDisplay", display)];
        self.text("NumberFormat", variant, &options, number(value))
    }

    fn time(&self, at: Timestamp, day: bool, second: bool) -> Option<String> {
        let (variant, options): (_, &[_]) = match (day, second) {
            (false, _) => ("clock", &[("timeStyle", "short")]),
            (true, false) => ("day", &[("dateStyle", "medium"), ("timeStyle", "short")]),
            (true, true) => ("full", &[("dateStyle", "medium"), ("timeStyle", "medium")]),
        };
        self.text("DateTimeFormat", variant, options, millis(at))
    }
}

impl Format for Intl {
    fn percent(&self, percent: u16) -> String {
        let value = f64::from(percent) / 100.0;
        let text = self.text("NumberFormat", "percent", &[("style", "percent")], value);
        text.unwrap_or_else(|| Plain.percent(percent))
    }

    fn number(&self, value: u64) -> String {
        let text = self.text("NumberFormat", "", &[], number(value));
        text.unwrap_or_else(|| Plain.number(value))
    }

    fn duration(&self, span: Span, width: Width) -> String {
        let words = self.unit(span.value, span.unit, width).and_then(|mut words| {
            if let Some((value, unit)) = span.rest {
                words.push(' ');
                words.push_str(&self.unit(value, unit, width)?);
            }
            Some(words)
        });
        words.unwrap_or_else(|| Plain.duration(span, width))
    }

    fn ago(&self, value: u64, unit: Unit) -> String {
        self.call("RelativeTimeFormat", "", &[], "format", -number(value), unit.name())
            .unwrap_or_else(|| Plain.ago(value, unit))
    }

    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        let day = |at| js_sys::Date::new(&JsValue::from_f64(millis(at))).to_date_string();
        let text = self.time(at, day(at) != day(now), false);
        text.unwrap_or_else(|| Plain.clock(at, now))
    }

    fn date_time(&self, at: Timestamp) -> String {
        self.time(at, true, true).unwrap_or_else(|| Plain.date_time(at))
    }

    fn plural(&self, count: u64) -> Plural {
        self.call("PluralRules", "", &[], "select", number(count), "")
            .map_or_else(|| Plain.plural(count), |name| Plural::from_name(&name))
    }
}

fn make(class: &str, language: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let class: Function = of_page(&["Intl", class])?.dyn_into().ok()?;
    let bag = Object::new();
    set_texts(&bag, options);
    Reflect::construct(&class, &Array::of2(&text_or_none(language), &bag)).ok()
}

fn text_or_none(text: &str) -> JsValue {
    if text.is_empty() { JsValue::UNDEFINED } else { JsValue::from_str(text) }
}

/// Counts and spans are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
const fn number(value: u64) -> f64 {
    value as f64
}

/// A calendar of four-digit years fits in 2^53.
#[allow(clippy::cast_precision_loss)]
const fn millis(at: Timestamp) -> f64 {
    at.millis() as f64
}

impl core::fmt::Debug for Intl {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.language)
    }
}
