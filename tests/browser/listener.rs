//! Listeners go when they are dropped.

use core::cell::RefCell;
use std::rc::Rc;

use job_badge::browser::Listener;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventTarget};

#[wasm_bindgen_test]
fn a_listener_hears_its_events_until_it_is_dropped() {
    let (one, two) = (EventTarget::new().unwrap(), EventTarget::new().unwrap());
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = {
        let heard = Rc::clone(&heard);
        Listener::new(vec![(one.clone(), "a"), (two.clone(), "b")], move |event: Event| {
            heard.borrow_mut().push(event.type_());
        })
    };
    let say = |target: &EventTarget, name| {
        target.dispatch_event(&Event::new(name).unwrap()).unwrap();
    };
    say(&one, "a");
    say(&one, "b");
    say(&two, "b");
    assert_eq!(*heard.borrow(), ["a", "b"]);
    drop(listener);
    say(&one, "a");
    say(&two, "b");
    assert_eq!(heard.borrow().len(), 2);
    assert_eq!(Rc::strong_count(&heard), 1);
}
