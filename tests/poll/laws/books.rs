//! A poller among events, and books of its own on what the page, the person and the service did.
//! What the poller says is held against them in `watchdog`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use job_badge::job::{Answer, JobId, Query, Status};
use job_badge::poll::{Pace, Page, Poller, RequestId, Response, Token, TokenId, Watch, WatchId};

use super::events::{Event, JOBS};
use super::service::answer_to;
use crate::virtual_time::*;

pub const MAX_TASKS: usize = 3;
/// How many rows a page of the list has, where there is one.
const PAGE: usize = 100;

/// What the watchdog knows of a request.
pub struct Flight {
    pub jobs: Vec<JobId>,
    pub about_tasks: bool,
    pub token: u64,
}

pub struct World {
    pub script: Script,
    pub watches: BTreeMap<u64, (JobId, bool)>,
    pub refreshed: BTreeSet<JobId>,
    /// Jobs about which nothing may be asked until somebody does something.
    pub settled: BTreeSet<JobId>,
    pub refused: BTreeSet<JobId>,
    /// Jobs that an answer to a question about them did not hold.
    pub absent: BTreeSet<JobId>,
    pub told: BTreeMap<JobId, Status>,
    pub flights: BTreeMap<RequestId, Flight>,
    pub ended: Vec<(RequestId, Query)>,
    pub seen: BTreeSet<RequestId>,
    pub traces: BTreeSet<u128>,
    pub hold: u64,
    pub token: Option<u64>,
    pub rejected: Option<u64>,
    pub page: Page,
    pub asking: bool,
    pub provider: bool,
    pub read: usize,
}

impl World {
    /// With a list, questions by id hold one job each, so that the list is worth it.
    pub fn new(seed: u64, with_list: bool) -> Self {
        let list_page = with_list.then_some(PAGE);
        let fits = if with_list { 1 } else { 2 };
        let tasks = Pace { max_tasks_in_flight: MAX_TASKS, max_tasks_a_round: 4, ..pace(fits) };
        let pace = Pace { list_page, ..tasks };
        let mut world = Self {
            script: Script::seeded(pace, seed),
            watches: BTreeMap::new(),
            refreshed: BTreeSet::new(),
            settled: BTreeSet::new(),
            refused: BTreeSet::new(),
            absent: BTreeSet::new(),
            told: BTreeMap::new(),
            flights: BTreeMap::new(),
            ended: Vec::new(),
            seen: BTreeSet::new(),
            traces: BTreeSet::new(),
            hold: 0,
            token: None,
            rejected: None,
            page: Page { awake: true, online: true },
            asking: false,
            provider: false,
            read: 0,
        };
        world.happen(&Event::Token { id: 1, expires_in: None });
        world
    }

    /// In one task, so that one round asks for all.
    pub fn watch_all(&mut self) {
        let now = self.script.now();
        for (id, of) in (0_u64..).zip(JOBS) {
            self.watches.insert(id, (job(of), false));
            self.script.poller.handle_watch(now, WatchId(id), Watch::new(job(of)));
            let status = self.script.poller.status(now, &job(of)).unwrap();
            self.told.insert(job(of), status);
        }
        self.script.drain();
        self.check();
        assert!(matches!(self.script.open[0].1, Query::Active { skip: 0, .. }));
    }

    pub fn happen(&mut self, event: &Event) {
        match event {
            Event::Watch { id, job: at, interval, paused, attention } => {
                let of = job(JOBS[*at]);
                self.watches.insert(*id, (of.clone(), *paused));
                let interval = interval.map(Duration::from_millis);
                let (paused, attention) = (*paused, *attention);
                let watch = Watch { job: of.clone(), interval, paused, attention };
                let now = self.script.now();
                self.script.poller.handle_watch(now, WatchId(*id), watch);
                let status = self.script.status(of.as_str());
                self.told.entry(of).or_insert(status);
                self.script.drain();
            }
            Event::Unwatch(id) => {
                self.watches.remove(id);
                self.script.unwatch(*id);
            }
            Event::Refresh(at) => {
                self.settled.remove(&job(JOBS[*at]));
                self.refused.clear();
                self.refreshed.insert(job(JOBS[*at]));
                self.script.refresh(JOBS[*at]);
            }
            Event::Answer { which, end, retry_after } => {
                if !self.script.open.is_empty() {
                    let at = which % self.script.open.len();
                    let (id, ask) = self.script.open.remove(at);
                    let answer = answer_to(&ask, end, *retry_after);
                    self.note_answer(id, &ask, &answer);
                    self.script.tell(|poller, now| poller.handle_answer(now, id, answer));
                }
            }
            Event::LateAnswer { which, end } => {
                if let Some((id, ask)) = self.ended.get(which % self.ended.len().max(1)).cloned() {
                    let answer = answer_to(&ask, end, Some(50));
                    self.nothing_comes_of(|poller, now| poller.handle_answer(now, id, answer));
                }
            }
            Event::Page { awake, online } => {
                self.page = Page { awake: *awake, online: *online };
                self.script.page(*awake, *online);
            }
            Event::Token { id, expires_in } => {
                self.token = Some(*id);
                self.refused.clear();
                self.asking = false;
                let expires_at = expires_in.and_then(|seconds| self.script.in_seconds(seconds));
                self.script.token(Token::Held { id: TokenId(*id), expires_at });
            }
            Event::NoToken => {
                self.token = None;
                self.asking = false;
                self.script.token(Token::None);
            }
            Event::Provider(present) => {
                self.provider = *present;
                self.asking &= *present;
                self.script.provider(*present);
            }
            Event::TokenFailed => {
                self.asking = false;
                self.script.tell(Poller::handle_token_failed);
            }
            Event::Wait(millis) => self.wait(*millis),
            Event::Timeout => self.script.tell(Poller::handle_timeout),
        }
        self.check();
        self.nothing_comes_of(Poller::handle_timeout);
    }

    fn wait(&mut self, millis: u64) {
        let end = self.script.at + millis;
        while let Some(next) = self.script.poller.poll_timeout().map(|next| next.millis()) {
            if next > end {
                break;
            }
            self.script.at = next;
            self.script.tell(Poller::handle_timeout);
            self.check();
        }
        self.script.at = end;
    }

    /// Books what the service said.
    fn note_answer(&mut self, id: RequestId, ask: &Query, answer: &Response) {
        let flight = self.flights.remove(&id).expect("it was sent");
        self.ended.push((id, ask.clone()));
        if let Some(wait) = answer.retry_after {
            let wait = u64::try_from(wait.as_millis()).unwrap().min(3_600_000);
            self.hold = self.hold.max(self.script.at + wait);
        }
        match &answer.result {
            Ok(Answer::Jobs(reports) | Answer::Active { reports, .. }) if !flight.about_tasks => {
                if let Query::Jobs(_) = ask {
                    self.absent.extend(flight.jobs.iter().cloned());
                }
                for report in reports {
                    self.absent.remove(&report.job);
                }
                for report in reports.iter().filter(|report| flight.jobs.contains(&report.job)) {
                    self.refreshed.remove(&report.job);
                    if report.state.is_final() {
                        self.settled.insert(report.job.clone());
                    }
                }
            }
            Err(failure) => match failure.status {
                Some(401) if self.token == Some(flight.token) => self.rejected = self.token,
                Some(400 | 403) if matches!(ask, Query::Jobs(jobs) if jobs.len() == 1) => {
                    self.refused.extend(flight.jobs);
                }
                Some(404 | 410) if matches!(ask, Query::Jobs(_)) => self.absent.extend(flight.jobs),
                _ => {}
            },
            Ok(_) => {}
        }
    }
}
