//! What an answer changes.

use litemap::LiteMap;

use super::{
    RequestId, Response, TokenId, backoff,
    entry::{Entry, Next, TasksTrack, Trouble},
    poller::Poller,
    round::{Flight, keep},
};
use crate::job::{Answer, Failure, FailureKind, JobId, Now, Query, Report, Task};

impl Poller {
    /// A request ended, with this.
    pub(super) fn close(&mut self, now: Now, flight: Flight, answer: Response) {
        let failure = answer.result.as_ref().err();
        if !self.source.reached && !is_silence(failure) {
            self.source.reached = true;
            // What was unreachable is merely stale now.
            self.touch_all();
        }
        if let Some(server) = answer.server_time {
            self.source.set_clock(now, server);
        }
        let retry_after = answer.retry_after.or(failure.and_then(|failure| failure.retry_after));
        let waits = self.source.hold(now, retry_after);
        let Flight { id, ask, token, .. } = flight;
        let quiet = matches!((&ask, &answer.result), (Query::Tasks(_), Ok(Answer::Tasks(_))));
        if !quiet {
            self.stir();
        }
        match (ask, answer.result) {
            (ask, Err(failure)) if failure.kind == FailureKind::Auth => {
                if self.credential.reject(now, &mut self.rng, token, failure) {
                    self.cancel_round(now);
                    self.touch_all();
                } else if let Some(round) = &mut self.round {
                    round.again(ask);
                }
            }
            (Query::Jobs(jobs), Ok(Answer::Jobs(reports))) => {
                self.take_reports(now, id, reports, token);
                for job in &jobs {
                    if let Some(entry) = unanswered(&mut self.jobs, job) {
                        entry.miss(const { Failure::new(FailureKind::NotFound) });
                    }
                }
            }
            (Query::Active { jobs, .. }, Ok(Answer::Active { reports, rows })) => {
                self.take_reports(now, id, reports, token);
                self.page_came(now, jobs, rows);
            }
            (Query::Tasks(job), Ok(Answer::Tasks(tasks))) => {
                self.credential.accept(token);
                self.take_tasks(&job, tasks);
            }
            (ask, result) => {
                let misread = || Failure::new(FailureKind::BadAnswer);
                let failure = result.err().unwrap_or_else(misread);
                match ask {
                    Query::Jobs(jobs) => self.jobs_failed(now, jobs, failure, waits),
                    Query::Active { jobs, .. } => {
                        self.list_failed(now, jobs, failure, waits);
                    }
                    Query::Tasks(job) => self.tasks_failed(now, &job, failure, waits),
                }
            }
        }
    }

    fn take_reports(&mut self, now: Now, id: RequestId, reports: Vec<Report>, with: TokenId) {
        self.credential.accept(with);
        let Some(round) = &mut self.round else { return };
        round.answered = true;
        round.went_well();
        for report in reports {
            let job = report.job.clone();
            // One that was not asked for, or not by this request, says nothing.
            let Some(entry) = unanswered(&mut self.jobs, &job).filter(|its| its.flight == id)
            else {
                continue;
            };
            let has_tasks = report.tasks.is_some();
            entry.take_report(now, report, self.pace.separate_tasks);
            entry.found = Some((with, now.moment));
            entry.heard = None;
            if self.pace.separate_tasks && !has_tasks && entry.wants_tasks(now.moment) {
                round.tasks.want(job);
            }
        }
    }

    /// A page of the list has been taken in. These jobs were looked for; those that it did not hold
    /// are looked for on the next page, or by id: only that says that a job is not there.
    fn page_came(&mut self, now: Now, mut jobs: Vec<JobId>, rows: usize) {
        keep(&mut jobs, &mut |job| self.jobs.get(job).is_some_and(|entry| entry.is_unanswered()));
        let (Some(round), Some(page)) = (&mut self.round, self.pace.list_page) else { return };
        if let Some((by_id, rows)) = round.page_came(page, rows, &jobs) {
            self.listing.learn(now.moment, by_id, rows, jobs.len());
            self.ask_by_id(jobs);
        }
    }

    fn ask_by_id(&mut self, jobs: Vec<JobId>) {
        let jobs = self.by_wait(jobs);
        if let Some(round) = &mut self.round {
            round.drop_list();
            round.add_jobs(&jobs, &*self.pace.fits);
        }
    }

    fn list_failed(&mut self, now: Now, jobs: Vec<JobId>, failure: Failure, waits: bool) {
        // 501: a service that does not implement the filter. An answer that cannot be read says as
        // little of the jobs.
        let transient = failure.kind.is_transient();
        let refused = (!transient && is_about_jobs(&failure)) || failure.status == Some(501);
        if refused {
            self.listing.refuse();
        } else {
            self.listing.rest(now.moment);
        }
        if refused || (failure.kind == FailureKind::BadAnswer && !waits) {
            self.ask_by_id(jobs);
        } else {
            self.jobs_failed(now, jobs, failure, waits);
        }
    }

    fn take_tasks(&mut self, job: &JobId, tasks: Vec<Task>) {
        if let Some(round) = &mut self.round {
            round.went_well();
        }
        self.learn_tasks(job, tasks);
    }

    /// A good answer about a job's tasks, this tab's own or another's.
    pub(super) fn learn_tasks(&mut self, job: &JobId, tasks: Vec<Task>) {
        let Some(entry) = self.jobs.get_mut(job) else { return };
        let had_trouble = entry.tasks.failure.is_some();
        entry.known.take_tasks(tasks);
        entry.tasks = TasksTrack::default();
        entry.touched = true;
        self.news.push(job.clone());
        self.unsettled = true;
        if had_trouble {
            self.stir();
        }
    }

    fn jobs_failed(&mut self, now: Now, jobs: Vec<JobId>, failure: Failure, waits: bool) {
        let Some(round) = &mut self.round else { return };
        if failure.kind.is_transient() {
            let trouble = Trouble { failure, waits };
            let ends = round.went_wrong() || waits;
            round.troubled |= ends;
            // A source in trouble is in trouble for those whose turn had not come, too.
            let hit = if ends { round.jobs.as_slice() } else { jobs.as_slice() };
            for job in hit {
                if let Some(entry) = unanswered(&mut self.jobs, job) {
                    entry.trouble = Some(trouble.clone());
                    if !ends {
                        entry.next = Next::InRound { answered: true };
                    }
                }
            }
            if ends {
                self.end_round(now);
            }
            return;
        }
        if !is_about_jobs(&failure) {
            self.source.stopped = Some(failure);
            self.cancel_round(now);
            self.touch_all();
            return;
        }
        round.answered = true;
        round.went_well();
        if jobs.len() > 1 {
            round.halve(jobs);
            return;
        }
        for job in &jobs {
            if let Some(entry) = unanswered(&mut self.jobs, job) {
                if failure.kind == FailureKind::NotFound {
                    entry.miss(failure.clone());
                } else {
                    entry.stop(failure.clone());
                }
            }
        }
    }

    fn tasks_failed(&mut self, now: Now, job: &JobId, failure: Failure, waits: bool) {
        let transient = failure.kind.is_transient();
        if let Some(entry) = self.jobs.get_mut(job) {
            entry.touched = true;
            if transient {
                let wait = backoff::service(&mut self.rng, entry.tasks.failures);
                entry.tasks.failed(failure, now.moment.plus_millis(wait));
            } else {
                entry.tasks.refuse(failure);
            }
        }
        let Some(round) = &mut self.round else { return };
        if !transient {
            round.went_well();
        } else if round.tasks_went_wrong() || waits {
            self.end_round(now);
        }
    }

    /// Asks nothing more in this round. Tasks that a final job still owes wait for an interval.
    fn end_round(&mut self, now: Now) {
        let Some(round) = &mut self.round else { return };
        let later = now.moment.plus_millis(self.watches.interval());
        for job in round.end() {
            if let Some(entry) = self.jobs.get_mut(&job) {
                entry.tasks.not_before = entry.tasks.not_before.max(later);
            }
        }
    }
}

/// The job, if this round has asked about it and not had an answer; its status may now change.
fn unanswered<'a>(jobs: &'a mut LiteMap<JobId, Box<Entry>>, job: &JobId) -> Option<&'a mut Entry> {
    let entry = jobs.get_mut(job).filter(|entry| entry.is_unanswered())?;
    entry.touched = true;
    Some(entry)
}

/// Whether this came without any word from the service.
fn is_silence(failure: Option<&Failure>) -> bool {
    failure
        .is_some_and(|failure| matches!(failure.kind, FailureKind::Network | FailureKind::Timeout))
}

/// Whether another question, about fewer jobs or other ones, may be answered better: 400, 403,
/// 404, 410, 414 and their like. A redirect and what has no status concern the whole source.
fn is_about_jobs(failure: &Failure) -> bool {
    match failure.kind {
        FailureKind::Forbidden | FailureKind::NotFound => true,
        _ => matches!(failure.status, Some(400..=499)),
    }
}
