//! A poller that is sent events, and an independent model of what the page, the person and the
//! service did. `invariants` checks the poller's outputs against it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use job_badge::job::{Answer, Failure, FailureKind, JobId, Query, Status};
use job_badge::poll::{Pace, Page, Poller, RequestId, Response, Token, TokenId, Watch, WatchId};

use super::events::{Event, JOBS};
use super::service::answer_to;
use crate::virtual_time::*;

pub const MAX_TASKS: usize = 3;
/// How many rows a page of the list has, where there is one.
const PAGE: usize = 100;

/// What the model knows of a request.
pub struct InFlight {
    pub jobs: Vec<JobId>,
    pub about_tasks: bool,
    pub token: u64,
}

pub struct Model {
    pub harness: Harness,
    pub watches: BTreeMap<u64, (JobId, bool)>,
    pub refreshed: BTreeSet<JobId>,
    /// Jobs whose state was asked for by a refresh and is final: their tasks are still part of it.
    pub refreshed_tasks: BTreeSet<JobId>,
    /// Jobs that must not be polled without a refresh: they are final.
    pub finished: BTreeSet<JobId>,
    pub refused: BTreeSet<JobId>,
    /// Jobs that a person asked for since the page last changed.
    pub asked_for: BTreeSet<JobId>,
    /// Jobs that the answer to a query by their ids did not hold.
    pub missing: BTreeSet<JobId>,
    pub notified: BTreeMap<JobId, Status>,
    pub in_flight: BTreeMap<RequestId, InFlight>,
    pub ended: Vec<(RequestId, Query)>,
    pub request_ids: BTreeSet<RequestId>,
    pub traces: BTreeSet<u128>,
    pub not_before: u64,
    pub token: Option<u64>,
    pub rejected: Option<u64>,
    /// A query about states or tasks was answered as it should be.
    pub has_succeeded: bool,
    /// The token whose requests are redirected since, and when it may be sent again.
    pub redirected: Option<(u64, u64)>,
    pub is_local: bool,
    pub page: Page,
    pub token_pending: bool,
    pub provider: bool,
    pub log_read: usize,
}

impl Model {
    /// With a list, a query by id holds one job, so that the list is cheaper.
    pub fn new(seed: u64, with_list: bool, is_local: bool) -> Self {
        let list_page = with_list.then_some(PAGE);
        let fits = if with_list { 1 } else { 2 };
        let tasks = Pace { max_tasks_in_flight: MAX_TASKS, max_tasks_a_round: 4, ..pace(fits) };
        let pace = Pace { list_page, is_local, ..tasks };
        let mut model = Self {
            harness: Harness::seeded(pace, seed),
            watches: BTreeMap::new(),
            refreshed: BTreeSet::new(),
            refreshed_tasks: BTreeSet::new(),
            finished: BTreeSet::new(),
            refused: BTreeSet::new(),
            asked_for: BTreeSet::new(),
            missing: BTreeSet::new(),
            notified: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            ended: Vec::new(),
            request_ids: BTreeSet::new(),
            traces: BTreeSet::new(),
            not_before: 0,
            token: None,
            rejected: None,
            has_succeeded: false,
            redirected: None,
            is_local,
            page: Page { awake: true, online: true },
            token_pending: false,
            provider: false,
            log_read: 0,
        };
        model.apply(&Event::Token { id: 1, expires_in: None });
        model
    }

    /// Watches all jobs before the next output is taken, so that one round polls them all.
    pub fn watch_all(&mut self) {
        let now = self.harness.now();
        for (id, of) in (0_u64..).zip(JOBS) {
            self.watches.insert(id, (job(of), false));
            self.harness.poller.handle_watch(now, WatchId(id), Watch::new(job(of)));
            let status = self.harness.poller.status(now, &job(of)).unwrap();
            self.notified.insert(job(of), status);
        }
        self.harness.drain();
        self.check();
        assert!(matches!(self.harness.in_flight[0].1, Query::Active { skip: 0, .. }));
    }

    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Watch { id, job: at, interval, paused, attention } => {
                let of = job(JOBS[*at]);
                self.watches.insert(*id, (of.clone(), *paused));
                let interval = interval.map(Duration::from_millis);
                let (paused, attention) = (*paused, *attention);
                let watch = Watch { job: of.clone(), interval, paused, attention };
                let now = self.harness.now();
                self.harness.poller.handle_watch(now, WatchId(*id), watch);
                let status = self.harness.status(of.as_str());
                self.notified.entry(of).or_insert(status);
                self.harness.drain();
            }
            Event::Unwatch(id) => {
                self.watches.remove(id);
                self.harness.unwatch(*id);
            }
            Event::Refresh(at) => {
                self.finished.remove(&job(JOBS[*at]));
                self.refused.clear();
                self.refreshed.insert(job(JOBS[*at]));
                self.asked_for.insert(job(JOBS[*at]));
                self.harness.refresh(JOBS[*at]);
            }
            Event::Answer { which, outcome, retry_after } => {
                if !self.harness.in_flight.is_empty() {
                    let at = which % self.harness.in_flight.len();
                    let (id, query) = self.harness.in_flight.remove(at);
                    let answer = answer_to(&query, outcome, *retry_after);
                    self.record_answer(id, &query, &answer);
                    self.harness.call(|poller, now| poller.handle_answer(now, id, answer));
                }
            }
            Event::LateAnswer { which, outcome } => {
                if let Some((id, query)) = self.ended.get(which % self.ended.len().max(1)).cloned()
                {
                    let answer = answer_to(&query, outcome, Some(50));
                    self.assert_no_effect(|poller, now| poller.handle_answer(now, id, answer));
                }
            }
            Event::Page { awake, online } => {
                if let Some((_, next_look)) = &mut self.redirected
                    && *awake
                    && !self.page.awake
                {
                    *next_look = self.harness.time;
                }
                self.asked_for = &self.refreshed | &self.refreshed_tasks;
                self.page = Page { awake: *awake, online: *online };
                self.harness.page(*awake, *online);
            }
            Event::Token { id, expires_in } => {
                self.token = Some(*id);
                self.refused.clear();
                self.token_pending = false;
                let expires_at = expires_in.and_then(|seconds| self.harness.in_seconds(seconds));
                self.harness.token(Token::Held { id: TokenId(*id), expires_at });
            }
            Event::NoToken => {
                self.token = None;
                self.token_pending = false;
                self.harness.token(Token::None);
            }
            Event::RefusedToken => {
                // What the provider gave leaves the token that is held in place.
                if !core::mem::take(&mut self.token_pending) {
                    self.token = None;
                }
                let failure = Failure::new(FailureKind::Config);
                self.harness.token(Token::Refused(failure));
            }
            Event::Provider(present) => {
                self.provider = *present;
                self.token_pending &= *present;
                self.harness.provider(*present);
            }
            Event::TokenFailed => {
                self.token_pending = false;
                self.harness.call(Poller::handle_token_failed);
            }
            Event::Wait(millis) => self.wait(*millis),
            Event::Timeout => self.harness.call(Poller::handle_timeout),
        }
        self.check();
        self.assert_no_effect(Poller::handle_timeout);
    }

    fn wait(&mut self, millis: u64) {
        let end = self.harness.time + millis;
        while let Some(next) = self.harness.poller.poll_timeout().map(|next| next.millis()) {
            if next > end {
                break;
            }
            self.harness.time = next;
            self.harness.call(Poller::handle_timeout);
            self.check();
        }
        self.harness.time = end;
    }

    /// Follows what the service answered.
    fn record_answer(&mut self, id: RequestId, query: &Query, answer: &Response) {
        let request = self.in_flight.remove(&id).expect("it was sent");
        self.ended.push((id, query.clone()));
        if let Some(wait) = answer.retry_after {
            let wait = u64::try_from(wait.as_millis()).unwrap().min(3_600_000);
            self.not_before = self.not_before.max(self.harness.time + wait);
        }
        // It is an answer for jobs that have one already.
        let is_known = |job: &JobId| {
            self.notified.get(job).is_some_and(|known| {
                let report = known.report.as_ref();
                report.is_some_and(|report| !request.about_tasks || report.tasks.is_some())
            })
        };
        let unchanged = matches!(&answer.result, Err(failure) if failure.is_unchanged())
            && query.jobs().iter().all(is_known);
        let fits = match (&answer.result, query) {
            (Ok(Answer::Jobs(_)), Query::Jobs(_))
            | (Ok(Answer::Active { .. }), Query::Active { .. })
            | (Ok(Answer::Tasks(_)), Query::Tasks(_)) => true,
            _ => unchanged,
        };
        let is_redirect = matches!(&answer.result, Err(failure) if failure.is_redirect());
        let is_current = self.token == Some(request.token);
        if is_redirect && self.has_succeeded && !request.about_tasks {
            if is_current {
                // Only the last token that was rejected counts.
                self.rejected = None;
                self.redirected = Some((request.token, self.harness.time + 60_000));
            }
        } else if fits {
            self.has_succeeded = true;
            self.redirected = None;
        } else if let Some((token, next_look)) = &mut self.redirected
            && *token == request.token
        {
            *next_look = self.harness.time + 60_000;
        }
        match &answer.result {
            Ok(Answer::Jobs(reports) | Answer::Active { reports, .. }) if !request.about_tasks => {
                if let Query::Jobs(_) = query {
                    self.missing.extend(request.jobs.iter().cloned());
                }
                for report in reports {
                    self.missing.remove(&report.job);
                }
                for report in reports.iter().filter(|report| request.jobs.contains(&report.job)) {
                    let was_refreshed = self.refreshed.remove(&report.job);
                    if report.state.is_final() {
                        if was_refreshed {
                            self.refreshed_tasks.insert(report.job.clone());
                        }
                        self.finished.insert(report.job.clone());
                    }
                }
            }
            Err(failure) => match failure.status {
                Some(401 | 440) if is_current => {
                    self.rejected = self.token;
                    self.redirected = None;
                }
                Some(400 | 403 | 501) if matches!(query, Query::Jobs(jobs) if jobs.len() == 1) => {
                    self.refused.extend(request.jobs);
                }
                Some(404 | 410) if matches!(query, Query::Jobs(_)) => {
                    self.missing.extend(request.jobs)
                }
                _ => {}
            },
            Ok(Answer::Tasks(_)) => {
                self.refreshed_tasks.retain(|job| !request.jobs.contains(job));
            }
            Ok(_) => {}
        }
    }
}
