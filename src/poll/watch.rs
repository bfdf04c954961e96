//! Who watches which job, and how often it is to be polled.

use core::{cell::Cell, time::Duration};

use litemap::LiteMap;

use crate::job::{JobId, millis};

/// Identifies one watcher (one badge) of a poller. The caller chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WatchId(pub u64);

/// What one watcher wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The job that it shows.
    pub job: JobId,
    /// How often the job is polled; `None`: as the source's [`Pace`](super::Pace) says. Less than a
    /// second counts as a second, more than a day as a day.
    pub interval: Option<Duration>,
    /// Whether it wants no polls for now. A job that all its watchers pause is not polled.
    pub paused: bool,
    /// How visible it is.
    pub attention: Attention,
}

/// How visible a badge is. It decides whose tasks are read, and whose first: the least value goes
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// Its details are open.
    Open,
    /// It can be seen.
    Seen {
        /// From the middle of the viewport to its own, in CSS pixels.
        distance: u32,
    },
    /// Nobody can see it. Its state is polled, its tasks are not.
    Unseen,
}

impl Default for Attention {
    /// Seen, which is what counts where visibility is not known.
    fn default() -> Self {
        Self::Seen { distance: 0 }
    }
}

impl Watch {
    /// A visible badge, polled at the interval of its source.
    pub const fn new(job: JobId) -> Self {
        let attention = Attention::Seen { distance: 0 };
        Self { job, interval: None, paused: false, attention }
    }
}

/// The bounds of an interval, in milliseconds.
const MIN_INTERVAL: u64 = 1_000;
const MAX_INTERVAL: u64 = 24 * 60 * 60_000;

/// All watchers of a source.
#[derive(Debug)]
pub(super) struct Watches {
    watches: LiteMap<WatchId, Watch>,
    /// In milliseconds, for watchers that name none.
    default_interval: u64,
    /// What [`interval`](Self::interval) returned, until a watcher comes or goes.
    interval: Cell<Option<u64>>,
}

impl Watches {
    pub(super) fn new(default_interval: Duration) -> Self {
        let default_interval = millis(default_interval).clamp(MIN_INTERVAL, MAX_INTERVAL);
        Self { watches: LiteMap::new(), default_interval, interval: Cell::new(None) }
    }

    pub(super) fn get(&self, id: WatchId) -> Option<&Watch> {
        self.watches.get(&id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.watches.is_empty()
    }

    pub(super) fn insert(&mut self, id: WatchId, watch: Watch) {
        self.interval.set(None);
        self.watches.insert(id, watch);
    }

    pub(super) fn remove(&mut self, id: WatchId) -> Option<Watch> {
        self.interval.set(None);
        self.watches.remove(&id)
    }

    /// The source's interval in milliseconds: the shortest that an unpaused watcher wants.
    pub(super) fn interval(&self) -> u64 {
        if let Some(interval) = self.interval.get() {
            return interval;
        }
        let wanted = |watch: &Watch| {
            let wanted = watch.interval.map_or(self.default_interval, millis);
            wanted.clamp(MIN_INTERVAL, MAX_INTERVAL)
        };
        let unpaused = self.watches.values().filter(|watch| !watch.paused);
        let interval = unpaused.map(wanted).min().unwrap_or(self.default_interval);
        self.interval.set(Some(interval));
        interval
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_goes_at_the_shortest_interval_of_its_watchers() {
        let mut watches = Watches::new(Duration::from_millis(2500));
        let mut check = |id, interval: Option<u64>, paused, expected| {
            let job = JobId::parse("a").unwrap();
            let interval = interval.map(Duration::from_millis);
            watches.insert(WatchId(id), Watch { interval, paused, ..Watch::new(job) });
            assert_eq!(watches.interval(), expected);
        };
        check(1, Some(60_000), false, 60_000);
        check(2, None, false, 2500);
        check(3, Some(0), true, 2500);
        check(3, Some(0), false, 1000);
        check(3, Some(u64::MAX), false, 2500);
        check(2, None, true, 60_000);
        check(1, None, true, 86_400_000);
        watches.remove(WatchId(3));
        assert_eq!(watches.interval(), 2500);
        assert!(watches.remove(WatchId(3)).is_none());
    }
}
