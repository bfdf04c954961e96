//! The tasks queries of one round: whose, in which order, and when.
//!
//! Jobs whose tasks have never been read are queried at once. The others are spread over slots, a
//! few queries in each, so that the service sees no burst.

use super::rank::Rank;
use crate::job::{JobId, Moment};

/// The tasks queries of one round.
#[derive(Debug, Default)]
pub(super) struct TasksQueue {
    /// Jobs that have not been ranked yet.
    unranked: Vec<JobId>,
    /// Ranked jobs; the next is at the end.
    queue: Vec<JobId>,
    /// How many of the queue, from its beginning, were spread over slots when it was made.
    slotted: usize,
    /// How many queries a slot has.
    slot_size: usize,
    first_slot_at: Moment,
    /// All slots together, in milliseconds.
    slots_span: u64,
    slots: u64,
    /// How many queries were sent in this round.
    sent: usize,
    /// Jobs for which the round has no room.
    pub(super) left_out: Vec<JobId>,
}

impl TasksQueue {
    pub(super) fn add(&mut self, job: JobId) {
        self.unranked.push(job);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.unranked.is_empty() && self.queue.is_empty()
    }

    /// When jobs have been added: all that have not been queried, to be ranked and given to
    /// [`enqueue`](Self::enqueue).
    pub(super) fn take_unranked(&mut self, now: Moment) -> Option<Vec<JobId>> {
        if self.unranked.is_empty() {
            return None;
        }
        // The next slot stays where it was.
        self.first_slot_at = self.next_at().unwrap_or(now).max(now);
        self.unranked.append(&mut self.queue);
        Some(core::mem::take(&mut self.unranked))
    }

    /// Makes the queue of these jobs, which are sorted by rank: no more than `max` in the whole
    /// round. Those that can wait are spread until `until`, `slot_size` at a time.
    pub(super) fn enqueue(
        &mut self,
        mut ranked: Vec<(Rank, JobId)>,
        max: usize,
        slot_size: usize,
        until: Moment,
    ) {
        ranked.dedup();
        let room = max.max(1).saturating_sub(self.sent);
        self.slotted = 0;
        for (at, (rank, job)) in ranked.into_iter().enumerate() {
            if at >= room {
                self.left_out.push(job);
                continue;
            }
            self.slotted += usize::from(rank.can_wait());
            self.queue.push(job);
        }
        self.queue.reverse();
        self.slot_size = slot_size.max(1);
        self.slots = self.slotted.div_ceil(self.slot_size) as u64;
        self.slots_span = until.millis_since(self.first_slot_at);
    }

    /// When the next query may be sent; a moment long past where it need not wait.
    pub(super) fn next_at(&self) -> Option<Moment> {
        if self.queue.is_empty() {
            return None;
        }
        // All that need not wait are at the end of the queue, so they are taken first.
        let Some(taken) = self.slotted.checked_sub(self.queue.len()) else {
            return Some(Moment::default());
        };
        let slot = (taken / self.slot_size.max(1)) as u64;
        let wait = (self.slots_span * slot).checked_div(self.slots).unwrap_or(0);
        Some(self.first_slot_at.plus_millis(wait))
    }

    /// Takes the next job if its time has come.
    pub(super) fn next(&mut self, now: Moment) -> Option<JobId> {
        self.next_at().filter(|at| *at <= now)?;
        self.queue.pop()
    }

    pub(super) fn count_sent(&mut self) {
        self.sent += 1;
    }

    /// Puts back a job whose query is to be sent once more, before all others.
    pub(super) fn retry(&mut self, job: JobId) {
        self.sent = self.sent.saturating_sub(1);
        self.queue.push(job);
    }

    /// Removes and returns all jobs that have not been queried.
    pub(super) fn clear(&mut self) -> Vec<JobId> {
        self.unranked.append(&mut self.queue);
        core::mem::take(&mut self.unranked)
    }
}
