//! What the group of tabs asks of a driver, and what it tells it.

use wasm_bindgen::JsValue;

use super::Core;
use crate::{
    browser::{clock::now, js_deserializer::JsDeserializer, tabs::Host},
    job::Query,
};

impl Host for Core {
    fn wants(&self) -> String {
        self.poller.borrow().wants()
    }

    fn handle_peer_wants(&self, tab: u32, wants: &str) {
        self.poller.borrow_mut().handle_peer_wants(now(), tab, wants);
        self.flush_soon();
    }

    fn handle_peer_answer(&self, query: &Query, body: JsValue) {
        let is_watched = |job| self.poller.borrow().status(now(), job).is_some();
        if query.jobs().iter().any(is_watched)
            && let Ok(answer) = self.api.read(query, JsDeserializer(body))
        {
            self.poller.borrow_mut().handle_peer_answer(now(), query, answer);
            self.flush_soon();
        }
    }

    fn handle_no_peer_asks(&self) {
        self.poller.borrow_mut().handle_no_peer_asks(now());
        self.flush_soon();
    }
}
