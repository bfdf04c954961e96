//! A group of tabs, as one of them sees it: its channel, and the others as soon as it has heard of
//! any.

use core::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::EventTarget;

use super::{
    Listener,
    driver::{Core, with},
    lock::Lock,
    message::Message,
    property::get,
    talk,
};
use crate::{
    job::{Query, joined},
    provider::{ApiRoot, BearerToken},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = EventTarget)]
    type BroadcastChannel;

    #[wasm_bindgen(constructor, catch)]
    fn new(name: &str) -> Result<BroadcastChannel, JsValue>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post(this: &BroadcastChannel, message: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn close(this: &BroadcastChannel);
}

/// A group that this tab takes part in.
pub(super) struct Group {
    channel: Rc<Channel>,
    _listener: Listener,
    others: RefCell<Option<Rc<dyn Others>>>,
}

/// A group's channel.
pub(super) struct Channel {
    pub(super) name: String,
    channel: BroadcastChannel,
}

/// What a tab does as soon as there are others.
pub(super) trait Others {
    /// Another tab said something.
    fn hear(&self, core: &Rc<Core>, message: &JsValue);

    /// This tab was answered this. Tells the others, if it asks for any.
    fn tell(&self, ask: &Query, body: &JsValue, token: &BearerToken);

    /// Says what this tab wants, if that is news.
    fn say_wants(&self, core: &Core);

    /// This tab takes part no more.
    fn leave(&self, core: &Core);
}

impl Group {
    /// Joins a group. `None` where a browser does not have what it takes.
    pub(super) fn open(core: &Rc<Core>, name: String) -> Option<Self> {
        Lock::there_are()?;
        let channel = BroadcastChannel::new(&name).ok()?;
        let weak = Rc::downgrade(core);
        let on = vec![(channel.clone().unchecked_into(), "message")];
        let listener = Listener::new(on, move |event| {
            with(&weak, |core| {
                if let (Some(group), Some(message)) = (core.tabs.group(), get(&event, "data")) {
                    group.hear(core, &message);
                }
            });
        });
        let channel = Rc::new(Channel { name, channel });
        channel.post(&Message::here());
        Some(Self { channel, _listener: listener, others: RefCell::default() })
    }

    /// The others, if there are any.
    pub(super) fn others(&self) -> Option<Rc<dyn Others>> {
        self.others.borrow().clone()
    }

    /// The first message says that there are others.
    fn hear(&self, core: &Rc<Core>, message: &JsValue) {
        let others = self.others().unwrap_or_else(|| talk::begin(core, Rc::clone(&self.channel)));
        self.others.replace(Some(Rc::clone(&others)));
        others.hear(core, message);
    }
}

impl Channel {
    /// A body with something that cannot be copied (a page's own `fetch` made it) is not told.
    pub(super) fn post(&self, message: &JsValue) {
        let _ = self.channel.post(message);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// The group's name. No provider and no root has a space, so no two groups have the same.
pub(super) fn group_name(core: &Core, kind: &str, which: &str) -> String {
    let root = core.root.as_ref().map_or("", ApiRoot::as_str);
    joined(&["job-badge 1 ", core.api.name(), " ", root, " ", kind, which])
}
