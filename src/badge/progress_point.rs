//! One point of a progress history.

use crate::job::Timestamp;

/// One change of progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When it was first seen so far, by this machine's clock.
    pub at: Timestamp,
    /// 0 to 1000.
    pub permille: u16,
}
