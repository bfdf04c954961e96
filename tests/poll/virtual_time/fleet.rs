//! A page of many badges and the account behind it in virtual time: the jobs, the answers that the
//! service gives after its latency, and what was asked round by round.

use std::collections::BTreeMap;

use job_badge::job::{Answer, JobId, JobState, Query};
use job_badge::poll::{Attention, Pace, Poller, RequestId, Response, Watch, WatchId};

use super::{INTERVAL, Said, Script, good, job, pace, report, status, task};

const PAGE: usize = 1000;
pub const MAX_TASKS: usize = 40;

/// An account, and a page that watches some of its jobs.
pub struct Fleet {
    pub script: Script,
    /// The account's jobs in the list's order, which is that of their ids.
    pub account: Vec<(JobId, JobState)>,
    /// From a request to its answer, in milliseconds.
    pub latency: u64,
    /// What the list is answered with, if not with jobs.
    pub refusal: Option<u16>,
    due: BTreeMap<RequestId, u64>,
}

impl Fleet {
    pub fn new(active: usize) -> Self {
        let pace = Pace { list_page: Some(PAGE), max_tasks_a_round: MAX_TASKS, ..pace(55) };
        Self {
            script: Script::new(pace),
            account: (0..active).map(|at| (job(&name(at)), JobState::Running)).collect(),
            latency: 50,
            refusal: None,
            due: BTreeMap::new(),
        }
    }

    /// Watches jobs of these numbers in one task.
    pub fn watch(&mut self, jobs: std::ops::Range<usize>, attention: impl Fn(usize) -> Attention) {
        let now = self.script.now();
        for at in jobs {
            let watch = Watch { attention: attention(at), ..Watch::new(job(&name(at))) };
            self.script.poller.handle_watch(now, WatchId(at as u64), watch);
        }
        self.script.drain();
    }

    /// The badge of this number in a page of ten to a row, of which so many are in view.
    pub fn in_view(seen: usize) -> impl Fn(usize) -> Attention {
        move |at| {
            let distance = u32::try_from(at.abs_diff(seen / 2)).unwrap();
            if at < seen { Attention::Seen { distance } } else { Attention::Unseen }
        }
    }

    fn answer(&self, ask: &Query) -> Response {
        let of = |(id, state): &(JobId, JobState)| report(id.as_str(), *state);
        let meant = |(id, _): &&(JobId, JobState)| ask.jobs().binary_search(id).is_ok();
        match ask {
            Query::Jobs(jobs) => {
                let place = |id: &JobId| self.account.binary_search_by(|its| its.0.cmp(id)).ok();
                let there = jobs.iter().filter_map(place).map(|at| of(&self.account[at]));
                good(Answer::Jobs(there.collect()))
            }
            Query::Active { skip, top, .. } => {
                if let Some(code) = self.refusal {
                    return status(code);
                }
                let active = self.account.iter().filter(|(_, state)| state.is_active());
                let page: Vec<_> = active.skip(*skip).take((*top).min(PAGE)).collect();
                let rows = page.len();
                let reports = page.into_iter().filter(meant).map(of).collect();
                good(Answer::Active { reports, rows })
            }
            // About a percent in a second.
            Query::Tasks(_) => {
                let permille = (self.script.at / 100 % 1000) as u16;
                good(Answer::Tasks(vec![task(permille)]))
            }
        }
    }

    /// Lets time pass: answers come after the latency, the timer fires in time.
    pub fn run(&mut self, millis: u64) {
        let end = self.script.at + millis;
        loop {
            for (id, _) in &self.script.open {
                self.due.entry(*id).or_insert(self.script.at + self.latency);
            }
            self.due.retain(|id, _| self.script.open.iter().any(|(open, _)| open == id));
            let answer = self.due.iter().min_by_key(|(_, at)| **at).map(|(id, at)| (*at, *id));
            let timer = self.script.poller.poll_timeout().map(|at| at.millis());
            let next = [answer.map(|(at, _)| at), timer].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.script.at = next;
            match answer {
                Some((at, id)) if at == next => {
                    let place = self.script.open.iter().position(|(open, _)| *open == id).unwrap();
                    let (_, ask) = self.script.open.remove(place);
                    let answer = self.answer(&ask);
                    self.script.tell(|poller, now| poller.handle_answer(now, id, answer));
                }
                _ => self.script.tell(Poller::handle_timeout),
            }
        }
        self.script.at = end;
    }

    pub fn sent(&self) -> Vec<(u64, Query)> {
        let sent = self.script.log.iter().filter_map(|(at, said)| match said {
            Said::Sent { ask, .. } => Some((*at, ask.clone())),
            _ => None,
        });
        sent.collect()
    }

    /// All rounds that have begun. Nothing but the clock starts one here.
    pub fn rounds(&self) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        for (at, ask) in self.sent() {
            let follows = rounds.last().is_some_and(|last| at < last.start + INTERVAL * 85 / 100);
            if !follows {
                rounds.push(Round { start: at, states: Vec::new(), tasks: Vec::new() });
            }
            let round = rounds.last_mut().unwrap();
            match ask {
                Query::Tasks(job) => round.tasks.push((at, job)),
                states => round.states.push(states),
            }
        }
        rounds
    }

    pub fn lists(&self) -> usize {
        self.sent().iter().filter(|(_, ask)| matches!(ask, Query::Active { .. })).count()
    }
}

/// What was asked from one round's start to the next.
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
