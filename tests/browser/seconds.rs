//! One clock for all that counts.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use job_badge::browser::Seconds;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{page, stage::Stage};

fn counting() -> (Seconds, Rc<Cell<u32>>) {
    let count = Rc::new(Cell::new(0));
    let kept = Rc::clone(&count);
    (Seconds::new(move || kept.set(kept.get() + 1)), count)
}

#[wasm_bindgen_test]
async fn many_share_one_timer_and_the_last_to_go_clears_it() {
    let stage = Stage::new();
    assert_eq!(page::timers(), [0.0; 0]);
    let mut many: Vec<_> = (0..50).map(|_| counting()).collect();
    assert_eq!(page::timers(), [1000.0]);
    stage.pass_seconds(3).await;
    assert!(many.iter().all(|(_, count)| count.get() == 3));
    assert_eq!(page::timers_set(), 4);
    many.truncate(1);
    stage.pass_seconds(1).await;
    assert_eq!(many[0].1.get(), 4);
    many.clear();
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn there_is_no_timer_while_nobody_sees_the_page() {
    let stage = Stage::new();
    let (seconds, count) = counting();
    page::set_visible(false);
    assert_eq!(page::timers(), [0.0; 0]);
    stage.pass_seconds(60).await;
    assert_eq!(count.get(), 0);
    page::set_visible(true);
    assert_eq!((count.get(), page::timers().len()), (1, 1));
    drop(seconds);
    stage.assert_empty();

    page::set_visible(false);
    let (_seconds, count) = counting();
    assert_eq!(page::timers(), [0.0; 0]);
    page::set_visible(true);
    stage.pass_seconds(1).await;
    assert_eq!(count.get(), 2);
}

#[wasm_bindgen_test]
async fn a_call_may_end_itself_and_others() {
    let stage = Stage::new();
    let held = Rc::new(RefCell::new(Vec::new()));
    for _ in 0..3 {
        let all = Rc::clone(&held);
        let seconds = Seconds::new(move || {
            let ended = all.take();
            drop(ended);
        });
        held.borrow_mut().push(seconds);
    }
    stage.pass_seconds(2).await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn it_goes_by_minutes_while_that_is_enough_for_all() {
    let stage = Stage::new();
    let slow = Seconds::minutes(|| {});
    assert_eq!(page::timers(), [60_000.0]);
    let (fast, _) = counting();
    assert_eq!(page::timers(), [1000.0]);
    drop((slow, fast));
    stage.assert_empty();
}
