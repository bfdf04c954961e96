//! A page of many badges in virtual time, and a simulated account that answers it.

use std::collections::BTreeMap;

use job_badge::job::{Answer, JobId, JobState, Query};
use job_badge::poll::{Attention, Pace, Poller, RequestId, Response, Watch, WatchId};

use super::{Effect, Harness, INTERVAL, job, pace, report, status, success, task};

const PAGE: usize = 1000;
pub const MAX_TASKS: usize = 40;

/// An account, and a page that watches some of its jobs.
pub struct Fleet {
    pub harness: Harness,
    /// The account's jobs in the list's order, which is that of their ids.
    pub account: Vec<(JobId, JobState)>,
    /// The time from a request to its answer, in milliseconds.
    pub latency: u64,
    /// The HTTP status that the list is answered with, if not with jobs.
    pub refusal: Option<u16>,
    due: BTreeMap<RequestId, u64>,
}

impl Fleet {
    pub fn new(active: usize) -> Self {
        let pace = Pace { list_page: Some(PAGE), max_tasks_a_round: MAX_TASKS, ..pace(55) };
        Self {
            harness: Harness::new(pace),
            account: (0..active).map(|at| (job(&name(at)), JobState::Running)).collect(),
            latency: 50,
            refusal: None,
            due: BTreeMap::new(),
        }
    }

    /// Watches the jobs with these numbers, all before the next output is taken.
    pub fn watch(&mut self, jobs: std::ops::Range<usize>, attention: impl Fn(usize) -> Attention) {
        let now = self.harness.now();
        for at in jobs {
            let watch = Watch { attention: attention(at), ..Watch::new(job(&name(at))) };
            self.harness.poller.handle_watch(now, WatchId(at as u64), watch);
        }
        self.harness.drain();
    }

    /// The attention of badges of which the first `seen` are in view, the middle one of them
    /// nearest.
    pub fn in_view(seen: usize) -> impl Fn(usize) -> Attention {
        move |at| {
            let distance = u32::try_from(at.abs_diff(seen / 2)).unwrap();
            if at < seen { Attention::Seen { distance } } else { Attention::Unseen }
        }
    }

    fn answer(&self, query: &Query) -> Response {
        let of = |(id, state): &(JobId, JobState)| report(id.as_str(), *state);
        let meant = |(id, _): &&(JobId, JobState)| query.jobs().binary_search(id).is_ok();
        match query {
            Query::Jobs(jobs) => {
                let place =
                    |id: &JobId| self.account.binary_search_by(|entry| entry.0.cmp(id)).ok();
                let there = jobs.iter().filter_map(place).map(|at| of(&self.account[at]));
                success(Answer::Jobs(there.collect()))
            }
            Query::Active { skip, top, .. } => {
                if let Some(code) = self.refusal {
                    return status(code);
                }
                let active = self.account.iter().filter(|(_, state)| state.is_active());
                let page: Vec<_> = active.skip(*skip).take((*top).min(PAGE)).collect();
                let rows = page.len();
                let reports = page.into_iter().filter(meant).map(of).collect();
                success(Answer::Active { reports, rows })
            }
            // The progress grows by one percent a second.
            Query::Tasks(_) => {
                let permille = (self.harness.time / 100 % 1000) as u16;
                success(Answer::Tasks(vec![task(permille)]))
            }
        }
    }

    /// Lets time pass: answers come after the latency, timeouts on time.
    pub fn run(&mut self, millis: u64) {
        let end = self.harness.time + millis;
        loop {
            for (id, _) in &self.harness.in_flight {
                self.due.entry(*id).or_insert(self.harness.time + self.latency);
            }
            self.due.retain(|id, _| self.harness.in_flight.iter().any(|(open, _)| open == id));
            let answer = self.due.iter().min_by_key(|(_, at)| **at).map(|(id, at)| (*at, *id));
            let timer = self.harness.poller.poll_timeout().map(|at| at.millis());
            let next = [answer.map(|(at, _)| at), timer].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.harness.time = next;
            match answer {
                Some((at, id)) if at == next => {
                    let place =
                        self.harness.in_flight.iter().position(|(open, _)| *open == id).unwrap();
                    let (_, query) = self.harness.in_flight.remove(place);
                    let answer = self.answer(&query);
                    self.harness.call(|poller, now| poller.handle_answer(now, id, answer));
                }
                _ => self.harness.call(Poller::handle_timeout),
            }
        }
        self.harness.time = end;
    }

    pub fn sent(&self) -> Vec<(u64, Query)> {
        let sent = self.harness.log.iter().filter_map(|(at, effect)| match effect {
            Effect::Sent { query, .. } => Some((*at, query.clone())),
            _ => None,
        });
        sent.collect()
    }

    /// All rounds so far, told apart by the time between requests.
    pub fn rounds(&self) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        for (at, query) in self.sent() {
            let follows = rounds.last().is_some_and(|last| at < last.start + INTERVAL * 85 / 100);
            if !follows {
                rounds.push(Round { start: at, states: Vec::new(), tasks: Vec::new() });
            }
            let round = rounds.last_mut().unwrap();
            match query {
                Query::Tasks(job) => round.tasks.push((at, job)),
                states => round.states.push(states),
            }
        }
        rounds
    }

    pub fn lists(&self) -> usize {
        self.sent().iter().filter(|(_, query)| matches!(query, Query::Active { .. })).count()
    }
}

/// The queries from the start of one round to that of the next.
#[derive(Debug)]
pub struct Round {
    pub start: u64,
    pub states: Vec<Query>,
    pub tasks: Vec<(u64, JobId)>,
}

pub fn name(at: usize) -> String {
    format!("job-{at:04}")
}

pub fn mean_period(rounds: &[Round]) -> u64 {
    (rounds[rounds.len() - 1].start - rounds[0].start) / (rounds.len() as u64 - 1)
}
