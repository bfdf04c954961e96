//! One clock for everything on the page that counts: once a second, none when nothing counts, none
//! while nobody can see the page.

use core::{cell::RefCell, time::Duration};
use std::rc::Rc;

use super::{
    page_events::{PageEvents, page_now},
    timer::Timer,
};
use crate::job::Sorted;

const SECOND: Duration = Duration::from_secs(1);

/// Keeps a function called once a second. Dropping it ends that.
#[derive(Debug)]
#[must_use = "dropping it ends the calls"]
pub struct Seconds(u64);

#[derive(Default)]
struct Clock {
    next: u64,
    calls: Sorted<u64, Rc<dyn Fn()>>,
    running: Option<(Timer, PageEvents)>,
}

thread_local! {
    static CLOCK: RefCell<Clock> = RefCell::default();
}

impl Seconds {
    /// Calls this once a second, together with all others.
    pub fn new(call: impl Fn() + 'static) -> Self {
        CLOCK.with(|clock| {
            let mut clock = clock.borrow_mut();
            clock.next += 1;
            let id = clock.next;
            clock.calls.insert(id, Rc::new(call));
            if clock.running.is_none() {
                let timer = Timer::new(Rc::new(tick));
                timer.arm(page_now().awake.then_some(SECOND));
                clock.running = Some((timer, PageEvents::new(Rc::new(|_| tick()))));
            }
            Self(id)
        })
    }
}

impl Drop for Seconds {
    fn drop(&mut self) {
        // Nothing of the clock's may be dropped while it is borrowed: a call may own a badge.
        let ended = CLOCK.with(|clock| {
            let mut clock = clock.borrow_mut();
            let call = clock.calls.remove(&self.0);
            let running = if clock.calls.is_empty() { clock.running.take() } else { None };
            (call, running)
        });
        drop(ended);
    }
}

fn tick() {
    let awake = page_now().awake;
    let calls: Vec<Rc<dyn Fn()>> = CLOCK.with(|clock| {
        let clock = clock.borrow();
        if let Some((timer, _)) = &clock.running {
            timer.arm(awake.then_some(SECOND));
        }
        if awake { clock.calls.values().cloned().collect() } else { Vec::new() }
    });
    for call in calls {
        call();
    }
}
