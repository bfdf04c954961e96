//! What was asked of the emulator: requests by kind, and how often a watched job was told.

use std::collections::BTreeSet;

/// Counts since the fleet was opened. They only grow, so a span is a difference of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests for jobs: by key, by filter, the list.
    pub states: u64,
    /// Requests for the tasks of a job.
    pub tasks: u64,
    /// Requests that got another status than 200.
    pub refused: u64,
    /// Watched jobs in the answers for jobs, each as often as it was told. When it has grown by
    /// the number of watched jobs, a round is over, however the page asks.
    pub told: u64,
    /// Bytes of all answers' bodies.
    pub bytes: u64,
}

impl Counts {
    /// All requests.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.states + self.tasks
    }

    /// Counts an answer. `path` is as it was sent, `/api/…`.
    pub fn add(&mut self, path: &str, status: u16, body: &[u8], watched: &BTreeSet<String>) {
        self.bytes += body.len() as u64;
        self.refused += u64::from(status != 200);
        if path.split('?').next().is_some_and(|path| path.ends_with("/Tasks")) {
            self.tasks += 1;
        } else {
            self.states += 1;
            self.told += told(body, watched);
        }
    }

    /// What came since.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            states: self.states - earlier.states,
            tasks: self.tasks - earlier.tasks,
            refused: self.refused - earlier.refused,
            told: self.told - earlier.told,
            bytes: self.bytes - earlier.bytes,
        }
    }
}

/// How many job ids of the set stand as values in a JSON text.
fn told(body: &[u8], watched: &BTreeSet<String>) -> u64 {
    const BEGIN: &str = "\"nb:jid:UUID:";
    let text = String::from_utf8_lossy(body);
    let ids = text.split(BEGIN).skip(1).filter_map(|rest| rest.split('"').next());
    ids.filter(|id| watched.contains(*id)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watched_job_is_told_by_answers_for_jobs_alone() {
        let watched = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        let body = br#"{"value":[{"Id":"nb:jid:UUID:a"},{"Id":"nb:jid:UUID:c"}]}"#;
        let check = |path, status, expected| {
            let mut counts = Counts::default();
            counts.add(path, status, body, &watched);
            assert_eq!(counts, Counts { bytes: body.len() as u64, ..expected }, "{path}");
        };
        let none = Counts::default();
        check("/api/Jobs()?$filter=x", 200, Counts { states: 1, told: 1, ..none });
        check("/api/Jobs('nb%3Ajid%3AUUID%3Aa')", 200, Counts { states: 1, told: 1, ..none });
        check("/api/Jobs('a')/Tasks?$select=State", 200, Counts { tasks: 1, ..none });
        check("/api/Jobs('a')/Tasks", 401, Counts { tasks: 1, refused: 1, ..none });
    }

    #[test]
    fn a_span_is_a_difference() {
        let earlier = Counts { states: 2, tasks: 40, refused: 0, told: 100, bytes: 7 };
        let later = Counts { states: 5, tasks: 90, refused: 1, told: 250, bytes: 9 };
        let expected = Counts { states: 3, tasks: 50, refused: 1, told: 150, bytes: 2 };
        assert_eq!(later.since(&earlier), expected);
        assert_eq!(expected.requests(), 53);
    }
}
