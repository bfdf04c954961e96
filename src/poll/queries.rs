//! Which query of a round is sent next, and in which order jobs are queried.

use super::{
    Output, RequestId, in_flight::InFlight, poller::Poller, rank::Rank, round::NextPage,
    schedule::Schedule, uuid::uuid_v4, watched_job::WatchedJob,
};
use crate::job::{JobId, Moment, Now, Query};

/// How long an answer may take, in milliseconds.
const REQUEST_TIMEOUT: u64 = 15_000;

impl Poller {
    /// Sends what the round may send now.
    pub(super) fn send(&mut self, now: Now) {
        let Some(token) = self.credential.usable() else { return };
        while self.source.not_before <= now.moment
            && let Some(query) = self.next_query(now.moment)
        {
            self.last_request = self.last_request.saturating_add(1);
            self.note_sent(&query);
            let id = RequestId(self.last_request);
            let trace = uuid_v4(&mut self.rng);
            self.outputs.push(Output::Send { id, query: query.clone(), trace });
            let deadline = now.moment.plus_millis(REQUEST_TIMEOUT);
            self.in_flight.push(InFlight { id, query, token, deadline });
        }
    }

    fn note_sent(&mut self, query: &Query) {
        for id in query.jobs() {
            let Some(job) = self.jobs.get_mut(id) else { continue };
            match query {
                Query::Tasks(_) => {
                    job.tasks_round = self.rounds;
                    continue;
                }
                Query::Jobs(_) => job.last_asked = self.last_request,
                Query::Active { .. } => {}
            }
            job.request = RequestId(self.last_request);
        }
    }

    /// States go first. Tasks follow when all states have been answered.
    fn next_query(&mut self, now: Moment) -> Option<Query> {
        let tasks_in_flight =
            self.in_flight.iter().filter(|request| request.query.is_about_tasks()).count();
        let states_in_flight = self.in_flight.len() - tasks_in_flight;
        while self.round.as_ref()?.has_state_queries() {
            if states_in_flight >= self.pace.max_in_flight.max(1) || tasks_in_flight > 0 {
                return None;
            }
            let query = self.next_state_query();
            if query.is_some() {
                return query;
            }
        }
        if states_in_flight > 0 { None } else { self.next_tasks_query(now) }
    }

    /// The next page of the list, or the next query by id; `None` where nobody wants its jobs any
    /// more.
    fn next_state_query(&mut self) -> Option<Query> {
        let round = self.round.as_mut()?;
        let mut is_wanted = |id: &JobId| match self.jobs.get_mut(id) {
            Some(job) if job.is_unanswered() => {
                let is_wanted = job.is_wanted();
                if !is_wanted {
                    job.schedule = Schedule::Now;
                }
                is_wanted
            }
            _ => false,
        };
        if let Some(NextPage { jobs, skip, max_rows }) = round.next_page(&mut is_wanted) {
            return Some(Query::Active { jobs: self.by_id(jobs), skip, top: max_rows });
        }
        let mut group = round.next_group()?;
        group.retain(&mut is_wanted);
        (!group.is_empty()).then(|| Query::Jobs(self.by_id(group)))
    }

    fn next_tasks_query(&mut self, now: Moment) -> Option<Query> {
        let by_itself = self.may_poll_by_itself();
        let slot_size = self.pace.max_tasks_in_flight.max(1);
        let interval = self.watches.interval();
        let unranked = self.round.as_mut()?.tasks.take_unranked(now);
        let ranked = unranked.map(|jobs| self.ranked(jobs, WatchedJob::tasks_rank));
        let round = self.round.as_mut()?;
        if let Some(ranked) = ranked {
            let until = round.tasks_until(interval);
            round.tasks.enqueue(ranked, self.pace.max_tasks_a_round, slot_size, until);
        }
        if self.in_flight.len() >= slot_size {
            return None;
        }
        while let Some(id) = round.tasks.next(now) {
            let may_send = |job: &WatchedJob| by_itself || job.wants_refresh();
            let job = self.jobs.get(&id);
            if job.is_some_and(|job| job.is_wanted() && job.wants_tasks(now) && may_send(job)) {
                round.tasks.count_sent();
                return Some(Query::Tasks(id));
            }
        }
        None
    }

    /// Whoever waited longest goes first, so that a query that always fails holds up no other.
    pub(super) fn by_last_asked(&self, jobs: Vec<JobId>) -> Vec<JobId> {
        let ranked = self.ranked(jobs, WatchedJob::rank);
        ranked.into_iter().map(|(_, id)| id).collect()
    }

    /// In the order of their ids, so that equal queries are equal requests.
    fn by_id(&self, jobs: Vec<JobId>) -> Vec<JobId> {
        let ranked = self.ranked(jobs, |_| Rank::default());
        ranked.into_iter().map(|(_, id)| id).collect()
    }

    /// Sorts these jobs by rank, then by id.
    fn ranked(&self, jobs: Vec<JobId>, rank: fn(&WatchedJob) -> Rank) -> Vec<(Rank, JobId)> {
        let with_rank = |id: JobId| Some((rank(self.jobs.get(&id)?), id));
        let mut ranked: Vec<_> = jobs.into_iter().filter_map(with_rank).collect();
        ranked.sort_unstable();
        ranked
    }
}
