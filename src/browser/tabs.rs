//! One conversation for all tabs of a group: of those that may take part, the one that holds the
//! group's Web Lock asks, and tells the others on a BroadcastChannel what it was answered.
//!
//! A tab takes part while it is awake, online and watched, and its own token was accepted
//! ([`Poller::may_share`](crate::poll::Poller::may_share)); its first look never waits for that.
//! When it stops, its channel is closed and its locks are given back at once: the next tab in the
//! queue for the group's lock asks from then on. Each tab also holds a lock of its own, which the
//! asking tab waits for: so it learns that a tab has gone, even one that crashed, without a clock.
//! Where any of this is missing, each tab asks for itself.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, JSON, JsString, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::EventTarget;

use super::{
    Listener, Share,
    clock::now,
    driver::{Core, with},
    lock::Lock,
    message::{Message, read_answer},
};
use crate::{
    job::Ask,
    poll::Wants,
    provider::{ApiRoot, BearerToken},
};

/// A tab asks for no more others than this.
const MOST_TABS: usize = 100;

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

/// This tab's part in its group.
pub(super) struct Tabs {
    share: Share,
    group: RefCell<Option<Group>>,
    /// Whether it takes part, or is about to.
    takes_part: Cell<bool>,
    /// How often it began or ceased to.
    turn: Cell<u32>,
}

/// A group that this tab takes part in.
struct Group {
    name: String,
    channel: BroadcastChannel,
    _listener: Listener,
    /// This tab's name: new each time, so that nobody takes it for one that has gone.
    me: String,
    /// Its own lock is held: the others may know of it.
    is_known: Cell<bool>,
    leads: Cell<bool>,
    /// What the others were told that it wants.
    told: RefCell<Option<Wants>>,
    /// The tabs that this one asks for, with their numbers, and the wait for each to go.
    others: RefCell<Vec<(String, u32, Lock)>>,
    next_other: Cell<u32>,
    _locks: [Lock; 2],
}

impl Tabs {
    pub(super) const fn new(share: Share) -> Self {
        Self { share, group: RefCell::new(None), takes_part: Cell::new(false), turn: Cell::new(0) }
    }

    /// Joins or leaves the group, as things stand now, and says what this tab wants.
    pub(super) fn settle(&self, core: &Rc<Core>) {
        let may =
            self.share != Share::Off && core.is_attached() && core.poller.borrow().may_share();
        if may != self.takes_part.replace(may) {
            self.turn.set(self.turn.get().wrapping_add(1));
            if may {
                self.join(core);
            } else {
                self.leave(core);
            }
        }
        if let Some(group) = &*self.group.borrow() {
            group.say_wants(core);
        }
    }

    fn join(&self, core: &Rc<Core>) {
        let turn = self.turn.get();
        let token = core.token.borrow().as_ref().map(|(_, token)| token.clone());
        let digest = match &self.share {
            Share::SameToken if !core.credential.is_provider() => {
                token.and_then(|token| digest(&group_name(core, "#", token.expose())))
            }
            Share::Named(name) => {
                let name = group_name(core, "=", name);
                self.group.replace(Group::open(core, name));
                return;
            }
            _ => return,
        };
        let (Some(digest), core) = (digest, Rc::downgrade(core)) else { return };
        spawn_local(async move {
            let Ok(digest) = JsFuture::from(digest).await else { return };
            with(&core, |core| {
                if core.tabs.turn.get() == turn {
                    let name = group_name(core, "#", &hex(&digest));
                    core.tabs.group.replace(Group::open(core, name));
                }
            });
        });
    }

    fn leave(&self, core: &Rc<Core>) {
        let Some(group) = self.group.take() else { return };
        let mut poller = core.poller.borrow_mut();
        poller.handle_alone(now());
        for (_, number, _) in group.others.take() {
            poller.handle_wants(now(), number, nothing());
        }
    }

    /// This tab was answered this. Tells the others, if it asks for any.
    pub(super) fn tell(&self, ask: &Ask, body: &JsValue, token: &BearerToken) {
        let group = self.group.borrow();
        let Some(group) = group.as_ref().filter(|group| !group.others.borrow().is_empty()) else {
            return;
        };
        // A service may echo what it was sent.
        let clean = |text: &JsString| !text.includes(token.head(), 0);
        if JSON::stringify(body).is_ok_and(|text| clean(&text)) {
            group.post(&Message::answer(ask, body));
        }
    }

    fn hear(&self, core: &Rc<Core>, message: &JsValue) {
        let group = self.group.borrow();
        let Some(group) = &*group else { return };
        match (group.leads.get(), Message::read(message)) {
            (false, Some(Message::Leads)) => {
                group.told.take();
            }
            (false, Some(Message::Answer(ask, body))) => {
                let mut poller = core.poller.borrow_mut();
                if ask.jobs().iter().any(|job| poller.status(now(), job).is_some())
                    && let Some(reading) = read_answer(core.api, &ask, body)
                {
                    poller.handle_heard(now(), &ask, reading);
                }
            }
            (true, Some(Message::Wants(tab, wants))) => {
                if let Some(number) = group.number(core, tab) {
                    core.poller.borrow_mut().handle_wants(now(), number, wants);
                }
            }
            _ => {}
        }
    }

    /// It is this tab's turn to ask for all.
    fn lead(&self, core: &Rc<Core>) {
        if let Some(group) = &*self.group.borrow() {
            group.leads.set(true);
            core.poller.borrow_mut().handle_alone(now());
            group.post(&Message::leads());
        }
    }

    fn gone(&self, core: &Rc<Core>, number: u32) {
        if let Some(group) = &*self.group.borrow() {
            core.poller.borrow_mut().handle_wants(now(), number, nothing());
            group.others.borrow_mut().retain(|(_, other, _)| *other != number);
        }
    }
}

impl Group {
    /// `None` where a browser does not have what it takes.
    fn open(core: &Rc<Core>, name: String) -> Option<Self> {
        let channel = BroadcastChannel::new(&name).ok()?;
        let weak = Rc::downgrade(core);
        let listener = Listener::new(vec![(channel.clone().unchecked_into(), "message")], {
            let weak = weak.clone();
            move |event| {
                with(&weak, |core| {
                    if let Ok(message) = Reflect::get(&event, &"data".into()) {
                        core.tabs.hear(core, &message);
                    }
                });
            }
        });
        let me = hex_of(js_sys::Math::random().to_bits());
        let known = {
            let weak = weak.clone();
            Lock::request(&tab_name(&name, &me), move || {
                with(&weak, |core| {
                    if let Some(group) = &*core.tabs.group.borrow() {
                        group.is_known.set(true);
                    }
                });
            })
        };
        let turn = Lock::request(&name, move || with(&weak, |core| core.tabs.lead(core)));
        let (Some(known), Some(turn)) = (known, turn) else {
            channel.close();
            return None;
        };
        Some(Self {
            name,
            channel,
            _listener: listener,
            me,
            is_known: Cell::new(false),
            leads: Cell::new(false),
            told: RefCell::default(),
            others: RefCell::default(),
            next_other: Cell::new(0),
            _locks: [known, turn],
        })
    }

    fn say_wants(&self, core: &Rc<Core>) {
        if !self.is_known.get() || self.leads.get() {
            return;
        }
        let wants = core.poller.borrow().wants();
        if self.told.borrow().as_ref() != Some(&wants) {
            self.post(&Message::wants(&self.me, &wants));
            self.told.replace(Some(wants));
        }
    }

    /// The number of a tab. One that is new is asked for until it goes.
    fn number(&self, core: &Rc<Core>, tab: String) -> Option<u32> {
        let mut others = self.others.borrow_mut();
        if let Some((_, number, _)) = others.iter().find(|(known, ..)| *known == tab) {
            return Some(*number);
        }
        if others.len() >= MOST_TABS {
            return None;
        }
        let number = self.next_other.get();
        self.next_other.set(number.wrapping_add(1));
        let weak = Rc::downgrade(core);
        let gone = Lock::request(&tab_name(&self.name, &tab), move || {
            with(&weak, |core| core.tabs.gone(core, number));
        })?;
        others.push((tab, number, gone));
        Some(number)
    }

    /// A body with something that cannot be copied (a page's own `fetch` made it) is not told.
    fn post(&self, message: &JsValue) {
        let _ = self.channel.post(message);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// What a tab wants that has gone.
const fn nothing() -> Wants {
    Wants { interval: core::time::Duration::MAX, jobs: Vec::new() }
}

/// The group's name. No provider and no root has a space, so no two groups have the same.
fn group_name(core: &Core, kind: &str, which: &str) -> String {
    let root = core.root.as_ref().map_or("", ApiRoot::as_str);
    ["job-badge 1 ", core.api.name(), " ", root, " ", kind, which].concat()
}

fn tab_name(group: &str, tab: &str) -> String {
    [group, "\n", tab].concat()
}

/// The SHA-256 of a text, where the page has it: on secure pages.
fn digest(text: &str) -> Option<Promise> {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &JsValue::from_str(name)).ok();
    let subtle = get(&get(&js_sys::global(), "crypto")?, "subtle")?;
    let digest: Function = get(&subtle, "digest")?.dyn_into().ok()?;
    let bytes = Uint8Array::from(text.as_bytes());
    digest.call2(&subtle, &"SHA-256".into(), &bytes).ok()?.dyn_into().ok()
}

/// The first 128 bits of a digest.
fn hex(digest: &JsValue) -> String {
    let bytes = Uint8Array::new(digest).to_vec();
    bytes
        .chunks(8)
        .take(2)
        .map(|half| hex_of(half.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte))))
        .collect()
}

fn hex_of(bits: u64) -> String {
    (0..16).rev().filter_map(|at| char::from_digit((bits >> (at * 4) & 0xF) as u32, 16)).collect()
}
