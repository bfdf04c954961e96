//! Holds what the poller says against the books, after each of any events in any order. It changes
//! nothing but the books.

use std::collections::BTreeSet;

use job_badge::job::{Freshness, JobId, Query, Status};
use job_badge::poll::{Attention, Poller, RequestId};
use proptest::prelude::*;

use super::books::{Flight, MAX_TASKS, World};
use super::events::{Event, JOBS, events};
use crate::virtual_time::*;

impl World {
    /// An early timeout, a late answer: no output, no other status, no other deadline.
    pub fn nothing_comes_of(&mut self, what: impl FnOnce(&mut Poller, job_badge::job::Now)) {
        let statuses =
            |script: &Script| JOBS.map(|id| script.poller.status(script.now(), &job(id)));
        let before =
            (self.script.log.len(), statuses(&self.script), self.script.poller.poll_timeout());
        self.script.tell(what);
        let after =
            (self.script.log.len(), statuses(&self.script), self.script.poller.poll_timeout());
        assert_eq!(before, after);
    }

    /// Reads what the poller said and holds it against the books.
    pub fn check(&mut self) {
        let watched: BTreeSet<JobId> = self.watches.values().map(|(job, _)| job.clone()).collect();
        for set in [&mut self.settled, &mut self.refused, &mut self.refreshed] {
            set.retain(|job| watched.contains(job));
        }
        self.told.retain(|job, _| watched.contains(job));
        for flight in self.flights.values_mut() {
            flight.jobs.retain(|job| watched.contains(job));
        }
        while let Some((_, said)) = self.script.log.get(self.read).cloned() {
            self.read += 1;
            match said {
                Said::Sent { id, ask, trace } => self.check_sent(id, &ask, trace),
                Said::Aborted(id) => {
                    assert!(self.flights.remove(&id).is_some(), "aborted once, and before its end");
                    let ask = Query::Tasks(job("a"));
                    self.ended.push((id, ask));
                }
                Said::Changed(job) => {
                    assert!(self.page.awake, "a hidden page is told nothing");
                    let status = self.script.status(job.as_str());
                    let told = self.told.insert(job.clone(), status.clone()).expect("watched");
                    assert!(status.differs(&told), "told without a change: {status:?}");
                    let gone = status.freshness == Freshness::Gone;
                    assert!(!gone || self.absent.contains(&job), "gone by the list's word");
                }
                Said::AskedToken(_) => {
                    assert!(self.provider && !self.asking, "a provider, and not asked already");
                    assert!(self.page.awake && self.page.online);
                    self.asking = true;
                }
            }
        }
        assert_eq!(self.flights.len(), self.script.open.len());
        if self.page.awake {
            let soon = self.script.at + 250;
            let is_told_soon =
                self.script.poller.poll_timeout().is_some_and(|at| at.millis() <= soon);
            for (job, told) in &self.told {
                let status = self.script.status(job.as_str());
                // What tasks' answers say may wait a moment for more of it.
                let of_tasks = status.report.is_some()
                    && !Status {
                        report: told.report.clone(),
                        progress: told.progress,
                        ..status.clone()
                    }
                    .differs(told);
                assert!(
                    !status.differs(told) || (of_tasks && is_told_soon),
                    "a change that was not told: {told:?} {status:?}"
                );
            }
        }
        if !(self.page.awake && self.page.online) {
            assert_eq!(self.script.poller.poll_timeout(), None);
            assert!(self.flights.is_empty());
        }
    }

    fn check_sent(&mut self, id: RequestId, ask: &Query, trace: u128) {
        assert!(self.seen.insert(id), "every id is new");
        assert!(self.traces.insert(trace), "every trace is new");
        assert!(self.page.awake && self.page.online);
        assert!(self.script.at >= self.hold, "inside a Retry-After");
        let token = self.token.expect("there is a token");
        assert_ne!(self.rejected, Some(token), "a token that was refused");
        let about_tasks = matches!(ask, Query::Tasks(_));
        for job in ask.jobs() {
            assert!(self.flights.values().all(|flight| !flight.jobs.contains(job)), "two for one");
            let mut watchers = self.watches.values().filter(|(of, _)| of == job).peekable();
            assert!(watchers.peek().is_some(), "nobody watches {job}");
            let looked_at = watchers.any(|(_, paused)| !paused);
            assert!(looked_at || about_tasks || self.refreshed.contains(job), "{job} is paused");
            assert!(about_tasks || !self.settled.contains(job), "{job} is final");
            assert!(about_tasks || !self.refused.contains(job), "{job} is refused");
        }
        self.flights.insert(id, Flight { jobs: ask.jobs().to_vec(), about_tasks, token });
        let about_jobs = self.flights.values().filter(|flight| !flight.about_tasks).count();
        assert!(about_jobs <= 1 && self.flights.len() <= MAX_TASKS, "too many in flight");
        let most = if let Query::Active { top, .. } = ask { *top.min(&JOBS.len()) } else { 2 };
        assert!(!ask.jobs().is_empty() && ask.jobs().len() <= most.max(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_agree_for_every_order_of_events(
        seed in any::<u64>(),
        with_list in any::<bool>(),
        events in proptest::collection::vec(events(), 1..120),
    ) {
        let run = || {
            let mut world = World::new(seed, with_list);
            if with_list {
                world.watch_all();
            }
            for event in &events {
                world.happen(event);
            }
            world.script.log
        };
        let first = run();
        prop_assert_eq!(first, run(), "the same seed and inputs give the same outputs");
    }
}

#[test]
fn the_watchdog_bites() {
    let mut world = World::new(1, false);
    let attention = Attention::default();
    world.happen(&Event::Watch { id: 1, job: 0, interval: None, paused: false, attention });
    world.settled.insert(job("a"));
    let (id, ask) = world.script.open[0].clone();
    let again = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        world.check_sent(id, &ask, 0);
    }));
    assert!(again.is_err());
}
