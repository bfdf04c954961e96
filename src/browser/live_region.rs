//! The page's one live region: what all badges have to say, batched, politely.
//!
//! `page.js` makes it. What is said, and when a change is worth saying, is the badge room's to decide.

use core::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;

use super::timer::Timer;
use crate::badge::{Announcements, Format, Summary, View, Words};

/// How many milliseconds it gathers before it speaks, so that a round's changes are one sentence.
const GATHERS: u64 = 1000;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = say)]
    fn say_politely(text: &str);
}

#[derive(Default)]
struct Region {
    tally: Announcements,
    /// Said as it is, before the tally.
    aside: String,
    words: Words,
    format: Option<Rc<dyn Format>>,
    timer: Option<Timer>,
}

thread_local! {
    static REGION: RefCell<Region> = RefCell::default();
}

/// Takes note of a badge's change; it is spoken of if it is a milestone.
pub fn announce(before: Summary, after: &View, words: &Words, format: Rc<dyn Format>) {
    gather(words, format, |region, words| region.tally.add(before, after, words));
}

/// Says something as it is.
pub fn say(text: &str, words: &Words, format: Rc<dyn Format>) {
    gather(words, format, |region, _| text.clone_into(&mut region.aside));
}

fn gather(words: &Words, format: Rc<dyn Format>, note: impl FnOnce(&mut Region, &Words)) {
    REGION.with(|region| {
        let mut region = region.borrow_mut();
        note(&mut region, words);
        if region.tally == Announcements::default() && region.aside.is_empty() {
            return;
        }
        region.words = words.clone();
        region.format = Some(format);
        let timer = region.timer.get_or_insert_with(|| Timer::new(Rc::new(speak)));
        timer.arm_unless_armed(GATHERS);
    });
}

fn speak() {
    REGION.with(|region| {
        let mut region = region.borrow_mut();
        let Some(format) = region.format.take() else { return };
        let words = region.words.clone();
        let mut said = core::mem::take(&mut region.aside);
        if let Some(tally) = region.tally.take(&words, &*format) {
            said = words.join(said, &tally);
        }
        say_politely(&said);
    });
}
