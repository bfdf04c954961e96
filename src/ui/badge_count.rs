//! How many badges began at the same time, and whether they are few. What is left out where they are
//! many is decided elsewhere.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::browser::utc_now;

/// So many badges of one time may move before they know how far their jobs are, and be drawn before
/// anything is known. More would be restless, and each moving bar is a layer of its own to the
/// browser.
const FEW: u32 = 40;

/// On a page of so many badges, new ones are not few, however they come.
const FULL: u32 = 200;

/// Milliseconds without a new badge after which the next one begins another time.
const PAUSE: i64 = 1000;

thread_local! {
    static PAGE: Cell<u32> = const { Cell::new(0) };
    static LATEST: RefCell<(i64, Rc<Cell<u32>>)> = RefCell::default();
}

/// Counts a badge until it is dropped, with those that began at the same time: a row that is added
/// to a table changes nothing about the rows that are there.
#[derive(Debug)]
pub(super) struct CountedBadge {
    together: Rc<Cell<u32>>,
    has_room: bool,
}

impl CountedBadge {
    pub(super) fn new() -> Self {
        Self::at(utc_now().millis())
    }

    fn at(now: i64) -> Self {
        let before = PAGE.replace(PAGE.get().saturating_add(1));
        let together = LATEST.with_borrow_mut(|(latest, together)| {
            // A clock that was set back begins another time, too.
            if !(0..PAUSE).contains(&(now - *latest)) {
                *together = Rc::default();
            }
            *latest = now;
            Rc::clone(together)
        });
        together.set(together.get().saturating_add(1));
        Self { together, has_room: before < FULL }
    }

    /// Whether few badges began with this one.
    pub(super) fn is_one_of_few(&self) -> bool {
        self.together.get() <= FEW && self.has_room
    }
}

impl Drop for CountedBadge {
    fn drop(&mut self) {
        PAGE.set(PAGE.get().saturating_sub(1));
        self.together.set(self.together.get().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(count: usize, at: i64) -> Vec<CountedBadge> {
        (0..count).map(|_| CountedBadge::at(at)).collect()
    }

    fn all_few(badges: &[CountedBadge]) -> bool {
        badges.iter().all(CountedBadge::is_one_of_few)
    }

    #[test]
    fn a_row_more_changes_nothing_for_the_rows_that_are_there() {
        let forty = begin(40, 1_000);
        assert!(all_few(&forty));
        let one_more = begin(1, 60_000);
        assert!(all_few(&forty) && all_few(&one_more));
        let page_of_more = begin(30, 90_000);
        assert!(all_few(&forty) && all_few(&page_of_more));
    }

    #[test]
    fn forty_one_at_once_are_many_until_some_go() {
        let mut badges = begin(20, 1_000);
        badges.extend(begin(21, 1_900));
        assert!(badges.iter().all(|badge| !badge.is_one_of_few()));
        badges.pop();
        assert!(all_few(&badges));
    }

    #[test]
    fn one_by_one_they_are_many_on_a_full_page() {
        let badges: Vec<_> = (0..=200).map(|at| CountedBadge::at(at * 5_000)).collect();
        let (last, others) = badges.split_last().unwrap();
        assert!(all_few(others) && !last.is_one_of_few());
    }

    #[test]
    fn a_clock_that_is_set_back_is_no_reason_to_stand_still() {
        let before = begin(40, 500_000);
        let after = begin(1, 1_000);
        assert!(all_few(&before) && all_few(&after));
    }
}
