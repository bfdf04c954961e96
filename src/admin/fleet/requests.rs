//! How many requests have gone out in the last minute.

use std::collections::VecDeque;

/// Milliseconds.
const MINUTE: f64 = 60_000.0;

/// When requests were sent, and whereto, for as long as a minute counts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests(VecDeque<(f64, String)>);

impl Requests {
    /// A request is sent. Times are milliseconds of a clock that never goes back.
    pub(crate) fn sent(&mut self, at: f64, url: String) {
        self.forget(at);
        self.0.push_back((at, url));
    }

    /// How many went to these API roots in the minute before this time.
    pub(crate) fn in_the_last_minute<'a>(
        &mut self,
        now: f64,
        roots: impl Iterator<Item = &'a str> + Clone,
    ) -> usize {
        self.forget(now);
        self.0.iter().filter(|(_, url)| roots.clone().any(|root| url.starts_with(root))).count()
    }

    fn forget(&mut self, now: f64) {
        while self.0.front().is_some_and(|(at, _)| *at <= now - MINUTE) {
            self.0.pop_front();
        }
    }
}
