//! One round: the questions that are asked together, and which of them are still to be sent.

use super::TokenId;
use crate::job::{Ask, JobId, Moment};

/// A request that is under way.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) ask: Ask,
    /// The token that it was sent with.
    pub(super) token: TokenId,
    pub(super) deadline: Moment,
}

/// The questions that are asked together. Those for jobs go first, those for tasks follow.
#[derive(Debug)]
pub(super) struct Round {
    pub(super) start: Moment,
    /// What its jobs' interval is multiplied by, in permille: the same for all, so that they stay
    /// together.
    pub(super) jitter: u64,
    /// What is still to be asked about jobs, the next at the end.
    groups: Vec<Vec<JobId>>,
    /// Whose tasks are still to be asked for, the next at the end.
    tasks: Vec<JobId>,
    /// All jobs of the round.
    pub(super) jobs: Vec<JobId>,
    /// Trouble ended it.
    pub(super) troubled: bool,
    /// A question about jobs was answered.
    pub(super) answered: bool,
    /// Questions in a row that met trouble.
    in_a_row: u32,
}

impl Round {
    pub(super) fn new(start: Moment, jitter: u64) -> Self {
        Self {
            start,
            jitter,
            groups: Vec::new(),
            tasks: Vec::new(),
            jobs: Vec::new(),
            troubled: false,
            answered: false,
            in_a_row: 0,
        }
    }

    /// Adds questions about these jobs, as many to each as fit.
    pub(super) fn add_jobs(&mut self, jobs: Vec<JobId>, fits: &dyn Fn(&[JobId]) -> usize) {
        let mut rest = jobs.as_slice();
        while !rest.is_empty() {
            let (group, after) = rest.split_at(fits(rest).clamp(1, rest.len()));
            self.groups.push(group.to_vec());
            rest = after;
        }
        self.groups.reverse();
        self.jobs = jobs;
    }

    pub(super) fn add_tasks(&mut self, job: JobId) {
        self.tasks.insert(0, job);
    }

    pub(super) fn next_group(&mut self) -> Option<Vec<JobId>> {
        self.groups.pop()
    }

    pub(super) fn next_tasks(&mut self) -> Option<JobId> {
        self.tasks.pop()
    }

    pub(super) fn has_groups(&self) -> bool {
        !self.groups.is_empty()
    }

    pub(super) fn has_questions(&self) -> bool {
        self.has_groups() || !self.tasks.is_empty()
    }

    /// Asks this again, before anything else.
    pub(super) fn again(&mut self, ask: Ask) {
        match ask {
            Ask::Jobs(jobs) => self.groups.push(jobs),
            Ask::Tasks(job) => self.tasks.push(job),
        }
    }

    /// Asks the two halves of these jobs next.
    pub(super) fn halve(&mut self, mut jobs: Vec<JobId>) {
        let second = jobs.split_off(jobs.len() / 2);
        self.groups.push(second);
        self.groups.push(jobs);
    }

    pub(super) fn went_well(&mut self) {
        self.in_a_row = 0;
    }

    /// A question met transient trouble. Whether the round ends here: a service that answered
    /// none, or failed twice in a row, is not asked hundreds of questions more. One bad question
    /// among good ones does not keep the others from being asked.
    pub(super) fn went_wrong(&mut self) -> bool {
        self.in_a_row = self.in_a_row.saturating_add(1);
        !self.answered || self.in_a_row >= 2
    }

    /// The same of a question about tasks, which the jobs' answers prove nothing about.
    pub(super) fn tasks_went_wrong(&mut self) -> bool {
        self.in_a_row = self.in_a_row.saturating_add(1);
        self.in_a_row >= 2
    }

    /// Asks nothing more. The jobs whose tasks were not asked for.
    pub(super) fn end(&mut self) -> Vec<JobId> {
        self.groups.clear();
        core::mem::take(&mut self.tasks)
    }
}
