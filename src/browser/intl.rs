//! Numbers and times in the reader's language and zone, by the browser's `Intl`, which `page.js`
//! asks.

use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    badge::{Format, Plural, RoundedDuration, Unit, Width},
    job::Timestamp,
};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Words a value as a language does. The kinds are those of the script; a unit is `Intl`'s.
    fn words(language: &str, kind: &str, unit: &str, value: f64) -> String;

    /// Words a time (milliseconds since 1970) of the reader's zone as short as it is clear now.
    fn clock(language: &str, at: f64, now: f64) -> String;
}

/// Words numbers and times as one language does.
#[derive(Debug)]
struct Intl(String);

/// The formatters of a language (a BCP 47 tag, for example `de-CH`); the browser's own language for
/// an empty one, or one that `Intl` does not know.
pub fn format_of(language: &str) -> Rc<dyn Format> {
    Rc::new(Intl(language.to_owned()))
}

impl Intl {
    fn words(&self, kind: &str, unit: &str, value: f64) -> String {
        words(&self.0, kind, unit, value)
    }

    fn unit(&self, value: u64, unit: Unit, width: Width) -> String {
        let kind = match width {
            Width::Short => "short",
            Width::Long => "long",
        };
        self.words(kind, unit.name(), number(value))
    }
}

impl Format for Intl {
    fn percent(&self, percent: u16) -> String {
        self.words("percent", "", f64::from(percent) / 100.0)
    }

    fn number(&self, value: u64) -> String {
        self.words("", "", number(value))
    }

    fn duration(&self, span: RoundedDuration, width: Width) -> String {
        let mut words = self.unit(span.value, span.unit, width);
        if let Some((value, unit)) = span.rest {
            words.push(' ');
            words.push_str(&self.unit(value, unit, width));
        }
        words
    }

    fn ago(&self, value: u64, unit: Unit) -> String {
        self.words("ago", unit.name(), -number(value))
    }

    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        clock(&self.0, millis(at), millis(now))
    }

    fn date_time(&self, at: Timestamp) -> String {
        self.words("full", "", millis(at))
    }

    fn plural(&self, count: u64) -> Plural {
        Plural::from_name(&self.words("plural", "", number(count)))
    }
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
