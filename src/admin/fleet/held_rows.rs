//! The order of rows while a reader is among them: a row that is moved would take the focus away, and
//! one that goes would lose it.

use std::collections::HashMap;

use super::row::{JobKey, Row};

/// The rows that stood there, in their order, as they are now; without those that are gone for good.
pub(crate) fn held(stood: &[JobKey], all: &[Row]) -> Vec<Row> {
    let all: HashMap<_, _> = all.iter().map(|row| (&row.key, row)).collect();
    stood.iter().filter_map(|key| all.get(key).map(|row| Row::clone(row))).collect()
}
