//! What keeps a connection's jobs from being fresh, if anything does.

use std::rc::Rc;

use job_badge::job::{Freshness, Status};

use super::row::Row;

/// The status that says best what is wrong with a connection, and how many of its jobs are not fresh.
/// A job that is gone is no fault of the connection.
pub(crate) fn trouble(rows: &[Row], connection: u32) -> Option<(Rc<Status>, usize)> {
    let is_wrong = |row: &&Row| {
        row.key.connection == connection
            && !row.is_live()
            && row.status.freshness != Freshness::Gone
    };
    let worst = rows.iter().filter(is_wrong).min_by_key(|row| order(row.status.freshness))?;
    Some((Rc::clone(&worst.status), rows.iter().filter(is_wrong).count()))
}

/// What the reader can do something about comes first.
const fn order(freshness: Freshness) -> u8 {
    match freshness {
        Freshness::SignedOut => 0,
        Freshness::Forbidden => 1,
        Freshness::Misconfigured => 2,
        Freshness::Unreachable => 3,
        Freshness::Offline => 4,
        Freshness::Waiting => 5,
        Freshness::Stale | Freshness::Gone | Freshness::Live => 6,
    }
}
