//! One clock for everything on the page that counts: once a second, none when nothing counts, none
//! while nobody can see the page.

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

struct Clock {
    calls: LiteMap<u64, Rc<dyn Fn()>>,
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
        let (id, is_first) = CLOCK.with_borrow_mut(|clock| {
            let id = clock.next;
            clock.next += 1;
            let is_first = clock.calls.is_empty();
            clock.calls.insert(id, Rc::new(call));
            (id, is_first)
        });
        if is_first {
            let events = PageEvents::new(Rc::new(|page| tick(page.awake)));
            CLOCK.with_borrow_mut(|clock| clock.page_events = Some(events));
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
    arm(awake);
    if !awake {
        return;
    }
    let ids: Vec<u64> = CLOCK.with_borrow(|clock| clock.calls.keys().copied().collect());
    for id in ids {
        // A call may have ended this one.
        let call = CLOCK.with_borrow(|clock| clock.calls.get(&id).cloned());
        if let Some(call) = call {
            call();
        }
    }
}

/// Waits for the next second, or for none.
fn arm(awake: bool) {
    let next = awake.then(|| timeout(SECOND, || tick(page_now().awake)));
    let cleared = CLOCK.with_borrow_mut(|clock| core::mem::replace(&mut clock.timeout, next));
    drop(cleared);
}
