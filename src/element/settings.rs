//! What a badge's raw settings mean. Bad input falls back to its default and is complained about;
//! it never throws.

use core::time::Duration;

use super::attributes::{DENSITIES, PROVIDERS};
use crate::{
    badge::Density,
    browser::Share,
    job::{JobId, joined, trimmed},
    provider::{Api, decimal::decimal},
};

/// The shortest interval that is taken.
const SHORTEST: Duration = Duration::from_secs(1);
/// The longest interval that is taken: a day.
const LONGEST: f64 = 86_400.0;

/// Settings as the page gives them: a text for each attribute that is there.
pub trait Raw {
    /// The text of the attribute of this name, if it is there.
    fn text(&self, name: &str) -> Option<String>;
}

/// Settings that are known to make sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The API that the endpoint speaks.
    pub api: Api,
    /// The API root as the page gives it; checked by the browser room.
    pub endpoint: Option<String>,
    /// The job's id; `None` when there is none or it is refused.
    pub job: Option<JobId>,
    /// The pace, if the page sets one.
    pub interval: Option<Duration>,
    /// What the badge is called, if the page says so.
    pub label: Option<String>,
    /// How much room it takes.
    pub density: Density,
    /// Whether it opens its details.
    pub details: bool,
    /// Whether it asks for nothing.
    pub paused: bool,
    /// Which tabs may share its conversation.
    pub share: Share,
}

/// What is wrong with one attribute, for the console: once per element and value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The attribute.
    pub attribute: &'static str,
    /// What is wrong, and what holds instead.
    pub message: String,
}

impl Settings {
    /// Reads raw settings.
    pub fn read(raw: &impl Raw) -> (Self, Vec<Complaint>) {
        let mut complaints = Vec::new();
        let mut complain = |attribute, parts: &[&str]| {
            complaints.push(Complaint { attribute, message: joined(parts) });
        };
        let given = |name: &str| raw.text(name).filter(|text| !trimmed(text).is_empty());
        // A word that is not in the list is left out, and said. (The list alone: the table's texts
        // are for people and stay out of the wasm.)
        let mut word = |name: &'static str, words: &[&str]| {
            let text = given(name)?;
            let known = words.contains(&trimmed(&text));
            if !known {
                let mut list = String::new();
                for word in words {
                    list = joined(&[&list, if list.is_empty() { "" } else { ", " }, word]);
                }
                complain(name, &["\"", &text, "\" is none of: ", &list, "."]);
            }
            known.then(|| trimmed(&text).to_owned())
        };
        let api =
            word("provider", PROVIDERS).and_then(|name| Api::named(&name)).unwrap_or(Api::AmsV2);
        let density = match word("density", DENSITIES).as_deref() {
            Some("dot") => Density::Dot,
            Some("card") => Density::Card,
            _ => Density::Pill,
        };
        let interval = given("interval").and_then(|text| {
            let seconds = decimal(trimmed(&text)).filter(|seconds| *seconds > 0.0);
            if seconds.is_none() {
                complain("interval", &["\"", &text, "\" is no number of seconds above 0."]);
            }
            // The cast saturates.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let interval = Duration::from_millis((seconds?.min(LONGEST) * 1000.0 + 0.5) as u64);
            Some(interval.max(SHORTEST))
        });
        let job = given("job").and_then(|text| {
            let job = JobId::parse(&text);
            if let Err(invalid) = job {
                complain("job", &[invalid.remedy()]);
            }
            job.ok()
        });
        let settings = Self {
            api,
            endpoint: given("endpoint"),
            job,
            interval,
            label: given("label"),
            density,
            details: raw.text("details").is_some(),
            paused: raw.text("paused").is_some(),
            share: Share::parse(&raw.text("share").unwrap_or_default()),
        };
        (settings, complaints)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Markup<'a>(&'a [(&'a str, &'a str)]);

    impl Raw for Markup<'_> {
        fn text(&self, name: &str) -> Option<String> {
            let found = self.0.iter().find(|(given, _)| *given == name);
            found.map(|(_, text)| (*text).to_owned())
        }
    }

    fn read(markup: &[(&str, &str)]) -> (Settings, Vec<&'static str>) {
        let (settings, complaints) = Settings::read(&Markup(markup));
        (settings, complaints.into_iter().map(|complaint| complaint.attribute).collect())
    }

    #[test]
    fn without_attributes_the_defaults_hold() {
        let (settings, complaints) = read(&[]);
        assert_eq!(complaints, [""; 0]);
        assert_eq!(settings.api, Api::AmsV2);
        assert_eq!(settings.density, Density::Pill);
        assert_eq!((settings.job, settings.interval, settings.details), (None, None, false));
    }

    #[test]
    fn good_values_are_taken() {
        let (settings, complaints) = read(&[
            ("density", " card "),
            ("interval", "2.5"),
            ("job", "nb:jid:UUID:1"),
            ("details", ""),
            ("paused", "false"),
        ]);
        assert_eq!(complaints, [""; 0]);
        assert_eq!(settings.density, Density::Card);
        assert_eq!(settings.interval, Some(Duration::from_millis(2500)));
        assert_eq!(settings.job, JobId::parse("nb:jid:UUID:1").ok());
        // A flag is there or not there, whatever its text, as in all of HTML.
        assert!(settings.details && settings.paused);
    }

    #[test]
    fn bad_values_fall_back_and_are_complained_about() {
        for (name, text) in [
            ("density", "huge"),
            ("provider", "ams-v9"),
            ("interval", "soon"),
            ("interval", "-1"),
            ("interval", "NaN"),
            ("job", "a\u{0}b"),
        ] {
            let (settings, complaints) = read(&[(name, text)]);
            assert_eq!(complaints, [name], "{text}");
            assert_eq!(settings, read(&[]).0, "{text}");
        }
    }

    #[test]
    fn an_interval_stays_between_a_second_and_a_day() {
        let interval = |text| read(&[("interval", text)]).0.interval;
        assert_eq!(interval("0.01"), Some(SHORTEST));
        assert_eq!(interval("100000.5"), Some(Duration::from_secs(86_400)));
        assert_eq!(interval(&"9".repeat(400)), Some(Duration::from_secs(86_400)));
    }
}
