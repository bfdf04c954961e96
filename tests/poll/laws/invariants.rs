//! What must hold after each event, whatever came before.

use std::collections::BTreeSet;

use job_badge::job::{Freshness, JobId, Query, Status};
use job_badge::poll::{Attention, Poller, RequestId};
use proptest::prelude::*;

use super::events::{Event, JOBS, events};
use super::model::{InFlight, MAX_TASKS, Model};
use crate::virtual_time::*;

impl Model {
    /// An early timeout or a late answer changes no output, no status and no deadline.
    pub fn assert_no_effect(&mut self, what: impl FnOnce(&mut Poller, job_badge::job::Now)) {
        let statuses =
            |harness: &Harness| JOBS.map(|id| harness.poller.status(harness.now(), &job(id)));
        let before =
            (self.harness.log.len(), statuses(&self.harness), self.harness.poller.poll_timeout());
        self.harness.call(what);
        let after =
            (self.harness.log.len(), statuses(&self.harness), self.harness.poller.poll_timeout());
        assert_eq!(before, after);
    }

    /// Checks all new outputs of the poller.
    pub fn check(&mut self) {
        let watched: BTreeSet<JobId> = self.watches.values().map(|(job, _)| job.clone()).collect();
        for set in
            [&mut self.finished, &mut self.refused, &mut self.refreshed, &mut self.refreshed_tasks]
        {
            set.retain(|job| watched.contains(job));
        }
        self.notified.retain(|job, _| watched.contains(job));
        for request in self.in_flight.values_mut() {
            request.jobs.retain(|job| watched.contains(job));
        }
        while let Some((_, effect)) = self.harness.log.get(self.log_read).cloned() {
            self.log_read += 1;
            match effect {
                Effect::Sent { id, query, trace } => self.check_sent(id, &query, trace),
                Effect::Aborted(id) => {
                    assert!(
                        self.in_flight.remove(&id).is_some(),
                        "aborted once, and before its end"
                    );
                    let query = Query::Tasks(job("a"));
                    self.ended.push((id, query));
                }
                Effect::Changed(job) => {
                    assert!(self.page.awake, "a hidden page gets no reports");
                    let status = self.harness.status(job.as_str());
                    let reported =
                        self.notified.insert(job.clone(), status.clone()).expect("watched");
                    assert!(status.differs(&reported), "reported without a change: {status:?}");
                    let gone = status.freshness == Freshness::Gone;
                    assert!(!gone || self.missing.contains(&job), "gone because of the list alone");
                }
                Effect::TokenAsked(_) => {
                    assert!(
                        self.provider && !self.token_pending,
                        "a provider, and not asked already"
                    );
                    assert!(self.page.awake);
                    assert!(self.page.online || self.is_local || !self.asked_for.is_empty());
                    self.token_pending = true;
                }
            }
        }
        assert_eq!(self.in_flight.len(), self.harness.in_flight.len());
        if self.page.awake {
            let soon = self.harness.time + 250;
            let is_reported_soon =
                self.harness.poller.poll_timeout().is_some_and(|at| at.millis() <= soon);
            for (job, reported) in &self.notified {
                let status = self.harness.status(job.as_str());
                // Changes from tasks answers may be reported a moment later, together with others.
                let of_tasks = status.report.is_some()
                    && !Status {
                        report: reported.report.clone(),
                        progress: reported.progress,
                        ..status.clone()
                    }
                    .differs(reported);
                assert!(
                    !status.differs(reported) || (of_tasks && is_reported_soon),
                    "a change that was not reported: {reported:?} {status:?}"
                );
            }
        }
        for status in self.notified.values() {
            let is_live = status.freshness == Freshness::Live;
            assert!(!is_live || status.failure.is_none(), "an error of a live job");
            let tasks =
                status.report.iter().flat_map(|report| report.tasks.iter().flat_map(|t| t.iter()));
            let ended = status.state().is_final();
            assert!(tasks.clone().all(|task| !(ended && task.state.is_active())), "{status:?}");
        }
        if !self.page.awake {
            assert_eq!(self.harness.poller.poll_timeout(), None);
            assert!(self.in_flight.is_empty());
        }
    }

    fn check_sent(&mut self, id: RequestId, query: &Query, trace: u128) {
        assert!(self.request_ids.insert(id), "every id is new");
        assert!(self.traces.insert(trace), "every trace is new");
        assert!(self.page.awake);
        let may_ask = |job| self.page.online || self.is_local || self.asked_for.contains(job);
        assert!(query.jobs().iter().all(may_ask), "offline, and nobody asked for it");
        assert!(self.harness.time >= self.not_before, "inside a Retry-After");
        let token = self.token.expect("there is a token");
        assert_ne!(self.rejected, Some(token), "a token that was rejected");
        if let Some((redirected, next_look)) = self.redirected {
            assert!(token != redirected || self.harness.time >= next_look, "looked too early");
        }
        let about_tasks = matches!(query, Query::Tasks(_));
        for job in query.jobs() {
            assert!(
                self.in_flight.values().all(|request| !request.jobs.contains(job)),
                "two for one"
            );
            let mut watchers = self.watches.values().filter(|(of, _)| of == job).peekable();
            assert!(watchers.peek().is_some(), "no watcher of {job}");
            let is_polled = watchers.any(|(_, paused)| !paused);
            assert!(is_polled || about_tasks || self.refreshed.contains(job), "{job} is paused");
            assert!(about_tasks || !self.finished.contains(job), "{job} is final");
            assert!(about_tasks || !self.refused.contains(job), "{job} is refused");
        }
        self.in_flight.insert(id, InFlight { jobs: query.jobs().to_vec(), about_tasks, token });
        let about_jobs = self.in_flight.values().filter(|request| !request.about_tasks).count();
        assert!(about_jobs <= 1 && self.in_flight.len() <= MAX_TASKS, "too many in flight");
        let most = if let Query::Active { top, .. } = query { *top.min(&JOBS.len()) } else { 2 };
        assert!(!query.jobs().is_empty() && query.jobs().len() <= most.max(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn invariants_hold_for_every_order_of_events(
        seed in any::<u64>(),
        with_list in any::<bool>(),
        is_local in any::<bool>(),
        events in proptest::collection::vec(events(), 1..120),
    ) {
        let run = || {
            let mut model = Model::new(seed, with_list, is_local);
            if with_list {
                model.watch_all();
            }
            for event in &events {
                model.apply(event);
            }
            model.harness.log
        };
        let first = run();
        prop_assert_eq!(first, run(), "the same seed and inputs give the same outputs");
    }
}

#[test]
fn a_broken_invariant_is_found() {
    let mut model = Model::new(1, false, false);
    let attention = Attention::default();
    model.apply(&Event::Watch { id: 1, job: 0, interval: None, paused: false, attention });
    model.finished.insert(job("a"));
    let (id, query) = model.harness.in_flight[0].clone();
    let again = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        model.check_sent(id, &query, 0);
    }));
    assert!(again.is_err());
}
