//! Several tabs of one origin in virtual time, and a service that answers them. Locks and messages
//! are simulated as well.

use std::collections::BTreeMap;

use job_badge::{
    job::{Answer, JobId, JobState, Query},
    poll::{Pace, Response},
};

use super::{Harness, held, job, pace, report, task};

/// What a tab's token may see of a job.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Permission {
    Granted,
    /// An answer with this HTTP status.
    Refused(u16),
    /// Answers do not hold the job.
    Hidden,
}

pub struct Tab {
    pub harness: Harness,
    permissions: BTreeMap<JobId, Permission>,
    default_permission: Permission,
    /// How often it queried states, and when it last did.
    pub rounds: usize,
    pub last_round_at: u64,
    /// The jobs of its own badges.
    pub own: Vec<JobId>,
    /// What it last wanted of the leader.
    last_wants: Option<String>,
    shares: bool,
    /// It passes no answers on, though it may hold the lock.
    pub is_broken: bool,
}

/// Tabs of one origin, and the service.
pub struct Tabs {
    pub tabs: Vec<Tab>,
    /// The tabs that share answers, in the order in which they asked for the lock.
    queue: Vec<usize>,
    leader: Option<usize>,
    pub states: BTreeMap<JobId, JobState>,
    pub time: u64,
}

impl Tabs {
    /// So many tabs, each with a token that may see every job.
    pub fn new(count: usize) -> Self {
        Self::at_pace(count, &pace(30))
    }

    pub fn at_pace(count: usize, pace: &Pace) -> Self {
        let tab = |at| {
            let mut harness = Harness::seeded(pace.clone(), at as u64);
            harness.token(held(1));
            Tab {
                harness,
                permissions: BTreeMap::new(),
                default_permission: Permission::Granted,
                rounds: 0,
                last_round_at: 0,
                own: Vec::new(),
                last_wants: None,
                shares: false,
                is_broken: false,
            }
        };
        let tabs: Vec<Tab> = (0..count).map(tab).collect();
        Self { tabs, queue: Vec::new(), leader: None, states: BTreeMap::new(), time: 1000 }
    }

    pub fn leader(&self) -> Option<usize> {
        self.leader
    }

    /// Every tab watches these jobs, which are running.
    pub fn all_watch(&mut self, of: &[&str]) {
        for tab in 0..self.tabs.len() {
            self.watch(tab, of);
        }
    }

    /// The tab watches these jobs and no others.
    pub fn watch(&mut self, tab: usize, of: &[&str]) {
        let harness = &mut self.tabs[tab].harness;
        (0..10).for_each(|id| harness.unwatch(id));
        self.tabs[tab].own = of.iter().map(|of| job(of)).collect();
        for (id, of) in of.iter().enumerate() {
            self.states.entry(job(of)).or_insert(JobState::Running);
            self.tabs[tab].harness.watch(id as u64, of);
        }
        self.settle();
    }

    pub fn permission(&mut self, tab: usize, of: &str, permission: Permission) {
        self.tabs[tab].permissions.insert(job(of), permission);
    }

    /// What the tab's token may see of all jobs but those of [`permission`](Self::permission).
    pub fn default_permission(&mut self, tab: usize, permission: Permission) {
        self.tabs[tab].default_permission = permission;
    }

    pub fn may_see(&self, tab: usize, of: &JobId) -> bool {
        let tab = &self.tabs[tab];
        *tab.permissions.get(of).unwrap_or(&tab.default_permission) == Permission::Granted
    }

    /// Does something with one tab.
    pub fn with<R>(&mut self, tab: usize, what: impl FnOnce(&mut Harness) -> R) -> R {
        let result = what(&mut self.tabs[tab].harness);
        self.settle();
        result
    }

    pub fn rounds(&self) -> usize {
        self.tabs.iter().map(|tab| tab.rounds).sum()
    }

    /// Lets time pass.
    pub fn wait(&mut self, millis: u64) {
        let end = self.time + millis;
        loop {
            let deadline = |tab: &Tab| tab.harness.poller.poll_timeout().map(|next| next.millis());
            let next = self.tabs.iter().filter_map(deadline).min();
            self.time = next.filter(|next| *next <= end).unwrap_or(end);
            for tab in &mut self.tabs {
                tab.harness.time = self.time;
                if deadline(tab).is_some_and(|next| next <= self.time) {
                    tab.harness.call(job_badge::poll::Poller::handle_timeout);
                }
            }
            self.settle();
            if next.is_none_or(|next| next > end) {
                return;
            }
        }
    }

    /// Answers every request at once and passes the answers on to the other tabs.
    pub fn settle(&mut self) {
        loop {
            self.join_and_leave();
            self.deliver_wants();
            let asking = self.tabs.iter().position(|tab| !tab.harness.in_flight.is_empty());
            let Some(at) = asking else { return };
            self.answer(at);
        }
    }

    fn join_and_leave(&mut self) {
        for at in 0..self.tabs.len() {
            let may = self.tabs[at].harness.poller.may_share();
            if may == std::mem::replace(&mut self.tabs[at].shares, may) {
                continue;
            }
            self.tabs[at].last_wants = None;
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
            self.tabs[at].harness.call(|poller, now| poller.handle_no_peer_asks(now));
        }
        if self.leader.is_none()
            && let Some(leader) = self.queue.first()
        {
            self.leader = Some(*leader);
            self.tabs[*leader].harness.call(|poller, now| poller.handle_no_peer_asks(now));
            self.tabs.iter_mut().for_each(|tab| tab.last_wants = None);
        }
    }

    fn want(&mut self, leader: usize, tab: usize, wants: &str) {
        let number = u32::try_from(tab).unwrap();
        self.tabs[leader].harness.call(|poller, now| poller.handle_peer_wants(now, number, wants));
    }

    fn deliver_wants(&mut self) {
        let Some(leader) = self.leader else { return };
        for at in self.queue.clone() {
            let wants = self.tabs[at].harness.poller.wants();
            if at != leader && self.tabs[at].last_wants.as_ref() != Some(&wants) {
                self.tabs[at].last_wants = Some(wants.clone());
                self.want(leader, at, &wants);
            }
        }
    }

    fn answer(&mut self, at: usize) {
        let now = self.time;
        let tab = &mut self.tabs[at];
        let query = tab.harness.in_flight[0].1.clone();
        if !query.is_about_tasks() {
            tab.rounds += 1;
            tab.last_round_at = now;
        }
        let permission = |of: &JobId| *tab.permissions.get(of).unwrap_or(&tab.default_permission);
        let refused = query.jobs().iter().find_map(|of| match permission(of) {
            Permission::Refused(status) => Some(status),
            _ => None,
        });
        let answer = match &query {
            Query::Tasks(_) => Answer::Tasks(vec![task(400)]),
            Query::Active { jobs, skip, top } => {
                let active = |(of, state): &(&JobId, &JobState)| {
                    !state.is_final() && permission(of) == Permission::Granted
                };
                let page = self.states.iter().filter(active).skip(*skip).take(*top);
                let rows: Vec<&JobId> = page.map(|(of, _)| of).collect();
                let reports = rows.iter().filter(|of| jobs.contains(of));
                let reports = reports.map(|of| report(of.as_str(), self.states[*of])).collect();
                Answer::Active { reports, rows: rows.len() }
            }
            Query::Jobs(jobs) => {
                let seen = jobs.iter().filter(|of| permission(of) == Permission::Granted);
                Answer::Jobs(seen.map(|of| report(of.as_str(), self.states[of])).collect())
            }
        };
        let shared = (refused.is_none() && !tab.is_broken).then(|| answer.clone());
        let response = match refused {
            Some(status) => super::status(status),
            None => Response { result: Ok(answer), retry_after: None, server_time: None },
        };
        tab.harness.reply(response);
        if let Some(answer) = shared.filter(|_| self.leader == Some(at)) {
            for other in self.queue.iter().filter(|other| **other != at) {
                let harness = &mut self.tabs[*other].harness;
                harness.call(|poller, now| poller.handle_peer_answer(now, &query, answer.clone()));
            }
        }
    }
}
