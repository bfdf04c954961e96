//! One clock for everything on the page that counts: once a second, once a minute where that is
//! enough, none when nothing counts, none while nobody can see the page.

use core::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use litemap::LiteMap;

use super::{
    page_events::{PageEvents, page_now},
    timer::timeout,
};

/// Milliseconds.
const SECOND: u64 = 1000;
/// The same, while nothing changes within a minute.
const MINUTE: u64 = 60 * SECOND;

/// What is called, and whether once a minute is enough for it.
type Call = (bool, Rc<dyn Fn()>);

struct Clock {
    calls: LiteMap<u64, Call>,
    next: u64,
    page_events: Option<PageEvents>,
    timeout: Option<Timeout>,
}

thread_local! {
    static CLOCK: RefCell<Clock> = const {
        RefCell::new(Clock {
            calls: LiteMap::new(),
            next: 0,
            page_events: None,
            timeout: None,
        })
    };
}

/// Keeps a function called once a second. Dropping it ends that.
#[derive(Debug)]
#[must_use = "dropping it ends the calls"]
pub struct Seconds(u64);

impl Seconds {
    /// Calls this once a second, together with all others.
    pub fn new(call: impl Fn() + 'static) -> Self {
        Self::add(false, Rc::new(call))
    }

    /// Calls this once a minute, or more often while others want to be.
    pub fn minutes(call: impl Fn() + 'static) -> Self {
        Self::add(true, Rc::new(call))
    }

    fn add(slow: bool, call: Rc<dyn Fn()>) -> Self {
        let (id, is_first, is_faster) = CLOCK.with_borrow_mut(|clock| {
            let id = clock.next;
            clock.next += 1;
            let is_first = clock.calls.is_empty();
            let is_faster = !slow && clock.calls.values().all(|(slow, _)| *slow);
            clock.calls.insert(id, (slow, call));
            (id, is_first, is_faster)
        });
        if is_first {
            let events = PageEvents::new(Rc::new(|page| tick(page.awake)));
            CLOCK.with_borrow_mut(|clock| clock.page_events = Some(events));
        }
        if is_first || is_faster {
            arm(page_now().awake);
        }
        Self(id)
    }
}

impl Drop for Seconds {
    fn drop(&mut self) {
        // Both are dropped after the borrow: dropping a call may drop another `Seconds`.
        let call = CLOCK.with_borrow_mut(|clock| clock.calls.remove(&self.0));
        let stopped = CLOCK.with_borrow_mut(|clock| {
            clock.calls.is_empty().then(|| (clock.page_events.take(), clock.timeout.take()))
        });
        drop((call, stopped));
    }
}

fn tick(awake: bool) {
    if !awake {
        arm(false);
        return;
    }
    let ids: Vec<u64> = CLOCK.with_borrow(|clock| clock.calls.keys().copied().collect());
    for id in ids {
        // A call may have ended this one.
        let call = CLOCK.with_borrow(|clock| clock.calls.get(&id).cloned());
        if let Some((_, call)) = call {
            call();
        }
    }
    // They may have made it faster or slower, or ended it.
    if CLOCK.with_borrow(|clock| !clock.calls.is_empty()) {
        arm(true);
    }
}

/// Waits for the next second or minute, or for none.
fn arm(awake: bool) {
    let is_slow = CLOCK.with_borrow(|clock| clock.calls.values().all(|(slow, _)| *slow));
    let wait = if is_slow { MINUTE } else { SECOND };
    let next = awake.then(|| timeout(wait, || tick(page_now().awake)));
    let cleared = CLOCK.with_borrow_mut(|clock| core::mem::replace(&mut clock.timeout, next));
    drop(cleared);
}
