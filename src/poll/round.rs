//! One round: the questions that are asked together, and which of them are still to be sent.

use super::{RequestId, TokenId, plan::ById, tasks::Tasks};
use crate::job::{JobId, Moment, Query};

/// A request that is under way.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) id: RequestId,
    pub(super) ask: Query,
    /// The token that it was sent with.
    pub(super) token: TokenId,
    pub(super) deadline: Moment,
}

/// The list of active jobs, as far as it was read.
#[derive(Debug)]
pub(super) struct List {
    /// The jobs that are still looked for; none while a page is under way.
    jobs: Vec<JobId>,
    pages: usize,
    rows: usize,
    /// How many rows the next page, or the one under way, may have.
    top: usize,
    /// What it would be to ask by id instead.
    by_id: ById,
}

/// The questions that are asked together. Those for jobs go first, those for tasks follow.
#[derive(Debug)]
pub(super) struct Round {
    pub(super) start: Moment,
    /// What its jobs' interval is multiplied by, in permille: the same for all, so that they stay
    /// together.
    pub(super) jitter: u64,
    /// Asked for before any group.
    list: Option<List>,
    /// What is still to be asked about jobs, the next at the end.
    groups: Vec<Vec<JobId>>,
    pub(super) tasks: Tasks,
    /// All jobs of the round.
    pub(super) jobs: Vec<JobId>,
    /// Trouble ended it.
    pub(super) troubled: bool,
    /// A question about jobs was answered.
    pub(super) answered: bool,
    /// Questions in a row that met trouble.
    in_a_row: u32,
}

/// Leaves out the jobs that do not pass.
pub(super) fn keep(jobs: &mut Vec<JobId>, passes: &mut dyn FnMut(&JobId) -> bool) {
    jobs.retain(|job| passes(job));
}

impl Round {
    pub(super) fn new(start: Moment, jitter: u64) -> Self {
        Self {
            start,
            jitter,
            list: None,
            groups: Vec::new(),
            tasks: Tasks::default(),
            jobs: Vec::new(),
            troubled: false,
            answered: false,
            in_a_row: 0,
        }
    }

    /// Adds questions about these jobs by id, as many to each as fit. What that costs.
    pub(super) fn add_jobs(&mut self, jobs: &[JobId], fits: &dyn Fn(&[JobId]) -> usize) -> ById {
        let mut rest = jobs;
        let mut groups = Vec::new();
        while !rest.is_empty() {
            let (group, after) = rest.split_at(fits(rest).clamp(1, rest.len()));
            groups.push(group.to_vec());
            rest = after;
        }
        let by_id = ById { jobs: jobs.len(), requests: groups.len() };
        groups.reverse();
        self.groups.append(&mut groups);
        by_id
    }

    /// Asks for the list instead of all that was added, its first page with `top` rows at most.
    pub(super) fn list_instead(&mut self, jobs: Vec<JobId>, top: usize, by_id: ById) {
        self.groups.clear();
        self.list = Some(List { jobs, pages: 0, rows: 0, top, by_id });
    }

    /// The list's next page: those of its jobs that pass, how many rows come before it, and how many
    /// it may have.
    pub(super) fn next_page(
        &mut self,
        passes: &mut dyn FnMut(&JobId) -> bool,
    ) -> Option<(Vec<JobId>, usize, usize)> {
        let list = self.list.as_mut()?;
        let mut jobs = core::mem::take(&mut list.jobs);
        keep(&mut jobs, passes);
        (!jobs.is_empty()).then_some((jobs, list.rows, list.top))
    }

    /// A page had so many rows, and these jobs were on none so far. When the list has been read as
    /// far as it is worth, what it was, for [`Listing::learn`](super::plan::Listing::learn).
    pub(super) fn page_came(
        &mut self,
        page: usize,
        rows: usize,
        rest: &[JobId],
    ) -> Option<(ById, Option<usize>)> {
        let mut list = self.list.take()?;
        list.pages += 1;
        list.rows = list.rows.saturating_add(rows);
        let ends = rows < list.top || rest.is_empty();
        let one_will_do = list.by_id.part(rest.len()).requests <= 1;
        let top = list.by_id.next_page(page, list.pages, list.rows);
        if !ends && !one_will_do && top > 0 {
            self.list = Some(List { jobs: rest.to_vec(), top, ..list });
            return None;
        }
        Some((list.by_id, (ends || one_will_do).then_some(list.rows)))
    }

    /// The list is of no use.
    pub(super) fn drop_list(&mut self) {
        self.list = None;
    }

    pub(super) fn next_group(&mut self) -> Option<Vec<JobId>> {
        self.groups.pop()
    }

    /// Whether it has questions about states.
    pub(super) fn asks_for_states(&self) -> bool {
        !self.groups.is_empty() || self.list.as_ref().is_some_and(|list| !list.jobs.is_empty())
    }

    pub(super) fn has_questions(&self) -> bool {
        self.asks_for_states() || !self.tasks.is_empty()
    }

    /// Until when its tasks are asked for: with less than half the interval, they never stretch the
    /// pace.
    pub(super) fn tasks_until(&self, interval: u64) -> Moment {
        self.start.plus_millis(interval * 9 / 20)
    }

    /// Asks this again, before anything else.
    pub(super) fn again(&mut self, ask: Query) {
        match ask {
            Query::Jobs(jobs) => self.groups.push(jobs),
            Query::Active { jobs, .. } => {
                if let Some(list) = &mut self.list {
                    list.jobs = jobs;
                }
            }
            Query::Tasks(job) => self.tasks.again(job),
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
        self.list = None;
        self.tasks.end()
    }
}
