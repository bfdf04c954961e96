//! One conversation for all tabs of a group: of those that may take part, the one that holds the
//! group's Web Lock asks, and tells the others on a BroadcastChannel what it was answered.
//!
//! A tab takes part while it is awake, online and watched, and its own token was accepted
//! ([`Poller::may_share`](crate::poll::Poller::may_share)); its first look never waits for that.
//! A tab that is alone holds no lock. When it stops, its channel is closed and its locks are given
//! back at once: the next tab in the queue for the group's lock asks from then on. Each tab also
//! holds a lock of its own, which the asking tab waits for: so it learns that a tab has gone, even
//! one that crashed, without a clock.
//! Where any of this is missing, each tab asks for itself.
//!
//! The page may have put its own functions in place of the browser's, so no borrow is held while one
//! of them runs.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{JSON, JsString, Uint8Array};
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::JsValue;

use super::{
    Share,
    clock::now,
    driver::{Core, with},
    group::{Group, digest, group_name, letters},
    message::Message,
    promise::then,
};
use crate::{job::Ask, provider::BearerToken};

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
        if let Some(group) = self.group() {
            group.say_wants(core);
        }
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
                text.and_then(|text| digest(&text))
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
                if core.tabs.turn.get() == turn && digest.is_object() {
                    let digest = letters(&Uint8Array::new(&digest).to_vec());
                    core.tabs.open(core, group_name(core, "#", &digest));
                }
            });
        });
    }

    fn leave(&self, core: &Rc<Core>) {
        let Some(group) = self.group.take() else { return };
        let others = group.others.take();
        let mut poller = core.poller.borrow_mut();
        poller.handle_alone(now());
        for (tab, _) in &others {
            poller.handle_wants(now(), *tab, "");
        }
        // What follows calls the browser.
        drop(poller);
        drop(others);
    }

    /// This tab was answered this. Tells the others, if it asks for any.
    pub(super) fn tell(&self, ask: &Ask, body: Option<JsValue>, token: &BearerToken) {
        let (Some(group), Some(body)) = (self.group(), body) else { return };
        group.tell(|| {
            let text: JsString = JSON::stringify(&body).ok()?;
            // A service may echo what it was sent.
            (!text.includes(token.head(), 0)).then(|| Message::answer(ask, &body))
        });
    }

    pub(super) fn hear(&self, core: &Rc<Core>, message: &JsValue) {
        let Some(group) = self.group() else { return };
        match (group.leads.get(), Message::read(message)) {
            (true, Some(Message::Here)) => group.post(&Message::leads()),
            (false, Some(Message::Here)) => group.line_up(core),
            (false, Some(Message::Leads)) => {
                group.told.borrow_mut().clear();
                group.line_up(core);
            }
            (false, Some(Message::Answer(ask, body))) => {
                let watches = |job| core.poller.borrow().status(now(), job).is_some();
                if ask.jobs().iter().any(watches)
                    && let Ok(reading) = core.api.read(&ask, Deserializer::from(body))
                {
                    core.poller.borrow_mut().handle_heard(now(), &ask, reading);
                }
            }
            (true, Some(Message::Wants(tab, wants))) if group.knows(core, tab) => {
                core.poller.borrow_mut().handle_wants(now(), tab, &wants);
            }
            _ => {}
        }
    }

    /// The others may know of it from now on.
    pub(super) fn is_known(&self) {
        if let Some(group) = self.group() {
            group.is_known.set(true);
        }
    }

    /// It is this tab's turn to ask for all.
    pub(super) fn lead(&self, core: &Rc<Core>) {
        if let Some(group) = self.group() {
            group.leads.set(true);
            core.poller.borrow_mut().handle_alone(now());
            group.post(&Message::leads());
        }
    }

    pub(super) fn gone(&self, core: &Rc<Core>, tab: u32) {
        if let Some(group) = self.group() {
            core.poller.borrow_mut().handle_wants(now(), tab, "");
            let mut others = group.others.take();
            others.retain(|(other, _)| *other != tab);
            group.others.replace(others);
        }
    }
}
