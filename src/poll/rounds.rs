//! When a round begins, with which jobs, and what its end changes.

use core::ops::RangeInclusive;

use super::{Output, poller::Poller, round::Round, schedule::Schedule, source::SLOW_INTERVAL};
use crate::job::{JobId, Moment, Now};

/// The jitter of a round, in permille of the interval.
const JITTER: RangeInclusive<u64> = 900..=1100;

impl Poller {
    /// Begins a round if a job is due. Jobs that would be due within half an interval are part of
    /// it, so that they stay together. While a round only waits for its next tasks slot, due jobs
    /// join that round. Returns whether there is anything to send.
    pub(super) fn start_round(&mut self, now: Now) -> bool {
        if !self.may_start_round(now) || !self.is_any_due(now.moment) {
            return false;
        }
        let interval = self.interval();
        let only_refreshed = !self.may_poll_by_itself();
        let joins = self.round.is_some();
        let due_by = if joins { now.moment } else { now.moment.plus_millis(interval / 2) };
        let mut jobs: Vec<JobId> = Vec::new();
        let mut only_tasks: Vec<JobId> = Vec::new();
        for (id, job) in self.jobs.iter_mut() {
            if only_refreshed && !job.wants_refresh() {
                continue;
            }
            let Some(due) = job.due(interval) else { continue };
            if job.schedule == Schedule::Never {
                if due <= now.moment && !joins {
                    only_tasks.push(id.clone());
                }
            } else if due <= due_by {
                job.schedule = Schedule::InRound { answered: false };
                jobs.push(id.clone());
            }
        }
        if jobs.is_empty() && only_tasks.is_empty() {
            return false;
        }
        let jobs = self.by_last_asked(jobs);
        let round = self.round.get_or_insert_with(|| {
            self.rounds = self.rounds.wrapping_add(1);
            Round::new(now.moment, self.rng.u64(JITTER))
        });
        self.source.not_before_offline = now.moment.plus_millis(SLOW_INTERVAL);
        let limit = self.group_limit.max(now.moment);
        let by_id = round.add_by_id(&jobs, &|jobs| (self.pace.fits)(jobs).min(limit));
        if let Some(page_size) = self.pace.list_page {
            let max_rows = self.active_list.first_page(now.moment, page_size, by_id);
            if max_rows > 0 {
                round.use_list(jobs.clone(), max_rows, by_id);
            }
        }
        round.jobs.extend(jobs);
        for id in only_tasks {
            round.tasks.add(id.clone());
            round.jobs.push(id);
        }
        self.deadlines = None;
        true
    }

    fn may_start_round(&self, now: Now) -> bool {
        let interval = self.watches.interval();
        let has_room = self.round.as_ref().is_none_or(|round| {
            !round.has_state_queries()
                && round.tasks.next_at().is_some()
                && now.moment < round.tasks_until(interval)
                && self.in_flight.iter().all(|request| request.query.is_about_tasks())
        });
        has_room && self.credential.usable().is_some() && self.source.next_round_at() <= now.moment
    }

    fn is_any_due(&self, now: Moment) -> bool {
        let interval = self.interval();
        let is_due = |due: Option<Moment>| due.is_some_and(|due| due <= now);
        match self.deadlines {
            Some(deadlines) => is_due(deadlines.due),
            None => self.jobs.values().any(|job| is_due(job.due(interval))),
        }
    }

    /// Ends the round when everything has been sent and answered.
    pub(super) fn finish_round(&mut self, now: Now) {
        let is_sent = self.round.as_ref().is_some_and(|round| !round.has_queries());
        if is_sent && self.in_flight.is_empty() {
            self.end_round(now);
        }
    }

    /// Ends the round at once and aborts its requests. Jobs without an answer stay due.
    pub(super) fn cancel_round(&mut self, now: Now) {
        for request in self.in_flight.drain(..) {
            self.outputs.push(Output::Abort(request.id));
        }
        self.end_round(now);
    }

    fn end_round(&mut self, now: Now) {
        let Some(round) = self.round.take() else { return };
        self.source.end_round(now, &mut self.rng, round.failed, round.answered);
        self.group_limit
            .learn(now.moment, &round.refused, |id| self.jobs.get(id).map(|job| &**job));
        let may_poll_by_itself = self.may_poll_by_itself();
        let Round { start, jitter, .. } = round;
        let next_round = Schedule::After { start, end: now.moment, jitter };
        for id in &round.jobs {
            let Some(job) = self.jobs.get_mut(id) else { continue };
            match job.schedule {
                Schedule::InRound { answered: true } => {
                    job.schedule = next_round;
                    job.refresh_requested = false;
                }
                Schedule::InRound { answered: false } => job.schedule = Schedule::Now,
                Schedule::Never => job.refresh_requested &= job.tasks.outstanding,
                Schedule::Now | Schedule::After { .. } => {}
            }
            // Without a network a refresh is one attempt.
            job.refresh_requested &= may_poll_by_itself;
        }
        let interval = self.watches.interval();
        if let Some(due) = next_round.due(interval, interval) {
            for id in &round.tasks.left_out {
                if let Some(job) = self.jobs.get_mut(id) {
                    job.tasks.postpone(due);
                }
            }
        }
        self.deadlines = None;
    }
}
