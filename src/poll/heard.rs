//! What other tabs of the origin say and want, where one of them asks for all.
//!
//! The tab that asks watches for the others, too ([`Poller::handle_wants`]). The others hear its
//! answers ([`Poller::handle_heard`]) and do not ask about a job of which they heard lately. Who
//! asks for whom, and how that is told, is not this file's business; nor does anything here rest on
//! it: a tab that hears nothing asks as if it were alone.
//!
//! A tab takes nothing on trust that it might not have been told itself: it hears of a job only
//! after its own request found it with its own token, and proves that anew from time to time.

use core::time::Duration;

use super::{Watch, WatchId, entry::Entry, entry::Next, poller::Poller};
use crate::job::{Ask, JobId, Moment, Now, Reading, Report};

/// The watches of other tabs have numbers from here on, each tab [`MOST_JOBS`] of them at most.
const OTHERS: u64 = 1 << 63;
/// No tab is asked for about more jobs.
const MOST_JOBS: u64 = 5_000;
/// A tab asks by itself when it heard nothing for two intervals and this.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long a tab hears of a job without a look of its own. Rights may be taken away, and a token
/// that is never sent is never refused.
const PROOF: Duration = Duration::from_secs(15 * 60);

/// What one tab wants from the tab that asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wants {
    /// The shortest interval that a badge of it wants.
    pub interval: Duration,
    /// The jobs that are looked at, in their order, each with whether nobody sees it there.
    pub jobs: Vec<(JobId, bool)>,
}

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

    /// What this tab would have another one ask about.
    pub fn wants(&self) -> Wants {
        let open =
            |entry: &Entry| entry.is_wanted() && (entry.next != Next::Never || entry.tasks.owed);
        let jobs = self.jobs.iter().filter(|(_, entry)| open(entry));
        Wants {
            interval: self.watches.interval(),
            jobs: jobs.map(|(job, entry)| (job.clone(), entry.in_view == 0)).collect(),
        }
    }

    /// Another tab, known by a number from 0 on, wants this from now on. A tab that has gone wants
    /// no jobs.
    pub fn handle_wants(&mut self, now: Now, tab: u32, wants: Wants) {
        let first = OTHERS | (u64::from(tab) << 16);
        let mut watches = wants.jobs.into_iter();
        for id in (first..first + MOST_JOBS).map(WatchId) {
            let Some((job, off_screen)) = watches.next() else {
                if self.watches.get(id).is_none() {
                    break;
                }
                self.handle_unwatch(now, id);
                continue;
            };
            let is_new = self.jobs.get(&job).is_none();
            let watch = Watch {
                job: job.clone(),
                interval: Some(wants.interval),
                paused: false,
                off_screen,
            };
            self.handle_watch(now, id, watch);
            // The other tab has just looked at it.
            if is_new && let Some(entry) = self.jobs.get_mut(&job) {
                entry.next = after(now.moment);
            }
        }
    }

    /// Another tab was answered this. What is not about a job that this tab looks at, and has found
    /// with its own token, changes nothing.
    pub fn handle_heard(&mut self, now: Now, ask: &Ask, reading: Reading) {
        match (ask, reading) {
            (Ask::Jobs(_), Reading::Jobs(reports)) => {
                let separate_tasks = self.pace.separate_tasks;
                for report in reports {
                    if let Some(entry) = self.listening(now, &report.job) {
                        entry.hear(now, report, separate_tasks);
                    }
                }
            }
            (Ask::Tasks(job), Reading::Tasks(tasks)) => {
                if let Some(entry) = self.listening(now, job) {
                    entry.take_tasks(tasks);
                }
            }
            _ => {}
        }
        self.unsettled = true;
    }

    /// No other tab asks for this one any more: it asks when a look is due.
    pub fn handle_alone(&mut self, _now: Now) {
        for entry in self.jobs.values_mut() {
            entry.heard = None;
        }
        self.unsettled = true;
    }

    /// The job, if this tab believes what it hears of it. From now on it waits to hear more.
    fn listening(&mut self, now: Now, job: &JobId) -> Option<&mut Entry> {
        if !self.may_share() {
            return None;
        }
        let token = self.credential.proven();
        let entry = self.jobs.get_mut(job).filter(|entry| entry.is_wanted())?;
        let (_, found_at) = entry.found.filter(|(with, _)| Some(*with) == token)?;
        let proven_until = found_at.plus(PROOF);
        // A look of its own that is under way, or that somebody asked for, says more.
        let looks = entry.once || entry.next == (Next::InRound { answered: false });
        if looks || proven_until <= now.moment {
            return None;
        }
        entry.heard = Some(Heard { at: now.moment, proven_until });
        entry.touched = true;
        Some(entry)
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
        self.take_report(now, report, separate_tasks);
        if self.next == (Next::InRound { answered: true }) && !in_round {
            self.next = after(now.moment);
        }
    }

    /// How long it is not asked about, since another tab does that.
    pub(super) fn listens_until(&self, interval: Duration) -> Moment {
        let heard = self.heard.filter(|_| !self.once);
        heard.map_or(Moment::default(), |heard| {
            let silence = self.interval(interval).saturating_mul(2).saturating_add(PATIENCE);
            heard.at.plus(silence).min(heard.proven_until)
        })
    }
}

/// As after a look of this tab's own that took no time.
const fn after(at: Moment) -> Next {
    Next::After { start: at, end: at, jitter: 1000 }
}
