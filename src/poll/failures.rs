//! What a failed answer changes: a back-off, a retry with fewer jobs, or no more queries.

use super::{backoff, poller::Poller, schedule::Schedule, watched_job::Failed};
use crate::job::{Failure, FailureKind, JobId, Now, Query};

impl Poller {
    /// A query failed for another reason than its token.
    pub(super) fn take_failure(
        &mut self,
        now: Now,
        query: Query,
        failure: Failure,
        has_retry_after: bool,
    ) {
        match query {
            Query::Jobs(jobs) => self.jobs_failed(now, jobs, failure, has_retry_after),
            Query::Active { jobs, .. } => self.list_failed(now, jobs, failure, has_retry_after),
            Query::Tasks(job) => self.tasks_failed(now, &job, failure, has_retry_after),
        }
    }

    fn jobs_failed(&mut self, now: Now, jobs: Vec<JobId>, failure: Failure, has_retry_after: bool) {
        let Some(round) = &mut self.round else { return };
        if failure.kind.is_transient() {
            let ends_round = round.query_failed() || has_retry_after;
            round.failed |= ends_round;
            // If the service is down, that concerns the jobs as well that were not queried yet.
            let concerned = if ends_round { round.jobs.clone() } else { jobs };
            let failed = Failed { failure, has_retry_after };
            for job in &concerned {
                if let Some(job) = self.unanswered(job) {
                    job.failed = Some(failed.clone());
                    if !ends_round {
                        job.schedule = Schedule::InRound { answered: true };
                    }
                }
            }
            if ends_round {
                self.drop_queries(now);
            }
            return;
        }
        if !is_about_jobs(&failure) {
            self.source.stopped = Some(failure);
            self.cancel_round(now);
            self.mark_all_changed();
            return;
        }
        round.answered = true;
        round.query_succeeded();
        if jobs.len() > 1 {
            // One job may be the reason, so the others are not blamed for it.
            round.split(jobs);
            return;
        }
        for job in &jobs {
            if let Some(job) = self.unanswered(job) {
                if failure.kind == FailureKind::NotFound {
                    job.take_missing(failure.clone());
                } else {
                    job.stop(failure.clone());
                }
            }
        }
    }

    fn list_failed(&mut self, now: Now, jobs: Vec<JobId>, failure: Failure, has_retry_after: bool) {
        let transient = failure.kind.is_transient();
        let refused = !transient && is_about_jobs(&failure);
        if refused {
            self.active_list.refuse();
        } else {
            self.active_list.back_off(now.moment);
        }
        // Neither a refused list nor one that cannot be read says anything about the jobs.
        if refused || (failure.kind == FailureKind::BadAnswer && !has_retry_after) {
            self.query_by_id(jobs);
        } else {
            self.jobs_failed(now, jobs, failure, has_retry_after);
        }
    }

    fn tasks_failed(&mut self, now: Now, id: &JobId, failure: Failure, has_retry_after: bool) {
        // After good answers a redirect may be a sign-in that has ended, which the next query about
        // states tells; one that stays is a matter of this path.
        let failures = self.jobs.get(id).map_or(0, |job| job.tasks.failures);
        let transient = failure.kind.is_transient()
            || (failure.is_redirect() && self.source.has_succeeded && failures < 2);
        if let Some(job) = self.jobs.get_mut(id) {
            job.changed = true;
            if transient {
                let wait = backoff::service(&mut self.rng, job.tasks.failures);
                job.tasks.fail(failure, now.moment.plus_millis(wait));
            } else {
                job.tasks.refuse(failure);
            }
        }
        let Some(round) = &mut self.round else { return };
        if !transient {
            round.query_succeeded();
        } else if round.tasks_query_failed() || has_retry_after {
            self.drop_queries(now);
        }
    }

    /// Sends no further query in this round. Tasks that were not read wait for an interval.
    fn drop_queries(&mut self, now: Now) {
        let Some(round) = &mut self.round else { return };
        let later = now.moment.plus_millis(self.watches.interval());
        for job in round.clear() {
            if let Some(job) = self.jobs.get_mut(&job) {
                job.tasks.not_before = job.tasks.not_before.max(later);
            }
        }
    }
}

/// Whether a query for fewer or other jobs may succeed: 400, 403, 404, 410, 414 and their like, or a
/// filter that is not implemented (501). A redirect, a failure without a status, and a 401 that is no
/// token's fault concern the whole source.
const fn is_about_jobs(failure: &Failure) -> bool {
    match failure.kind {
        FailureKind::Forbidden | FailureKind::NotFound => true,
        _ => matches!(failure.status, Some(400 | 402..=499 | 501)),
    }
}
