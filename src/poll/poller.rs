//! The state machine's face: what it is told and what it says.

use std::vec;

use fastrand::Rng;
use litemap::LiteMap;

use super::{
    Output, Pace, Page, RequestId, Response, Token, Watch, WatchId,
    entry::{Entry, Next},
    outlook::Outlook,
    plan::Listing,
    round::{Flight, Round},
    source::Source,
    token::Credential,
    watch::Watches,
};
use crate::job::{Failure, JobId, Moment, Now, Status};

/// Decides when a source (provider, API root and credential) is asked about its jobs.
///
/// - `handle_*` tell it what happened; they decide nothing that costs a request.
/// - [`poll_output`](Self::poll_output) says what to do; call it until it says nothing more.
/// - [`poll_timeout`](Self::poll_timeout) then names the next deadline.
/// - [`status`](Self::status) says what is known of a job.
///
/// Time must not run backwards from call to call (`Now::moment`; the calendar may).
#[derive(Debug)]
pub struct Poller {
    pub(super) pace: Pace,
    pub(super) rng: Rng,
    pub(super) watches: Watches,
    pub(super) jobs: LiteMap<JobId, Box<Entry>>,
    pub(super) source: Source,
    pub(super) credential: Credential,
    pub(super) listing: Listing,
    pub(super) round: Option<Round>,
    /// The number of the last round.
    pub(super) rounds: u32,
    /// At most a handful.
    pub(super) flights: Vec<Flight>,
    pub(super) last_request: u64,
    pub(super) outputs: Vec<Output>,
    /// Outputs that are being taken; `outputs` follow them.
    taken: vec::IntoIter<Output>,
    /// Something happened since the last settling.
    pub(super) unsettled: bool,
    /// When that was.
    pub(super) settled_at: Moment,
    /// What comes next of all jobs; `None` when more happened than a good answer about tasks.
    pub(super) outlook: Option<Outlook>,
    /// Jobs with such an answer that has not been told.
    pub(super) news: Vec<JobId>,
    /// When something was told last.
    pub(super) told_at: Moment,
}

impl Poller {
    /// A poller of one source, whose page is awake and online until told otherwise. It does
    /// nothing until a job is watched. Equal seeds and equal calls give equal outputs.
    pub fn new(pace: Pace, seed: u64) -> Self {
        Self {
            watches: Watches::new(pace.interval),
            pace,
            rng: Rng::with_seed(seed),
            jobs: LiteMap::new(),
            source: Source::new(),
            credential: Credential::default(),
            listing: Listing::default(),
            round: None,
            rounds: 0,
            flights: Vec::new(),
            last_request: 0,
            outputs: Vec::new(),
            taken: Vec::new().into_iter(),
            unsettled: false,
            settled_at: Moment::default(),
            outlook: None,
            news: Vec::new(),
            told_at: Moment::default(),
        }
    }

    /// A watcher comes, or wants something else than before. Another job on the same id is as if
    /// the watcher had gone and a new one had come.
    pub fn handle_watch(&mut self, now: Now, id: WatchId, watch: Watch) {
        if self.watches.get(id) == Some(&watch) {
            return;
        }
        let known = self.jobs.get(&watch.job);
        let is_new = known.is_none();
        let was_looked_at = known.is_some_and(|entry| entry.is_followed());
        let before = known.filter(|entry| !entry.watchers.is_empty());
        let before = before.map(|entry| entry.attention());
        self.leave(id);
        if is_new {
            let entry = Entry::new(now.moment, Status::waiting(watch.job.clone()));
            self.jobs.insert(watch.job.clone(), Box::new(entry));
        }
        let Some(entry) = self.jobs.get_mut(&watch.job) else { return };
        if !watch.paused && !was_looked_at {
            entry.fresh_at = entry.fresh_at.max(now.moment);
        }
        entry.watchers.push((id, (!watch.paused).then_some(watch.attention)));
        if before.is_some_and(|before| entry.is_in_demand(before, self.rounds)) {
            match (entry.next, &mut self.round) {
                (Next::After { .. }, _) => entry.next = Next::Now,
                (Next::InRound { answered: true } | Next::Never, Some(round))
                    if entry.tasks_asked != self.rounds =>
                {
                    round.tasks.want(watch.job.clone());
                }
                _ => {}
            }
        }
        entry.touched = true;
        let job = watch.job.clone();
        self.watches.insert(id, watch);
        self.stir();
        if is_new && let Some(status) = self.status(now, &job) {
            // The caller reads this one by itself; what differs from it is told.
            if let Some(entry) = self.jobs.get_mut(&job) {
                entry.told = status;
            }
        }
    }

    /// A watcher goes. When it was its job's last, the job is forgotten at the next
    /// [`poll_output`](Self::poll_output), so one that comes back before that finds all as it was.
    pub fn handle_unwatch(&mut self, _now: Now, id: WatchId) {
        self.leave(id);
        self.stir();
    }

    fn leave(&mut self, id: WatchId) {
        let Some(watch) = self.watches.remove(id) else { return };
        if let Some(entry) = self.jobs.get_mut(&watch.job) {
            if let Some(at) = entry.watchers.iter().position(|(watcher, _)| *watcher == id) {
                entry.watchers.remove(at);
            }
            entry.touched = true;
        }
    }

    /// Somebody wants this job looked at now: out of any wait, even though it is paused, final,
    /// gone or refused. Nothing happens inside the time that a `Retry-After` named and while
    /// signed out. A look that is under way is that look.
    pub fn handle_refresh(&mut self, now: Now, job: &JobId) {
        if self.source.hold > now.moment
            || self.credential.is_signed_out()
            || self.source.refused.is_some()
        {
            return;
        }
        let Some(entry) = self.jobs.get_mut(job) else { return };
        entry.refresh();
        entry.touched = true;
        self.source.forgive();
        if self.source.stopped.take().is_some() {
            self.touch_all();
        }
        self.stir();
    }

    /// A request ended. An answer to none that is under way changes nothing.
    pub fn handle_answer(&mut self, now: Now, id: RequestId, answer: Response) {
        let Some(at) = self.flights.iter().position(|flight| flight.id == id) else { return };
        let flight = self.flights.swap_remove(at);
        self.close(now, flight, answer);
        self.unsettled = true;
    }

    /// The page set a token, or the token provider gave one. What is shown stays.
    pub fn handle_token(&mut self, now: Now, token: Token) {
        if self.credential.set(now, &mut self.rng, token) {
            self.source.stopped = None;
            self.listing = Listing::default();
            for (_, entry) in self.jobs.iter_mut() {
                if entry.is_refused() {
                    entry.next = Next::Now;
                }
            }
        }
        if self.credential.usable().is_none() {
            self.cancel_round(now);
        }
        self.touch_all();
    }

    /// There is a token provider, or there is none any more. For a changed one, say both.
    pub fn handle_token_provider(&mut self, now: Now, present: bool) {
        self.credential.set_provider(now, present);
        self.touch_all();
    }

    /// The token provider threw, or gave nothing.
    pub fn handle_token_failed(&mut self, now: Now) {
        self.credential.failed(now, &mut self.rng);
        self.touch_all();
    }

    /// The page was hidden or shown, the network went or came.
    pub fn handle_page(&mut self, now: Now, page: Page) {
        let before = self.source.page;
        if before == page {
            return;
        }
        self.source.page = page;
        if !(page.awake && page.online) {
            self.cancel_round(now);
        } else {
            // Nothing was asked meanwhile, so nothing is late.
            for (_, entry) in self.jobs.iter_mut() {
                entry.fresh_at = entry.fresh_at.max(now.moment);
            }
        }
        if page.online && !before.online {
            self.source.forgive_all();
        }
        self.touch_all();
    }

    /// The source's endpoint cannot be used: this is said of all its jobs, and nothing is sent.
    pub fn handle_refused(&mut self, now: Now, failure: Failure) {
        self.source.refused = Some(failure);
        self.cancel_round(now);
        self.touch_all();
    }

    /// The moment that [`poll_timeout`](Self::poll_timeout) named has come.
    pub fn handle_timeout(&mut self, _now: Now) {
        self.unsettled = true;
    }

    /// What to do next; `None`: nothing until something happens. A hundred `handle_*` calls in one
    /// go make one round.
    pub fn poll_output(&mut self, now: Now) -> Option<Output> {
        if core::mem::take(&mut self.unsettled) {
            self.settle(now);
        }
        self.taken.next().or_else(|| {
            self.taken = core::mem::take(&mut self.outputs).into_iter();
            self.taken.next()
        })
    }

    /// When [`handle_timeout`](Self::handle_timeout) is to be called, if nothing happens before.
    /// Ask after [`poll_output`](Self::poll_output) has said all.
    pub fn poll_timeout(&self) -> Option<Moment> {
        self.deadline()
    }

    /// What is known of a job that is watched; `None` for any other.
    pub fn status(&self, now: Now, job: &JobId) -> Option<Status> {
        let entry = self.jobs.get(job).filter(|entry| !entry.watchers.is_empty())?;
        Some(self.status_of(now, job, entry))
    }

    /// Who watches a job.
    pub fn watchers(&self, job: &JobId) -> impl Iterator<Item = WatchId> {
        let entry = self.jobs.get(job);
        entry.map_or(&[][..], |entry| &entry.watchers).iter().map(|(id, _)| *id)
    }

    /// Whether anybody watches anything.
    pub fn is_watched(&self) -> bool {
        !self.watches.is_empty()
    }

    pub(super) fn touch_all(&mut self) {
        for (_, entry) in self.jobs.iter_mut() {
            entry.touched = true;
        }
        self.stir();
    }

    /// Something happened that may change what comes next of any job.
    pub(super) fn stir(&mut self) {
        self.unsettled = true;
        self.outlook = None;
    }
}
