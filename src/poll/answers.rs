//! What an answer changes. Failed ones are in `failures`.

use super::{
    RequestId, Response, TokenId, backoff, in_flight::InFlight, poller::Poller, round::ListRead,
    tasks_status::TasksStatus, watched_job::WatchedJob,
};
use crate::job::{Answer, Failure, FailureKind, JobId, JobState, Now, Query, Report, Task};

impl Poller {
    /// A request ended with this response.
    pub(super) fn take_response(&mut self, now: Now, request: InFlight, response: Response) {
        let failure = response.result.as_ref().err();
        if !self.source.reached && !failure.is_some_and(is_without_answer) {
            self.source.reached = true;
            // Other jobs change from unreachable to stale.
            self.mark_all_changed();
        }
        if let Some(server) = response.server_time {
            self.source.set_server_clock(now, server);
        }
        let retry_after = response.retry_after.or(failure.and_then(|failure| failure.retry_after));
        let has_retry_after = self.source.set_retry_after(now, retry_after);
        let InFlight { id, query, token, .. } = request;
        // Tasks are the most frequent answer, and change nothing but their own job. All others may
        // change when any job is due.
        if !matches!((&query, &response.result), (Query::Tasks(_), Ok(Answer::Tasks(_)))) {
            self.invalidate_deadlines();
        }
        match (query, response.result) {
            (query, Err(failure)) if self.is_sign_in_redirect(&query, &failure) => {
                let failure = sign_in_redirect(failure);
                if self.credential.redirect(now, &mut self.rng, token, failure) {
                    self.cancel_round(now);
                    self.mark_all_changed();
                } else if let Some(round) = &mut self.round {
                    round.retry(query);
                }
            }
            (query, Err(failure)) if failure.kind == FailureKind::Auth => {
                let is_rejected = if self.credential.is_session() {
                    self.credential.redirect(now, &mut self.rng, token, failure)
                } else {
                    self.credential.reject(now, &mut self.rng, token, failure)
                };
                if is_rejected {
                    self.cancel_round(now);
                    self.mark_all_changed();
                } else if let Some(round) = &mut self.round {
                    round.retry(query);
                }
            }
            (Query::Jobs(jobs), Ok(Answer::Jobs(reports))) => {
                self.take_reports(now, id, reports, token);
                for job in &jobs {
                    if let Some(job) = self.unanswered(job) {
                        job.take_missing(const { Failure::new(FailureKind::NotFound) });
                    }
                }
            }
            (Query::Active { jobs, .. }, Ok(Answer::Active { reports, rows })) => {
                self.take_reports(now, id, reports, token);
                self.take_page(now, jobs, rows);
            }
            (Query::Tasks(job), Ok(Answer::Tasks(tasks))) => {
                self.accept(token);
                if let Some(round) = &mut self.round {
                    round.query_succeeded();
                }
                self.take_tasks(now, &job, tasks);
            }
            (query, Err(failure)) if failure.is_unchanged() => {
                self.take_unchanged(now, id, query, failure, token, has_retry_after);
            }
            (query, result) => {
                // The answer to another query cannot be read as one to this.
                let bad_answer = || Failure::new(FailureKind::BadAnswer);
                let failure = result.err().unwrap_or_else(bad_answer);
                self.take_failure(now, query, failure, has_retry_after);
            }
        }
        // The next look at a service that redirected is one request again.
        if self.credential.end_look(now) {
            self.cancel_round(now);
            self.mark_all_changed();
        }
    }

    /// The service accepted a token.
    fn accept(&mut self, token: TokenId) {
        self.source.has_succeeded = true;
        if self.credential.accept(token) {
            // Other jobs are no longer signed out.
            self.mark_all_changed();
        }
    }

    /// Whether this is a gateway that sends to its sign-in page, as far as that can be known. A
    /// redirect at first sight is a wrong address, and one of tasks alone is of their path.
    fn is_sign_in_redirect(&self, query: &Query, failure: &Failure) -> bool {
        failure.is_redirect() && self.source.has_succeeded && !query.is_about_tasks()
    }

    /// Nothing has changed (304): as good as the same answer again, for jobs that have one.
    fn take_unchanged(
        &mut self,
        now: Now,
        id: RequestId,
        query: Query,
        failure: Failure,
        token: TokenId,
        has_retry_after: bool,
    ) {
        let mut reports = Vec::new();
        for job in query.jobs() {
            match self.jobs.get(job).and_then(|job| job.latest.report.as_deref()) {
                Some(report) => reports.push(report.clone()),
                None => return self.take_failure(now, query, failure, has_retry_after),
            }
        }
        if query.is_about_tasks() {
            let Some(tasks) = reports.pop().and_then(|report| report.tasks) else {
                return self.take_failure(now, query, failure, has_retry_after);
            };
            if let Some(round) = &mut self.round {
                round.query_succeeded();
            }
            self.accept(token);
            query.jobs().iter().for_each(|job| self.take_tasks(now, job, tasks.to_vec()));
            return;
        }
        if self.pace.separate_tasks {
            // They come in an answer of their own.
            reports.iter_mut().for_each(|report| report.tasks = None);
        }
        if let Query::Active { jobs, .. } = query {
            // Which rows a page had is not kept.
            self.query_by_id(jobs);
        } else {
            self.take_reports(now, id, reports, token);
        }
    }

    fn take_reports(&mut self, now: Now, id: RequestId, reports: Vec<Report>, with: TokenId) {
        self.accept(with);
        let separate_tasks = self.pace.separate_tasks;
        let is_offline = !self.source.page.online;
        if let Some(round) = &mut self.round {
            round.answered = true;
            round.query_succeeded();
        }
        for report in reports {
            let job_id = report.job.clone();
            // Reports of jobs that this request did not ask for do not count.
            let Some(job) = self.unanswered(&job_id).filter(|job| job.request == id) else {
                continue;
            };
            let has_tasks = report.tasks.is_some();
            job.take_report(now, report, separate_tasks);
            job.found = Some((with, now.moment));
            job.peer_answer = None;
            job.found_offline = is_offline;
            if separate_tasks
                && !has_tasks
                && job.wants_tasks(now.moment)
                && let Some(round) = &mut self.round
            {
                round.tasks.add(job_id);
            }
        }
    }

    /// A page of the list has been read for these jobs. Those that it did not hold are looked for
    /// on the next page or queried by id. Only a query by id says that a job is gone.
    fn take_page(&mut self, now: Now, mut jobs: Vec<JobId>, rows: usize) {
        jobs.retain(|job| self.jobs.get(job).is_some_and(|job| job.is_unanswered()));
        let (Some(round), Some(page_size)) = (&mut self.round, self.pace.list_page) else { return };
        if let Some(ListRead { by_id, rows }) = round.take_page(page_size, rows, &jobs) {
            self.active_list.measure(now.moment, by_id, rows, jobs.len());
            self.query_by_id(jobs);
        }
    }

    /// Queries these jobs by id instead of reading the list.
    pub(super) fn query_by_id(&mut self, jobs: Vec<JobId>) {
        let jobs = self.by_last_asked(jobs);
        if let Some(round) = &mut self.round {
            round.drop_list();
            let limit = self.group_limit.max(self.settled_at);
            round.add_by_id(&jobs, &|jobs| (self.pace.fits)(jobs).min(limit));
        }
    }

    /// Takes the tasks of a job that this tab or another has read.
    pub(super) fn take_tasks(&mut self, now: Now, id: &JobId, tasks: Vec<Task>) {
        let Some(job) = self.jobs.get_mut(id) else { return };
        let had_failed = job.tasks.failure.is_some();
        let lags = job.latest.is_final() && tasks.iter().any(is_behind);
        let was_outstanding = job.tasks.outstanding;
        job.latest.take_tasks(tasks);
        let repeats = job.tasks.repeats;
        job.tasks = TasksStatus::default();
        if lags && repeats < MAX_REPEATS {
            let wait = backoff::service(&mut self.rng, repeats);
            job.tasks.repeat(repeats + 1, now.moment.plus_millis(wait));
        }
        let had_failed = had_failed || was_outstanding || job.tasks.outstanding;
        job.changed = true;
        self.new_tasks.push(id.clone());
        self.unsettled = true;
        if had_failed {
            self.invalidate_deadlines();
        }
    }

    /// The job, if the current round has not answered it yet. Its status may change now.
    pub(super) fn unanswered(&mut self, id: &JobId) -> Option<&mut WatchedJob> {
        let job = self.jobs.get_mut(id).filter(|job| job.is_unanswered())?;
        job.changed = true;
        Some(job)
    }
}

/// How often the tasks of a final job are asked for again because they are not final yet.
const MAX_REPEATS: u32 = 3;

/// Whether a task has not caught up with its job, which has ended. One whose state says nothing
/// never will.
const fn is_behind(task: &Task) -> bool {
    !task.state.is_final() && !matches!(task.state, JobState::Unknown)
}

/// What a redirect means where there were answers before.
fn sign_in_redirect(failure: Failure) -> Failure {
    Failure { kind: FailureKind::Auth, ..failure }.with_message(
        "The service redirects, which it did not do before: sign in again. If its address has \
         moved, give the final API root.",
    )
}

/// Whether not a word came from the service.
const fn is_without_answer(failure: &Failure) -> bool {
    matches!(failure.kind, FailureKind::Network | FailureKind::Timeout)
}
