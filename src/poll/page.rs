//! What the page is to the poller: seen or not, online or not.

use super::{Page, Poller};
use crate::job::Now;

impl Poller {
    /// The page was hidden or shown, the network went or came.
    pub fn handle_page(&mut self, now: Now, page: Page) {
        let before = self.source.page;
        if before == page {
            return;
        }
        self.source.page = page;
        for (_, job) in self.jobs.iter_mut() {
            job.found_offline = false;
        }
        if !(page.awake && (page.online || self.pace.is_local)) {
            self.cancel_round(now);
        } else {
            // Nothing was polled meanwhile, so no report is late.
            for (_, job) in self.jobs.iter_mut() {
                job.fresh_at = job.fresh_at.max(now.moment);
            }
        }
        if page.online && !before.online {
            self.source.reset_backoff();
        }
        if page.awake && !before.awake {
            self.credential.look_now(now);
        }
        self.mark_all_changed();
    }

    /// Nobody sees the page, or not any longer, but the source is to be polled all the same, once a
    /// minute: its page is called awake meanwhile, and this says that it is in the background.
    pub fn handle_background(&mut self, in_background: bool) {
        if self.source.in_background != in_background {
            self.source.in_background = in_background;
            self.mark_all_changed();
        }
    }
}
