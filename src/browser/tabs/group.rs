//! When this tab is a member of a group, and of which.
//!
//! A tab is a member while it is awake, online and watched, and its own token was accepted
//! ([`Poller::may_share`](crate::poll::Poller::may_share)); its first look never waits for that.

use core::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{host::Host, member::Member};
use crate::{
    browser::share::Share,
    job::Query,
    provider::{Api, ApiRoot, BearerToken},
};

/// The group of tabs that share one source, as this tab sees it.
pub(in crate::browser) struct Group {
    this: Weak<Self>,
    host: Weak<dyn Host>,
    share: Share,
    /// What the names of this source's groups begin with.
    prefix: String,
    member: RefCell<Option<Rc<Member>>>,
    /// Whether this tab is a member, or is about to be.
    takes_part: Cell<bool>,
    /// Counts joins and leaves, so that a digest that comes too late opens nothing.
    generation: Cell<u32>,
}

impl Group {
    pub(in crate::browser) fn new(
        host: Weak<dyn Host>,
        share: Share,
        api: &Api,
        root: Option<&ApiRoot>,
    ) -> Rc<Self> {
        // No provider and no root has a space, so no two groups have the same name.
        let root = root.map_or("", ApiRoot::as_str);
        let prefix = format!("job-badge 1 {} {root} ", api.identity());
        Rc::new_cyclic(|this| Self {
            this: Weak::clone(this),
            host,
            share,
            prefix,
            member: RefCell::default(),
            takes_part: Cell::new(false),
            generation: Cell::new(0),
        })
    }

    /// Joins or leaves the group, as things stand now, and posts what this tab wants. Where tabs are
    /// known by their token, `token` gives it; it is called only to join.
    pub(in crate::browser) fn update(
        &self,
        may_share: bool,
        token: impl FnOnce() -> Option<BearerToken>,
    ) {
        let takes_part = may_share && self.share != Share::Off;
        if takes_part != self.takes_part.replace(takes_part) {
            self.generation.set(self.generation.get().wrapping_add(1));
            if takes_part {
                self.join(token);
            } else {
                self.leave();
            }
        }
        if let Some(member) = self.member() {
            member.post_wants();
        }
    }

    /// This tab was answered this. Shares it with the other tabs, if it asks for any.
    pub(in crate::browser) fn share_answer(
        &self,
        query: &Query,
        body: &JsValue,
        token: Option<&BearerToken>,
    ) {
        if let Some(member) = self.member() {
            member.share_answer(query, body, token);
        }
    }

    fn member(&self) -> Option<Rc<Member>> {
        self.member.borrow().clone()
    }

    fn join(&self, token: impl FnOnce() -> Option<BearerToken>) {
        match &self.share {
            Share::Off => {}
            Share::Named(name) => self.open(&format!("={name}")),
            Share::SameToken => {
                if let Some(token) = token() {
                    self.join_by_token(&token);
                }
            }
        }
    }

    /// The token itself is in no name: a digest of it, and of what else the group's name has, is.
    fn join_by_token(&self, token: &BearerToken) {
        // One of two places where the token is exposed; in the other it becomes a header.
        let text = format!("{}#{}", self.prefix, token.expose());
        let (group, generation) = (Weak::clone(&self.this), self.generation.get());
        spawn_local(async move {
            let digest = sha256(text).await;
            let group = group.upgrade().filter(|group| group.generation.get() == generation);
            if let (Some(group), Some(digest)) = (group, digest) {
                group.open(&format!("#{digest}"));
            }
        });
    }

    fn open(&self, name: &str) {
        let member = Member::join(Weak::clone(&self.host), format!("{}{name}", self.prefix));
        self.member.replace(member);
    }

    fn leave(&self) {
        let member = self.member.take();
        if let Some(member) = member {
            member.leave();
        }
    }
}

/// The SHA-256 of a text, in 64 letters. `None` where the page has none: on insecure pages.
async fn sha256(text: String) -> Option<String> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    let digest = subtle.digest_with_str_and_u8_array("SHA-256", text.as_bytes()).ok()?;
    let digest: ArrayBuffer = JsFuture::from(digest).await.ok()?.dyn_into().ok()?;
    let digest = Uint8Array::new(&digest).to_vec();
    let letter = |half: u8| char::from(b'a' + half);
    Some(digest.iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect())
}
