//! How many badges there are on the page, and whether they are few. What is left out where they are
//! many is decided elsewhere.

use core::cell::Cell;

/// So many badges on a page may move before they know how far their jobs are, and be drawn before
/// anything is known. More would be restless, and each moving bar is a layer of its own to the
/// browser.
const FEW: u32 = 40;

thread_local! {
    static BADGES: Cell<u32> = const { Cell::new(0) };
}

/// Counts a badge until it is dropped.
#[derive(Debug)]
pub(super) struct CountedBadge(());

impl CountedBadge {
    pub(super) fn new() -> Self {
        BADGES.set(BADGES.get().saturating_add(1));
        Self(())
    }
}

impl Drop for CountedBadge {
    fn drop(&mut self) {
        BADGES.set(BADGES.get().saturating_sub(1));
    }
}

/// Whether there are few badges on the page.
pub(crate) fn has_few_badges() -> bool {
    BADGES.get() <= FEW
}
