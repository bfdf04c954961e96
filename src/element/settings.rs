//! What a badge's attributes mean. A bad value falls back to its default, with a warning; it never
//! throws.

use core::time::Duration;

use super::attributes::{AUTHS, DENSITIES};
use crate::{
    badge::Density,
    browser::Share,
    job::JobId,
    provider::{Auth, decimal::decimal},
};

/// The API that an endpoint speaks when nothing is said.
const DEFAULT_PROVIDER: &str = "ams-v2";
/// The shortest interval that is taken.
const SHORTEST: Duration = Duration::from_secs(1);
/// The longest interval that is taken: a day.
const LONGEST: f64 = 86_400.0;

/// Settings that are known to make sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The name of the API that the endpoint speaks.
    pub provider: String,
    /// The API root as the page gives it; checked by the browser room.
    pub endpoint: Option<String>,
    /// The job's id; `None` when there is none or it is refused.
    pub job: Option<JobId>,
    /// How the badge signs in.
    pub auth: Auth,
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
pub struct Warning {
    /// The attribute.
    pub attribute: &'static str,
    /// What is wrong, and what holds instead.
    pub message: String,
}

impl Settings {
    /// Reads attributes: `attribute` gives the text of the one of a name, if it is there.
    pub fn read(attribute: impl Fn(&str) -> Option<String>) -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut warn = |attribute, message| warnings.push(Warning { attribute, message });
        let given = |name: &str| attribute(name).filter(|text| !text.trim().is_empty());
        // A word that is not in the list is left out, with a warning. (The list alone: the table's
        // texts are for people and stay out of the wasm.)
        let mut word = |name: &'static str, words: &[&str]| {
            let text = given(name)?;
            let known = words.contains(&text.trim());
            if !known {
                warn(name, format!("\"{text}\" is none of: {}.", words.join(", ")));
            }
            known.then(|| text.trim().to_owned())
        };
        let auth = word("auth", AUTHS).and_then(|name| Auth::named(&name)).unwrap_or_default();
        let density = match word("density", DENSITIES).as_deref() {
            Some("dot") => Density::Dot,
            Some("card") => Density::Card,
            _ => Density::Pill,
        };
        let interval = given("interval").and_then(|text| {
            let seconds = decimal(text.trim()).filter(|seconds| *seconds > 0.0);
            if seconds.is_none() {
                warn("interval", format!("\"{text}\" is no number of seconds above 0."));
            }
            // The cast saturates.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let interval = Duration::from_millis((seconds?.min(LONGEST) * 1000.0 + 0.5) as u64);
            Some(interval.max(SHORTEST))
        });
        let job = given("job").and_then(|text| {
            let job = JobId::parse(&text);
            if let Err(invalid) = job {
                warn("job", invalid.remedy().to_owned());
            }
            job.ok()
        });
        let settings = Self {
            provider: given("provider")
                .map_or_else(|| DEFAULT_PROVIDER.to_owned(), |name| name.trim().to_owned()),
            endpoint: given("endpoint"),
            job,
            auth,
            interval,
            label: given("label"),
            density,
            details: attribute("details").is_some(),
            paused: attribute("paused").is_some(),
            share: Share::parse(&attribute("share").unwrap_or_default()),
        };
        (settings, warnings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markup: &[(&str, &str)]) -> (Settings, Vec<&'static str>) {
        let (settings, warnings) = Settings::read(|name| {
            let found = markup.iter().find(|(given, _)| *given == name);
            found.map(|(_, text)| (*text).to_owned())
        });
        (settings, warnings.into_iter().map(|warning| warning.attribute).collect())
    }

    #[test]
    fn without_attributes_the_defaults_hold() {
        let (settings, warnings) = read(&[]);
        assert_eq!(warnings, [""; 0]);
        assert_eq!((settings.provider.as_str(), settings.auth), ("ams-v2", Auth::Bearer));
        assert_eq!(settings.density, Density::Pill);
        assert_eq!((settings.job, settings.interval, settings.details), (None, None, false));
    }

    #[test]
    fn good_values_are_taken() {
        let (settings, warnings) = read(&[
            ("density", " card "),
            ("interval", "2.5"),
            ("job", "nb:jid:UUID:1"),
            ("details", ""),
            ("paused", "false"),
            ("provider", " airflow "),
            ("auth", "cookie"),
        ]);
        assert_eq!((settings.provider.as_str(), settings.auth), ("airflow", Auth::Cookie));
        assert_eq!(warnings, [""; 0]);
        assert_eq!(settings.density, Density::Card);
        assert_eq!(settings.interval, Some(Duration::from_millis(2500)));
        assert_eq!(settings.job, JobId::parse("nb:jid:UUID:1").ok());
        // A flag is there or not there, whatever its text, as in all of HTML.
        assert!(settings.details && settings.paused);
    }

    #[test]
    fn bad_values_fall_back_with_a_warning() {
        for (name, text) in [
            ("density", "huge"),
            ("auth", "basic"),
            ("interval", "soon"),
            ("interval", "-1"),
            ("interval", "NaN"),
            ("job", "a\u{0}b"),
        ] {
            let (settings, warnings) = read(&[(name, text)]);
            assert_eq!(warnings, [name], "{text}");
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
