//! Which view of the page is shown, and what it shows: all that a link to it says. It stands in the
//! address after `#`, so that any static host serves it and no server sees it. Each view reads its own
//! query.

use form_urlencoded::{Serializer, parse};

/// A view of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// The jobs of all connections.
    #[default]
    Jobs,
    /// One job.
    Job,
    /// The badge in every look and trouble.
    Playground,
    /// "Describe an API".
    Describe,
}

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Route {
    /// The view.
    pub view: View,
    /// What it shows, by name.
    pub query: Query,
}

/// Names and values, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl View {
    const ALL: [Self; 4] = [Self::Jobs, Self::Job, Self::Playground, Self::Describe];
    /// Those that the page's header leads to.
    pub(crate) const IN_HEADER: [Self; 3] = [Self::Jobs, Self::Playground, Self::Describe];

    /// Its name in an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Jobs => "jobs",
            Self::Job => "job",
            Self::Playground => "playground",
            Self::Describe => "describe",
        }
    }

    /// What people call it.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Jobs => "Jobs",
            Self::Job => "Job",
            Self::Playground => "Playground",
            Self::Describe => "Describe an API",
        }
    }

    /// What it is for, in a sentence.
    pub(crate) const fn lead(self) -> &'static str {
        match self {
            Self::Jobs => "Of all connections. Each badge keeps itself fresh.",
            Self::Job => "All that is known of it.",
            Self::Playground => "The badge in every state, look and trouble, and the code for it.",
            Self::Describe => "What a badge reads from an answer, and how to tell it more.",
        }
    }
}

impl Route {
    /// A view as it is when nothing was chosen.
    pub(crate) fn to(view: View) -> Self {
        Self { view, query: Query::default() }
    }

    /// Reads what stands after `#` in an address; a view that is not known is the jobs.
    pub(crate) fn of_hash(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (name, query) = hash.split_once('?').unwrap_or((hash, ""));
        match View::ALL.into_iter().find(|view| view.name() == name) {
            Some(view) => Self { view, query: Query::parse(query) },
            None => Self::default(),
        }
    }

    /// The same as an address: `#/jobs?state=failed`.
    pub(crate) fn hash(&self) -> String {
        let query = self.query.encode();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("#/{}{mark}{query}", self.view.name())
    }
}

impl Query {
    /// Of several values with one name the last counts.
    fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in parse(text.as_bytes()) {
            query = query.with(&name, &value);
        }
        query
    }

    fn encode(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// A value; `None` where it was not chosen.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.0.iter().find(|(of, _)| of == name)?;
        Some(&pair.1)
    }

    /// The same with another value; an empty one is left out.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(of, _)| of != name);
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written() {
        let check = |hash: &str, view, expected: &str| {
            let route = Route::of_hash(hash);
            assert_eq!(route.view, view, "{hash}");
            assert_eq!(route.hash(), expected, "{hash}");
            assert_eq!(Route::of_hash(&route.hash()), route, "{hash}");
        };
        check("", View::Jobs, "#/jobs");
        check("#", View::Jobs, "#/jobs");
        check("#/jobs?state=failed&q=", View::Jobs, "#/jobs?state=failed");
        check("#/jobs?q=a&q=b", View::Jobs, "#/jobs?q=b");
        check("#/job?job=nb%3Ajid%3A1", View::Job, "#/job?job=nb%3Ajid%3A1");
        check("#/jobs?q=%E2%80%A6&x=%ff", View::Jobs, "#/jobs?q=%E2%80%A6&x=%EF%BF%BD");
        check("#/elsewhere?q=a", View::Jobs, "#/jobs");
        check("#describe", View::Describe, "#/describe");
    }
}
