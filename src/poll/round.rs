//! One round: the queries that belong together, and which of them are still to be sent.

use super::{active_list::ById, tasks_queue::TasksQueue};
use crate::job::{JobId, Moment, Query};

/// How far the list of active jobs has been read in this round.
#[derive(Debug)]
struct ListReading {
    /// The jobs that no page has held so far; none while a page is in flight.
    jobs: Vec<JobId>,
    pages: usize,
    rows: usize,
    /// How many rows the next page may have, or the one in flight.
    max_rows: usize,
    /// The queries by id that the list stands in for.
    by_id: ById,
}

/// A page of the list that is to be queried.
pub(super) struct NextPage {
    /// The jobs that are looked for.
    pub(super) jobs: Vec<JobId>,
    /// How many rows come before it.
    pub(super) skip: usize,
    /// How many rows it may have.
    pub(super) max_rows: usize,
}

/// What the list turned out to be, as `ActiveList::measure` takes it.
pub(super) struct ListRead {
    pub(super) by_id: ById,
    /// How many rows it has; `None`: more than were worth reading.
    pub(super) rows: Option<usize>,
}

/// One round: first the states of its jobs are queried, then tasks.
#[derive(Debug)]
pub(super) struct Round {
    pub(super) start: Moment,
    /// What the interval of its jobs is multiplied by, in permille: the same for all, so that they
    /// stay in one round.
    pub(super) jitter: u64,
    /// Goes before the queries by id.
    list: Option<ListReading>,
    /// The jobs of each query by id that is still to be sent; the next is at the end.
    groups: Vec<Vec<JobId>>,
    pub(super) tasks: TasksQueue,
    /// The jobs of each query that was refused and split.
    pub(super) refused: Vec<Vec<JobId>>,
    /// All jobs of the round.
    pub(super) jobs: Vec<JobId>,
    /// A failure has ended it.
    pub(super) failed: bool,
    /// A query about states was answered.
    pub(super) answered: bool,
    failures_in_a_row: u32,
}

impl Round {
    pub(super) fn new(start: Moment, jitter: u64) -> Self {
        Self {
            start,
            jitter,
            list: None,
            groups: Vec::new(),
            tasks: TasksQueue::default(),
            refused: Vec::new(),
            jobs: Vec::new(),
            failed: false,
            answered: false,
            failures_in_a_row: 0,
        }
    }

    /// Adds queries for these jobs by id, each with as many as fit. Returns what they cost.
    pub(super) fn add_by_id(&mut self, jobs: &[JobId], fits: &dyn Fn(&[JobId]) -> usize) -> ById {
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

    /// Reads the list instead of all queries by id so far; its first page has `max_rows` at most.
    pub(super) fn use_list(&mut self, jobs: Vec<JobId>, max_rows: usize, by_id: ById) {
        self.groups.clear();
        self.list = Some(ListReading { jobs, pages: 0, rows: 0, max_rows, by_id });
    }

    /// The next page of the list, if a job that is still wanted is looked for.
    pub(super) fn next_page(&mut self, is_wanted: impl FnMut(&JobId) -> bool) -> Option<NextPage> {
        let list = self.list.as_mut()?;
        let mut jobs = core::mem::take(&mut list.jobs);
        jobs.retain(is_wanted);
        let (skip, max_rows) = (list.rows, list.max_rows);
        (!jobs.is_empty()).then_some(NextPage { jobs, skip, max_rows })
    }

    /// A page came with so many rows, and no page so far has held the jobs of `rest`. When no
    /// further page is worth it, what the list turned out to be.
    pub(super) fn take_page(
        &mut self,
        page_size: usize,
        rows: usize,
        rest: &[JobId],
    ) -> Option<ListRead> {
        let mut list = self.list.take()?;
        list.pages += 1;
        list.rows = list.rows.saturating_add(rows);
        let is_last = rows < list.max_rows || rest.is_empty();
        let is_one_request = list.by_id.part(rest.len()).requests <= 1;
        let max_rows = list.by_id.max_rows(page_size, list.pages, list.rows);
        if !is_last && !is_one_request && max_rows > 0 {
            self.list = Some(ListReading { jobs: rest.to_vec(), max_rows, ..list });
            return None;
        }
        let rows = (is_last || is_one_request).then_some(list.rows);
        Some(ListRead { by_id: list.by_id, rows })
    }

    /// Reads no further page of the list.
    pub(super) fn drop_list(&mut self) {
        self.list = None;
    }

    /// The jobs of the next query by id.
    pub(super) fn next_group(&mut self) -> Option<Vec<JobId>> {
        self.groups.pop()
    }

    /// Whether queries about states are still to be sent.
    pub(super) fn has_state_queries(&self) -> bool {
        !self.groups.is_empty() || self.list.as_ref().is_some_and(|list| !list.jobs.is_empty())
    }

    /// Whether any query is still to be sent.
    pub(super) fn has_queries(&self) -> bool {
        self.has_state_queries() || !self.tasks.is_empty()
    }

    /// Until when its tasks queries are sent. With less than half the interval, they never delay
    /// the next round.
    pub(super) fn tasks_until(&self, interval: u64) -> Moment {
        self.start.plus_millis(interval * 9 / 20)
    }

    /// Sends this query once more, before all others.
    pub(super) fn retry(&mut self, query: Query) {
        match query {
            Query::Jobs(jobs) => self.groups.push(jobs),
            Query::Active { jobs, .. } => {
                if let Some(list) = &mut self.list {
                    list.jobs = jobs;
                }
            }
            Query::Tasks(job) => self.tasks.retry(job),
        }
    }

    /// Queries the two halves of these jobs next, each by itself.
    pub(super) fn split(&mut self, mut jobs: Vec<JobId>) {
        self.refused.push(jobs.clone());
        let second = jobs.split_off(jobs.len() / 2);
        self.groups.push(second);
        self.groups.push(jobs);
    }

    pub(super) fn query_succeeded(&mut self) {
        self.failures_in_a_row = 0;
    }

    /// A query about states failed in a way that may pass. Whether the round ends here: a service
    /// that has answered nothing, or failed twice in a row, is not sent hundreds of queries more.
    /// One query that fails among others does not end it.
    pub(super) fn query_failed(&mut self) -> bool {
        self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
        !self.answered || self.failures_in_a_row >= 2
    }

    /// The same for tasks. That states were answered says nothing about them.
    pub(super) fn tasks_query_failed(&mut self) -> bool {
        self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
        self.failures_in_a_row >= 2
    }

    /// Sends no further query. Returns the jobs whose tasks have not been queried.
    pub(super) fn clear(&mut self) -> Vec<JobId> {
        self.groups.clear();
        self.list = None;
        self.tasks.clear()
    }
}
