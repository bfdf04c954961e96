//! One clock for everything on the page that counts: once a second, none when nothing counts, none
//! while nobody can see the page.

use core::cell::RefCell;
use std::rc::Rc;

use super::{
    page_events::{PageEvents, page_now},
    timer::Timer,
};

/// In milliseconds.
const SECOND: u64 = 1000;

/// Keeps a function called once a second. Dropping it ends that.
#[must_use = "dropping it ends the calls"]
pub struct Seconds(Call);

type Call = Rc<dyn Fn()>;

#[derive(Default)]
struct Clock {
    calls: Vec<Call>,
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
            let call: Call = Rc::new(call);
            clock.calls.push(Rc::clone(&call));
            if clock.running.is_none() {
                let timer = Timer::new(Rc::new(tick));
                timer.arm(page_now().awake.then_some(SECOND));
                clock.running = Some((timer, PageEvents::new(Rc::new(|_| tick()))));
            }
            Self(call)
        })
    }
}

impl Drop for Seconds {
    fn drop(&mut self) {
        // Nothing of the clock's may be dropped while it is borrowed: a call may own a badge.
        let ended = CLOCK.with(|clock| {
            let mut clock = clock.borrow_mut();
            // The call itself outlives this: it is kept here, too.
            clock.calls.retain(|call| !Rc::ptr_eq(call, &self.0));
            if clock.calls.is_empty() { clock.running.take() } else { None }
        });
        drop(ended);
    }
}

fn tick() {
    let awake = page_now().awake;
    let calls = CLOCK.with(|clock| {
        let clock = clock.borrow();
        if let Some((timer, _)) = &clock.running {
            timer.arm(awake.then_some(SECOND));
        }
        if awake { clock.calls.clone() } else { Vec::new() }
    });
    for call in calls {
        call();
    }
}

impl core::fmt::Debug for Seconds {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Seconds")
    }
}
