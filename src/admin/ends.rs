//! Which jobs have ended since they were last looked at, and what is said of them. Pure;
//! `notifications.rs` shows it.

use std::collections::BTreeSet;

use job_badge::job::JobState;

/// More that end together are said in one sentence.
const MOST_BY_NAME: usize = 3;

/// A job as it is now: of which connection, its id, its name, its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The connection's number.
    pub connection: usize,
    /// The job's id.
    pub job: String,
    /// What it is called.
    pub name: String,
    /// Its state.
    pub state: JobState,
}

/// What a reader is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The first line.
    pub title: String,
    /// The second.
    pub text: String,
    /// The job that it is about; `None` where there are several.
    pub about: Option<(usize, String)>,
}

/// The jobs that have not ended.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    open: BTreeSet<(usize, String)>,
}

impl Ends {
    /// Takes in how all jobs are, and gives those that ended since. A job that had ended when it was
    /// first seen is no news, and one that is gone from the list has not ended.
    pub(crate) fn observe(&mut self, jobs: impl IntoIterator<Item = Seen>) -> Vec<Seen> {
        let mut open = BTreeSet::new();
        let mut ended = Vec::new();
        for job in jobs {
            let key = (job.connection, job.job.clone());
            if !job.state.is_final() {
                // A job whose state is not known for a moment is still open if it was.
                if job.state != JobState::Unknown || self.open.contains(&key) {
                    open.insert(key);
                }
            } else if self.open.contains(&key) {
                ended.push(job);
            }
        }
        self.open = open;
        ended
    }
}

/// What is said of jobs that ended together.
pub(crate) fn notices(ended: &[Seen]) -> Vec<Notice> {
    if ended.len() <= MOST_BY_NAME {
        return ended.iter().map(of_one).collect();
    }
    let good = ended.iter().filter(|job| job.state == JobState::Succeeded).count();
    let text = match ended.len() - good {
        0 => "All succeeded".to_owned(),
        others => format!("{good} succeeded, {others} did not"),
    };
    vec![Notice { title: format!("{} jobs ended", ended.len()), text, about: None }]
}

fn of_one(job: &Seen) -> Notice {
    let text = match job.state {
        JobState::Succeeded => "Succeeded",
        JobState::Partial => "Finished with failures",
        JobState::Failed => "Failed",
        JobState::Canceled => "Canceled",
        _ => "Skipped",
    };
    Notice {
        title: job.name.clone(),
        text: text.to_owned(),
        about: Some((job.connection, job.job.clone())),
    }
}

#[cfg(test)]
mod tests {
    use JobState::{Canceled, Failed, Queued, Running, Succeeded, Unknown};

    use super::*;

    fn seen(states: &[(&str, JobState)]) -> Vec<Seen> {
        let seen = |(job, state): &(&str, JobState)| Seen {
            connection: 1,
            job: (*job).to_owned(),
            name: format!("Job {job}"),
            state: *state,
        };
        states.iter().map(seen).collect()
    }

    #[test]
    fn each_end_is_told_once() {
        let mut ends = Ends::default();
        let mut check = |states: &[(&str, JobState)], expected: &str| {
            let ended = ends.observe(seen(states));
            let ended = ended.into_iter().map(|job| job.job).collect::<Vec<_>>();
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
            let notices = notices(&seen(states));
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
