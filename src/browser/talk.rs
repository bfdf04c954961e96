//! A tab among others: of those that may take part, the one that holds the group's Web Lock asks,
//! and tells the others on the group's channel what it was answered.
//!
//! When the asking tab stops, its locks are given back at once: the next tab in the queue for the
//! group's lock asks from then on. Each tab also holds a lock of its own, which the asking tab waits
//! for: so it learns that a tab has gone, even one that crashed, without a clock.

use core::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{JSON, JsString};
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::JsValue;

use super::{
    clock::now,
    driver::{Core, with},
    group::{Channel, Others},
    lock::Lock,
    message::Message,
    whole::natural,
};
use crate::{
    job::{Query, digits, joined},
    provider::BearerToken,
};

/// A tab asks for no more others than this.
const MOST_TABS: usize = 100;
/// A tab that asked for others and had nobody to tell so many answers to is alone again.
const ALONE_AFTER: u32 = 3;

/// A tab's part in the conversation.
struct Talk {
    this: Weak<Self>,
    channel: Rc<Channel>,
    /// This tab's number: new each time, so that nobody takes it for one that has gone.
    me: u32,
    /// Its own lock is held: the others may know of it.
    is_known: Cell<bool>,
    leads: Cell<bool>,
    /// What the others were told that it wants.
    told: RefCell<String>,
    /// The tabs that this one asks for, by their numbers, and the wait for each to go.
    others: RefCell<Vec<(u32, Lock)>>,
    /// How many answers in a row there was nobody to tell to.
    unheard: Cell<u32>,
    /// Its own lock, and the group's, while there are others.
    locks: RefCell<Option<(Lock, Lock)>>,
}

/// Takes part from now on, since there are others.
pub(super) fn begin(core: &Rc<Core>, channel: Rc<Channel>) -> Rc<dyn Others> {
    let talk = Rc::new_cyclic(|this| Talk {
        this: Weak::clone(this),
        channel,
        me: natural(js_sys::Math::random() * f64::from(u32::MAX)),
        is_known: Cell::new(false),
        leads: Cell::new(false),
        told: RefCell::default(),
        others: RefCell::default(),
        unheard: Cell::new(0),
        locks: RefCell::default(),
    });
    talk.line_up(core);
    talk
}

impl Others for Talk {
    fn hear(&self, core: &Rc<Core>, message: &JsValue) {
        match (self.leads.get(), Message::read(message)) {
            (true, Some(Message::Here)) => self.channel.post(&Message::leads()),
            (false, Some(Message::Here)) => self.line_up(core),
            (false, Some(Message::Leads)) => {
                self.told.borrow_mut().clear();
                self.line_up(core);
            }
            (false, Some(Message::Answer(ask, body))) => {
                let watches = |job| core.poller.borrow().status(now(), job).is_some();
                if ask.jobs().iter().any(watches)
                    && let Ok(reading) = core.api.read(&ask, Deserializer::from(body))
                {
                    core.poller.borrow_mut().handle_peer_answer(now(), &ask, reading);
                }
            }
            (true, Some(Message::Wants(tab, wants))) if self.knows(core, tab) => {
                core.poller.borrow_mut().handle_peer_wants(now(), tab, &wants);
            }
            _ => {}
        }
    }

    /// A tab that told nobody for a while is alone, and holds no lock: Firefox keeps no page that
    /// does for going back.
    fn tell(&self, ask: &Query, body: &JsValue, token: &BearerToken) {
        if !self.others.borrow().is_empty() {
            self.unheard.set(0);
            // A service may echo what it was sent.
            let text: Option<JsString> = JSON::stringify(body).ok();
            if text.is_some_and(|text| !text.includes(token.head(), 0)) {
                self.channel.post(&Message::answer(ask, body));
            }
        } else if self.leads.get() {
            self.unheard.set(self.unheard.get() + 1);
            if self.unheard.get() > ALONE_AFTER {
                self.unheard.set(0);
                self.leads.set(false);
                self.is_known.set(false);
                drop(self.locks.take());
            }
        }
    }

    fn say_wants(&self, core: &Core) {
        if !self.is_known.get() || self.leads.get() {
            return;
        }
        let wants = core.poller.borrow().wants();
        if *self.told.borrow() != wants {
            let message = Message::wants(self.me, &wants);
            self.told.replace(wants);
            self.channel.post(&message);
        }
    }

    fn leave(&self, core: &Core) {
        let others = self.others.take();
        let mut poller = core.poller.borrow_mut();
        poller.handle_no_peer_asks(now());
        for (tab, _) in &others {
            poller.handle_peer_wants(now(), *tab, "");
        }
        // What follows calls the browser.
        drop(poller);
        drop(others);
    }
}

impl Talk {
    /// Waits for its turn to ask, since there are others.
    fn line_up(&self, core: &Rc<Core>) {
        if self.locks.borrow().is_some() {
            return;
        }
        self.told.borrow_mut().clear();
        let known = self.lock(core, &tab_name(&self.channel.name, self.me), |talk, _| {
            // The others may know of it from now on.
            talk.is_known.set(true);
        });
        let turn = self.lock(core, &self.channel.name, Self::lead);
        self.locks.replace(known.zip(turn));
    }

    /// It is this tab's turn to ask for all.
    fn lead(&self, core: &Rc<Core>) {
        self.leads.set(true);
        core.poller.borrow_mut().handle_no_peer_asks(now());
        self.channel.post(&Message::leads());
    }

    /// Whether this tab asks for that one. One that is new is asked for until it goes.
    fn knows(&self, core: &Rc<Core>, tab: u32) -> bool {
        if self.others.borrow().iter().any(|(other, _)| *other == tab) {
            return true;
        }
        if self.others.borrow().len() >= MOST_TABS {
            return false;
        }
        let name = tab_name(&self.channel.name, tab);
        let gone = self.lock(core, &name, move |talk, core| talk.gone(core, tab));
        let is_there = gone.is_some();
        self.others.borrow_mut().extend(gone.map(|gone| (tab, gone)));
        is_there
    }

    fn gone(&self, core: &Core, tab: u32) {
        core.poller.borrow_mut().handle_peer_wants(now(), tab, "");
        let mut others = self.others.take();
        others.retain(|(other, _)| *other != tab);
        self.others.replace(others);
    }

    /// Waits for a lock; what happens when it is there.
    fn lock(
        &self,
        core: &Rc<Core>,
        name: &str,
        on_granted: impl Fn(&Self, &Rc<Core>) + 'static,
    ) -> Option<Lock> {
        let (talk, core) = (Weak::clone(&self.this), Rc::downgrade(core));
        Lock::request(
            name,
            Box::new(move || {
                with(&core, |core| {
                    if let Some(talk) = talk.upgrade() {
                        on_granted(&talk, core);
                    }
                });
            }),
        )
    }
}

fn tab_name(group: &str, tab: u32) -> String {
    joined(&[group, "\n", &digits(u64::from(tab))])
}
