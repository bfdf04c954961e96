//! The page's two clocks.

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
    let performance = web_sys::window().and_then(|window| window.performance());
    let millis = performance.map_or_else(js_sys::Date::now, |clock| clock.now());
    Moment::from_millis(u64::try_from(whole(millis)).unwrap_or(0))
}
