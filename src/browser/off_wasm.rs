//! What stands in where there is no browser: a driver that sends nothing, a clock that never ticks, a
//! live region that announces nothing. So a badge renders its waiting face on a server.

use core::any::Any;
use std::rc::Rc;

use super::{credential::Credential, share::Share};
use crate::{
    badge::{Format, Plain, Summary, View, Words},
    job::{JobId, Status, Timestamp},
    poll::{Watch, WatchId},
    provider::Api,
};

pub(super) struct Driver;

impl Driver {
    pub(super) fn new(_api: &Api, _endpoint: &str, _credential: Credential, _share: Share) -> Self {
        Self
    }

    pub(super) fn watch(&self, _watch: Watch, _on_status: Rc<dyn Fn(Rc<Status>)>) -> WatchId {
        WatchId(0)
    }

    pub(super) fn change(&self, _id: WatchId, _watch: Watch) {}

    pub(super) fn unwatch(&self, _id: WatchId, _source: Rc<dyn Any>) {}

    pub(super) fn refresh(&self, _job: &JobId) {}

    pub(super) fn set_background(&self, _on: bool) {}

    pub(super) fn status(&self, _job: &JobId) -> Option<Rc<Status>> {
        None
    }
}

/// Would keep a function called once a second; here it never is.
#[derive(Debug)]
#[must_use = "dropping it ends the calls"]
pub struct Seconds(());

impl Seconds {
    /// Takes the call and never makes it.
    pub fn new(_call: impl Fn() + 'static) -> Self {
        Self(())
    }

    /// Takes the call and never makes it.
    pub fn minutes(_call: impl Fn() + 'static) -> Self {
        Self(())
    }
}

/// Would tell whether anybody can see a badge; here nobody can.
#[derive(Debug)]
pub struct InView(pub(crate) ());

impl InView {
    /// Watches on from the window that the element stands in now.
    pub const fn follow(&self) {}
}

/// Nothing is known yet, so nothing counts.
pub const fn utc_now() -> Timestamp {
    Timestamp::EPOCH
}

/// Plain English.
pub fn format_of(_language: &str) -> Rc<dyn Format> {
    Rc::new(Plain)
}

/// Would announce a milestone; here there is nobody to announce it to.
pub fn announce<Root>(
    _root: &Root,
    _before: Summary,
    _after: &View,
    _words: &Words,
    _format: Rc<dyn Format>,
) {
}

/// Would announce a text; here there is nobody to announce it to.
pub fn say(_text: &str, _words: &Words, _format: Rc<dyn Format>) {}
