//! The jobs that are looked for in a list. A list may hold a thousand jobs of which a thousand are
//! asked for, so they are looked up.

use litemap::LiteMap;

use crate::job::JobId;

/// Jobs by what tells them from others in a list.
#[derive(Debug, Default)]
pub(super) struct WantedJobs<'a>(LiteMap<String, Vec<&'a JobId>>);

impl<'a> WantedJobs<'a> {
    /// Adds a job. Several may have one key.
    pub(super) fn add(&mut self, key: String, job: &'a JobId) {
        self.0.entry(key).or_default().push(job);
    }

    /// Takes the jobs of this key out: each is found once.
    pub(super) fn take(&mut self, key: &str) -> Vec<&'a JobId> {
        self.0.remove(key).unwrap_or_default()
    }
}
