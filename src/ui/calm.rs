//! How many badges live on the page, and whether that is few enough for each to do what would not be
//! calm in a crowd. What is left out then is decided elsewhere.

use core::cell::Cell;

/// So many badges on a page may move before they know how far their jobs are, and be drawn before
/// anything is known. More would not be calm, and each moving bar is a layer of its own to the
/// browser.
const CALM: u32 = 40;

thread_local! {
    static LIVING: Cell<u32> = const { Cell::new(0) };
}

/// Counts a badge for as long as it lives.
#[derive(Debug)]
pub(super) struct OneMore;

impl OneMore {
    pub(super) fn new() -> Self {
        LIVING.set(LIVING.get().saturating_add(1));
        Self
    }
}

impl Drop for OneMore {
    fn drop(&mut self) {
        LIVING.set(LIVING.get().saturating_sub(1));
    }
}

/// Whether the page has so few badges that each may move, and be drawn before anything is known of
/// its job.
pub(crate) fn is_calm() -> bool {
    LIVING.get() <= CALM
}
