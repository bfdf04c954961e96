//! Whether a round reads the list of all active jobs of the account, or queries its jobs by id.
//!
//! The list is cheaper when most of its rows are jobs of the round; jobs that it does not hold are
//! then queried by id. Only costs are compared here; no query is made.

use crate::job::Moment;

/// The cost of a request without its rows, in rows. In a browser a request takes some 0.4 ms of the
/// main thread (headers, promises, the stream of the answer), a row some 15 µs (six members, from
/// JavaScript to Rust). For a service it is a query, an authentication and a line in a log.
const REQUEST_COST: usize = 30;
/// While the length of the list is not known, it is tried only in place of more requests than this.
const MIN_REQUESTS_TO_TRY: usize = 5;
/// After this time the list is measured anew, in milliseconds.
const MEASURED_FOR: u64 = 10 * 60_000;
/// The first back-off after the list failed, in milliseconds; it doubles with each failure.
const FIRST_BACKOFF: u64 = 30_000;

/// Jobs to query by id, and how many requests that takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ById {
    pub(super) jobs: usize,
    pub(super) requests: usize,
}

impl ById {
    const fn cost(self) -> usize {
        self.requests.saturating_mul(REQUEST_COST).saturating_add(self.jobs)
    }

    /// The same for so many of these jobs.
    pub(super) fn part(self, jobs: usize) -> Self {
        let jobs = jobs.min(self.jobs);
        let requests = (jobs * self.requests).div_ceil(self.jobs.max(1));
        Self { jobs, requests }
    }

    /// How many rows the next page of the list may have, after `pages` with `rows` rows, before the
    /// list costs more than the queries by id. 0: it does already.
    pub(super) fn max_rows(self, page_size: usize, pages: usize, rows: usize) -> usize {
        let spent = pages.saturating_add(1).saturating_mul(REQUEST_COST).saturating_add(rows);
        self.cost().saturating_sub(spent).min(page_size)
    }
}

/// What the list turned out to be when it was last read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measured {
    /// How many rows it has; `None`: more than were worth reading.
    rows: Option<usize>,
    /// How many of the round's jobs it did not hold.
    missing: usize,
    /// How many it did not hold either time. Jobs that have just ended are missing only once.
    missing_twice: usize,
    /// How many jobs the round had.
    jobs: usize,
    at: Moment,
}

/// What is known of a source's list of active jobs.
#[derive(Clone, Debug, Default)]
pub(super) struct ActiveList {
    measured: Option<Measured>,
    /// The service does not give it.
    refused: bool,
    not_before: Moment,
    /// Failures in a row.
    failures: u32,
}

impl ActiveList {
    /// How many rows the first page may have if the list is cheaper for these jobs than querying
    /// them by id. 0: it is not.
    pub(super) fn first_page(&self, now: Moment, page_size: usize, by_id: ById) -> usize {
        if self.refused || now < self.not_before {
            return 0;
        }
        // With less than half or more than twice the jobs it may have become worth it, or not.
        let is_valid = |measured: &&Measured| {
            now < measured.at.plus_millis(MEASURED_FOR)
                && by_id.jobs <= measured.jobs.saturating_mul(2)
                && measured.jobs <= by_id.jobs.saturating_mul(2)
        };
        let is_cheaper = match self.measured.as_ref().filter(is_valid) {
            None => by_id.requests > MIN_REQUESTS_TO_TRY,
            Some(Measured { rows: None, .. }) => false,
            Some(Measured { rows: Some(rows), missing_twice, .. }) => {
                let pages = rows / page_size.max(1) + 1;
                let list = pages.saturating_mul(REQUEST_COST).saturating_add(*rows);
                list.saturating_add(by_id.part(*missing_twice).cost()) < by_id.cost()
            }
        };
        if is_cheaper { by_id.max_rows(page_size, 0, 0) } else { 0 }
    }

    /// The list has been read, and did not hold `missing` of the jobs. `rows`: `None` when it has
    /// more than were worth reading.
    pub(super) fn measure(&mut self, at: Moment, by_id: ById, rows: Option<usize>, missing: usize) {
        let missing_twice = self.measured.map_or(0, |before| before.missing.min(missing));
        self.failures = 0;
        self.measured = Some(Measured { rows, missing, missing_twice, jobs: by_id.jobs, at });
    }

    /// The list failed, while queries by id may succeed.
    pub(super) fn back_off(&mut self, now: Moment) {
        let wait = (FIRST_BACKOFF << self.failures.min(5)).min(MEASURED_FOR);
        self.failures = self.failures.saturating_add(1);
        self.not_before = now.plus_millis(wait);
    }

    /// The service has no such list, or not for this token.
    pub(super) fn refuse(&mut self) {
        self.refused = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: usize = 1000;

    fn by_id(jobs: usize, fit: usize) -> ById {
        ById { jobs, requests: jobs.div_ceil(fit) }
    }

    /// How large the pages are that are read of a list with so many active jobs. All jobs that are
    /// watched are in the list, evenly spread.
    fn pages(list: &mut ActiveList, at: u64, all: ById, active: usize) -> Vec<usize> {
        let at = Moment::from_millis(at);
        let (mut top, mut rows, mut tops) = (list.first_page(at, PAGE, all), 0, Vec::new());
        while top > 0 {
            tops.push(top);
            let came = top.min(active - rows);
            rows += came;
            let rest = all.jobs - all.jobs * rows / active.max(1);
            let next = all.max_rows(PAGE, tops.len(), rows);
            if came < top || rest == 0 {
                list.measure(at, all, Some(rows), 0);
                break;
            }
            if next == 0 {
                list.measure(at, all, None, rest);
            }
            top = next;
        }
        tops
    }

    #[test]
    fn the_list_is_read_when_it_is_cheaper_than_queries_by_id() {
        let check = |jobs: usize, fit: usize, active: usize, first: &[usize], then: &[usize]| {
            let mut list = ActiveList::default();
            let case = format!("{jobs} of {active}, {fit} to a request");
            assert_eq!(pages(&mut list, 0, by_id(jobs, fit), active), first, "{case}, unknown");
            assert_eq!(pages(&mut list, 2500, by_id(jobs, fit), active), then, "{case}, known");
        };
        // A thousand in an account of 1,200: two requests, not nineteen.
        check(1000, 55, 1200, &[1000, 510], &[1000, 510]);
        check(1000, 24, 1200, &[1000, 1000], &[1000, 1000]);
        check(1000, 55, 1000, &[1000], &[1000]);
        // A hundred: by id, and the list is not even tried.
        check(100, 55, 1200, &[], &[]);
        check(100, 24, 100, &[], &[]);
        check(1, 55, 1, &[], &[]);
        check(0, 55, 0, &[], &[]);
        // A list that turns out too long is read no further than the ids would cost, and not again.
        check(1000, 55, 5000, &[1000, 510], &[]);
        check(300, 50, 5000, &[450], &[]);
        check(300, 50, 400, &[450], &[450]);
        check(300, 50, 449, &[450], &[450]);
    }

    #[test]
    fn a_measured_list_counts_for_ten_minutes_and_for_about_as_many_jobs() {
        let mut list = ActiveList::default();
        let mut check = |at, jobs, tries: bool| {
            assert_eq!(
                !pages(&mut list, at, by_id(jobs, 50), 9000).is_empty(),
                tries,
                "{at} {jobs}"
            );
        };
        check(0, 1000, true);
        check(2500, 1000, false);
        check(599_999, 1000, false);
        check(600_000, 1000, true);
        check(602_500, 1900, false);
        check(602_500, 2100, true);
        check(605_000, 1100, false);
        check(605_000, 500, true);
        check(605_000, 100, false);
    }

    #[test]
    fn a_list_that_misses_the_jobs_twice_is_given_up() {
        let mut list = ActiveList::default();
        let (at, all) = (Moment::default(), by_id(1000, 50));
        let mut check = |missed, expected: bool| {
            list.measure(at, all, Some(400), missed);
            assert_eq!(list.first_page(at, PAGE, all) > 0, expected, "{missed}");
        };
        check(900, true);
        check(0, true);
        check(900, true);
        check(900, false);
        check(100, true);
    }

    #[test]
    fn a_list_that_fails_backs_off_and_a_refused_one_is_never_read_again() {
        let mut list = ActiveList::default();
        let all = by_id(1000, 50);
        let mut at = Moment::default();
        for seconds in [30, 60, 120, 240, 480, 600, 600] {
            list.back_off(at);
            let end = at.plus_millis(seconds * 1000);
            let before = Moment::from_millis(end.millis() - 1);
            assert_eq!(list.first_page(before, PAGE, all), 0, "{seconds}");
            assert!(list.first_page(end, PAGE, all) > 0, "{seconds}");
            at = end;
        }
        list.measure(at, all, Some(1000), 0);
        list.back_off(at);
        assert!(list.first_page(at.plus_millis(FIRST_BACKOFF), PAGE, all) > 0);
        list.refuse();
        assert_eq!(list.first_page(at.plus_millis(MEASURED_FOR * 9), PAGE, all), 0);
    }
}
