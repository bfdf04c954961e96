//! The order of the rows: by a column, upwards or downwards; the newest first where none was chosen.
//! Rows that are equal keep their order, and those that do not say come last, either way.

use core::cmp::{Ordering, Reverse};

use job_badge::job::JobState;

use super::{column::Column, row::Row};

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    /// The column.
    pub column: Column,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Sort {
    /// Reads `started` and `-started`; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-').unwrap_or(text);
        let column = Column::ALL.into_iter().find(|column| column.name() == name)?;
        Some(Self { column, descending: text.starts_with('-') })
    }

    pub(super) fn name(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column.name())
    }

    /// What a click on a column's heading sorts by, after this.
    pub(crate) fn clicked(before: Option<Self>, column: Column) -> Self {
        match before.filter(|sort| sort.column == column) {
            Some(sort) => Self { descending: !sort.descending, ..sort },
            None => Self { column, descending: column.begins_with_most() },
        }
    }
}

/// The rows in order. `names` compares two names as the reader's language does.
pub(crate) fn sorted(
    mut rows: Vec<Row>,
    sort: Option<Sort>,
    names: &dyn Fn(&str, &str) -> Ordering,
) -> Vec<Row> {
    // Sorting keeps the order of equals, so this is what decides between them.
    rows.sort_by_cached_key(|row| (row.created().is_none(), row.created().map(Reverse)));
    let Some(Sort { column, descending }) = sort else { return rows };
    match column {
        Column::Name => {
            rows.sort_by(|one, other| turned(names(one.name(), other.name()), descending));
        }
        Column::State => by(&mut rows, descending, |row| {
            row.status.report.is_some().then(|| urgency(row.state()))
        }),
        Column::Started => by(&mut rows, descending, Row::started),
        Column::Left => by(&mut rows, descending, |row| row.expected_end),
        // By how much is done; of as much, the longer job stands behind.
        Column::Tasks => by(&mut rows, descending, |row| {
            let tasks = row.tasks().filter(|tasks| tasks.all > 0)?;
            Some((tasks.done * 1000 / tasks.all, tasks.all))
        }),
        Column::Errors => by(&mut rows, descending, |row| {
            // None where all is well, and where nobody has asked for them.
            Some(row.errors().count()).filter(|count| *count > 0)
        }),
    }
    rows
}

/// Sorts by what a row says; those that do not say it come last.
fn by<K: Ord>(rows: &mut [Row], descending: bool, key: impl Fn(&Row) -> Option<K>) {
    rows.sort_by(|one, other| match (key(one), key(other)) {
        (Some(one), Some(other)) => turned(one.cmp(&other), descending),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
}

fn turned(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// What a reader looks for first comes first.
fn urgency(state: JobState) -> usize {
    const ORDER: [JobState; 11] = [
        JobState::Failed,
        JobState::Blocked,
        JobState::Partial,
        JobState::Canceling,
        JobState::Running,
        JobState::Scheduled,
        JobState::Queued,
        JobState::Unknown,
        JobState::Canceled,
        JobState::Succeeded,
        JobState::Skipped,
    ];
    ORDER.iter().position(|one| *one == state).unwrap_or(ORDER.len())
}
