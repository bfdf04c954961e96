//! A tab as a member of a group: of those that may take part, the one that holds the group's Web
//! Lock leads, which is to say that it asks for all and posts what it was answered.
//!
//! When the leader stops, its locks are given back at once: the next tab in the queue for the group's
//! lock leads from then on. Each tab also holds a lock of its own, which the leader waits for: so it
//! learns that a tab has gone, even one that crashed, without a clock.
//!
//! A tab that is alone holds no lock, and only listens: Firefox keeps no page that holds one for
//! going back.

use core::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::{JSON, JsString};
use wasm_bindgen::JsValue;

use super::{channel::Channel, host::Host, lock::Lock, message::Message};
use crate::{job::Query, provider::BearerToken};

/// A tab asks for no more others than this.
const MAX_FOLLOWERS: usize = 100;
/// A leader that had nobody to post so many answers to is alone again.
const ALONE_AFTER: u32 = 3;

/// A tab's part in the conversation.
pub(super) struct Member {
    this: Weak<Self>,
    host: Weak<dyn Host>,
    /// The group's name, which is its channel's and its lock's.
    name: String,
    /// This tab's number: new each time, so that nobody takes it for one that has gone.
    id: u32,
    channel: Channel,
    _messages: EventListener,
    has_peers: Cell<bool>,
    /// Its own lock is held: the others may know of it.
    is_known: Cell<bool>,
    leads: Cell<bool>,
    /// What this tab wants, as it was posted last.
    posted_wants: RefCell<String>,
    /// The tabs that this one asks for, by their numbers, and the wait for each to go.
    followers: RefCell<Vec<(u32, Lock)>>,
    /// How many answers in a row there was nobody to post to.
    unshared: Cell<u32>,
    /// Its own lock, and the group's, while there are peers.
    locks: RefCell<Option<(Lock, Lock)>>,
}

impl Member {
    /// Joins the group of this name. `None` where a browser does not have what it takes.
    pub(super) fn join(host: Weak<dyn Host>, name: String) -> Option<Rc<Self>> {
        let channel = Lock::is_supported().then(|| Channel::open(&name)).flatten()?;
        let member = Rc::new_cyclic(|this: &Weak<Self>| {
            let member = Weak::clone(this);
            let messages = channel.listen(move |message| {
                if let Some(member) = member.upgrade() {
                    member.receive(&message);
                }
            });
            // Any number will do.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let id = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
            Self {
                this: Weak::clone(this),
                host,
                name,
                id,
                channel,
                _messages: messages,
                has_peers: Cell::new(false),
                is_known: Cell::new(false),
                leads: Cell::new(false),
                posted_wants: RefCell::default(),
                followers: RefCell::default(),
                unshared: Cell::new(0),
                locks: RefCell::default(),
            }
        });
        member.channel.post(&Message::here());
        Some(member)
    }

    /// Another tab posted something.
    fn receive(&self, message: &JsValue) {
        if !self.has_peers.replace(true) {
            self.line_up();
        }
        let Some(host) = self.host.upgrade() else { return };
        match (self.leads.get(), Message::read(message)) {
            (true, Some(Message::Here)) => self.channel.post(&Message::leads()),
            (false, Some(Message::Here)) => self.line_up(),
            (false, Some(Message::Leads)) => {
                self.posted_wants.borrow_mut().clear();
                self.line_up();
                self.post_wants();
            }
            (false, Some(Message::Answer(query, body))) => host.handle_peer_answer(&query, body),
            (true, Some(Message::Wants(tab, wants))) if self.serves(tab) => {
                host.handle_peer_wants(tab, &wants);
            }
            _ => {}
        }
    }

    /// This tab was answered this. Posts it, if it asks for others; a leader that had nobody to post
    /// to for a while is alone, and holds no lock.
    pub(super) fn share_answer(&self, query: &Query, body: &JsValue, token: Option<&BearerToken>) {
        if !self.followers.borrow().is_empty() {
            self.unshared.set(0);
            // A service may echo what it was sent.
            let has_token =
                |text: JsString| token.is_some_and(|token| text.includes(token.head(), 0));
            if JSON::stringify(body).is_ok_and(|text| !has_token(text)) {
                self.channel.post(&Message::answer(query, body));
            }
        } else if self.leads.get() {
            self.unshared.set(self.unshared.get() + 1);
            if self.unshared.get() > ALONE_AFTER {
                self.unshared.set(0);
                self.leads.set(false);
                self.is_known.set(false);
                let locks = self.locks.take();
                drop(locks);
            }
        }
    }

    /// Posts what this tab wants, if that is news to the leader.
    pub(super) fn post_wants(&self) {
        if !self.is_known.get() || self.leads.get() {
            return;
        }
        let Some(host) = self.host.upgrade() else { return };
        let wants = host.wants();
        if *self.posted_wants.borrow() != wants {
            let message = Message::wants(self.id, &wants);
            self.posted_wants.replace(wants);
            self.channel.post(&message);
        }
    }

    /// This tab takes part no more.
    pub(super) fn leave(&self) {
        let followers = self.followers.take();
        let Some(host) = self.host.upgrade() else { return };
        host.handle_no_peer_asks();
        for (tab, _) in &followers {
            host.handle_peer_wants(*tab, "");
        }
    }

    /// Waits for its turn to lead, since there are peers.
    fn line_up(&self) {
        if self.locks.borrow().is_some() {
            return;
        }
        self.posted_wants.borrow_mut().clear();
        let known = self.lock(&self.lock_of(self.id), |member| {
            // The others may know of it from now on.
            member.is_known.set(true);
            member.post_wants();
        });
        let turn = self.lock(&self.name, Self::lead);
        self.locks.replace(known.zip(turn));
    }

    /// It is this tab's turn.
    fn lead(&self) {
        self.leads.set(true);
        if let Some(host) = self.host.upgrade() {
            host.handle_no_peer_asks();
        }
        self.channel.post(&Message::leads());
    }

    /// Whether this tab asks for that one. One that is new is asked for until it goes.
    fn serves(&self, tab: u32) -> bool {
        if self.followers.borrow().iter().any(|(follower, _)| *follower == tab) {
            return true;
        }
        if self.followers.borrow().len() >= MAX_FOLLOWERS {
            return false;
        }
        let gone = self.lock(&self.lock_of(tab), move |member| member.lose_follower(tab));
        let is_there = gone.is_some();
        self.followers.borrow_mut().extend(gone.map(|gone| (tab, gone)));
        is_there
    }

    /// That tab has gone.
    fn lose_follower(&self, tab: u32) {
        if let Some(host) = self.host.upgrade() {
            host.handle_peer_wants(tab, "");
        }
        let mut followers = self.followers.take();
        followers.retain(|(follower, _)| *follower != tab);
        self.followers.replace(followers);
    }

    /// The name of the lock that the tab of this number holds.
    fn lock_of(&self, tab: u32) -> String {
        format!("{}\n{tab}", self.name)
    }

    /// Waits for a lock; what happens when it is granted.
    fn lock(&self, name: &str, on_granted: impl Fn(&Self) + 'static) -> Option<Lock> {
        let member = Weak::clone(&self.this);
        let on_granted = move || {
            if let Some(member) = member.upgrade() {
                on_granted(&member);
            }
        };
        Lock::request(name, Box::new(on_granted))
    }
}
