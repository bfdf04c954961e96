//! Counts of the emulator's requests by kind, and of the watched jobs in its answers.

use std::collections::BTreeSet;

/// Counts since the fleet was opened. They only grow, so the counts of a time span are a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests for jobs: by key, by filter, the list.
    pub states: u64,
    /// Requests for the tasks of a job.
    pub tasks: u64,
    /// Requests that got another status than 200.
    pub refused: u64,
    /// Watched jobs in the answers for jobs; a job counts in every answer. A round is over when this
    /// has grown by the number of watched jobs, whichever requests the page makes.
    pub job_answers: u64,
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
            self.job_answers += count_watched(body, watched);
        }
    }

    /// The difference to earlier counts.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            states: self.states - earlier.states,
            tasks: self.tasks - earlier.tasks,
            refused: self.refused - earlier.refused,
            job_answers: self.job_answers - earlier.job_answers,
            bytes: self.bytes - earlier.bytes,
        }
    }
}

/// How many values in a JSON text are ids of watched jobs.
fn count_watched(body: &[u8], watched: &BTreeSet<String>) -> u64 {
    const BEGIN: &str = "\"nb:jid:UUID:";
    let text = String::from_utf8_lossy(body);
    let ids = text.split(BEGIN).skip(1).filter_map(|rest| rest.split('"').next());
    ids.filter(|id| watched.contains(*id)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn watched_jobs_are_counted_in_answers_for_jobs_only() {
        let watched = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        let body = br#"{"value":[{"Id":"nb:jid:UUID:a"},{"Id":"nb:jid:UUID:c"}]}"#;
        let check = |path, status, expected| {
            let mut counts = Counts::default();
            counts.add(path, status, body, &watched);
            assert_eq!(counts, Counts { bytes: body.len() as u64, ..expected }, "{path}");
        };
        let none = Counts::default();
        check("/api/Jobs()?$filter=x", 200, Counts { states: 1, job_answers: 1, ..none });
        check(
            "/api/Jobs('nb%3Ajid%3AUUID%3Aa')",
            200,
            Counts { states: 1, job_answers: 1, ..none },
        );
        check("/api/Jobs('a')/Tasks?$select=State", 200, Counts { tasks: 1, ..none });
        check("/api/Jobs('a')/Tasks", 401, Counts { tasks: 1, refused: 1, ..none });
    }

    #[test]
    fn a_span_is_a_difference() {
        let earlier = Counts { states: 2, tasks: 40, refused: 0, job_answers: 100, bytes: 7 };
        let later = Counts { states: 5, tasks: 90, refused: 1, job_answers: 250, bytes: 9 };
        let expected = Counts { states: 3, tasks: 50, refused: 1, job_answers: 150, bytes: 2 };
        assert_eq!(later.since(&earlier), expected);
        assert_eq!(expected.requests(), 53);
    }
}
