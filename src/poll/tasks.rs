//! Whose tasks a round asks for, in which order and when.

use crate::job::{JobId, Moment};

/// The least rank ([`tasks_rank`](super::entry::Entry::tasks_rank)) that can wait for a slot: a job
/// that is merely seen, and whose tasks have been asked for before.
const CAN_WAIT: u64 = (2 << 62) | (1 << 32);

/// The questions about tasks of one round.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    /// Wanted, and not in the queue yet.
    wanted: Vec<JobId>,
    /// The next at the end.
    queue: Vec<JobId>,
    /// How many of the queue, from its beginning, had to wait for a slot when it was made.
    patient: usize,
    /// So many in each slot.
    slot: usize,
    /// When the first slot is.
    from: Moment,
    /// All slots together, in milliseconds, and how many they are.
    span: (u64, u64),
    /// How many were asked.
    sent: usize,
    /// Those for whom there was no room.
    pub(super) left_out: Vec<JobId>,
}

impl Tasks {
    pub(super) fn want(&mut self, job: JobId) {
        self.wanted.push(job);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.queue.is_empty()
    }

    /// Everybody who has not been asked, when somebody new is among them: for
    /// [`line_up`](Self::line_up).
    pub(super) fn unranked(&mut self, now: Moment) -> Option<Vec<JobId>> {
        if self.wanted.is_empty() {
            return None;
        }
        // A slot that was named already is not moved forward.
        self.from = self.next_at().unwrap_or(now).max(now);
        self.wanted.append(&mut self.queue);
        Some(core::mem::take(&mut self.wanted))
    }

    /// Makes the queue anew, from these in their order: as many as there is room for up to `most`,
    /// those that can wait in slots of `slot` until then.
    pub(super) fn line_up(
        &mut self,
        mut ranked: Vec<(u64, JobId)>,
        most: usize,
        slot: usize,
        until: Moment,
    ) {
        ranked.dedup();
        let room = most.max(1).saturating_sub(self.sent);
        self.patient = 0;
        for (at, (rank, job)) in ranked.into_iter().enumerate() {
            if at >= room {
                self.left_out.push(job);
                continue;
            }
            self.patient += usize::from(rank >= CAN_WAIT);
            self.queue.push(job);
        }
        self.queue.reverse();
        self.slot = slot.max(1);
        let slots = self.patient.div_ceil(self.slot) as u64;
        self.span = (until.millis_since(self.from), slots);
    }

    /// When the next one may be asked; a moment long past: at once.
    pub(super) fn next_at(&self) -> Option<Moment> {
        let before = match self.patient.checked_sub(self.queue.len()) {
            _ if self.queue.is_empty() => return None,
            None => return Some(Moment::default()),
            Some(asked) => (asked / self.slot.max(1)) as u64,
        };
        let (all, slots) = self.span;
        let wait = (all * before).checked_div(slots).unwrap_or(0);
        Some(self.from.plus_millis(wait))
    }

    /// The next one whose time has come.
    pub(super) fn next(&mut self, now: Moment) -> Option<JobId> {
        self.next_at().filter(|at| *at <= now)?;
        self.queue.pop()
    }

    pub(super) fn count_sent(&mut self) {
        self.sent += 1;
    }

    /// Asks this one once more, before all others.
    pub(super) fn again(&mut self, job: JobId) {
        self.sent = self.sent.saturating_sub(1);
        self.queue.push(job);
    }

    /// Asks nothing more. Those that were not asked.
    pub(super) fn end(&mut self) -> Vec<JobId> {
        self.wanted.append(&mut self.queue);
        core::mem::take(&mut self.wanted)
    }
}
