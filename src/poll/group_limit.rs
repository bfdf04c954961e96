//! How many jobs a service takes in one query, as far as it has refused more.

use super::schedule::Schedule;
use super::watched_job::WatchedJob;
use crate::job::{JobId, Moment};

/// For so long a limit that was learnt is kept, in milliseconds.
const KEPT_FOR: u64 = 10 * 60_000;

/// How many jobs a query may name, learnt from refusals: a firewall may refuse `or`, a proxy a long
/// URL. Without it each round would begin with what was refused in the last one.
#[derive(Debug, Default)]
pub(super) struct GroupLimit {
    learnt: Option<(usize, Moment)>,
}

impl GroupLimit {
    /// The most jobs that a query may name at this time.
    pub(super) fn max(&self, now: Moment) -> usize {
        self.learnt.filter(|(_, until)| now < *until).map_or(usize::MAX, |(max, _)| max)
    }

    /// A round has ended in which these groups were refused. One of whose jobs none was refused or
    /// missing by itself was refused for its size; half of the smallest such group went through.
    pub(super) fn learn<'a>(
        &mut self,
        now: Moment,
        refused: &[Vec<JobId>],
        job: impl Fn(&JobId) -> Option<&'a WatchedJob>,
    ) {
        let is_fine = |id: &JobId| job(id).is_some_and(has_report_of_its_own);
        let for_their_size = refused.iter().filter(|group| group.iter().all(is_fine));
        if let Some(smallest) = for_their_size.map(Vec::len).min() {
            self.learnt = Some((smallest.div_ceil(2), now.plus_millis(KEPT_FOR)));
        }
    }
}

/// Whether the round that has just ended got its report.
fn has_report_of_its_own(job: &WatchedJob) -> bool {
    let is_answered = job.schedule == Schedule::InRound { answered: true } || job.latest.is_final();
    is_answered && !job.was_missing && job.failed.is_none()
}
