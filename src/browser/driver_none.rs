//! The driver where there is no browser: it takes everything and sends nothing, so that a badge
//! renders its waiting face on a server.

use core::any::Any;
use std::rc::Rc;

use super::Credential;
use crate::{
    job::{JobId, Status},
    poll::{Watch, WatchId},
    provider::Api,
};

pub(super) struct Driver;

impl Driver {
    pub(super) fn new(_api: Api, _endpoint: &str, _credential: Credential) -> Self {
        Self
    }

    pub(super) fn watch(&self, _watch: Watch, _on_status: Rc<dyn Fn(Rc<Status>)>) -> WatchId {
        WatchId(0)
    }

    pub(super) fn change(&self, _id: WatchId, _watch: Watch) {}

    pub(super) fn unwatch(&self, _id: WatchId, _source: impl Any) {}

    pub(super) fn refresh(&self, _job: &JobId) {}

    pub(super) fn status(&self, _job: &JobId) -> Option<Rc<Status>> {
        None
    }
}
