//! Which jobs have ended since they were last looked at, and what is said of them. Pure;
//! `notifications.rs` shows it.

use std::collections::BTreeSet;

use job_badge::job::JobState;

use super::fleet::{JobKey, Row};

/// More that end together are said in one sentence.
const MOST_BY_NAME: usize = 3;

/// What a reader is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The first line.
    pub title: String,
    /// The second.
    pub text: String,
    /// The job that it is about; `None` where there are several.
    pub about: Option<JobKey>,
}

/// The jobs that have not ended.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    open: BTreeSet<JobKey>,
}

impl Ends {
    /// Takes in how all jobs are, and gives those that ended since. A job that had ended when it was
    /// first seen is no news, and one that is gone from the list has not ended.
    pub(crate) fn observe(&mut self, rows: &[Row]) -> Vec<Row> {
        let mut open = BTreeSet::new();
        let mut ended = Vec::new();
        for row in rows {
            let was_open = self.open.contains(&row.key);
            if row.state().is_final() {
                ended.extend(was_open.then(|| row.clone()));
            // A job whose state is not known for a moment is still open if it was.
            } else if was_open || row.state() != JobState::Unknown {
                open.insert(row.key.clone());
            }
        }
        self.open = open;
        ended
    }
}

/// What is said of jobs that ended together.
pub(crate) fn notices(ended: &[Row]) -> Vec<Notice> {
    if ended.len() <= MOST_BY_NAME {
        return ended.iter().map(of_one).collect();
    }
    let good = ended.iter().filter(|row| row.state() == JobState::Succeeded).count();
    let text = match ended.len() - good {
        0 => "All succeeded".to_owned(),
        others => format!("{good} succeeded, {others} did not"),
    };
    vec![Notice { title: format!("{} jobs ended", ended.len()), text, about: None }]
}

fn of_one(row: &Row) -> Notice {
    let text = match row.state() {
        JobState::Succeeded => "Succeeded",
        JobState::Partial => "Finished with failures",
        JobState::Failed => "Failed",
        JobState::Canceled => "Canceled",
        _ => "Skipped",
    };
    Notice { title: row.name().to_owned(), text: text.to_owned(), about: Some(row.key.clone()) }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use JobState::{Canceled, Failed, Queued, Running, Succeeded, Unknown};
    use job_badge::job::{JobId, Report, Status};

    use super::*;

    fn rows(states: &[(&str, JobState)]) -> Vec<Row> {
        let row = |(job, state): &(&str, JobState)| {
            let job = JobId::parse(job).unwrap();
            let mut report = Report::new(job.clone(), *state, "its word");
            report.name = Some(format!("Job {job}"));
            let status = Status { report: Some(Rc::new(report)), ..Status::waiting(job.clone()) };
            let key = JobKey { connection: 1, job };
            Row { key, status: Rc::new(status), expected_end: None }
        };
        states.iter().map(row).collect()
    }

    #[test]
    fn each_end_is_told_once() {
        let mut ends = Ends::default();
        let mut check = |states: &[(&str, JobState)], expected: &str| {
            let ended = ends.observe(&rows(states));
            let ended = ended.iter().map(|row| row.key.job.as_str()).collect::<Vec<_>>();
            assert_eq!(ended.join(" "), expected, "{states:?}");
        };
        check(&[("a", Running), ("b", Failed), ("c", Queued)], "");
        check(&[("a", Succeeded), ("b", Failed), ("c", Unknown)], "a");
        check(&[("a", Succeeded), ("c", Canceled)], "c");
        check(&[("a", Running)], "");
        check(&[], "");
        check(&[("a", Failed)], "");
        check(&[("d", Unknown)], "");
        check(&[("d", Failed)], "");
    }

    #[test]
    fn many_ends_make_one_notice() {
        let check = |states: &[(&str, JobState)], expected: &[(&str, &str)]| {
            let notices = notices(&rows(states));
            let said = notices.iter().map(|one| (&*one.title, &*one.text)).collect::<Vec<_>>();
            assert_eq!(said, expected);
        };
        check(&[("a", Failed), ("b", Succeeded)], &[("Job a", "Failed"), ("Job b", "Succeeded")]);
        let four = [("a", Failed), ("b", Succeeded), ("c", Succeeded), ("d", Canceled)];
        check(&four, &[("4 jobs ended", "2 succeeded, 2 did not")]);
        let good = ["a", "b", "c", "d"].map(|job| (job, Succeeded));
        check(&good, &[("4 jobs ended", "All succeeded")]);
        check(&[], &[]);
    }
}
