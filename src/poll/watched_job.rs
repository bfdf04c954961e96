//! One job that is watched: its watchers, what is known of it, and when it is polled next.

use super::{
    Attention, RequestId, TokenId, WatchId,
    latest::Latest,
    rank::{Priority, Rank},
    schedule::Schedule,
    tasks_status::TasksStatus,
};
use crate::job::{Failure, FailureKind, JobState, Moment, Now, Report, Status, Timestamp};

/// A report never becomes stale sooner than this, in milliseconds.
const MIN_STALE_TIME: u64 = 15_000;
/// A job that another tab polls is polled here when no answer of that tab came for two intervals
/// and this, in milliseconds.
const PEER_TIMEOUT: u64 = 4_000;

/// Why the last query did not get a report of this job.
#[derive(Clone, Debug)]
pub(super) struct Failed {
    pub(super) failure: Failure,
    /// The service named a time before which it does not want to be asked.
    pub(super) has_retry_after: bool,
}

/// The last answer about a job that another tab passed on.
#[derive(Clone, Copy, Debug)]
pub(super) struct PeerAnswer {
    pub(super) received_at: Moment,
    /// From then on this tab has to ask with its own token again.
    pub(super) valid_until: Moment,
}

/// One job that is watched.
#[derive(Debug)]
pub(super) struct WatchedJob {
    /// Each watcher's attention; `None`: it is paused.
    pub(super) watchers: Vec<(WatchId, Option<Attention>)>,
    /// Somebody asked for a refresh. It counts even when all watchers are paused.
    pub(super) refresh_requested: bool,
    pub(super) schedule: Schedule,
    /// The number of the last request that named its id, so that whoever waited longest goes first.
    pub(super) last_asked: u64,
    /// The last request whose answer was to hold its report.
    pub(super) request: RequestId,
    /// The number of the last round that asked for its tasks; 0: none did.
    pub(super) tasks_round: u32,
    /// The last answer did not hold it.
    pub(super) was_missing: bool,
    pub(super) latest: Latest,
    /// The token that it was last found with, and when. Answers of other tabs count only then.
    pub(super) found: Option<(TokenId, Moment)>,
    /// Another tab polls it.
    pub(super) peer_answer: Option<PeerAnswer>,
    pub(super) checked_at: Option<Timestamp>,
    /// From when its report ages: the last report, or the end of a time without polling.
    pub(super) fresh_at: Moment,
    /// Only a new report ends this, not a pause or a hidden page.
    pub(super) is_stale: bool,
    pub(super) failed: Option<Failed>,
    /// Its report came while the browser said that there is no network.
    pub(super) found_offline: bool,
    pub(super) tasks: TasksStatus,
    /// Its status may differ from `notified`.
    pub(super) changed: bool,
    /// The status that was reported last.
    pub(super) notified: Status,
}

impl WatchedJob {
    pub(super) fn new(now: Moment, notified: Status) -> Self {
        Self {
            watchers: Vec::new(),
            refresh_requested: false,
            schedule: Schedule::Now,
            last_asked: 0,
            request: RequestId(0),
            tasks_round: 0,
            was_missing: false,
            latest: Latest::default(),
            found: None,
            peer_answer: None,
            checked_at: None,
            fresh_at: now,
            is_stale: false,
            failed: None,
            found_offline: false,
            tasks: TasksStatus::default(),
            changed: false,
            notified,
        }
    }

    /// Whether anybody wants it polled.
    pub(super) fn is_wanted(&self) -> bool {
        self.has_unpaused_watcher() || self.wants_refresh()
    }

    /// Whether somebody waits for a refresh.
    pub(super) fn wants_refresh(&self) -> bool {
        self.refresh_requested && !self.watchers.is_empty()
    }

    /// Whether it has a watcher that is not paused.
    pub(super) fn has_unpaused_watcher(&self) -> bool {
        self.watchers.iter().any(|(_, attention)| attention.is_some())
    }

    /// The highest attention that a watcher gets.
    pub(super) fn attention(&self) -> Attention {
        self.watchers
            .iter()
            .filter_map(|(_, attention)| *attention)
            .min()
            .unwrap_or(Attention::Unseen)
    }

    /// Whether somebody sees it or asked for a refresh, so that its tasks matter.
    fn wants_details(&self) -> bool {
        self.refresh_requested || self.attention() != Attention::Unseen
    }

    /// Whether tasks are to be expected: it runs, and the service gives them.
    fn has_running_tasks(&self) -> bool {
        self.latest.state().is_some_and(JobState::is_active) && !self.tasks.refused
    }

    /// Whether its tasks are to be read without waiting for their turn, now that it gets more
    /// attention than `before`. `round` is the current round, or the last one between rounds.
    pub(super) fn needs_tasks_now(&self, before: Attention, round: u32) -> bool {
        let attention = self.attention();
        let comes_into_view = before == Attention::Unseen && attention != before;
        let opens = before != Attention::Open && attention == Attention::Open;
        let without_tasks =
            self.latest.report.as_ref().is_some_and(|report| report.tasks.is_none());
        let running = self.has_running_tasks()
            && ((comes_into_view && without_tasks) || (opens && self.tasks_round != round));
        running || (self.tasks.outstanding && comes_into_view)
    }

    /// Its place in the queue for tasks.
    pub(super) fn tasks_rank(&self) -> Rank {
        let (priority, distance) = match self.attention() {
            _ if self.refresh_requested => (Priority::Requested, 0),
            Attention::Open => (Priority::Requested, 0),
            Attention::Seen { distance } if self.tasks.outstanding => {
                (Priority::Outstanding, distance)
            }
            Attention::Seen { distance } => (Priority::Visible, distance),
            Attention::Unseen => (Priority::Hidden, 0),
        };
        Rank { priority, last_asked: self.tasks_round.into(), distance }
    }

    /// Its place among jobs that are queried by id.
    pub(super) fn rank(&self) -> Rank {
        Rank { last_asked: self.last_asked, ..Rank::default() }
    }

    /// Whether the current round has not answered it yet.
    pub(super) fn is_unanswered(&self) -> bool {
        self.schedule == Schedule::InRound { answered: false }
    }

    /// Its own interval on a source that is polled every `interval` milliseconds. A state that this
    /// version does not know is polled at a quarter of the pace.
    pub(super) fn interval(&self, interval: u64) -> u64 {
        let is_unknown = self.latest.state() == Some(JobState::Unknown);
        if is_unknown { interval * 4 } else { interval }
    }

    /// When it is due to be polled, for its state or its tasks. `None`: not by itself.
    pub(super) fn due(&self, interval: u64) -> Option<Moment> {
        if !self.is_wanted() {
            return None;
        }
        let due = match self.schedule {
            Schedule::Never => {
                (self.tasks.outstanding && self.wants_details()).then_some(self.tasks.not_before)?
            }
            schedule => schedule.due(self.interval(interval), interval)?,
        };
        Some(due.max(self.peer_polls_until(interval)))
    }

    /// Until when it is left to another tab that polls it.
    fn peer_polls_until(&self, interval: u64) -> Moment {
        match self.peer_answer {
            Some(PeerAnswer { received_at, valid_until }) if !self.refresh_requested => {
                let wait = self.interval(interval) * 2 + PEER_TIMEOUT;
                received_at.plus_millis(wait).min(valid_until)
            }
            _ => Moment::default(),
        }
    }

    /// When its report becomes stale if no new one comes: after three intervals, and 15 s at least.
    pub(super) fn stale_at(&self, interval: u64) -> Option<Moment> {
        let can_become_stale = self.has_unpaused_watcher()
            && !self.is_stale
            && self.latest.report.is_some()
            && !self.latest.is_final()
            && self.failed.is_none();
        let stale_time = (self.interval(interval) * 3).max(MIN_STALE_TIME);
        can_become_stale.then(|| self.fresh_at.plus_millis(stale_time))
    }

    /// Whether its tasks are to be read in a round that has just read its state.
    pub(super) fn wants_tasks(&self, now: Moment) -> bool {
        (self.has_running_tasks() || self.tasks.outstanding)
            && self.tasks.not_before <= now
            && self.wants_details()
    }

    /// Takes the report of a successful answer.
    pub(super) fn take_report(&mut self, now: Now, report: Report, separate_tasks: bool) {
        let needs_tasks = separate_tasks && report.tasks.is_none() && !self.tasks.refused;
        self.latest.take_report(report);
        self.was_missing = false;
        self.failed = None;
        self.is_stale = false;
        self.fresh_at = now.moment;
        self.checked_at = Some(now.utc);
        let is_final = self.latest.is_final();
        self.schedule =
            if is_final { Schedule::Never } else { Schedule::InRound { answered: true } };
        self.tasks.outstanding = is_final && needs_tasks;
        if self.tasks.outstanding {
            // Failures while it ran do not count against the final query.
            self.tasks.failures = 0;
            self.tasks.repeats = 0;
            self.tasks.not_before = now.moment;
        } else if !self.latest.state().is_some_and(JobState::is_active) {
            self.tasks.reset();
        }
    }

    /// A successful answer does not hold it: the job is gone when that happens twice in a row.
    pub(super) fn take_missing(&mut self, failure: Failure) {
        self.found = None;
        if self.was_missing {
            self.stop(failure);
        } else {
            self.was_missing = true;
            self.schedule = Schedule::InRound { answered: true };
        }
    }

    /// No more polls until a refresh or a changed setting.
    pub(super) fn stop(&mut self, failure: Failure) {
        self.schedule = Schedule::Never;
        self.found = None;
        self.failed = Some(Failed { failure, has_retry_after: false });
    }

    /// Whether the service refused it, which a new token may change.
    pub(super) fn is_refused(&self) -> bool {
        let kind = self.failed.as_ref().map(|failed| failed.failure.kind);
        self.schedule == Schedule::Never && kind.is_some_and(|kind| kind != FailureKind::NotFound)
    }

    /// Somebody wants it polled now, whatever the last answers were.
    pub(super) fn refresh(&mut self) {
        self.refresh_requested = true;
        self.was_missing = false;
        self.tasks.refused = false;
        self.tasks.not_before = Moment::default();
        if !self.is_unanswered() {
            self.schedule = Schedule::Now;
        }
    }
}
