//! Which is cheaper for a round: to ask for its jobs by their ids, or for the list of all active
//! jobs of the account and then by id for those that it did not hold. Costs only; nothing is asked
//! here.

use crate::job::Moment;

/// What a request costs beside its rows, in rows. In a browser a request takes some 0.4 ms of the
/// main thread (headers, promises, the answer's stream) and a row some 15 µs (its six members, from
/// JavaScript to Rust); for a service it is a query, with its sign-in and its log line.
const REQUEST: usize = 30;
/// While nobody knows how long the list is, it is tried only in place of more requests than these.
const HANDFUL: usize = 5;
/// What was learnt of the list counts for so long, in milliseconds. Then it is tried again.
const LOOK_AGAIN: u64 = 10 * 60_000;
/// A list that met trouble is left alone for so long at first, in milliseconds, then twice that, and so on.
const FIRST_REST: u64 = 30_000;

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
            now < known.at.plus_millis(LOOK_AGAIN)
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
        let wait = (FIRST_REST << self.failures.min(5)).min(LOOK_AGAIN);
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

    fn ids(jobs: usize, fit: usize) -> ById {
        ById { jobs, requests: jobs.div_ceil(fit) }
    }

    /// What a source of so many active jobs is read like: the sizes of the list's pages, and
    /// whether the rest is asked by id. All jobs that are watched are in the list, evenly.
    fn pages(listing: &mut Listing, at: u64, ids: ById, active: usize) -> Vec<usize> {
        let at = Moment::from_millis(at);
        let (mut top, mut rows, mut tops) = (listing.first_page(at, PAGE, ids), 0, Vec::new());
        while top > 0 {
            tops.push(top);
            let came = top.min(active - rows);
            rows += came;
            let rest = ids.jobs - ids.jobs * rows / active.max(1);
            let next = ids.next_page(PAGE, tops.len(), rows);
            if came < top || rest == 0 {
                listing.learn(at, ids, Some(rows), 0);
                break;
            }
            if next == 0 {
                listing.learn(at, ids, None, rest);
            }
            top = next;
        }
        tops
    }

    #[test]
    fn the_list_is_asked_for_when_it_is_cheaper_than_the_ids() {
        let check = |jobs: usize, fit: usize, active: usize, first: &[usize], then: &[usize]| {
            let mut listing = Listing::default();
            let case = format!("{jobs} of {active}, {fit} to a request");
            assert_eq!(pages(&mut listing, 0, ids(jobs, fit), active), first, "{case}, unknown");
            assert_eq!(pages(&mut listing, 2500, ids(jobs, fit), active), then, "{case}, known");
        };
        // A thousand in an account of 1,200: two requests, not nineteen.
        check(1000, 55, 1200, &[1000, 510], &[1000, 510]);
        check(1000, 24, 1200, &[1000, 1000], &[1000, 1000]);
        check(1000, 55, 1000, &[1000], &[1000]);
        // A hundred there: by id, and the list is not even tried.
        check(100, 55, 1200, &[], &[]);
        check(100, 24, 100, &[], &[]);
        check(1, 55, 1, &[], &[]);
        check(0, 55, 0, &[], &[]);
        // Where it turns out too long, it is left after as many rows as it may cost, for good.
        check(1000, 55, 5000, &[1000, 510], &[]);
        check(300, 50, 5000, &[450], &[]);
        check(300, 50, 400, &[450], &[450]);
        check(300, 50, 449, &[450], &[450]);
    }

    #[test]
    fn what_was_learnt_counts_for_ten_minutes_and_for_about_as_many_jobs() {
        let mut listing = Listing::default();
        let mut check = |at, jobs, tries: bool| {
            assert_eq!(
                !pages(&mut listing, at, ids(jobs, 50), 9000).is_empty(),
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
    fn a_list_without_the_jobs_is_given_up_the_second_time() {
        let mut listing = Listing::default();
        let (at, all) = (Moment::default(), ids(1000, 50));
        let mut check = |missed, expected: bool| {
            listing.learn(at, all, Some(400), missed);
            assert_eq!(listing.first_page(at, PAGE, all) > 0, expected, "{missed}");
        };
        check(900, true);
        check(0, true);
        check(900, true);
        check(900, false);
        check(100, true);
    }

    #[test]
    fn a_list_in_trouble_rests_ever_longer_and_a_refused_one_for_good() {
        let mut listing = Listing::default();
        let all = ids(1000, 50);
        let mut at = Moment::default();
        for seconds in [30, 60, 120, 240, 480, 600, 600] {
            listing.rest(at);
            let end = at.plus_millis(seconds * 1000);
            let before = Moment::from_millis(end.millis() - 1);
            assert_eq!(listing.first_page(before, PAGE, all), 0, "{seconds}");
            assert!(listing.first_page(end, PAGE, all) > 0, "{seconds}");
            at = end;
        }
        listing.learn(at, all, Some(1000), 0);
        listing.rest(at);
        assert!(listing.first_page(at.plus_millis(FIRST_REST), PAGE, all) > 0);
        listing.refuse();
        assert_eq!(listing.first_page(at.plus_millis(LOOK_AGAIN * 9), PAGE, all), 0);
    }
}
