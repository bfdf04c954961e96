//! What is set on the badge, for all frameworks alike.

use job_badge::badge::{Density, Language};

use super::{
    super::{super::describe, query::PlaygroundQuery},
    escape::text_in_html,
};

/// What a badge without a name is called until it is there.
const JOB: &str = "Job";

/// What is set on a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Badge {
    /// Attributes with their values, as texts; `None`: a flag.
    pub settings: Vec<(&'static str, Option<String>)>,
    /// Whether it signs in with a token.
    pub has_token: bool,
    /// What stands there until it is drawn.
    pub fallback: String,
}

impl Badge {
    /// The badge of a choice: only what is not as usual is set.
    pub(super) fn of(query: &PlaygroundQuery) -> Self {
        let provider = &*query.asked.provider;
        let mut settings = Vec::new();
        let mut set = |name, value: &str| settings.push((name, Some(value.to_owned())));
        if provider != "ams-v2" {
            set("provider", provider);
        }
        set("endpoint", endpoint(provider));
        set("job", job(provider));
        let has_token = provider != "json";
        if !has_token {
            set("auth", "cookie");
        }
        if !query.label.is_empty() {
            set("label", &query.label);
        }
        if query.density != Density::default() {
            set("density", query.density.name());
        }
        if query.language != Language::English {
            set("lang", query.language.tag());
        }
        if query.details {
            settings.push(("details", None));
        }
        let fallback = if query.label.is_empty() { JOB } else { &query.label };
        Self { settings, has_token, fallback: fallback.to_owned() }
    }

    /// The element, indented so: with its attributes, each written by `attribute`, and then `more`, on
    /// one line or, where that is too long, on one line each.
    pub(super) fn element(
        &self,
        indent: usize,
        attribute: impl Fn(&str, Option<&str>) -> String,
        more: &[&str],
        fallback: &str,
    ) -> String {
        let attributes: Vec<_> = self
            .settings
            .iter()
            .map(|(name, value)| attribute(name, value.as_deref()))
            .chain(more.iter().map(|text| (*text).to_owned()))
            .collect();
        let space = " ".repeat(indent);
        let line = format!("{space}<job-badge {}>{fallback}</job-badge>\n", attributes.join(" "));
        if line.chars().count() <= WIDEST {
            return line;
        }
        let separator = format!("\n{space}  ");
        let attributes = attributes.join(&separator);
        format!(
            "{space}<job-badge{separator}{attributes}\n{space}  >{fallback}</job-badge\n{space}>\n"
        )
    }

    /// The element as HTML writes it, with `more` attributes and this between its tags.
    pub(super) fn in_html(&self, indent: usize, more: &[&str], fallback: &str) -> String {
        let attribute = |name: &str, value: Option<&str>| match value {
            Some(value) => format!("{name}=\"{}\"", text_in_html(value)),
            None => name.to_owned(),
        };
        self.element(indent, attribute, more, fallback)
    }
}

/// Columns.
const WIDEST: usize = 80;

/// Where the API of a provider is: at the page's own origin, or where its service says.
pub(super) fn endpoint(provider: &str) -> &'static str {
    match provider {
        "ams-v2" => "/api/",
        "json" => "/api/jobs/",
        shipped => describe::endpoint(shipped).unwrap_or("/api/"),
    }
}

/// What a job's id looks like.
pub(super) fn job(provider: &str) -> &'static str {
    match provider {
        "json" => "42",
        shipped => describe::job(shipped).unwrap_or("JOB-ID"),
    }
}
