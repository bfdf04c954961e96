//! What the page has really asked: each of its requests goes through the `fetch` that `in_page.rs` puts
//! before the browser's own, those for the list of jobs, too.

use core::cell::RefCell;

use super::fleet::Requests;

thread_local! {
    static ASKED: RefCell<Requests> = RefCell::default();
}

/// A request is sent.
pub(super) fn sent(url: String) {
    ASKED.with_borrow_mut(|asked| asked.sent(now(), url));
}

/// How many requests went to these API roots in the last minute.
pub(super) fn in_the_last_minute<'a>(roots: impl Iterator<Item = &'a str> + Clone) -> usize {
    ASKED.with_borrow_mut(|asked| asked.in_the_last_minute(now(), roots))
}

fn now() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now())
}
