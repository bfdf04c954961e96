//! One conversation for all tabs of a group: when this tab takes part, and in which group. What
//! tabs say to each other is the business of `talk`.
//!
//! A tab takes part while it is awake, online and watched, and its own token was accepted
//! ([`Poller::may_share`](crate::poll::Poller::may_share)); its first look never waits for that.
//! A tab that is alone holds no lock, and only listens. When it stops, its channel is closed.
//! Where any of this is missing, each tab asks for itself.
//!
//! The page may have put its own functions in place of the browser's, so no borrow is held while one
//! of them runs.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::{
    Share,
    driver::{Core, with},
    group::{Group, Others, group_name},
    promise::then,
};
use crate::{job::Query, provider::BearerToken};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// The SHA-256 of a text, as letters; rejected where the page has none: on insecure pages.
    fn digest(text: &str) -> Promise;
}

/// This tab's part in its group.
pub(super) struct Tabs {
    share: Share,
    group: RefCell<Option<Rc<Group>>>,
    /// Whether it takes part, or is about to.
    takes_part: Cell<bool>,
    /// How often it began or ceased to.
    turn: Cell<u32>,
}

impl Tabs {
    pub(super) const fn new(share: Share) -> Self {
        Self { share, group: RefCell::new(None), takes_part: Cell::new(false), turn: Cell::new(0) }
    }

    /// Joins or leaves the group, as things stand now, and says what this tab wants.
    pub(super) fn settle(&self, core: &Rc<Core>) {
        let may = self.share != Share::Off
            && core.attached.borrow().is_some()
            && core.poller.borrow().may_share();
        if may != self.takes_part.replace(may) {
            self.turn.set(self.turn.get().wrapping_add(1));
            if may {
                self.join(core);
            } else {
                self.leave(core);
            }
        }
        if let Some(others) = self.others() {
            others.say_wants(core);
        }
    }

    fn others(&self) -> Option<Rc<dyn Others>> {
        self.group()?.others()
    }

    pub(super) fn group(&self) -> Option<Rc<Group>> {
        self.group.borrow().clone()
    }

    fn open(&self, core: &Rc<Core>, name: String) {
        let group = Group::open(core, name);
        self.group.replace(group.map(Rc::new));
    }

    fn join(&self, core: &Rc<Core>) {
        let turn = self.turn.get();
        let digest = match &self.share {
            Share::SameToken if !core.credential.is_provider() => {
                let token = core.token.borrow();
                let text = token.as_ref().map(|(_, token)| group_name(core, "#", token.expose()));
                drop(token);
                text.map(|text| digest(&text))
            }
            Share::Named(name) => {
                self.open(core, group_name(core, "=", name));
                return;
            }
            _ => return,
        };
        let (Some(digest), core) = (digest, Rc::downgrade(core)) else { return };
        then(&digest, move |digest| {
            with(&core, |core| {
                if let Some(digest) = digest.as_string().filter(|_| core.tabs.turn.get() == turn) {
                    core.tabs.open(core, group_name(core, "#", &digest));
                }
            });
        });
    }

    fn leave(&self, core: &Rc<Core>) {
        let group = self.group.take();
        if let Some(others) = group.and_then(|group| group.others()) {
            others.leave(core);
        }
    }

    /// This tab was answered this. Tells the others, if there are any.
    pub(super) fn tell(&self, ask: &Query, body: Option<JsValue>, token: &BearerToken) {
        if let (Some(others), Some(body)) = (self.others(), body) {
            others.tell(ask, &body, token);
        }
    }
}
