//! Who watches which job, and how often they want it looked at.

use core::{cell::Cell, time::Duration};

use litemap::LiteMap;

use crate::job::{JobId, millis};

/// Names one watcher (one badge) of a poller. The caller gives them out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WatchId(pub u64);

/// What one watcher wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The job that it shows.
    pub job: JobId,
    /// How often to look; `None`: as the source's [`Pace`](super::Pace) has it. Less than a second
    /// counts as a second, more than a day as a day.
    pub interval: Option<Duration>,
    /// Whether it wants no looks for now. A job that all its watchers pause is left out.
    pub paused: bool,
    /// How much it is looked at.
    pub attention: Attention,
}

/// How much a badge is looked at: whose tasks are asked for, and whose first. The less, the more it
/// is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// Its details are open.
    Open,
    /// It can be seen.
    Seen {
        /// From the middle of the viewport to its own, in CSS pixels.
        distance: u32,
    },
    /// Nobody can see it: then its state is enough, and its tasks are not asked for.
    Unseen,
}

impl Default for Attention {
    /// Seen: where nobody tells, all counts as seen.
    fn default() -> Self {
        Self::Seen { distance: 0 }
    }
}

impl Watch {
    /// A badge that is seen, at its source's own pace.
    pub const fn new(job: JobId) -> Self {
        let attention = Attention::Seen { distance: 0 };
        Self { job, interval: None, paused: false, attention }
    }
}

/// In milliseconds, as all intervals from here on.
const SHORTEST: u64 = 1_000;
const LONGEST: u64 = 24 * 60 * 60_000;

/// All watchers of a source.
#[derive(Debug)]
pub(super) struct Watches {
    watches: LiteMap<WatchId, Watch>,
    usual: u64,
    /// The source's interval, until somebody comes or goes.
    interval: Cell<Option<u64>>,
}

impl Watches {
    pub(super) fn new(usual: Duration) -> Self {
        let usual = millis(usual).clamp(SHORTEST, LONGEST);
        Self { watches: LiteMap::new(), usual, interval: Cell::new(None) }
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

    /// The source's interval: the shortest that a watcher wants who is not paused.
    pub(super) fn interval(&self) -> u64 {
        if let Some(interval) = self.interval.get() {
            return interval;
        }
        let mut shortest = None;
        for watch in self.watches.values().filter(|watch| !watch.paused) {
            let wanted = watch.interval.map_or(self.usual, millis).clamp(SHORTEST, LONGEST);
            shortest = Some(shortest.map_or(wanted, |shortest: u64| shortest.min(wanted)));
        }
        let interval = shortest.unwrap_or(self.usual);
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
