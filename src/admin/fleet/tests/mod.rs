//! Tables of what the fleet view works out.

mod addresses;
mod rows;
mod whole;

use std::rc::Rc;

use job_badge::job::{ErrorDetail, Freshness, JobId, JobState, Report, Status, Task, Timestamp};

use super::{JobKey, Row};

/// A point in time, in seconds.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000).unwrap()
}

/// A job of connection 1, with this id, of which nothing is known.
fn waiting(id: &str) -> Row {
    let job = JobId::parse(id).unwrap();
    let status = Rc::new(Status::waiting(job.clone()));
    Row { key: JobKey { connection: 1, job }, status, expected_end: None }
}

/// The same in this state, and whatever else its report says.
fn row(id: &str, state: JobState, more: impl FnOnce(&mut Report)) -> Row {
    let mut row = waiting(id);
    let mut report = Report::new(row.key.job.clone(), state, state.name());
    more(&mut report);
    row.status = Rc::new(Status { report: Some(Rc::new(report)), ..Status::clone(&row.status) });
    row
}

fn fresh(row: Row, freshness: Freshness) -> Row {
    Row { status: Rc::new(Status { freshness, ..Status::clone(&row.status) }), ..row }
}

/// Tasks of which so many are done, each with so many errors.
fn tasks(done: usize, all: usize, errors: usize) -> Option<Rc<[Task]>> {
    let task = |number| Task {
        state: if number < done { JobState::Succeeded } else { JobState::Running },
        errors: vec![ErrorDetail::default(); errors],
        ..Task::default()
    };
    Some((0..all).map(task).collect())
}

fn ids(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.key.job.as_str()).collect()
}
