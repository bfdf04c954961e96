//! Numbers and times in the reader's language and zone, by the browser's `Intl`. A browser that
//! cannot words them in plain English.

use core::time::Duration;
use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    badge::{Format, Plain, Plural, RoundedDuration, Unit, Width},
    job::Timestamp,
};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Words a value as a language does. The kinds are those of the script; a unit is `Intl`'s.
    fn format(language: &str, kind: &str, unit: &str, value: f64) -> Option<String>;

    #[wasm_bindgen(js_name = isSameDay)]
    fn is_same_day(one: f64, other: f64) -> bool;

    #[wasm_bindgen(js_name = millisUntilMidnight)]
    fn millis_until_midnight(now: f64) -> f64;
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
    fn format(&self, kind: &str, unit: &str, value: f64) -> Option<String> {
        format(&self.0, kind, unit, value)
    }

    fn unit(&self, value: u64, unit: Unit, width: Width) -> String {
        let kind = match width {
            Width::Short => "short",
            Width::Long => "long",
        };
        self.format(kind, unit.name(), number(value))
            .unwrap_or_else(|| Plain.duration(RoundedDuration::new(value, unit), width))
    }
}

impl Format for Intl {
    fn percent(&self, percent: u16) -> String {
        self.format("percent", "", f64::from(percent) / 100.0)
            .unwrap_or_else(|| Plain.percent(percent))
    }

    fn number(&self, value: u64) -> String {
        self.format("number", "", number(value)).unwrap_or_else(|| Plain.number(value))
    }

    fn duration(&self, span: RoundedDuration, width: Width) -> String {
        let words = self.unit(span.value, span.unit, width);
        match span.rest {
            Some((value, unit)) => format!("{words} {}", self.unit(value, unit, width)),
            None => words,
        }
    }

    fn ago(&self, value: u64, unit: Unit) -> String {
        self.format("ago", unit.name(), -number(value)).unwrap_or_else(|| Plain.ago(value, unit))
    }

    /// A time of today needs no date.
    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        let kind = if is_same_day(millis(at), millis(now)) { "clock" } else { "day" };
        self.format(kind, "", millis(at)).unwrap_or_else(|| Plain.clock(at, now))
    }

    fn until_midnight(&self, now: Timestamp) -> Duration {
        // The cast saturates.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Duration::from_millis(millis_until_midnight(millis(now)) as u64)
    }

    fn date_time(&self, at: Timestamp) -> String {
        self.format("date-time", "", millis(at)).unwrap_or_else(|| Plain.date_time(at))
    }

    fn plural(&self, count: u64) -> Plural {
        self.format("plural", "", number(count))
            .map_or_else(|| Plain.plural(count), |name| Plural::from_name(&name))
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
