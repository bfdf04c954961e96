//! The page's two clocks.

use web_sys::Performance;

use crate::job::{Moment, Now, Timestamp};

thread_local! {
    static PERFORMANCE: Option<Performance> = web_sys::window().and_then(|it| it.performance());
}

/// What both clocks say now.
pub(super) fn now() -> Now {
    Now { moment: moment(), utc: utc_now() }
}

/// The calendar by this machine's clock.
pub fn utc_now() -> Timestamp {
    // `Date.now()` can only leave the calendar when a page has replaced it.
    #[allow(clippy::cast_possible_truncation)]
    Timestamp::from_millis(js_sys::Date::now() as i64).unwrap_or(Timestamp::EPOCH)
}

/// The clock that never jumps.
fn moment() -> Moment {
    let millis = PERFORMANCE.with(|it| it.as_ref().map_or(0.0, Performance::now));
    // It saturates at 0, where no page's clock begins.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Moment::from_millis(millis as u64)
}
