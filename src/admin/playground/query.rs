//! What the playground's address says: how a badge looks and what goes wrong, and nothing else. No API
//! root, token or answer is read from an address or written into one; what is not known is as if it
//! were not there.

use core::fmt::Write as _;

use job_badge::{
    badge::{Density, Language},
    job::JobState,
};

use super::{
    super::route::Query,
    answers::job_api,
    api::PlaygroundApi,
    backend::Asked,
    fault::Fault,
    looks::{Accent, Framework, Size, Theme},
};

/// Longer labels are cut.
const LONGEST_LABEL: usize = 120;
/// The widths that a place may have, in pixels. The widest is as wide as there is room.
pub(crate) const WIDTHS: core::ops::RangeInclusive<u16> = 80..=720;
const FIRST_PROVIDER: &str = "ams-v2";
const FIRST_PERCENT: u8 = 42;

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaygroundQuery {
    /// What the API answers.
    pub asked: Asked,
    /// How much room the badge takes.
    pub density: Density,
    /// Whether it opens its details.
    pub details: bool,
    /// What it is called; empty: the job's name.
    pub label: String,
    /// Its language.
    pub language: Language,
    /// The ground that it stands on.
    pub theme: Theme,
    /// The colour of a running job.
    pub accent: Accent,
    /// The size of its text.
    pub size: Size,
    /// The width of its place, in pixels.
    pub width: u16,
    /// What goes wrong.
    pub fault: Fault,
    /// Whether that is so from the first request on.
    pub at_once: bool,
    /// What the code is for.
    pub framework: Framework,
}

impl Default for PlaygroundQuery {
    fn default() -> Self {
        Self {
            asked: Asked {
                provider: FIRST_PROVIDER.to_owned(),
                state: JobState::Running,
                percent: FIRST_PERCENT,
            },
            density: Density::Pill,
            details: false,
            label: String::new(),
            language: Language::English,
            theme: Theme::System,
            accent: Accent::Blue,
            size: Size::Normal,
            width: *WIDTHS.end(),
            fault: Fault::None,
            at_once: false,
            framework: Framework::Html,
        }
    }
}

impl PlaygroundQuery {
    /// Reads an address.
    pub(crate) fn read(query: &Query) -> Self {
        let first = Self::default();
        let get = |name: &str| query.get(name).unwrap_or_default();
        let provider = get("provider");
        let provider =
            if job_api(provider).is_some() { provider } else { &first.asked.provider }.to_owned();
        let state = JobState::ALL.into_iter().find(|state| state.name() == get("state"));
        let state = state.filter(|state| PlaygroundApi::can_say(&provider, *state));
        let language = Language::ALL.into_iter().find(|language| language.tag() == get("lang"));
        let number = |name: &str| get(name).parse::<u16>().ok();
        let percent = number("percent").and_then(|number| u8::try_from(number).ok());
        Self {
            asked: Asked {
                provider,
                state: state.unwrap_or(first.asked.state),
                percent: percent.filter(|percent| *percent < 100).unwrap_or(FIRST_PERCENT),
            },
            density: Density::from_name(get("density")).unwrap_or(first.density),
            details: get("details") == "on",
            label: label(get("label")),
            language: language.unwrap_or(first.language),
            theme: Theme::named(get("theme")),
            accent: Accent::named(get("accent")),
            size: Size::named(get("size")),
            width: number("width").filter(|width| WIDTHS.contains(width)).unwrap_or(first.width),
            fault: Fault::named(get("fault")),
            at_once: get("from") == "start",
            framework: Framework::named(get("code")),
        }
    }

    /// Writes it; what is as usual is left out.
    pub(crate) fn write(&self) -> Query {
        let first = Self::default();
        let on = |is_on: bool, word: &'static str| if is_on { word } else { "" };
        let unless =
            |is_first: bool, word: &str| if is_first { String::new() } else { word.to_owned() };
        let number = |number: u16, first: u16| {
            let mut text = String::new();
            if number != first {
                // A string takes whatever is written into it.
                let _ = write!(text, "{number}");
            }
            text
        };
        let asked = &self.asked;
        Query::default()
            .with("provider", &unless(asked.provider == FIRST_PROVIDER, &asked.provider))
            .with("state", &unless(asked.state == first.asked.state, asked.state.name()))
            .with("percent", &number(asked.percent.into(), FIRST_PERCENT.into()))
            .with("density", &unless(self.density == first.density, self.density.name()))
            .with("details", on(self.details, "on"))
            .with("label", &self.label)
            .with("lang", &unless(self.language == first.language, self.language.tag()))
            .with("theme", &unless(self.theme == first.theme, self.theme.name()))
            .with("accent", &unless(self.accent == first.accent, self.accent.name()))
            .with("size", &unless(self.size == first.size, self.size.name()))
            .with("width", &number(self.width, first.width))
            .with("fault", &unless(self.fault == first.fault, self.fault.name()))
            .with("from", on(self.at_once, "start"))
            .with("code", &unless(self.framework == first.framework, self.framework.name()))
    }

    /// The same about another provider: with its state, where that provider can say it.
    #[must_use]
    pub(crate) fn of_provider(mut self, provider: &str) -> Self {
        if job_api(provider).is_some() {
            provider.clone_into(&mut self.asked.provider);
            if !PlaygroundApi::can_say(provider, self.asked.state) {
                self.asked.state = JobState::Running;
            }
        }
        self
    }

    /// Whether the place is as wide as there is room.
    pub(crate) const fn is_widest(&self) -> bool {
        self.width == *WIDTHS.end()
    }
}

/// A label on one line, not too long.
pub(crate) fn label(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(LONGEST_LABEL).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::super::route::Route, *};

    fn check(query: &str, expected: &str) {
        let route = Route::of_hash(&format!("#/playground?{query}"));
        let read = PlaygroundQuery::read(&route.query);
        let written = Route { query: read.write(), ..route };
        let hash = written.hash();
        let found = hash.trim_start_matches("#/playground").trim_start_matches('?');
        assert_eq!(found, expected, "{query}");
        assert_eq!(PlaygroundQuery::read(&written.query), read, "{query}");
    }

    #[test]
    fn looks_and_faults_stand_in_the_address() {
        let all = "provider=github-actions&state=blocked&percent=7&density=card&details=on&label=Nightly&lang=ar&theme=dark&accent=teal&size=large&width=200&fault=gone&from=start&code=yew";
        check(all, all);
        check("", "");
        check("state=running&density=pill&theme=system&fault=none&width=720", "");
    }

    #[test]
    fn what_is_not_known_falls_back() {
        check("provider=elsewhere&state=dancing&percent=100&density=huge&details=yes", "");
        check("lang=tlh&theme=sepia&accent=red&size=9&width=9&fault=fire&from=end&code=cobol", "");
        check("percent=-1&width=99999", "");
        // A state that the provider cannot say.
        check("provider=airflow&state=partial", "provider=airflow");
        check("state=blocked", "");
        let long = "x".repeat(500);
        check(&format!("label={long}"), &format!("label={}", "x".repeat(120)));
        check("label=a%0Ab%00c", "label=abc");
    }

    #[test]
    fn an_address_says_nothing_of_an_api() {
        for name in [
            "endpoint",
            "root",
            "api",
            "token",
            "auth",
            "job",
            "answer",
            "description",
            "tokenProvider",
            "share",
            "body",
        ] {
            check(&format!("{name}=https%3A%2F%2Fevil.example%2F"), "");
        }
        check("provider=https%3A%2F%2Fevil.example", "");
        check("provider=described-here", "");
    }

    #[test]
    fn another_provider_keeps_the_state_that_it_can_say() {
        let of = |provider: &str, state, then: &str| {
            let mut query = PlaygroundQuery::default().of_provider(provider);
            query.asked.state = state;
            query.of_provider(then).asked.state
        };
        assert_eq!(of("json", JobState::Partial, "airflow"), JobState::Running);
        assert_eq!(of("json", JobState::Failed, "airflow"), JobState::Failed);
        assert_eq!(of("json", JobState::Failed, "elsewhere"), JobState::Failed);
    }
}
