//! Decides what is to be done after all that happened: the only place where requests begin.

use super::{Output, Response, poller::Poller, schedule::Schedule};
use crate::job::{Failure, FailureKind, Now};

impl Poller {
    /// Brings everything up to date. Calling it again changes nothing.
    ///
    /// It walks over all jobs only if `deadlines` is `None`, or a job is due or stale. After a
    /// successful tasks answer, the most frequent event, it does not: then it costs a few binary
    /// searches, O(log n) for n jobs.
    pub(super) fn settle(&mut self, now: Now) {
        self.settled_at = now.moment;
        if self.deadlines.is_none() {
            self.jobs.retain(|_, job| !job.watchers.is_empty());
        }
        self.abort_late(now);
        self.abort_unwanted();
        if self.is_open() {
            self.credential.look(now);
            self.ask_token_provider(now);
            self.send(now);
            self.finish_round(now);
            if self.start_round(now) {
                self.send(now);
                self.finish_round(now);
            }
        }
        if self.source.page.awake {
            self.notify(now);
        }
        if self.deadlines.is_none() {
            self.deadlines = Some(self.compute_deadlines());
        }
    }

    /// Aborts requests that were not answered in time, which counts as a failure.
    fn abort_late(&mut self, now: Now) {
        while let Some(at) =
            self.in_flight.iter().position(|request| request.deadline <= now.moment)
        {
            let request = self.in_flight.swap_remove(at);
            self.outputs.push(Output::Abort(request.id));
            let result = Err(Failure::new(FailureKind::Timeout));
            let response = Response { result, retry_after: None, server_time: None };
            self.take_response(now, request, response);
        }
    }

    /// Aborts requests for jobs that nobody wants polled any more.
    fn abort_unwanted(&mut self) {
        while let Some(at) = self.unwanted_request() {
            let request = self.in_flight.swap_remove(at);
            for id in request.query.jobs() {
                if let Some(job) = self.jobs.get_mut(id)
                    && job.is_unanswered()
                {
                    job.schedule = Schedule::Now;
                }
            }
            self.outputs.push(Output::Abort(request.id));
        }
    }

    fn unwanted_request(&self) -> Option<usize> {
        let is_wanted = |id| self.jobs.get(id).is_some_and(|job| job.is_wanted());
        self.in_flight.iter().position(|request| !request.query.jobs().iter().any(is_wanted))
    }

    fn ask_token_provider(&mut self, now: Now) {
        let interval = self.watches.interval();
        let needs_token =
            self.round.is_some() || self.jobs.values().any(|job| job.due(interval).is_some());
        if needs_token && let Some(reason) = self.credential.ask_provider(now) {
            self.outputs.push(Output::AskToken(reason));
        }
    }
}
