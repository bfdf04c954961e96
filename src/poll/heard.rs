//! What other tabs of the origin say and want, where one of them asks for all.
//!
//! The tab that asks watches for the others, too ([`Poller::handle_peer_wants`]). The others hear its
//! answers ([`Poller::handle_peer_answer`]) and do not ask about a job of which they heard lately. Who
//! asks for whom, and how that is told, is not this file's business; nor does anything here rest on
//! it: a tab that hears nothing asks as if it were alone.
//!
//! A tab takes nothing on trust that it might not have been told itself: it hears of a job only
//! after its own request found it with its own token, and proves that anew from time to time.

use core::time::Duration;

use super::{Attention, Watch, WatchId, entry::Entry, entry::Next, poller::Poller};
use crate::job::{Answer, JobId, Moment, Now, Query, Report};

/// The watches of other tabs have numbers from here on, each tab [`MOST_JOBS`] of them at most.
const OTHERS: u64 = 1 << 63;
/// No tab is asked for about more jobs.
const MOST_JOBS: u64 = 5_000;
/// A tab asks by itself when it heard nothing for two intervals and this, in milliseconds.
const PATIENCE: u64 = 4_000;
/// How long a tab hears of a job without a look of its own, in milliseconds. Rights may be taken away, and a token
/// that is never sent is never refused.
const PROOF: u64 = 15 * 60_000;

/// Another tab told of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    at: Moment,
    /// When this tab has to look for itself again.
    proven_until: Moment,
}

impl Poller {
    /// Whether this tab may take part in a conversation of several: it is awake and online, and the
    /// service gave a good answer to its own token.
    pub fn may_share(&self) -> bool {
        self.source.is_open() && self.credential.proven().is_some()
    }

    /// What this tab would have another one ask about, for [`handle_peer_wants`](Self::handle_peer_wants): a
    /// line with its interval in milliseconds, and a line for each job that is looked at: its id
    /// after `0` where its details are open, `1` where it is seen, `2` where it is not.
    pub fn wants(&self) -> String {
        let mut text = self.watches.interval().to_string();
        for entry in self.jobs.values() {
            if entry.is_wanted() && (entry.next != Next::Never || entry.tasks.owed) {
                text.push_str(match entry.attention() {
                    Attention::Open => "\n0",
                    // How near the middle is left out: it would be said at every scroll.
                    Attention::Seen { .. } => "\n1",
                    Attention::Unseen => "\n2",
                });
                text.push_str(entry.told.job.as_str());
            }
        }
        text
    }

    /// Another tab, known by a number, wants this from now on; one that has gone, nothing. A line
    /// that makes no sense is left out.
    pub fn handle_peer_wants(&mut self, now: Now, tab: u32, wants: &str) {
        let mut id = OTHERS | (u64::from(tab) << 16);
        let end = id + MOST_JOBS;
        let mut interval = None;
        for (at, line) in wants.split('\n').enumerate() {
            if at == 0 {
                interval = line.parse().ok().map(Duration::from_millis);
            } else if id < end
                && let Some((mark, job)) = line.split_at_checked(1)
                && let Ok(job) = JobId::parse(job)
            {
                let attention = match mark {
                    "0" => Attention::Open,
                    "1" => Attention::default(),
                    _ => Attention::Unseen,
                };
                let is_new = self.jobs.get(&job).is_none();
                let watch = Watch { job: job.clone(), interval, paused: false, attention };
                self.handle_watch(now, WatchId(id), watch);
                // The other tab has just looked at it.
                if is_new && let Some(entry) = self.jobs.get_mut(&job) {
                    entry.next = after(now.moment);
                }
                id += 1;
            }
        }
        // What it wanted before.
        while id < end && self.watches.get(WatchId(id)).is_some() {
            self.handle_unwatch(now, WatchId(id));
            id += 1;
        }
    }

    /// Another tab was answered this. What is not about a job that this tab looks at, and has found
    /// with its own token, changes nothing.
    pub fn handle_peer_answer(&mut self, now: Now, ask: &Query, reading: Answer) {
        match (ask, reading) {
            (Query::Jobs(_), Answer::Jobs(reports))
            | (Query::Active { .. }, Answer::Active { reports, .. }) => {
                let separate_tasks = self.pace.separate_tasks;
                for report in reports {
                    if let Some((entry, proven_until)) = self.listening(now, &report.job) {
                        entry.heard = Some(Heard { at: now.moment, proven_until });
                        entry.hear(now, report, separate_tasks);
                    }
                }
                self.stir();
            }
            (Query::Tasks(job), Answer::Tasks(tasks)) => {
                let Some((entry, _)) = self.listening(now, job) else { return };
                // Then nothing is due any more.
                let was_owed = entry.tasks.owed;
                self.learn_tasks(job, tasks);
                if was_owed {
                    self.stir();
                }
            }
            _ => {}
        }
    }

    /// No other tab asks for this one any more: it asks when a look is due.
    pub fn handle_no_peer_asks(&mut self, _now: Now) {
        for (_, entry) in self.jobs.iter_mut() {
            entry.heard = None;
        }
        self.stir();
    }

    /// The job, if this tab believes what it hears of it, and until when.
    fn listening(&mut self, now: Now, job: &JobId) -> Option<(&mut Entry, Moment)> {
        if !self.may_share() {
            return None;
        }
        let token = self.credential.proven();
        let entry = self.jobs.get_mut(job).filter(|entry| entry.is_wanted())?;
        let (_, found_at) = entry.found.filter(|(with, _)| Some(*with) == token)?;
        let proven_until = found_at.plus_millis(PROOF);
        // A look of its own that is under way, or that somebody asked for, says more.
        let looks = entry.once || entry.is_unanswered();
        (!looks && proven_until > now.moment).then_some((&mut **entry, proven_until))
    }
}

impl Entry {
    /// Takes in what another tab was answered.
    fn hear(&mut self, now: Now, report: Report, separate_tasks: bool) {
        // What was on its way while this tab saw the end is older.
        if self.known.is_final() && !report.state.is_final() {
            return;
        }
        let in_round = self.next == (Next::InRound { answered: true });
        self.touched = true;
        self.take_report(now, report, separate_tasks);
        if self.next == (Next::InRound { answered: true }) && !in_round {
            self.next = after(now.moment);
        }
    }

    /// How long it is not asked about, since another tab does that.
    pub(super) fn listens_until(&self, interval: u64) -> Moment {
        let heard = self.heard.filter(|_| !self.once);
        heard.map_or(Moment::default(), |heard| {
            let silence = self.interval(interval) * 2 + PATIENCE;
            heard.at.plus_millis(silence).min(heard.proven_until)
        })
    }
}

/// As after a look of this tab's own that took no time.
const fn after(at: Moment) -> Next {
    Next::After { start: at, end: at, jitter: 1000 }
}
