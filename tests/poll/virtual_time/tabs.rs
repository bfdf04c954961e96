//! Several tabs of one origin in virtual time, with one service behind them. What the browser does
//! (who holds the lock, what is posted to whom) is done here without one.

use std::collections::BTreeMap;

use job_badge::{
    job::{Answer, JobId, JobState, Query},
    poll::{Pace, Response},
};

use super::{Script, held, job, pace, report, task};

/// What the service says to a tab's token about a job.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Right {
    Granted,
    /// An answer with this HTTP status.
    Refused(u16),
    /// As if the job were not there.
    Hidden,
}

pub struct Tab {
    pub script: Script,
    rights: BTreeMap<JobId, Right>,
    usual: Right,
    /// How often it asked about jobs, and when it did last.
    pub rounds: usize,
    pub asked_at: u64,
    /// The jobs of its own badges.
    pub own: Vec<JobId>,
    told: Option<String>,
    takes_part: bool,
    /// It says nothing to the others, though it may hold the lock.
    pub is_broken: bool,
}

/// Tabs that share, and the service.
pub struct Tabs {
    pub tabs: Vec<Tab>,
    /// Who takes part, in the order of the lock's queue: the first one asks.
    queue: Vec<usize>,
    leader: Option<usize>,
    pub states: BTreeMap<JobId, JobState>,
    pub at: u64,
}

impl Tabs {
    /// So many tabs, each with a token of its own that may see everything.
    pub fn new(count: usize) -> Self {
        Self::at_pace(count, &pace(30))
    }

    pub fn at_pace(count: usize, pace: &Pace) -> Self {
        let tab = |at| {
            let mut script = Script::seeded(pace.clone(), at as u64);
            script.token(held(1));
            Tab {
                script,
                rights: BTreeMap::new(),
                usual: Right::Granted,
                rounds: 0,
                asked_at: 0,
                own: Vec::new(),
                told: None,
                takes_part: false,
                is_broken: false,
            }
        };
        let tabs: Vec<Tab> = (0..count).map(tab).collect();
        Self { tabs, queue: Vec::new(), leader: None, states: BTreeMap::new(), at: 1000 }
    }

    pub fn leader(&self) -> Option<usize> {
        self.leader
    }

    /// Every tab watches these jobs, and they run.
    pub fn all_watch(&mut self, of: &[&str]) {
        for tab in 0..self.tabs.len() {
            self.watch(tab, of);
        }
    }

    /// The tab has badges for these jobs and no others.
    pub fn watch(&mut self, tab: usize, of: &[&str]) {
        let script = &mut self.tabs[tab].script;
        (0..10).for_each(|id| script.unwatch(id));
        self.tabs[tab].own = of.iter().map(|of| job(of)).collect();
        for (id, of) in of.iter().enumerate() {
            self.states.entry(job(of)).or_insert(JobState::Running);
            self.tabs[tab].script.watch(id as u64, of);
        }
        self.settle();
    }

    pub fn right(&mut self, tab: usize, of: &str, right: Right) {
        self.tabs[tab].rights.insert(job(of), right);
    }

    /// What the service says to all that this tab asks, but for what [`right`](Self::right) names.
    pub fn usual(&mut self, tab: usize, right: Right) {
        self.tabs[tab].usual = right;
    }

    pub fn may_see(&self, tab: usize, of: &JobId) -> bool {
        let tab = &self.tabs[tab];
        *tab.rights.get(of).unwrap_or(&tab.usual) == Right::Granted
    }

    /// Does something with one tab's poller.
    pub fn with<R>(&mut self, tab: usize, what: impl FnOnce(&mut Script) -> R) -> R {
        let result = what(&mut self.tabs[tab].script);
        self.settle();
        result
    }

    pub fn rounds(&self) -> usize {
        self.tabs.iter().map(|tab| tab.rounds).sum()
    }

    /// Lets time pass.
    pub fn wait(&mut self, millis: u64) {
        let end = self.at + millis;
        loop {
            let deadline = |tab: &Tab| tab.script.poller.poll_timeout().map(|next| next.millis());
            let next = self.tabs.iter().filter_map(deadline).min();
            self.at = next.filter(|next| *next <= end).unwrap_or(end);
            for tab in &mut self.tabs {
                tab.script.at = self.at;
                if deadline(tab).is_some_and(|next| next <= self.at) {
                    tab.script.tell(job_badge::poll::Poller::handle_timeout);
                }
            }
            self.settle();
            if next.is_none_or(|next| next > end) {
                return;
            }
        }
    }

    /// Answers every request at once and brings round what is said of it.
    pub fn settle(&mut self) {
        loop {
            self.join_and_leave();
            self.bring_wants();
            let asking = self.tabs.iter().position(|tab| !tab.script.open.is_empty());
            let Some(at) = asking else { return };
            self.answer(at);
        }
    }

    fn join_and_leave(&mut self) {
        for at in 0..self.tabs.len() {
            let may = self.tabs[at].script.poller.may_share();
            if may == std::mem::replace(&mut self.tabs[at].takes_part, may) {
                continue;
            }
            self.tabs[at].told = None;
            if may {
                self.queue.push(at);
                continue;
            }
            self.queue.retain(|other| *other != at);
            let tabs = 0..self.tabs.len();
            if self.leader == Some(at) {
                self.leader = None;
                tabs.for_each(|other| self.want(at, other, ""));
            } else if let Some(leader) = self.leader {
                self.want(leader, at, "");
            }
            self.tabs[at].script.tell(|poller, now| poller.handle_no_peer_asks(now));
        }
        if self.leader.is_none()
            && let Some(leader) = self.queue.first()
        {
            self.leader = Some(*leader);
            self.tabs[*leader].script.tell(|poller, now| poller.handle_no_peer_asks(now));
            self.tabs.iter_mut().for_each(|tab| tab.told = None);
        }
    }

    fn want(&mut self, leader: usize, tab: usize, wants: &str) {
        let number = u32::try_from(tab).unwrap();
        self.tabs[leader].script.tell(|poller, now| poller.handle_peer_wants(now, number, wants));
    }

    fn bring_wants(&mut self) {
        let Some(leader) = self.leader else { return };
        for at in self.queue.clone() {
            let wants = self.tabs[at].script.poller.wants();
            if at != leader && self.tabs[at].told.as_ref() != Some(&wants) {
                self.tabs[at].told = Some(wants.clone());
                self.want(leader, at, &wants);
            }
        }
    }

    fn answer(&mut self, at: usize) {
        let now = self.at;
        let tab = &mut self.tabs[at];
        let ask = tab.script.open[0].1.clone();
        if !ask.is_about_tasks() {
            tab.rounds += 1;
            tab.asked_at = now;
        }
        let right = |of: &JobId| *tab.rights.get(of).unwrap_or(&tab.usual);
        let refused = ask.jobs().iter().find_map(|of| match right(of) {
            Right::Refused(status) => Some(status),
            _ => None,
        });
        let reading = match &ask {
            Query::Tasks(_) => Answer::Tasks(vec![task(400)]),
            Query::Active { jobs, skip, top } => {
                let active = |(of, state): &(&JobId, &JobState)| {
                    !state.is_final() && right(of) == Right::Granted
                };
                let page = self.states.iter().filter(active).skip(*skip).take(*top);
                let rows: Vec<&JobId> = page.map(|(of, _)| of).collect();
                let reports = rows.iter().filter(|of| jobs.contains(of));
                let reports = reports.map(|of| report(of.as_str(), self.states[*of])).collect();
                Answer::Active { reports, rows: rows.len() }
            }
            Query::Jobs(jobs) => {
                let seen = jobs.iter().filter(|of| right(of) == Right::Granted);
                Answer::Jobs(seen.map(|of| report(of.as_str(), self.states[of])).collect())
            }
        };
        let told = (refused.is_none() && !tab.is_broken).then(|| reading.clone());
        let answer = match refused {
            Some(status) => super::status(status),
            None => Response { result: Ok(reading), retry_after: None, server_time: None },
        };
        tab.script.reply(answer);
        if let Some(reading) = told.filter(|_| self.leader == Some(at)) {
            for other in self.queue.iter().filter(|other| **other != at) {
                let script = &mut self.tabs[*other].script;
                script.tell(|poller, now| poller.handle_peer_answer(now, &ask, reading.clone()));
            }
        }
    }
}
