//! Which is cheaper for a round: to ask for its jobs by their ids, or for the list of all active
//! jobs of the account and then by id for those that it did not hold. Costs only; nothing is asked
//! here.

use core::time::Duration;

use crate::job::Moment;

/// What a request costs beside its rows, in rows. In a browser a request takes some 0.4 ms of the
/// main thread (headers, promises, the answer's stream) and a row some 15 µs (its six members, from
/// JavaScript to Rust); for a service it is a query, with its sign-in and its log line.
const REQUEST: usize = 30;
/// While nobody knows how long the list is, it is tried only in place of more requests than these.
const HANDFUL: usize = 5;
/// What was learnt of the list counts for so long. Then it is tried again.
const LOOK_AGAIN: Duration = Duration::from_secs(10 * 60);
/// A list that met trouble is left alone for so long at first, then twice that, and so on.
const FIRST_REST: Duration = Duration::from_secs(30);

/// Jobs to ask for, and how many requests it takes to ask for them by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ById {
    pub(super) jobs: usize,
    pub(super) requests: usize,
}

impl ById {
    const fn cost(self) -> usize {
        self.requests.saturating_mul(REQUEST).saturating_add(self.jobs)
    }

    /// So many of these jobs.
    pub(super) fn part(self, jobs: usize) -> Self {
        let jobs = jobs.min(self.jobs);
        let requests = (jobs * self.requests).div_ceil(self.jobs.max(1));
        Self { jobs, requests }
    }

    /// How many rows the next page of the list may have, after `pages` with `rows`, before the list
    /// has cost more than asking by id. 0: it has.
    pub(super) fn next_page(self, page: usize, pages: usize, rows: usize) -> usize {
        let spent = pages.saturating_add(1).saturating_mul(REQUEST).saturating_add(rows);
        self.cost().saturating_sub(spent).min(page)
    }
}

/// What was learnt of the list when it was last asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    /// How many rows were read; `None`: more than it was worth.
    rows: Option<usize>,
    /// How many of the jobs it did not hold.
    missed: usize,
    /// How many it did not hold each time. Jobs that end are missed once.
    always_missed: usize,
    /// For how many jobs it was asked.
    jobs: usize,
    at: Moment,
}

/// What is known of a source's list of active jobs.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    known: Option<Known>,
    /// The service does not give it.
    refused: bool,
    not_before: Moment,
    /// Troubles in a row.
    failures: u32,
}

impl Listing {
    /// How many rows the first page of the list may have, when the list is cheaper for these jobs
    /// than asking by id. 0: it is not.
    pub(super) fn first_page(&self, now: Moment, page: usize, ids: ById) -> usize {
        if self.refused || now < self.not_before {
            return 0;
        }
        // Twice or half the jobs: another page of badges, for which another answer may hold.
        let still = |known: &&Known| {
            now < known.at.plus(LOOK_AGAIN)
                && ids.jobs <= known.jobs.saturating_mul(2)
                && known.jobs <= ids.jobs.saturating_mul(2)
        };
        let is_cheaper = match self.known.as_ref().filter(still) {
            None => ids.requests > HANDFUL,
            Some(Known { rows: None, .. }) => false,
            Some(Known { rows: Some(rows), always_missed, .. }) => {
                let pages = rows / page.max(1) + 1;
                let list = pages.saturating_mul(REQUEST).saturating_add(*rows);
                list.saturating_add(ids.part(*always_missed).cost()) < ids.cost()
            }
        };
        if is_cheaper { ids.next_page(page, 0, 0) } else { 0 }
    }

    /// The list was read as far as it was worth. `rows`: `None` when it went on from there.
    pub(super) fn learn(&mut self, at: Moment, ids: ById, rows: Option<usize>, missed: usize) {
        let always_missed = self.known.map_or(0, |known| known.missed.min(missed));
        self.failures = 0;
        self.known = Some(Known { rows, missed, always_missed, jobs: ids.jobs, at });
    }

    /// The list met trouble that may be its own: asking by id may do better.
    pub(super) fn rest(&mut self, now: Moment) {
        let wait = FIRST_REST.saturating_mul(1 << self.failures.min(5)).min(LOOK_AGAIN);
        self.failures = self.failures.saturating_add(1);
        self.not_before = now.plus(wait);
    }

    /// The service has no such list, or not for this token.
    pub(super) fn refuse(&mut self) {
        self.refused = true;
    }
}
