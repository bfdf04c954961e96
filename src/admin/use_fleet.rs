//! The hook that watches the jobs of all connections, and hands them to the views.

use core::cell::Cell;
use std::rc::Rc;

use job_badge::browser::{Seconds, Source};
use yew::prelude::*;

use super::{
    connection_jobs::Listing,
    connections::{Connection, Connections},
    fleet::Row,
    watched_jobs::WatchedJobs,
};

/// Seconds from one request for a list to the next.
const INTERVAL: u32 = 15;

/// All connections and their jobs, as they are now.
#[derive(Clone, PartialEq)]
pub(super) struct Fleet {
    /// The connections.
    pub connections: Rc<[Connected]>,
    /// Their jobs.
    pub rows: Rc<[Row]>,
    jobs: WatchedJobs,
}

/// A connection, and what its badges take.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Connected {
    /// The connection.
    pub connection: Connection,
    /// Its source.
    pub source: Source,
    /// What is known of its list of jobs.
    pub listing: Listing,
}

impl Fleet {
    /// The connection with this number.
    pub(super) fn connected(&self, id: u32) -> Option<&Connected> {
        self.connections.iter().find(|one| one.connection.id == id)
    }

    /// Asks for all that a connection knows, at once.
    pub(super) fn refresh(&self, id: u32) {
        self.jobs.list(id);
        let Some(connected) = self.connected(id) else { return };
        for row in self.rows.iter().filter(|row| row.key.connection == id && !row.is_live()) {
            connected.source.refresh(&row.key.job);
        }
    }
}

/// Watches the jobs of these connections. `in_page` is the root of the emulator in the page.
#[hook]
pub(super) fn use_fleet(connections: &Connections, in_page: &AttrValue) -> Fleet {
    let render = use_force_update();
    // They are there when the page is drawn first, so that nothing moves.
    let jobs = use_memo((), |()| {
        let render = Callback::from(move |()| render.force_update());
        WatchedJobs::new(connections.all(), in_page, render)
    });
    {
        let (jobs, in_page) = (Rc::clone(&jobs), in_page.clone());
        let is_first = use_mut_ref(|| true);
        use_effect_with(connections.clone(), move |connections| {
            if !is_first.replace(false) {
                jobs.set(connections.all(), &in_page);
            }
        });
    }
    {
        let jobs = Rc::clone(&jobs);
        // New jobs come in while the page is open, and seen.
        use_effect_with((), move |()| {
            let seconds = Cell::new(0_u32);
            let timer = Seconds::new(move || {
                seconds.set(seconds.get().wrapping_add(1));
                if seconds.get().is_multiple_of(INTERVAL) {
                    jobs.list_all();
                }
            });
            move || drop(timer)
        });
    }
    let connected = connections.all().iter().filter_map(|connection| {
        let (source, listing) = jobs.of(connection.id)?;
        Some(Connected { connection: connection.clone(), source, listing })
    });
    Fleet { connections: connected.collect(), rows: jobs.rows().into(), jobs: (*jobs).clone() }
}
