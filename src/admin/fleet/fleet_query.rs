//! What an address says about the table. What it says wrongly is as if it were not said.

use job_badge::job::{JobId, JobState};

use super::super::route::Query;
use super::{filter::Filter, paging::PAGE_SIZES, row::JobKey, sort::Sort};

/// What the table shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FleetQuery {
    /// Which rows.
    pub filter: Filter,
    /// In which order; the newest first where none was chosen.
    pub sort: Option<Sort>,
    /// Which page of them, from 1.
    pub page: usize,
    /// How many rows a page has.
    pub size: usize,
}

impl Default for FleetQuery {
    /// What the table shows when nothing was chosen.
    fn default() -> Self {
        Self::of(&Query::default())
    }
}

impl FleetQuery {
    /// Reads an address.
    pub(crate) fn of(query: &Query) -> Self {
        let list = |name| query.get(name).unwrap_or_default().split(',');
        let state = |name: &str| JobState::ALL.into_iter().find(|state| state.name() == name);
        let size = query.get("rows").and_then(|text| text.parse().ok());
        Self {
            filter: Filter {
                states: list("state").filter_map(state).collect(),
                connections: list("connections").filter_map(|text| text.parse().ok()).collect(),
                text: query.get("q").unwrap_or_default().to_owned(),
            },
            sort: query.get("sort").and_then(Sort::parse),
            page: query.get("page").and_then(|text| text.parse().ok()).unwrap_or(1).max(1),
            size: size.filter(|size| PAGE_SIZES.contains(size)).unwrap_or(PAGE_SIZES[0]),
        }
    }

    /// Writes an address. What is as at first is left out.
    pub(crate) fn query(&self) -> Query {
        let number = |number: usize, first| match number {
            number if number == first => String::new(),
            number => number.to_string(),
        };
        let states: Vec<_> = self.filter.states.iter().map(|state| state.name()).collect();
        let connections: Vec<_> = self.filter.connections.iter().map(u32::to_string).collect();
        Query::default()
            .with("state", &states.join(","))
            .with("q", &self.filter.text)
            .with("connections", &connections.join(","))
            .with("sort", &self.sort.map(Sort::name).unwrap_or_default())
            .with("page", &number(self.page, 1))
            .with("rows", &number(self.size, PAGE_SIZES[0]))
    }

    /// The same with another filter, from its first page on.
    #[must_use]
    pub(crate) fn with_filter(&self, filter: Filter) -> Self {
        Self { filter, page: 1, ..self.clone() }
    }
}

/// The address of a job, and of the table that it was found in.
pub(crate) fn of_job(table: &FleetQuery, key: &JobKey) -> Query {
    let query = table.query().with("connection", &key.connection.to_string());
    query.with("job", key.job.as_str())
}

/// Which job an address names; `None` where it names none.
pub(crate) fn without_job(query: &Query) -> (FleetQuery, Option<JobKey>) {
    let connection = query.get("connection").and_then(|text| text.parse().ok());
    let job = query.get("job").and_then(|text| JobId::parse(text).ok());
    let key = connection.zip(job).map(|(connection, job)| JobKey { connection, job });
    (FleetQuery::of(query), key)
}
