//! The poller's state and its public methods: `handle_*` in, `poll_*` and [`Poller::status`] out.
//!
//! They decide little themselves. What follows from an event is in the files that add methods to
//! the poller; `settle` calls them.

use std::vec;

use fastrand::Rng;
use litemap::LiteMap;

use super::{
    Output, Pace, RequestId, Response, Token, Watch, WatchId, active_list::ActiveList,
    credential::Credential, deadlines::Deadlines, group_limit::GroupLimit, in_flight::InFlight,
    round::Round, schedule::Schedule, source::Source, watch::Watches, watched_job::WatchedJob,
};
use crate::job::{Failure, JobId, Moment, Now, Status};

/// Decides when a source (provider, API root and credential) is asked about its jobs.
///
/// - `handle_*` tell it what happened.
/// - [`poll_output`](Self::poll_output) says what to do; call it until it returns `None`.
/// - [`poll_timeout`](Self::poll_timeout) then says when to call
///   [`handle_timeout`](Self::handle_timeout).
/// - [`status`](Self::status) says what is known of a job.
///
/// From call to call, `Now::moment` must not go backwards (`Now::utc` may).
#[derive(Debug)]
pub struct Poller {
    pub(super) pace: Pace,
    pub(super) rng: Rng,
    pub(super) watches: Watches,
    /// Boxed, since a new job moves all that come after it.
    pub(super) jobs: LiteMap<JobId, Box<WatchedJob>>,
    pub(super) source: Source,
    pub(super) credential: Credential,
    pub(super) active_list: ActiveList,
    pub(super) group_limit: GroupLimit,
    pub(super) round: Option<Round>,
    /// The number of the last round.
    pub(super) rounds: u32,
    /// A handful at most.
    pub(super) in_flight: Vec<InFlight>,
    /// The number of the last request.
    pub(super) last_request: u64,
    pub(super) outputs: Vec<Output>,
    /// Outputs that `poll_output` is returning; `outputs` come after them.
    returned: vec::IntoIter<Output>,
    /// Something happened since the last `settle`.
    pub(super) unsettled: bool,
    /// When that was called.
    pub(super) settled_at: Moment,
    /// `None` after anything that may change them, which is all but a successful tasks answer.
    pub(super) deadlines: Option<Deadlines>,
    /// Jobs with new tasks that have not been reported yet.
    pub(super) new_tasks: Vec<JobId>,
    /// When changes were last reported.
    pub(super) notified_at: Moment,
}

impl Poller {
    /// A poller of one source, whose page is awake and online until
    /// [`handle_page`](Self::handle_page) says otherwise. It does nothing until a job is watched.
    /// Equal seeds and equal calls give equal outputs.
    pub fn new(pace: Pace, seed: u64) -> Self {
        Self {
            watches: Watches::new(pace.interval),
            pace,
            rng: Rng::with_seed(seed),
            jobs: LiteMap::new(),
            source: Source::new(),
            credential: Credential::default(),
            active_list: ActiveList::default(),
            group_limit: GroupLimit::default(),
            round: None,
            rounds: 0,
            in_flight: Vec::new(),
            last_request: 0,
            outputs: Vec::new(),
            returned: Vec::new().into_iter(),
            unsettled: false,
            settled_at: Moment::default(),
            deadlines: None,
            new_tasks: Vec::new(),
            notified_at: Moment::default(),
        }
    }

    /// A watcher comes, or wants something else than before. When it wants another job, that is as
    /// if it had gone and a new one had come.
    pub fn handle_watch(&mut self, now: Now, id: WatchId, watch: Watch) {
        if self.watches.get(id) == Some(&watch) {
            return;
        }
        let job_id = watch.job.clone();
        let job = self.jobs.get(&job_id);
        let is_new = job.is_none();
        let was_polled = job.is_some_and(|job| job.has_unpaused_watcher());
        let attention_before =
            job.filter(|job| !job.watchers.is_empty()).map(|job| job.attention());
        self.remove_watcher(id);
        if is_new {
            let job = WatchedJob::new(now.moment, Status::waiting(job_id.clone()));
            self.jobs.insert(job_id.clone(), Box::new(job));
        }
        let Some(job) = self.jobs.get_mut(&job_id) else { return };
        if !watch.paused && !was_polled {
            job.fresh_at = job.fresh_at.max(now.moment);
        }
        job.watchers.push((id, (!watch.paused).then_some(watch.attention)));
        if attention_before.is_some_and(|before| job.needs_tasks_now(before, self.rounds)) {
            match (job.schedule, &mut self.round) {
                (Schedule::After { .. }, _) => job.schedule = Schedule::Now,
                (Schedule::InRound { answered: true } | Schedule::Never, Some(round))
                    if job.tasks_round != self.rounds =>
                {
                    round.tasks.add(job_id.clone());
                }
                _ => {}
            }
        }
        job.changed = true;
        self.watches.insert(id, watch);
        self.invalidate_deadlines();
        if is_new && let Some(status) = self.status(now, &job_id) {
            // The caller reads the first status by itself. Only what differs from it is reported.
            if let Some(job) = self.jobs.get_mut(&job_id) {
                job.notified = status;
            }
        }
    }

    /// A watcher goes. A job without watchers is forgotten at the next
    /// [`poll_output`](Self::poll_output), so a watcher that comes back before finds it as it was.
    pub fn handle_unwatch(&mut self, _now: Now, id: WatchId) {
        self.remove_watcher(id);
        self.invalidate_deadlines();
    }

    fn remove_watcher(&mut self, id: WatchId) {
        let Some(watch) = self.watches.remove(id) else { return };
        if let Some(job) = self.jobs.get_mut(&watch.job) {
            job.watchers.retain(|(watcher, _)| *watcher != id);
            job.changed = true;
        }
    }

    /// Somebody wants this job polled now: out of any back-off, even if it is paused, final, gone
    /// or refused. Nothing happens before the time that a `Retry-After` named, or while signed out;
    /// but whether the page's session is signed in again is looked at.
    /// A query for it that is in flight counts as that poll.
    pub fn handle_refresh(&mut self, now: Now, job: &JobId) {
        if self.source.not_before > now.moment || self.source.refused.is_some() {
            return;
        }
        if self.credential.is_signed_out() {
            if !self.credential.is_session() {
                return;
            }
            self.credential.look_now(now);
        }
        let Some(job) = self.jobs.get_mut(job) else { return };
        job.refresh();
        job.changed = true;
        self.source.skip_backoff();
        if self.source.stopped.take().is_some() {
            self.mark_all_changed();
        }
        self.invalidate_deadlines();
    }

    /// A request ended. A response to none that is in flight changes nothing.
    pub fn handle_answer(&mut self, now: Now, id: RequestId, response: Response) {
        let Some(at) = self.in_flight.iter().position(|request| request.id == id) else { return };
        let request = self.in_flight.swap_remove(at);
        self.take_response(now, request, response);
        self.unsettled = true;
    }

    /// The page set a token, or the token provider gave one. What is shown stays.
    pub fn handle_token(&mut self, now: Now, token: Token) {
        if self.credential.set(now, &mut self.rng, token) {
            self.source.stopped = None;
            self.active_list = ActiveList::default();
            self.group_limit = GroupLimit::default();
            for (_, job) in self.jobs.iter_mut() {
                if job.is_refused() {
                    job.schedule = Schedule::Now;
                }
            }
        }
        if self.credential.usable().is_none() {
            self.cancel_round(now);
        }
        self.mark_all_changed();
    }

    /// There is a token provider, or there is none any more. For another one, call this twice.
    pub fn handle_token_provider(&mut self, now: Now, present: bool) {
        self.credential.set_provider(now, present);
        self.mark_all_changed();
    }

    /// The token provider threw, or gave nothing.
    pub fn handle_token_failed(&mut self, now: Now) {
        self.credential.provider_failed(now, &mut self.rng);
        self.mark_all_changed();
    }

    /// The endpoint cannot be used. All jobs of the source say so, and nothing is sent.
    pub fn handle_refused(&mut self, now: Now, failure: Failure) {
        self.source.refused = Some(failure);
        self.cancel_round(now);
        self.mark_all_changed();
    }

    /// The moment that [`poll_timeout`](Self::poll_timeout) named has come.
    pub fn handle_timeout(&mut self, _now: Now) {
        self.unsettled = true;
    }

    /// What to do next; `None`: nothing until something happens. However many `handle_*` calls came
    /// before, they make one round.
    pub fn poll_output(&mut self, now: Now) -> Option<Output> {
        if core::mem::take(&mut self.unsettled) {
            self.settle(now);
        }
        self.returned.next().or_else(|| {
            self.returned = core::mem::take(&mut self.outputs).into_iter();
            self.returned.next()
        })
    }

    /// When [`handle_timeout`](Self::handle_timeout) is to be called if nothing happens before.
    /// Valid once [`poll_output`](Self::poll_output) has returned `None`.
    pub fn poll_timeout(&self) -> Option<Moment> {
        self.next_timeout()
    }

    /// What is known of a job that is watched; `None` for any other.
    pub fn status(&self, now: Now, job: &JobId) -> Option<Status> {
        let watched = self.jobs.get(job).filter(|watched| !watched.watchers.is_empty())?;
        Some(self.status_of(now, job, watched))
    }

    /// Who watches a job.
    pub fn watchers(&self, job: &JobId) -> impl Iterator<Item = WatchId> {
        let job = self.jobs.get(job);
        job.map_or(&[][..], |job| &job.watchers).iter().map(|(id, _)| *id)
    }

    /// Whether anybody watches anything.
    pub fn is_watched(&self) -> bool {
        !self.watches.is_empty()
    }

    /// The status of any job may have changed.
    pub(super) fn mark_all_changed(&mut self) {
        for (_, job) in self.jobs.iter_mut() {
            job.changed = true;
        }
        self.invalidate_deadlines();
    }

    /// Something happened that may change when any job is due.
    pub(super) fn invalidate_deadlines(&mut self) {
        self.unsettled = true;
        self.deadlines = None;
    }

    pub(super) fn compute_deadlines(&self) -> Deadlines {
        Deadlines::of(self.jobs.values().map(|job| &**job), self.interval())
    }
}
