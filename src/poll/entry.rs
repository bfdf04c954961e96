//! One job that is watched: what is known of it, and when it is looked at next.

use super::{Attention, RequestId, TokenId, WatchId, heard::Heard, merge::Known};
use crate::job::{Failure, FailureKind, JobState, Moment, Now, Report, Status, Timestamp};

/// When a job is asked about next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// As soon as the source may be asked.
    Now,
    /// The round that is under way asks.
    InRound {
        /// Whether it has been answered, well or not.
        answered: bool,
    },
    /// An interval after the round that asked last. The interval is not part of it, so that a
    /// changed one counts at once.
    After {
        /// When that round began.
        start: Moment,
        /// When it ended.
        end: Moment,
        /// What its interval is multiplied by, in permille.
        jitter: u64,
    },
    /// Not by itself: it is final, gone, or refused.
    Never,
}

impl Next {
    /// When that is, at this pace on a source with this interval; `None`: not by itself.
    pub(super) fn due(self, pace: u64, interval: u64) -> Option<Moment> {
        match self {
            Self::Now => Some(Moment::default()),
            Self::After { start, end, jitter } => {
                Some(start.plus_millis(pace * jitter / 1000).max(end.plus_millis(interval / 2)))
            }
            Self::InRound { .. } | Self::Never => None,
        }
    }
}

/// What went wrong at the last look.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub(super) failure: Failure,
    /// The service named a time before which it does not want to be asked.
    pub(super) waits: bool,
}

/// The tasks of a job, where they come in an answer of their own.
#[derive(Debug, Default)]
pub(super) struct TasksTrack {
    /// The job was found final and its tasks have not been read since.
    pub(super) owed: bool,
    /// The service does not give this job's tasks.
    pub(super) refused: bool,
    pub(super) failures: u32,
    pub(super) not_before: Moment,
    pub(super) failure: Option<Failure>,
}

/// Tasks of a final job are asked for so often in vain, then no more.
const FINAL_TASKS_ATTEMPTS: u32 = 5;
/// What is shown is never called stale sooner, in milliseconds.
const LEAST_AGE: u64 = 15_000;
/// So many failures in a row and what is shown of the tasks is called stale.
const TASKS_STALE_AFTER: u32 = 3;

impl TasksTrack {
    pub(super) fn is_stale(&self) -> bool {
        self.failures >= TASKS_STALE_AFTER
    }

    pub(super) fn failed(&mut self, failure: Failure, not_before: Moment) {
        self.failures = self.failures.saturating_add(1);
        self.not_before = not_before;
        self.owed &= self.failures < FINAL_TASKS_ATTEMPTS;
        self.failure = Some(failure);
    }

    pub(super) fn refuse(&mut self, failure: Failure) {
        *self = Self { refused: true, failure: Some(failure), ..Self::default() };
    }

    /// A round had no room for them. What a final job owes waits for the next one.
    pub(super) fn leave_out(&mut self, next_round: Moment) {
        if self.owed {
            self.not_before = self.not_before.max(next_round);
        }
    }

    /// The job does not run: what went wrong with its tasks is past.
    pub(super) fn rest(&mut self) {
        if !self.refused {
            *self = Self::default();
        }
    }
}

/// One job that is watched.
#[derive(Debug)]
pub(super) struct Entry {
    /// How much each watcher is looked at; `None`: it is paused.
    pub(super) watchers: Vec<(WatchId, Option<Attention>)>,
    /// Somebody asked for a look though all watchers are paused.
    pub(super) once: bool,
    pub(super) next: Next,
    /// The number of the last request for it by its id: who waited longest is asked first.
    pub(super) asked: u64,
    /// The last request that was to find it.
    pub(super) flight: RequestId,
    /// The number of the last round that asked for its tasks; 0: none did.
    pub(super) tasks_asked: u32,
    /// The last look found nothing.
    pub(super) missed: bool,
    pub(super) known: Known,
    /// The token that it was last found with, and when: only then others are believed.
    pub(super) found: Option<(TokenId, Moment)>,
    /// Another tab asks about it.
    pub(super) heard: Option<Heard>,
    pub(super) checked_at: Option<Timestamp>,
    /// Since when what is shown grows old: the last good look, or a time when no look was due.
    pub(super) fresh_at: Moment,
    /// It grew old. Only a good look makes it young again, not a pause or a hidden page.
    pub(super) old: bool,
    pub(super) trouble: Option<Trouble>,
    pub(super) tasks: TasksTrack,
    /// Its status may differ from what was told.
    pub(super) touched: bool,
    pub(super) told: Status,
}

impl Entry {
    pub(super) fn new(now: Moment, told: Status) -> Self {
        Self {
            watchers: Vec::new(),
            once: false,
            next: Next::Now,
            asked: 0,
            flight: RequestId(0),
            tasks_asked: 0,
            missed: false,
            known: Known::default(),
            found: None,
            heard: None,
            checked_at: None,
            fresh_at: now,
            old: false,
            trouble: None,
            tasks: TasksTrack::default(),
            touched: false,
            told,
        }
    }

    /// Whether anybody wants looks at it.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_followed() || (self.once && !self.watchers.is_empty())
    }

    /// Whether it has a watcher that is not paused.
    pub(super) fn is_followed(&self) -> bool {
        self.watchers.iter().any(|(_, attention)| attention.is_some())
    }

    /// How much the watcher is looked at that is looked at most.
    pub(super) fn attention(&self) -> Attention {
        self.watchers.iter().filter_map(|its| its.1).min().unwrap_or(Attention::Unseen)
    }

    /// Whether anybody can see it, or asked for a look.
    fn is_seen(&self) -> bool {
        self.once || self.attention() != Attention::Unseen
    }

    /// Whether its tasks are not to wait for their turn, now that it is looked at more than
    /// `before`: they were left out, or are older than this round (or the last, between rounds).
    pub(super) fn is_in_demand(&self, before: Attention, round: u32) -> bool {
        let active = self.known.state().is_some_and(JobState::is_active) && !self.tasks.refused;
        let blank = self.known.report.as_ref().is_some_and(|report| report.tasks.is_none());
        let attention = self.attention();
        let comes = before == Attention::Unseen && attention != before;
        let opens = before != Attention::Open && attention == Attention::Open;
        (active && ((comes && blank) || (opens && self.tasks_asked != round)))
            || (self.tasks.owed && comes)
    }

    /// Its place in the queue for tasks, the least first: those with open details (and those that
    /// somebody asked for), final ones whose tasks are owed, then who waited longest, then the
    /// nearest.
    pub(super) fn tasks_rank(&self) -> u64 {
        let (class, distance) = match self.attention() {
            _ if self.once => (0, 0),
            Attention::Open => (0, 0),
            Attention::Seen { distance } => (if self.tasks.owed { 1 } else { 2 }, distance),
            Attention::Unseen => (3, 0),
        };
        class << 62 | u64::from(self.tasks_asked & (u32::MAX >> 2)) << 32 | u64::from(distance)
    }

    /// Whether the round that is under way has to ask about it, or has and waits for the answer.
    pub(super) fn is_unanswered(&self) -> bool {
        self.next == Next::InRound { answered: false }
    }

    /// Its own pace on a source that goes at `interval`: a state that this version does not know
    /// is asked at a quarter of it.
    pub(super) fn interval(&self, interval: u64) -> u64 {
        let slow = self.known.state() == Some(JobState::Unknown);
        if slow { interval * 4 } else { interval }
    }

    /// When it is to be asked about, its tasks included; not before the source may be asked.
    /// `None`: not by itself.
    pub(super) fn due(&self, interval: u64) -> Option<Moment> {
        if !self.is_wanted() {
            return None;
        }
        let by_itself = match self.next {
            Next::Never => (self.tasks.owed && self.is_seen()).then_some(self.tasks.not_before),
            next => next.due(self.interval(interval), interval),
        };
        by_itself.map(|due| due.max(self.listens_until(interval)))
    }

    /// When what is shown is old enough to be called stale, if no good look comes before: three
    /// intervals, and 15 s at least.
    pub(super) fn stale_at(&self, interval: u64) -> Option<Moment> {
        let can_age = self.is_followed()
            && !self.old
            && self.known.report.is_some()
            && !self.known.is_final()
            && self.trouble.is_none();
        let age = (self.interval(interval) * 3).max(LEAST_AGE);
        can_age.then(|| self.fresh_at.plus_millis(age))
    }

    /// Whether its tasks are to be asked for in a round that has just looked at it.
    pub(super) fn wants_tasks(&self, now: Moment) -> bool {
        let active = self.known.state().is_some_and(JobState::is_active) && !self.tasks.refused;
        (active || self.tasks.owed) && self.tasks.not_before <= now && self.is_seen()
    }

    /// A good answer says this of it.
    pub(super) fn take_report(&mut self, now: Now, report: Report, separate_tasks: bool) {
        let needs_tasks = separate_tasks && report.tasks.is_none() && !self.tasks.refused;
        self.known.take_report(report);
        self.missed = false;
        self.trouble = None;
        self.old = false;
        self.fresh_at = now.moment;
        self.checked_at = Some(now.utc);
        let is_final = self.known.is_final();
        self.next = if is_final { Next::Never } else { Next::InRound { answered: true } };
        self.tasks.owed = is_final && needs_tasks;
        if self.tasks.owed {
            // What went wrong while it ran does not count against the last question.
            self.tasks.failures = 0;
            self.tasks.not_before = now.moment;
        } else if !self.known.state().is_some_and(JobState::is_active) {
            self.tasks.rest();
        }
    }

    /// A good answer says that the job is not there: only the second in a row is believed.
    pub(super) fn miss(&mut self, failure: Failure) {
        self.found = None;
        if self.missed {
            self.stop(failure);
        } else {
            self.missed = true;
            self.next = Next::InRound { answered: true };
        }
    }

    /// No more looks until somebody asks or a setting changes.
    pub(super) fn stop(&mut self, failure: Failure) {
        self.next = Next::Never;
        self.found = None;
        self.trouble = Some(Trouble { failure, waits: false });
    }

    /// Whether a new token may change the service's mind.
    pub(super) fn is_refused(&self) -> bool {
        let kind = self.trouble.as_ref().map(|trouble| trouble.failure.kind);
        self.next == Next::Never && kind.is_some_and(|kind| kind != FailureKind::NotFound)
    }

    /// Somebody wants a look now, whatever was said before.
    pub(super) fn refresh(&mut self) {
        self.once = true;
        self.missed = false;
        self.tasks.refused = false;
        self.tasks.not_before = Moment::default();
        if !self.is_unanswered() {
            self.next = Next::Now;
        }
    }
}
