//! What all jobs come to.

use job_badge::job::{JobState, Timestamp};

use super::row::Row;

/// What all jobs come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Jobs of which work is being done.
    pub running: usize,
    /// Jobs that failed.
    pub failed: usize,
    /// Jobs that ended since the reader's midnight, well or not.
    pub finished_today: usize,
}

impl Figures {
    /// Of these rows. `today` is when the reader's day began.
    pub(crate) fn of(rows: &[Row], today: Timestamp) -> Self {
        let count = |fits: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| fits(row)).count();
        Self {
            running: count(&|row| row.state().is_active()),
            failed: count(&|row| row.state() == JobState::Failed),
            finished_today: count(&|row| row.ended().is_some_and(|ended| ended >= today)),
        }
    }
}
