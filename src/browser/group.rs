//! A group of tabs, as one of them sees it: its channel, its locks, and who else is there.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::EventTarget;

use super::{
    Listener,
    driver::{Core, with},
    lock::Lock,
    message::Message,
    property::{get, of_page},
    tabs::Tabs,
    whole::natural,
};
use crate::{
    job::{digits, joined},
    provider::ApiRoot,
};

/// A tab asks for no more others than this.
const MOST_TABS: usize = 100;
/// A tab that asked for others and had nobody to tell so many answers to is alone again.
const ALONE_AFTER: u32 = 3;

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
    name: String,
    channel: BroadcastChannel,
    _listener: Listener,
    /// This tab's number: new each time, so that nobody takes it for one that has gone.
    me: u32,
    /// Its own lock is held: the others may know of it.
    pub(super) is_known: Cell<bool>,
    pub(super) leads: Cell<bool>,
    /// What the others were told that it wants.
    pub(super) told: RefCell<String>,
    /// The tabs that this one asks for, by their numbers, and the wait for each to go.
    pub(super) others: RefCell<Vec<(u32, Lock)>>,
    /// How many answers in a row there was nobody to tell to.
    unheard: Cell<u32>,
    /// Its own lock, and the group's, as soon as it has heard of others.
    locks: RefCell<Option<(Lock, Lock)>>,
}

impl Group {
    /// `None` where a browser does not have what it takes.
    pub(super) fn open(core: &Rc<Core>, name: String) -> Option<Self> {
        Lock::there_are()?;
        let channel = BroadcastChannel::new(&name).ok()?;
        let weak = Rc::downgrade(core);
        let listener = Listener::new(vec![(channel.clone().unchecked_into(), "message")], {
            let weak = weak.clone();
            move |event| {
                with(&weak, |core| {
                    if let Some(message) = get(&event, "data") {
                        core.tabs.hear(core, &message);
                    }
                });
            }
        });
        let me = natural(js_sys::Math::random() * f64::from(u32::MAX));
        let group = Self {
            name,
            channel,
            _listener: listener,
            me,
            is_known: Cell::new(false),
            leads: Cell::new(false),
            told: RefCell::default(),
            others: RefCell::default(),
            unheard: Cell::new(0),
            locks: RefCell::default(),
        };
        group.post(&Message::here());
        Some(group)
    }

    /// Waits for its turn to ask, since there are others.
    pub(super) fn line_up(&self, core: &Rc<Core>) {
        if self.locks.borrow().is_some() {
            return;
        }
        self.told.borrow_mut().clear();
        let on = |what: fn(&Tabs, &Rc<Core>)| -> Box<dyn Fn()> {
            let weak = Rc::downgrade(core);
            Box::new(move || with(&weak, |core| what(&core.tabs, core)))
        };
        let known = Lock::request(&tab_name(&self.name, self.me), on(|tabs, _| tabs.is_known()));
        let turn = Lock::request(&self.name, on(Tabs::lead));
        self.locks.replace(known.zip(turn));
    }

    /// Tells an answer, if there is anybody. A tab that told nobody for a while is alone, and holds
    /// no lock: Firefox keeps no page that does for going back.
    pub(super) fn tell(&self, message: impl FnOnce() -> Option<JsValue>) {
        if !self.others.borrow().is_empty() {
            self.unheard.set(0);
            if let Some(message) = message() {
                self.post(&message);
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

    pub(super) fn say_wants(&self, core: &Rc<Core>) {
        if !self.is_known.get() || self.leads.get() {
            return;
        }
        let wants = core.poller.borrow().wants();
        if *self.told.borrow() != wants {
            let message = Message::wants(self.me, &wants);
            self.told.replace(wants);
            self.post(&message);
        }
    }

    /// Whether this tab asks for that one. One that is new is asked for until it goes.
    pub(super) fn knows(&self, core: &Rc<Core>, tab: u32) -> bool {
        if self.others.borrow().iter().any(|(other, _)| *other == tab) {
            return true;
        }
        if self.others.borrow().len() >= MOST_TABS {
            return false;
        }
        let weak = Rc::downgrade(core);
        let on_gone = Box::new(move || with(&weak, |core| core.tabs.gone(core, tab)));
        let gone = Lock::request(&tab_name(&self.name, tab), on_gone);
        let is_there = gone.is_some();
        self.others.borrow_mut().extend(gone.map(|gone| (tab, gone)));
        is_there
    }

    /// A body with something that cannot be copied (a page's own `fetch` made it) is not told.
    pub(super) fn post(&self, message: &JsValue) {
        let _ = self.channel.post(message);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// The group's name. No provider and no root has a space, so no two groups have the same.
pub(super) fn group_name(core: &Core, kind: &str, which: &str) -> String {
    let root = core.root.as_ref().map_or("", ApiRoot::as_str);
    joined(&["job-badge 1 ", core.api.name(), " ", root, " ", kind, which])
}

fn tab_name(group: &str, tab: u32) -> String {
    joined(&[group, "\n", &digits(u64::from(tab))])
}

/// The SHA-256 of a text, where the page has it: on secure pages.
pub(super) fn digest(text: &str) -> Option<Promise> {
    let subtle = of_page(&["crypto", "subtle"])?;
    let digest: Function = get(&subtle, "digest")?.dyn_into().ok()?;
    let bytes = Uint8Array::from(text.as_bytes());
    digest.call2(&subtle, &"SHA-256".into(), &bytes).ok()?.dyn_into().ok()
}

/// Bytes as letters.
pub(super) fn letters(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        text.push(char::from(b'a' + (byte >> 4)));
        text.push(char::from(b'a' + (byte & 0xF)));
    }
    text
}
