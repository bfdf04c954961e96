//! A group's channel, which reaches all other tabs of the origin that have opened it.

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A group's channel. Dropping it closes it.
pub(super) struct Channel(BroadcastChannel);

impl Channel {
    /// Opens the channel of this name. `None` where the browser has none.
    pub(super) fn open(name: &str) -> Option<Self> {
        BroadcastChannel::new(name).ok().map(Self)
    }

    /// Calls with each message of another tab.
    pub(super) fn listen(&self, on_message: impl Fn(JsValue) + 'static) -> EventListener {
        EventListener::new(&self.0, "message", move |event| {
            on_message(event.unchecked_ref::<MessageEvent>().data());
        })
    }

    /// Posts a message to all other tabs. One with something in it that cannot be copied (a page's
    /// own `fetch` may have made it) is left out.
    pub(super) fn post(&self, message: &JsValue) {
        let _ = self.0.post_message(message);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.0.close();
    }
}
