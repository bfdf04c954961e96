//! What a tab's part in a group needs of the driver whose source is shared.

use wasm_bindgen::JsValue;

use crate::job::Query;

/// The driver, as the tabs see it. Each `handle_*` is the poller's of the same name.
pub(in crate::browser) trait Host {
    /// What this tab would have another one ask for: [`Poller::wants`](crate::poll::Poller::wants).
    fn wants(&self) -> String;

    /// Another tab, known by a number, wants this from now on; one that has gone, nothing.
    fn handle_peer_wants(&self, tab: u32, wants: &str);

    /// Another tab was answered this: the API's own JSON.
    fn handle_peer_answer(&self, query: &Query, body: JsValue);

    /// No other tab asks for this one any more.
    fn handle_no_peer_asks(&self);
}
