//! The jobs of all connections, and when the page is told that something differs.

use core::cell::RefCell;
use std::{
    collections::BTreeMap,
    rc::{Rc, Weak},
};

use gloo_timers::callback::Timeout;
use job_badge::{
    browser::Source,
    job::{FailureKind, JobId},
};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{
    connection_jobs::{Jobs, Listing},
    connections::Connection,
    fleet::Row,
    newest_jobs::{ListFailure, newest_jobs},
};

/// Milliseconds for which changes are gathered: a thousand jobs answer in fifty answers, one after
/// another, and each time the page shows is a table to sort.
const GATHER: u32 = 250;

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
            jobs.watch(&self.0.on_status());
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
                    jobs.watch(&self.on_status());
                }
                Err(failure) => jobs.listing = Listing::Failed(failure),
            }
        }
        self.change_soon();
    }

    /// Called when the status of a job differs.
    fn on_status(&self) -> Callback<()> {
        let this = Weak::clone(&self.this);
        Callback::from(move |()| {
            if let Some(shared) = this.upgrade() {
                shared.change_soon();
            }
        })
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
