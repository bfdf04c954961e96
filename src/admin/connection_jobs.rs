//! The jobs of one connection: those that its API lists, those that the reader named, and the newest
//! status of each. All are watched as jobs that nobody sees: their states come in batches, and the badges
//! on the screen ask for the rest.

use core::cell::RefCell;
use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use job_badge::{
    badge::ProgressHistory,
    browser::{Source, Watching},
    job::{JobId, Status},
    poll::{Attention, Watch},
};
use yew::Callback;

use super::{
    connections::Connection,
    fleet::{JobKey, Row},
    newest_jobs::{ListFailure, MOST},
    source_of::source_of,
};

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

/// The jobs of a connection.
pub(super) struct Jobs {
    /// The connection.
    pub connection: Connection,
    /// Its source.
    pub source: Source,
    /// What is known of its list.
    pub listing: Listing,
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

impl Jobs {
    /// Of this connection. `in_page` is the root of the emulator in the page.
    pub(super) fn new(connection: &Connection, in_page: &str) -> Self {
        Self {
            connection: connection.clone(),
            source: source_of(connection, in_page),
            listing: listing_of(connection),
            listed: Vec::new(),
            order: Vec::new(),
            watched: HashMap::new(),
        }
    }

    /// Takes other settings. What is known stays, as long as it is of the same API.
    pub(super) fn set(&mut self, connection: &Connection, in_page: &str) {
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

    /// Takes what its API lists. What has once been listed stays, as far as there is room: a row does not go because it has
    /// become old.
    pub(super) fn take_list(&mut self, listed: Vec<JobId>) {
        let before = core::mem::replace(&mut self.listed, listed);
        let known: HashSet<_> = self.listed.iter().cloned().collect();
        self.listed.extend(before.into_iter().filter(|job| !known.contains(job)));
        self.listed.truncate(MOST);
    }

    /// Watches the jobs that are there now, and no others.
    pub(super) fn watch(&mut self, on_change: &Callback<()>) {
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
                None => Watched::new(&self.source, watch, on_change.clone()),
            };
            self.order.push(job.clone());
            self.watched.insert(job, watched);
        }
    }

    /// Its rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
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
    fn new(source: &Source, watch: Watch, on_change: Callback<()>) -> Self {
        let status = source
            .status(&watch.job)
            .unwrap_or_else(|| Rc::new(Status::waiting(watch.job.clone())));
        let mut history = ProgressHistory::default();
        history.observe(&status);
        let known = Rc::new(RefCell::new(Known { status, history }));
        let observer = Rc::clone(&known);
        let watching = source.watch(watch, move |status| {
            {
                let mut known = observer.borrow_mut();
                known.history.observe(&status);
                known.status = status;
            }
            on_change.emit(());
        });
        Self { watching, known }
    }
}

/// What is known of a list that nobody has asked for yet.
fn listing_of(connection: &Connection) -> Listing {
    let may_ask = connection.lists_jobs() && !connection.lacks_token();
    if may_ask { Listing::Asked } else { Listing::None }
}
