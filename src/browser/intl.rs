//! Numbers and times in the reader's language and zone, by the browser's `Intl`. A browser that
//! cannot words them in plain English.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use super::bindings::{DateTimeFormat, Formatter, NumberFormat, PluralRules, RelativeTimeFormat};
use crate::{
    badge::{Format, Plain, Plural, RoundedDuration, Unit, Width},
    job::Timestamp,
};

/// Words numbers and times as one language does.
#[derive(Debug)]
struct Intl {
    language: String,
    /// Each is made once, since making one is slow. `None` where the browser makes none.
    formatters: RefCell<Vec<(Kind, Option<Rc<Formatter>>)>>,
}

/// What a formatter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Percent,
    Unit(Unit, Width),
    Ago,
    /// A time of day.
    Clock,
    /// A day and a time.
    Day,
    /// A day and a time with seconds.
    DateTime,
    Plural,
}

thread_local! {
    static LANGUAGES: RefCell<Vec<Rc<Intl>>> = const { RefCell::new(Vec::new()) };
}

/// The formatters of a language (a BCP 47 tag, for example `de-CH`); the browser's own language for
/// an empty one, or one that `Intl` does not know.
pub fn format_of(language: &str) -> Rc<dyn Format> {
    LANGUAGES.with_borrow_mut(|languages| {
        if let Some(known) = languages.iter().find(|known| known.language == language) {
            return Rc::<Intl>::clone(known);
        }
        let new = Rc::new(Intl { language: language.to_owned(), formatters: RefCell::default() });
        languages.push(Rc::clone(&new));
        new
    })
}

impl Intl {
    fn formatter(&self, kind: Kind) -> Option<Rc<Formatter>> {
        let made = self.formatters.borrow().iter().find(|(made, _)| *made == kind).cloned();
        if let Some((_, formatter)) = made {
            return formatter;
        }
        let formatter = kind.formatter(&self.language).map(Rc::new);
        self.formatters.borrow_mut().push((kind, formatter.clone()));
        formatter
    }

    fn format(&self, kind: Kind, value: f64) -> Option<String> {
        self.formatter(kind)?.format(value).ok()
    }

    fn unit(&self, value: u64, unit: Unit, width: Width) -> String {
        self.format(Kind::Unit(unit, width), number(value))
            .unwrap_or_else(|| Plain.duration(RoundedDuration::new(value, unit), width))
    }
}

impl Kind {
    /// Makes it. A tag that is malformed further on (`de-x`) still begins with a language.
    fn formatter(self, tag: &str) -> Option<Formatter> {
        let language = tag.split_once('-').map(|(language, _)| language);
        [Some(tag), language, None]
            .into_iter()
            .map(|tag| tag.filter(|tag| !tag.is_empty()))
            .find_map(|tag| self.construct(tag).ok())
    }

    fn construct(self, tag: Option<&str>) -> Result<Formatter, JsValue> {
        Ok(match self {
            Self::Number => NumberFormat::new(tag, &options(&[]))?.into(),
            Self::Percent => NumberFormat::new(tag, &options(&[("style", "percent")]))?.into(),
            Self::Unit(unit, width) => {
                let display = match width {
                    Width::Short => "short",
                    Width::Long => "long",
                };
                let unit = [("style", "unit"), ("unit", unit.name()), ("unitDisplay", display)];
                NumberFormat::new(tag, &options(&unit))?.into()
            }
            Self::Ago => RelativeTimeFormat::new(tag)?.into(),
            Self::Clock => DateTimeFormat::new(tag, &options(&[("timeStyle", "short")]))?.into(),
            Self::Day => {
                let styles = [("dateStyle", "medium"), ("timeStyle", "short")];
                DateTimeFormat::new(tag, &options(&styles))?.into()
            }
            Self::DateTime => {
                let styles = [("dateStyle", "medium"), ("timeStyle", "medium")];
                DateTimeFormat::new(tag, &options(&styles))?.into()
            }
            Self::Plural => PluralRules::new(tag)?.into(),
        })
    }
}

fn options(members: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in members {
        // A new object takes any member.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

impl Format for Intl {
    fn percent(&self, percent: u16) -> String {
        self.format(Kind::Percent, f64::from(percent) / 100.0)
            .unwrap_or_else(|| Plain.percent(percent))
    }

    fn number(&self, value: u64) -> String {
        self.format(Kind::Number, number(value)).unwrap_or_else(|| Plain.number(value))
    }

    fn duration(&self, span: RoundedDuration, width: Width) -> String {
        let words = self.unit(span.value, span.unit, width);
        match span.rest {
            Some((value, unit)) => format!("{words} {}", self.unit(value, unit, width)),
            None => words,
        }
    }

    fn ago(&self, value: u64, unit: Unit) -> String {
        self.formatter(Kind::Ago)
            .and_then(|formatter| formatter.format_unit(-number(value), unit.name()).ok())
            .unwrap_or_else(|| Plain.ago(value, unit))
    }

    /// A time of today needs no date.
    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        let day = |time| Date::new(&JsValue::from_f64(millis(time))).to_date_string();
        let kind = if day(at) == day(now) { Kind::Clock } else { Kind::Day };
        self.format(kind, millis(at)).unwrap_or_else(|| Plain.clock(at, now))
    }

    fn date_time(&self, at: Timestamp) -> String {
        self.format(Kind::DateTime, millis(at)).unwrap_or_else(|| Plain.date_time(at))
    }

    fn plural(&self, count: u64) -> Plural {
        self.formatter(Kind::Plural)
            .and_then(|formatter| formatter.select(number(count)).ok())
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
