//! The page's two clocks.

use wasm_bindgen::prelude::wasm_bindgen;

use super::whole::whole;
use crate::job::{Moment, Now, Timestamp};

/// What both clocks say now.
pub(super) fn now() -> Now {
    Now { moment: moment(), utc: utc_now() }
}

/// The calendar by this machine's clock.
pub fn utc_now() -> Timestamp {
    // `Date.now()` can only leave the calendar when a page has replaced it.
    Timestamp::from_millis(whole(js_sys::Date::now())).unwrap_or(Timestamp::EPOCH)
}

/// The clock that never jumps.
fn moment() -> Moment {
    Moment::from_millis(u64::try_from(whole(since_start())).unwrap_or(0))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn since_start() -> f64;
}
