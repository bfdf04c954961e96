//! Who watches which job, and how often they want it looked at.

use core::time::Duration;

use crate::job::JobId;

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
}
