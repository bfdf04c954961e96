//! Makes of all that happened what is to be done: the only place where requests begin.

use core::time::Duration;

use super::{
    Answer, Output, RequestId,
    entry::Next,
    poller::Poller,
    round::{Flight, Round},
};
use crate::job::{Ask, Failure, FailureKind, Freshness, JobId, Moment, Now, Status};

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// A round's jitter, in permille of the interval.
const JITTER: (u64, u64) = (900, 1100);

impl Poller {
    /// Brings everything up to now. Doing it once more changes nothing.
    pub(super) fn settle(&mut self, now: Now) {
        self.settled_at = now.moment;
        self.jobs.retain(|entry| entry.watchers > 0);
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
    }

    /// The next deadline of anything.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let page = self.source.page;
        if !page.awake || !page.online {
            return None;
        }
        let interval = self.watches.interval();
        let mut next: Option<Moment> = None;
        let mut soonest = |at: Moment| next = Some(next.map_or(at, |next| next.min(at)));
        let usable = self.credential.usable().is_some();
        let mut works = false;
        for entry in self.jobs.values() {
            if entry.told.freshness == Freshness::Live
                && let Some(stale) = entry.stale_at(interval)
            {
                soonest(stale);
            }
            if let Some(due) = entry.due(interval) {
                works = true;
                if usable && self.source.is_open() && self.round.is_none() {
                    soonest(due.max(self.source.gate).max(self.source.hold));
                }
            }
        }
        for (_, flight) in &self.flights {
            soonest(flight.deadline);
        }
        if self.round.as_ref().is_some_and(Round::has_questions)
            && self.source.hold > self.settled_at
        {
            soonest(self.source.hold);
        }
        if (works || self.round.is_some())
            && self.source.is_open()
            && let Some(at) = self.credential.deadline()
        {
            soonest(at);
        }
        next
    }

    /// What has not been answered in time is aborted, and counts as answered by nothing.
    fn expire(&mut self, now: Now) {
        while let Some(at) =
            self.flights.iter().position(|(_, flight)| flight.deadline <= now.moment)
        {
            let (id, flight) = self.flights.swap_remove(at);
            self.outputs.push(Output::Abort(id));
            let result = Err(Failure::new(FailureKind::Timeout));
            self.close(now, flight, Answer { result, retry_after: None, server_time: None });
        }
    }

    /// Aborts requests about jobs that nobody wants looked at any more.
    fn drop_unwanted(&mut self) {
        let jobs = &mut self.jobs;
        let outputs = &mut self.outputs;
        self.flights.retain(|(id, flight)| {
            let asked = flight.ask.jobs();
            if asked.iter().any(|job| jobs.get(job).is_some_and(|entry| entry.is_wanted())) {
                return true;
            }
            for job in asked {
                if let Some(entry) = jobs.get_mut(job)
                    && entry.next == (Next::InRound { answered: false })
                {
                    entry.next = Next::Now;
                }
            }
            outputs.push(Output::Abort(*id));
            false
        });
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
    /// interval. Whether it did.
    fn start_round(&mut self, now: Now) -> bool {
        let may = self.round.is_none()
            && self.credential.usable().is_some()
            && self.source.gate.max(self.source.hold) <= now.moment;
        let interval = self.watches.interval();
        let soon = now.moment.plus(interval / 2);
        let due_by = |at: Moment| move |due: Option<Moment>| due.is_some_and(|due| due <= at);
        if !may || !self.jobs.values().any(|entry| due_by(now.moment)(entry.due(interval))) {
            return false;
        }
        let mut round = Round::new(now.moment, self.rng.between(JITTER.0, JITTER.1));
        let mut asked: Vec<(u64, JobId)> = Vec::new();
        let mut owing: Vec<JobId> = Vec::new();
        for (job, entry) in self.jobs.iter_mut() {
            let due = entry.due(interval);
            if entry.next == Next::Never {
                if due_by(now.moment)(due) {
                    round.add_tasks(job.clone());
                    owing.push(job.clone());
                }
            } else if due_by(soon)(due) {
                entry.next = Next::InRound { answered: false };
                asked.push((entry.asked, job.clone()));
            }
        }
        // Who waited longest goes first, so that a question that always fails starves nobody.
        asked.sort_unstable();
        let asked = asked.into_iter().map(|(_, job)| job).collect();
        round.add_jobs(asked, &*self.pace.fits);
        round.jobs.append(&mut owing);
        self.round = Some(round);
        true
    }

    /// Sends what the round may send now.
    fn send(&mut self, now: Now) {
        let Some(token) = self.credential.usable() else { return };
        while self.source.hold <= now.moment
            && let Some(ask) = self.next_question(now.moment)
        {
            self.last_request = self.last_request.saturating_add(1);
            for job in ask.jobs() {
                if let (Ask::Jobs(_), Some(entry)) = (&ask, self.jobs.get_mut(job)) {
                    entry.asked = self.last_request;
                }
            }
            let id = RequestId(self.last_request);
            let deadline = now.moment.plus(ANSWER_WITHIN);
            let trace = self.rng.trace();
            self.outputs.push(Output::Send { id, ask: ask.clone(), trace });
            self.flights.push((id, Flight { ask, token, deadline }));
        }
    }

    fn next_question(&mut self, now: Moment) -> Option<Ask> {
        let round = self.round.as_mut()?;
        let about_jobs =
            self.flights.iter().filter(|(_, flight)| matches!(flight.ask, Ask::Jobs(_))).count();
        while round.has_groups() {
            if about_jobs >= self.pace.max_in_flight.max(1) || about_jobs < self.flights.len() {
                return None;
            }
            let mut group = round.next_group()?;
            group.retain(|job| match self.jobs.get_mut(job) {
                Some(entry) if entry.next == (Next::InRound { answered: false }) => {
                    let wanted = entry.is_wanted();
                    if !wanted {
                        entry.next = Next::Now;
                    }
                    wanted
                }
                _ => false,
            });
            if !group.is_empty() {
                // In the order that a report is looked up by.
                group.sort_unstable();
                return Some(Ask::Jobs(group));
            }
        }
        if about_jobs > 0 || self.flights.len() >= self.pace.max_tasks_in_flight.max(1) {
            return None;
        }
        while let Some(job) = round.next_tasks() {
            if self.jobs.get(&job).is_some_and(|its| its.is_wanted() && its.wants_tasks(now)) {
                return Some(Ask::Tasks(job));
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
        for (id, _) in self.flights.drain(..) {
            self.outputs.push(Output::Abort(id));
        }
        self.leave_round(now);
    }

    fn leave_round(&mut self, now: Now) {
        let Some(round) = self.round.take() else { return };
        self.source.round_ended(now, &mut self.rng, round.troubled, round.answered);
        for job in &round.jobs {
            let Some(entry) = self.jobs.get_mut(job) else { continue };
            match entry.next {
                Next::InRound { answered: true } => {
                    let Round { start, jitter, .. } = round;
                    entry.next = Next::After { start, end: now.moment, jitter };
                    entry.once = false;
                }
                Next::InRound { answered: false } => entry.next = Next::Now,
                Next::Never => entry.once &= entry.tasks.owed,
                Next::Now | Next::After { .. } => {}
            }
        }
    }

    /// Says which jobs' statuses differ from what was told.
    fn tell(&mut self, now: Now) {
        let interval = self.watches.interval();
        let mut changed: Vec<(JobId, Status)> = Vec::new();
        for entry in self.jobs.values_mut() {
            if entry.stale_at(interval).is_some_and(|stale| stale <= now.moment) {
                entry.old = true;
                entry.touched = true;
            }
        }
        for (job, entry) in self.jobs.iter().filter(|(_, entry)| entry.touched) {
            changed.push((job.clone(), self.status_of(now, job, entry)));
        }
        for (job, status) in changed {
            let Some(entry) = self.jobs.get_mut(&job) else { continue };
            entry.touched = false;
            if status.differs(&entry.told) {
                entry.told = status;
                self.outputs.push(Output::Changed(job));
            }
        }
    }
}
