//! Makes of all that happened what is to be done: the only place where requests begin.

use core::ops::RangeInclusive;

use super::{
    Output, RequestId, Response,
    entry::{Entry, Next},
    poller::Poller,
    round::{Flight, Round, keep},
    uuid::uuid_v4,
};
use crate::job::{Failure, FailureKind, JobId, Moment, Now, Query};

/// How long an answer may take, in milliseconds.
const ANSWER_WITHIN: u64 = 15_000;
/// A round's jitter, in permille of the interval.
const JITTER: RangeInclusive<u64> = 900..=1100;

impl Poller {
    /// Brings everything up to now. Doing it once more changes nothing.
    pub(super) fn settle(&mut self, now: Now) {
        self.settled_at = now.moment;
        if self.outlook.is_none() {
            self.jobs.retain(|_, entry| !entry.watchers.is_empty());
        }
        self.expire(now);
        self.drop_unwanted();
        if self.source.is_open() {
            self.ask_for_token(now);
            self.send(now);
            self.finish_round(now);
            if self.start_round(now) {
                self.send(now);
                self.finish_round(now);
            }
        }
        if self.source.page.awake {
            self.tell(now);
        }
        if self.outlook.is_none() {
            self.outlook = Some(self.look_ahead());
        }
    }

    /// What has not been answered in time is aborted, and counts as answered by nothing.
    fn expire(&mut self, now: Now) {
        while let Some(at) = self.flights.iter().position(|its| its.deadline <= now.moment) {
            let flight = self.flights.swap_remove(at);
            self.outputs.push(Output::Abort(flight.id));
            let result = Err(Failure::new(FailureKind::Timeout));
            self.close(now, flight, Response { result, retry_after: None, server_time: None });
        }
    }

    /// Aborts requests about jobs that nobody wants looked at any more.
    fn drop_unwanted(&mut self) {
        while let Some(at) = self.unwanted() {
            let flight = self.flights.swap_remove(at);
            for job in flight.ask.jobs() {
                if let Some(entry) = self.jobs.get_mut(job)
                    && entry.is_unanswered()
                {
                    entry.next = Next::Now;
                }
            }
            self.outputs.push(Output::Abort(flight.id));
        }
    }

    /// The place of a request that nobody waits for any more.
    fn unwanted(&self) -> Option<usize> {
        let is_wanted = |job| self.jobs.get(job).is_some_and(|entry| entry.is_wanted());
        self.flights.iter().position(|flight| !flight.ask.jobs().iter().any(is_wanted))
    }

    fn ask_for_token(&mut self, now: Now) {
        let interval = self.watches.interval();
        let works =
            self.round.is_some() || self.jobs.values().any(|entry| entry.due(interval).is_some());
        if works && let Some(reason) = self.credential.ask(now) {
            self.outputs.push(Output::AskToken(reason));
        }
    }

    /// Begins a round when one is due: all jobs that are, and those that would be within half an
    /// interval. While a round merely waits to ask for tasks, what is due joins it. Whether
    /// anything is to be asked.
    fn start_round(&mut self, now: Now) -> bool {
        let interval = self.watches.interval();
        let joins = self.round.is_some();
        let may = self.round.as_ref().is_none_or(|round| {
            !round.asks_for_states()
                && round.tasks.next_at().is_some()
                && now.moment < round.tasks_until(interval)
                && self.flights.iter().all(|flight| flight.ask.is_about_tasks())
        });
        let may = may
            && self.credential.usable().is_some()
            && self.source.gate.max(self.source.hold) <= now.moment;
        let is_due = |due: Option<Moment>, by: Moment| due.is_some_and(|due| due <= by);
        let any = match self.outlook {
            Some(outlook) => is_due(outlook.due, now.moment),
            None => may && self.jobs.values().any(|its| is_due(its.due(interval), now.moment)),
        };
        if !may || !any {
            return false;
        }
        let soon = if joins { now.moment } else { now.moment.plus_millis(interval / 2) };
        let mut asked: Vec<JobId> = Vec::new();
        let mut owing: Vec<JobId> = Vec::new();
        for (job, entry) in self.jobs.iter_mut() {
            let due = entry.due(interval);
            if entry.next == Next::Never {
                if is_due(due, now.moment) && !joins {
                    owing.push(job.clone());
                }
            } else if is_due(due, soon) {
                entry.next = Next::InRound { answered: false };
                asked.push(job.clone());
            }
        }
        if asked.is_empty() && owing.is_empty() {
            return false;
        }
        let asked = self.by_wait(asked);
        let round = self.round.get_or_insert_with(|| {
            self.rounds = self.rounds.wrapping_add(1);
            Round::new(now.moment, self.rng.u64(JITTER))
        });
        let by_id = round.add_jobs(&asked, &*self.pace.fits);
        if let Some(page) = self.pace.list_page {
            let top = self.listing.first_page(now.moment, page, by_id);
            if top > 0 {
                round.list_instead(asked.clone(), top, by_id);
            }
        }
        round.jobs.extend(asked);
        for job in owing {
            round.tasks.want(job.clone());
            round.jobs.push(job);
        }
        self.outlook = None;
        true
    }

    /// Who waited longest goes first, so that a question that always fails starves nobody.
    pub(super) fn by_wait(&self, jobs: Vec<JobId>) -> Vec<JobId> {
        self.by(jobs, |entry| entry.asked)
    }

    /// These jobs by a number, and where it is the same by their ids.
    fn by(&self, jobs: Vec<JobId>, rank: fn(&Entry) -> u64) -> Vec<JobId> {
        self.ranked(jobs, rank).into_iter().map(|(_, job)| job).collect()
    }

    /// These jobs in the order of their ranks.
    fn ranked(&self, jobs: Vec<JobId>, rank: fn(&Entry) -> u64) -> Vec<(u64, JobId)> {
        let mut ranked = Vec::new();
        for job in jobs {
            if let Some(entry) = self.jobs.get(&job) {
                ranked.push((rank(entry), job));
            }
        }
        ranked.sort_unstable();
        ranked
    }

    /// Sends what the round may send now.
    fn send(&mut self, now: Now) {
        let Some(token) = self.credential.usable() else { return };
        while self.source.hold <= now.moment
            && let Some(ask) = self.next_question(now.moment)
        {
            self.last_request = self.last_request.saturating_add(1);
            self.note_asked(&ask);
            let id = RequestId(self.last_request);
            let deadline = now.moment.plus_millis(ANSWER_WITHIN);
            let trace = uuid_v4(&mut self.rng);
            self.outputs.push(Output::Send { id, ask: ask.clone(), trace });
            self.flights.push(Flight { id, ask, token, deadline });
        }
    }

    fn note_asked(&mut self, ask: &Query) {
        for job in ask.jobs() {
            let Some(entry) = self.jobs.get_mut(job) else { continue };
            match ask {
                Query::Tasks(_) => {
                    entry.tasks_asked = self.rounds;
                    continue;
                }
                Query::Jobs(_) => entry.asked = self.last_request,
                Query::Active { .. } => {}
            }
            entry.flight = RequestId(self.last_request);
        }
    }

    fn next_question(&mut self, now: Moment) -> Option<Query> {
        let round = self.round.as_mut()?;
        let tasks_in_flight =
            self.flights.iter().filter(|flight| flight.ask.is_about_tasks()).count();
        let about_jobs = self.flights.len() - tasks_in_flight;
        let jobs = &mut self.jobs;
        let mut to_ask = |job: &JobId| match jobs.get_mut(job) {
            Some(entry) if entry.is_unanswered() => {
                let wanted = entry.is_wanted();
                if !wanted {
                    entry.next = Next::Now;
                }
                wanted
            }
            _ => false,
        };
        while round.asks_for_states() {
            if about_jobs >= self.pace.max_in_flight.max(1) || tasks_in_flight > 0 {
                return None;
            }
            if let Some((jobs, skip, top)) = round.next_page(&mut to_ask) {
                return Some(Query::Active { jobs: self.by(jobs, |_| 0), skip, top });
            }
            if let Some(mut group) = round.next_group() {
                keep(&mut group, &mut to_ask);
                if !group.is_empty() {
                    return Some(Query::Jobs(self.by(group, |_| 0)));
                }
            }
        }
        if about_jobs > 0 {
            return None;
        }
        self.next_tasks(now)
    }

    fn next_tasks(&mut self, now: Moment) -> Option<Query> {
        let at_once = self.pace.max_tasks_in_flight.max(1);
        let interval = self.watches.interval();
        let wanted = self.round.as_mut()?.tasks.unranked(now);
        let ranked = wanted.map(|wanted| self.ranked(wanted, Entry::tasks_rank));
        let round = self.round.as_mut()?;
        if let Some(ranked) = ranked {
            let until = round.tasks_until(interval);
            round.tasks.line_up(ranked, self.pace.max_tasks_a_round, at_once, until);
        }
        if self.flights.len() >= at_once {
            return None;
        }
        while let Some(job) = round.tasks.next(now) {
            if self.jobs.get(&job).is_some_and(|its| its.is_wanted() && its.wants_tasks(now)) {
                round.tasks.count_sent();
                return Some(Query::Tasks(job));
            }
        }
        None
    }

    /// Ends the round when all is answered.
    fn finish_round(&mut self, now: Now) {
        let done = |round: &Round| !round.has_questions();
        if self.flights.is_empty() && self.round.as_ref().is_some_and(done) {
            self.leave_round(now);
        }
    }

    /// Ends the round here and aborts what is under way. Jobs that were not answered stay due.
    pub(super) fn cancel_round(&mut self, now: Now) {
        for flight in self.flights.drain(..) {
            self.outputs.push(Output::Abort(flight.id));
        }
        self.leave_round(now);
    }

    fn leave_round(&mut self, now: Now) {
        let Some(round) = self.round.take() else { return };
        self.source.round_ended(now, &mut self.rng, round.troubled, round.answered);
        let Round { start, jitter, .. } = round;
        let after = Next::After { start, end: now.moment, jitter };
        for job in &round.jobs {
            let Some(entry) = self.jobs.get_mut(job) else { continue };
            match entry.next {
                Next::InRound { answered: true } => {
                    entry.next = after;
                    entry.once = false;
                }
                Next::InRound { answered: false } => entry.next = Next::Now,
                Next::Never => entry.once &= entry.tasks.owed,
                Next::Now | Next::After { .. } => {}
            }
        }
        let interval = self.watches.interval();
        for job in &round.tasks.left_out {
            if let (Some(entry), Some(due)) =
                (self.jobs.get_mut(job), after.due(interval, interval))
            {
                entry.tasks.leave_out(due);
            }
        }
        self.outlook = None;
    }
}
