//! The driver of a source: does what its poller says, and calls it with what happened. It decides
//! nothing itself.
//!
//! It owns the source's only timer and abort handles. No borrow is held while foreign code
//! runs: a callback may watch, unwatch or drop the source.

mod host;
mod token;

use core::{
    any::Any,
    cell::{Cell, RefCell},
};
use std::rc::{Rc, Weak};

use litemap::LiteMap;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::{
    clock::now,
    credential::Credential,
    entity_tags::EntityTags,
    fetch::{Exchange, Fetched},
    held_token::HeldToken,
    pace::pace,
    page_events::{PageEvents, is_left, page_now},
    resolve::resolve,
    share::Share,
    tabs::Group,
    timer::Timer,
    watchers::{OnStatus, Watchers},
};
use crate::{
    job::{JobId, Query, Status},
    poll::{Output, Page, Poller, RequestId, Token, Watch, WatchId},
    provider::{Api, ApiRoot, Auth},
};

pub(super) struct Driver(Rc<Core>);

struct Core {
    this: Weak<Self>,
    api: Api,
    /// `None` when the endpoint was refused: then there is nothing to send to.
    root: Option<ApiRoot>,
    credential: Credential,
    poller: RefCell<Poller>,
    token: HeldToken,
    watchers: Watchers,
    in_flight: RefCell<LiteMap<RequestId, AbortController>>,
    entity_tags: Rc<EntityTags>,
    timer: Timer,
    /// While anybody watches.
    page_events: RefCell<Option<PageEvents>>,
    /// Whether it goes on, slowly, while nobody sees the page.
    background: Cell<bool>,
    /// The tabs that share the source.
    group: Rc<Group>,
    flush_is_due: Cell<bool>,
    /// What owns this driver, from when a watch ends until the next flush: a badge that is moved may
    /// let go of its source and make it again in one task.
    owner: RefCell<Option<Rc<dyn Any>>>,
}

impl Driver {
    pub(super) fn new(api: &Api, endpoint: &str, credential: Credential, share: Share) -> Self {
        let auth = credential.auth();
        let resolved = resolve(endpoint).and_then(|root| root.allow(auth));
        let root = resolved.as_ref().ok().cloned();
        let mut poller = Poller::new(pace(api, root.clone()), seed());
        if let Some(refusal) = api.refusal().or_else(|| resolved.err().map(Into::into)) {
            poller.handle_refused(now(), refusal);
        }
        poller.handle_page(now(), page_now());
        let core = Rc::new_cyclic(|core: &Weak<Core>| Core {
            this: Weak::clone(core),
            group: Group::new(Weak::<Core>::clone(core), share, api, root.as_ref()),
            api: api.clone(),
            root,
            credential,
            poller: RefCell::new(poller),
            token: HeldToken::default(),
            watchers: Watchers::default(),
            in_flight: RefCell::default(),
            entity_tags: Rc::default(),
            timer: Timer::new(on_time(Weak::clone(core))),
            page_events: RefCell::default(),
            background: Cell::new(false),
            flush_is_due: Cell::new(false),
            owner: RefCell::default(),
        });
        core.poller.borrow_mut().handle_token_provider(now(), core.credential.is_provider());
        if auth != Auth::Bearer {
            let session = auth == Auth::Cookie;
            core.poller.borrow_mut().handle_token(now(), Token::Unneeded { session });
        } else if let Some(held) = core.credential.held() {
            core.take_token(held.clone());
        }
        Self(core)
    }

    pub(super) fn watch(&self, watch: Watch, on_status: OnStatus) -> WatchId {
        let id = self.0.watchers.insert(watch.job.clone(), on_status);
        self.0.poller.borrow_mut().handle_watch(now(), id, watch);
        self.0.flush_soon();
        id
    }

    pub(super) fn change(&self, id: WatchId, watch: Watch) {
        self.0.watchers.change(id, watch.job.clone());
        self.0.poller.borrow_mut().handle_watch(now(), id, watch);
        self.0.flush_soon();
    }

    /// `owner` is kept until the task has ended.
    pub(super) fn unwatch(&self, id: WatchId, owner: Rc<dyn Any>) {
        let before = self.0.owner.replace(Some(owner));
        drop(before);
        self.0.watchers.remove(id);
        self.0.poller.borrow_mut().handle_unwatch(now(), id);
        self.0.flush_soon();
    }

    pub(super) fn refresh(&self, job: &JobId) {
        self.0.poller.borrow_mut().handle_refresh(now(), job);
        self.0.flush_soon();
    }

    pub(super) fn set_background(&self, on: bool) {
        self.0.background.set(on);
        self.0.flush_soon();
    }

    pub(super) fn status(&self, job: &JobId) -> Option<Rc<Status>> {
        self.0.poller.borrow().status(now(), job).map(Rc::new)
    }
}

impl Core {
    /// Flushes once at the end of the current task, so that a hundred badges added in one task
    /// make one round, and a badge that is moved in one restarts nothing.
    fn flush_soon(&self) {
        if let Some(core) = self.this.upgrade()
            && !self.flush_is_due.replace(true)
        {
            spawn_local(async move { core.flush() });
        }
    }

    fn flush(&self) {
        self.flush_is_due.set(false);
        let _owner = self.owner.take();
        // First of all, so that a page that nobody sees sends nothing.
        let is_watched = !self.watchers.is_empty();
        self.listen_to_page(is_watched);
        let may_share = is_watched && self.poller.borrow().may_share();
        self.group.update(may_share, || self.group_token());
        let mut changed = Vec::new();
        loop {
            let output = self.poller.borrow_mut().poll_output(now());
            match output {
                None => break,
                Some(Output::Send { id, query, trace }) => self.send(id, query, trace),
                Some(Output::Abort(id)) => self.abort(id),
                Some(Output::Changed(job)) => changed.push(job),
                Some(Output::AskToken(reason)) => self.ask_token(reason),
            }
        }
        let deadline = self.poller.borrow().poll_timeout().filter(|_| is_watched);
        self.timer.arm(deadline.map(|deadline| deadline.millis_since(now().moment)));
        if !changed.is_empty() {
            self.notify(changed);
        }
    }

    fn listen_to_page(&self, is_watched: bool) {
        // It may have changed while nobody watched, and a badge may have been moved to another.
        self.handle_page(page_now());
        if is_watched == self.page_events.borrow().is_some() {
            return;
        }
        let page_events = is_watched.then(|| {
            let core = Weak::clone(&self.this);
            PageEvents::new(Rc::new(move |page| {
                with(&core, |core| core.handle_page(page));
            }))
        });
        let before = self.page_events.replace(page_events);
        drop(before);
    }

    fn handle_page(&self, page: Page) {
        let in_background = self.background.get() && !page.awake && !is_left();
        let mut poller = self.poller.borrow_mut();
        poller.handle_background(in_background);
        poller.handle_page(now(), Page { awake: page.awake || in_background, ..page });
    }

    /// Calls the watchers of these jobs.
    fn notify(&self, changed: Vec<JobId>) {
        let mut calls = Vec::new();
        for job in changed {
            let poller = self.poller.borrow();
            let Some(status) = poller.status(now(), &job).map(Rc::new) else { continue };
            calls.extend(poller.watchers(&job).map(|id| (id, Rc::clone(&status))));
        }
        for (id, status) in calls {
            self.watchers.call(id, status);
        }
    }

    fn send(&self, id: RequestId, query: Query, trace: u128) {
        // The poller sends nothing without a root and what it signs in with; without an
        // AbortController there is no fetch either.
        let (Some(root), Some(sign_in), Ok(abort)) =
            (&self.root, self.sign_in(), AbortController::new())
        else {
            return;
        };
        let request = self.api.request(root, &query, trace);
        let exchange = Exchange {
            api: self.api.clone(),
            root: root.clone(),
            query,
            sign_in,
            signal: abort.signal(),
            entity_tags: Rc::clone(&self.entity_tags),
        };
        let sent = request.as_ref().ok().and_then(|request| exchange.send(request));
        self.in_flight.borrow_mut().insert(id, abort);
        let core = Weak::clone(&self.this);
        spawn_local(async move {
            let Fetched { response, body } = match request {
                Ok(request) => exchange.receive(request, sent).await,
                Err(failure) => Fetched::failed(failure),
            };
            with(&core, |core| {
                core.in_flight.borrow_mut().remove(&id);
                if let (Ok(_), Some(body)) = (&response.result, body) {
                    let token = exchange.sign_in.token();
                    core.group.share_answer(&exchange.query, &body, token);
                }
                core.poller.borrow_mut().handle_answer(now(), id, response);
            });
        });
    }

    fn abort(&self, id: RequestId) {
        let abort = self.in_flight.borrow_mut().remove(&id);
        if let Some(abort) = abort {
            abort.abort();
        }
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        for abort in self.in_flight.borrow().values() {
            abort.abort();
        }
    }
}

fn on_time(core: Weak<Core>) -> Rc<dyn Fn()> {
    Rc::new(move || with(&core, |core| core.poller.borrow_mut().handle_timeout(now())))
}

/// Calls with a core, if it still lives, and does what follows from it.
fn with(core: &Weak<Core>, call: impl FnOnce(&Core)) {
    if let Some(core) = core.upgrade() {
        call(&core);
        core.flush();
    }
}

/// A seed for jitter and request ids. Neither is a secret.
fn seed() -> u64 {
    js_sys::Math::random().to_bits() ^ js_sys::Date::now().to_bits().rotate_left(32)
}
