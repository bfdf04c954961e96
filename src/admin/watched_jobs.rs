//! The jobs of all connections: which they are, and the newest status of each. All are watched through
//! their connection's one source, as jobs that nobody sees: their states come in batches, and the
//! badges on the screen ask for the rest.

use core::cell::RefCell;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    rc::{Rc, Weak},
};

use gloo_timers::callback::Timeout;
use job_badge::{
    badge::ProgressHistory,
    browser::{Source, Watching},
    job::{FailureKind, JobId, Status},
    poll::{Attention, Watch},
};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{
    connections::Connection,
    fleet::{JobKey, Row},
    newest_jobs::{ListFailure, MOST, newest_jobs},
    source_of::source_of,
};

/// Milliseconds for which changes are gathered: a thousand jobs answer in fifty answers, one after
/// another, and each time the page shows is a table to sort.
const GATHER: u32 = 250;

/// What is known of a connection's list of jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Listing {
    /// It has none, or there is nothing to ask with.
    #[default]
    None,
    /// Asked for, for the first time.
    Asked,
    /// It is there.
    Listed,
    /// It was not given.
    Failed(ListFailure),
}

/// The jobs of all connections. Cheap to clone.
#[derive(Clone)]
pub(super) struct WatchedJobs(Rc<Shared>);

struct Shared {
    this: Weak<Self>,
    connections: RefCell<BTreeMap<u32, Jobs>>,
    gathering: RefCell<Option<Timeout>>,
    /// Called when something differs.
    on_change: Callback<()>,
}

/// The jobs of a connection.
struct Jobs {
    connection: Connection,
    source: Source,
    listing: Listing,
    listed: Vec<JobId>,
    /// All that are watched, in their order.
    order: Vec<JobId>,
    watched: HashMap<JobId, Watched>,
}

struct Watched {
    watching: Watching,
    known: Rc<RefCell<Known>>,
}

/// What is known of a job.
struct Known {
    status: Rc<Status>,
    history: ProgressHistory,
}

impl WatchedJobs {
    /// Those of these connections. `on_change` is called when something differs, a few times a second at
    /// most.
    pub(super) fn new(connections: &[Connection], in_page: &str, on_change: Callback<()>) -> Self {
        let jobs = Self(Rc::new_cyclic(|this| Shared {
            this: Weak::clone(this),
            connections: RefCell::default(),
            gathering: RefCell::default(),
            on_change,
        }));
        jobs.take(connections, in_page);
        jobs
    }

    /// These are the connections now.
    pub(super) fn set(&self, connections: &[Connection], in_page: &str) {
        self.take(connections, in_page);
        self.0.on_change.emit(());
    }

    fn take(&self, connections: &[Connection], in_page: &str) {
        let mut before = self.0.connections.take();
        let mut all = BTreeMap::new();
        for connection in connections {
            let jobs = match before.remove(&connection.id) {
                Some(mut jobs) => {
                    jobs.set(connection, in_page);
                    jobs
                }
                None => Jobs::new(connection, in_page),
            };
            all.insert(connection.id, jobs);
        }
        for jobs in all.values_mut() {
            jobs.watch(&self.0.this);
        }
        *self.0.connections.borrow_mut() = all;
        for connection in connections {
            let is_new = |jobs: &Jobs| jobs.listing == Listing::Asked;
            if self.0.connections.borrow().get(&connection.id).is_some_and(is_new) {
                self.list(connection.id);
            }
        }
    }

    /// Asks all connections for their lists again, but those whose answer would be the same.
    pub(super) fn list_all(&self) {
        let is_refused = |listing: &Listing| {
            matches!(listing, Listing::Failed(failure)
                if matches!(failure.kind, FailureKind::Auth | FailureKind::Forbidden))
        };
        let connections = self.0.connections.borrow();
        let due = connections.iter().filter(|(_, jobs)| {
            jobs.listing != Listing::None && !is_refused(&jobs.listing) && !jobs.connection.paused
        });
        let ids: Vec<u32> = due.map(|(id, _)| *id).collect();
        drop(connections);
        ids.into_iter().for_each(|id| self.list(id));
    }

    /// Asks a connection for its list.
    pub(super) fn list(&self, id: u32) {
        let connection = self.0.connections.borrow().get(&id).map(|jobs| jobs.connection.clone());
        let Some(connection) = connection.filter(|one| one.lists_jobs() && !one.lacks_token())
        else {
            return;
        };
        let this = Weak::clone(&self.0.this);
        spawn_local(async move {
            let answer = newest_jobs(connection.clone()).await;
            if let Some(shared) = this.upgrade() {
                shared.take_list(&connection, answer);
            }
        });
    }

    /// All rows, and of each connection its source and its list.
    pub(super) fn rows(&self) -> Vec<Row> {
        let connections = self.0.connections.borrow();
        connections.values().flat_map(Jobs::rows).collect()
    }

    /// A connection's source, and what is known of its list.
    pub(super) fn of(&self, id: u32) -> Option<(Source, Listing)> {
        let connections = self.0.connections.borrow();
        connections.get(&id).map(|jobs| (jobs.source.clone(), jobs.listing.clone()))
    }
}

impl PartialEq for WatchedJobs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Shared {
    fn take_list(&self, asked: &Connection, answer: Result<Vec<JobId>, ListFailure>) {
        if let Some(jobs) = self.connections.borrow_mut().get_mut(&asked.id)
            && jobs.connection == *asked
        {
            match answer {
                Ok(listed) => {
                    jobs.listing = Listing::Listed;
                    jobs.take_list(listed);
                    jobs.watch(&self.this);
                }
                Err(failure) => jobs.listing = Listing::Failed(failure),
            }
        }
        self.change_soon();
    }

    fn change_soon(&self) {
        if self.gathering.borrow().is_some() {
            return;
        }
        let this = Weak::clone(&self.this);
        let timeout = Timeout::new(GATHER, move || {
            if let Some(shared) = this.upgrade() {
                let done = shared.gathering.take();
                drop(done);
                shared.on_change.emit(());
            }
        });
        *self.gathering.borrow_mut() = Some(timeout);
    }
}

impl Jobs {
    fn new(connection: &Connection, in_page: &str) -> Self {
        Self {
            connection: connection.clone(),
            source: source_of(connection, in_page),
            listing: listing_of(connection),
            listed: Vec::new(),
            order: Vec::new(),
            watched: HashMap::new(),
        }
    }

    /// What is known stays, as long as it is of the same API.
    fn set(&mut self, connection: &Connection, in_page: &str) {
        let (old, new) = (&self.connection.settings, &connection.settings);
        let is_same_api = (&old.api, &old.root) == (&new.api, &new.root);
        let source = source_of(connection, in_page);
        if !is_same_api {
            self.listed.clear();
        }
        if !is_same_api || source != self.source {
            self.watched.clear();
            self.listing = listing_of(connection);
        }
        self.source = source;
        self.connection = connection.clone();
    }

    /// What has once been listed stays, as far as there is room: a row does not go because it has
    /// become old.
    fn take_list(&mut self, listed: Vec<JobId>) {
        let before = core::mem::replace(&mut self.listed, listed);
        let known: HashSet<_> = self.listed.iter().cloned().collect();
        self.listed.extend(before.into_iter().filter(|job| !known.contains(job)));
        self.listed.truncate(MOST);
    }

    /// Watches the jobs that are there now, and no others.
    fn watch(&mut self, shared: &Weak<Shared>) {
        let mut jobs = self.connection.settings.jobs.clone();
        jobs.extend(self.listed.iter().cloned());
        let mut before = core::mem::take(&mut self.watched);
        self.order.clear();
        for job in jobs {
            if self.watched.contains_key(&job) {
                continue;
            }
            let watch = Watch {
                paused: self.connection.paused,
                attention: Attention::Unseen,
                ..Watch::new(job.clone())
            };
            let watched = match before.remove(&job) {
                Some(watched) => {
                    watched.watching.change(watch);
                    watched
                }
                None => Watched::new(&self.source, watch, Weak::clone(shared)),
            };
            self.order.push(job.clone());
            self.watched.insert(job, watched);
        }
    }

    fn rows(&self) -> impl Iterator<Item = Row> {
        self.order.iter().filter_map(|job| {
            let known = self.watched.get(job)?.known.borrow();
            Some(Row {
                key: JobKey { connection: self.connection.id, job: job.clone() },
                status: Rc::clone(&known.status),
                expected_end: known.history.expected_end(),
            })
        })
    }
}

impl Watched {
    fn new(source: &Source, watch: Watch, shared: Weak<Shared>) -> Self {
        let status = source
            .status(&watch.job)
            .unwrap_or_else(|| Rc::new(Status::waiting(watch.job.clone())));
        let mut history = ProgressHistory::default();
        history.observe(&status);
        let known = Rc::new(RefCell::new(Known { status, history }));
        let observer = Rc::clone(&known);
        let watching = source.watch(watch, move |status| {
            let mut known = observer.borrow_mut();
            known.history.observe(&status);
            known.status = status;
            if let Some(shared) = shared.upgrade() {
                shared.change_soon();
            }
        });
        Self { watching, known }
    }
}

/// What is known of a list that nobody has asked for yet.
fn listing_of(connection: &Connection) -> Listing {
    let may_ask = connection.lists_jobs() && !connection.lacks_token();
    if may_ask { Listing::Asked } else { Listing::None }
}
