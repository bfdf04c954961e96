//! Other tabs of the origin, where one of them polls for all.
//!
//! The polling tab also watches the jobs of the others ([`Poller::handle_peer_wants`]). The others
//! get its answers ([`Poller::handle_peer_answer`]) and do not poll a job themselves as long as
//! these keep coming. Which tab polls and how messages travel is the browser room's business.
//! Nothing here depends on it: a tab that gets no answers polls as if it were alone.
//!
//! A tab must not show more than its own token may see. So it takes another tab's answer about a
//! job only after its own query has found that job with its own token, and asks anew from time to
//! time.

use core::time::Duration;

use super::{
    Attention, Watch, WatchId,
    poller::Poller,
    schedule::Schedule,
    watched_job::{PeerAnswer, WatchedJob},
};
use crate::job::{Answer, JobId, Moment, Now, Query, Report};

/// The watch ids of other tabs begin here, [`MAX_JOBS`] for each tab at most.
const FIRST_PEER_WATCH: u64 = 1 << 63;
/// No more jobs are polled for another tab.
const MAX_JOBS: u64 = 5_000;
/// How long answers of other tabs are taken after a query of this tab's own, in milliseconds. A
/// right may be withdrawn, and only a token that is sent can be refused.
const OWN_QUERY_EVERY: u64 = 15 * 60_000;

impl Poller {
    /// Whether this tab may share answers with others: it is seen and online, and the service has
    /// accepted its token.
    pub fn may_share(&self) -> bool {
        // In the background it is too slow to ask for others.
        self.is_open() && !self.source.in_background && self.credential.accepted().is_some()
    }

    /// What another tab is to poll for this one, as [`handle_peer_wants`](Self::handle_peer_wants)
    /// reads it: a line with the interval in milliseconds, then a line for each job, its id after
    /// `0` where its details are open, `1` where it is seen, `2` where it is not.
    pub fn wants(&self) -> String {
        let mut text = self.watches.interval().to_string();
        for (id, job) in self.jobs.iter() {
            if job.is_wanted() && (job.schedule != Schedule::Never || job.tasks.outstanding) {
                text.push_str(match job.attention() {
                    Attention::Open => "\n0",
                    // Without the distance, which changes with every scroll.
                    Attention::Seen { .. } => "\n1",
                    Attention::Unseen => "\n2",
                });
                text.push_str(id.as_str());
            }
        }
        text
    }

    /// From now on, polls this for another tab, which is known by a number; an empty text where the
    /// tab has gone. A line that cannot be read is left out.
    pub fn handle_peer_wants(&mut self, now: Now, tab: u32, wants: &str) {
        let mut lines = wants.split('\n');
        let interval = lines.next().and_then(|line| line.parse().ok()).map(Duration::from_millis);
        let mut next_watch = FIRST_PEER_WATCH | (u64::from(tab) << 16);
        let end = next_watch + MAX_JOBS;
        for (job, attention) in lines.filter_map(parse_want) {
            if next_watch == end {
                break;
            }
            let is_new = self.jobs.get(&job).is_none();
            let watch = Watch { job: job.clone(), interval, paused: false, attention };
            self.handle_watch(now, WatchId(next_watch), watch);
            // The other tab has just asked for it.
            if is_new && let Some(job) = self.jobs.get_mut(&job) {
                job.schedule = Schedule::one_interval_after(now.moment);
            }
            next_watch += 1;
        }
        // What it wanted before and does not want any more.
        while next_watch < end && self.watches.get(WatchId(next_watch)).is_some() {
            self.handle_unwatch(now, WatchId(next_watch));
            next_watch += 1;
        }
    }

    /// Another tab got this answer. Reports of jobs that this tab does not watch, or has not found
    /// with its own token, change nothing.
    pub fn handle_peer_answer(&mut self, now: Now, query: &Query, answer: Answer) {
        match (query, answer) {
            (Query::Jobs(_), Answer::Jobs(reports))
            | (Query::Active { .. }, Answer::Active { reports, .. }) => {
                let separate_tasks = self.pace.separate_tasks;
                for report in reports {
                    if let Some((job, valid_until)) = self.job_open_to_peers(now, &report.job) {
                        job.peer_answer = Some(PeerAnswer { received_at: now.moment, valid_until });
                        job.take_peer_report(now, report, separate_tasks);
                    }
                }
                self.invalidate_deadlines();
            }
            (Query::Tasks(id), Answer::Tasks(tasks)) => {
                let Some((job, _)) = self.job_open_to_peers(now, id) else { return };
                let was_outstanding = job.tasks.outstanding;
                self.take_tasks(now, id, tasks);
                if was_outstanding {
                    // The job is not due any more.
                    self.invalidate_deadlines();
                }
            }
            _ => {}
        }
    }

    /// No other tab polls for this one any more: its jobs are due as if it were alone.
    pub fn handle_no_peer_asks(&mut self, _now: Now) {
        for (_, job) in self.jobs.iter_mut() {
            job.peer_answer = None;
        }
        self.invalidate_deadlines();
    }

    /// The job, if answers of other tabs count for it, and until when they do.
    fn job_open_to_peers(&mut self, now: Now, id: &JobId) -> Option<(&mut WatchedJob, Moment)> {
        if !self.may_share() {
            return None;
        }
        let token = self.credential.accepted();
        let job = self.jobs.get_mut(id).filter(|job| job.is_wanted())?;
        let (_, found_at) = job.found.filter(|(with, _)| Some(*with) == token)?;
        let valid_until = found_at.plus_millis(OWN_QUERY_EVERY);
        // The answer to a query of its own, or to a refresh, is newer.
        let waits_for_own_answer = job.refresh_requested || job.is_unanswered();
        (!waits_for_own_answer && valid_until > now.moment).then_some((&mut **job, valid_until))
    }
}

impl WatchedJob {
    /// Takes the report that another tab got.
    fn take_peer_report(&mut self, now: Now, report: Report, separate_tasks: bool) {
        // A final state is the end: this report was under way when it was read.
        if self.latest.is_final() && !report.state.is_final() {
            return;
        }
        let answered = Schedule::InRound { answered: true };
        let was_in_round = self.schedule == answered;
        self.changed = true;
        self.take_report(now, report, separate_tasks);
        if self.schedule == answered && !was_in_round {
            self.schedule = Schedule::one_interval_after(now.moment);
        }
    }
}

/// Reads one line of [`Poller::wants`].
fn parse_want(line: &str) -> Option<(JobId, Attention)> {
    let (attention, id) = line.split_at_checked(1)?;
    let attention = match attention {
        "0" => Attention::Open,
        "1" => Attention::default(),
        _ => Attention::Unseen,
    };
    Some((JobId::parse(id).ok()?, attention))
}
