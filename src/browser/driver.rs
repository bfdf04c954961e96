//! The driver of a source: does what its poller says, and tells it what happened.
//!
//! It owns the source's only timer and abort handles. No borrow is held while foreign code
//! runs: a callback may watch, unwatch or drop the source.

use core::{
    any::Any,
    cell::{Cell, RefCell},
};
use std::rc::{Rc, Weak};

use litemap::LiteMap;
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::{
    clock::now,
    credential::{Credential, TokenRequest},
    fetch::{Fetched, receive, send},
    page_events::{PageEvents, page_now},
    resolve::resolve,
    share::Share,
    tabs::{Group, Host},
    timer::Timer,
};
use crate::{
    job::{JobId, Query, Status},
    poll::{Output, Pace, Page, Poller, RequestId, Token, TokenId, TokenReason, Watch, WatchId},
    provider::{Api, ApiRoot, BearerToken, RefusedToken},
};

type OnStatus = Rc<dyn Fn(Rc<Status>)>;

/// So many requests for tasks in one round: what a full screen of badges needs, at 16 a second for
/// AMS v2's pace, next to a handful for all states. With more badges in view each gets its turn in a
/// later round.
const MAX_TASKS_A_ROUND: usize = 40;

pub(super) struct Driver(Rc<Core>);

struct Core {
    this: Weak<Self>,
    api: Api,
    /// `None` when the endpoint was refused: then there is nothing to send to.
    root: Option<ApiRoot>,
    credential: Credential,
    poller: RefCell<Poller>,
    token: RefCell<Option<(TokenId, BearerToken)>>,
    watchers: RefCell<LiteMap<WatchId, (JobId, OnStatus)>>,
    in_flight: RefCell<LiteMap<RequestId, AbortController>>,
    /// Timer and page events, while anybody watches.
    attached: RefCell<Option<(Timer, PageEvents)>>,
    /// The tabs that share the source.
    group: Rc<Group>,
    next_watch: Cell<u64>,
    flush_is_due: Cell<bool>,
    /// What owns this driver, from when a watch ends until the next flush: a badge that is moved may
    /// let go of its source and make it again in one task.
    owner: RefCell<Option<Rc<dyn Any>>>,
}

impl Driver {
    pub(super) fn new(api: Api, endpoint: &str, credential: Credential, share: Share) -> Self {
        let resolved = resolve(endpoint);
        let root = resolved.as_ref().ok().cloned();
        let pace = Pace {
            interval: api.interval(),
            separate_tasks: api.separate_tasks(),
            max_in_flight: 1,
            max_tasks_in_flight: 4,
            max_tasks_a_round: MAX_TASKS_A_ROUND,
            list_page: api.lists_active(),
            fits: {
                let root = root.clone();
                Rc::new(move |jobs| root.as_ref().map_or(1, |root| api.fits(root, jobs)))
            },
        };
        let mut poller = Poller::new(pace, seed());
        if let Err(refused) = resolved {
            poller.handle_refused(now(), refused.into());
        }
        poller.handle_page(now(), page_now());
        let core = Rc::new_cyclic(|core: &Weak<Core>| Core {
            this: Weak::clone(core),
            group: Group::new(Weak::<Core>::clone(core), share, api, root.as_ref()),
            api,
            root,
            credential,
            poller: RefCell::new(poller),
            token: RefCell::default(),
            watchers: RefCell::default(),
            in_flight: RefCell::default(),
            attached: RefCell::default(),
            next_watch: Cell::new(0),
            flush_is_due: Cell::new(false),
            owner: RefCell::default(),
        });
        core.poller.borrow_mut().handle_token_provider(now(), core.credential.is_provider());
        if let Some(held) = core.credential.held() {
            core.take_token(held.clone());
        }
        Self(core)
    }

    pub(super) fn watch(&self, watch: Watch, on_status: OnStatus) -> WatchId {
        let core = &self.0;
        let id = WatchId(core.next_watch.get());
        core.next_watch.set(id.0.wrapping_add(1));
        core.watchers.borrow_mut().insert(id, (watch.job.clone(), on_status));
        core.poller.borrow_mut().handle_watch(now(), id, watch);
        core.flush_soon();
        id
    }

    pub(super) fn change(&self, id: WatchId, watch: Watch) {
        if let Some(watcher) = self.0.watchers.borrow_mut().get_mut(&id) {
            watcher.0 = watch.job.clone();
        }
        self.0.poller.borrow_mut().handle_watch(now(), id, watch);
        self.0.flush_soon();
    }

    /// `owner` is kept until the task has ended.
    pub(super) fn unwatch(&self, id: WatchId, owner: Rc<dyn Any>) {
        let before = self.0.owner.replace(Some(owner));
        drop(before);
        let watcher = self.0.watchers.borrow_mut().remove(&id);
        drop(watcher);
        self.0.poller.borrow_mut().handle_unwatch(now(), id);
        self.0.flush_soon();
    }

    pub(super) fn refresh(&self, job: &JobId) {
        self.0.poller.borrow_mut().handle_refresh(now(), job);
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

    fn flush(self: &Rc<Self>) {
        self.flush_is_due.set(false);
        let _owner = self.owner.take();
        // First of all, so that a page that nobody sees sends nothing.
        self.attach_or_detach();
        let may_share = self.attached.borrow().is_some() && self.poller.borrow().may_share();
        self.group.update(may_share, || self.group_token());
        let mut changed = Vec::new();
        loop {
            let output = self.poller.borrow_mut().poll_output(now());
            match output {
                None => break,
                Some(Output::Send { id, ask, trace }) => self.send(id, ask, trace),
                Some(Output::Abort(id)) => self.abort(id),
                Some(Output::Changed(job)) => changed.push(job),
                Some(Output::AskToken(reason)) => self.ask_token(reason),
            }
        }
        let deadline = self.poller.borrow().poll_timeout();
        if let Some((timer, _)) = &*self.attached.borrow() {
            timer.arm(deadline.map(|deadline| deadline.millis_since(now().moment)));
        }
        if !changed.is_empty() {
            self.notify(changed);
        }
    }

    fn attach_or_detach(self: &Rc<Self>) {
        let is_watched = !self.watchers.borrow().is_empty();
        if is_watched == self.attached.borrow().is_some() {
            return;
        }
        let attached = is_watched.then(|| {
            let (on_time, on_page) = (Rc::downgrade(self), Rc::downgrade(self));
            // The page may have changed while nobody watched.
            self.poller.borrow_mut().handle_page(now(), page_now());
            (
                Timer::new(Rc::new(move || {
                    with(&on_time, |core| core.poller.borrow_mut().handle_timeout(now()));
                })),
                PageEvents::new(Rc::new(move |page: Page| {
                    with(&on_page, |core| core.poller.borrow_mut().handle_page(now(), page));
                })),
            )
        });
        let detached = self.attached.replace(attached);
        drop(detached);
    }

    /// Calls the watchers of these jobs.
    fn notify(&self, changed: Vec<JobId>) {
        let mut calls = Vec::new();
        {
            let (poller, watchers) = (self.poller.borrow(), self.watchers.borrow());
            for job in changed {
                let Some(status) = poller.status(now(), &job).map(Rc::new) else { continue };
                for id in poller.watchers(&job) {
                    if let Some((_, on_status)) = watchers.get(&id) {
                        calls.push((id, Rc::clone(on_status), Rc::clone(&status)));
                    }
                }
            }
        }
        for (id, on_status, status) in calls {
            // A call before this one may have ended the watch, or sent it to another job.
            let watches =
                self.watchers.borrow().get(&id).is_some_and(|(job, _)| *job == status.job);
            if watches {
                on_status(status);
            }
        }
    }

    fn send(self: &Rc<Self>, id: RequestId, query: Query, trace: u128) {
        let token = self.token.borrow().as_ref().map(|(_, token)| token.clone());
        // The poller sends nothing without a root and a token; without an AbortController there is
        // no fetch either.
        let (Some(root), Some(token), Ok(abort)) = (&self.root, token, AbortController::new())
        else {
            return;
        };
        let sent = send(&self.api.request(root, &query, trace), &token, &abort.signal());
        self.in_flight.borrow_mut().insert(id, abort);
        let (api, core) = (self.api, Rc::downgrade(self));
        spawn_local(async move {
            let Fetched { response, body } = receive(sent, api, &query, &token).await;
            with(&core, |core| {
                core.in_flight.borrow_mut().remove(&id);
                if let (Ok(_), Some(body)) = (&response.result, body) {
                    core.group.share_answer(&query, &body, &token);
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

    fn ask_token(self: &Rc<Self>, reason: TokenReason) {
        let endpoint = self.root.as_ref().map_or("", ApiRoot::as_str).into();
        let request = TokenRequest { provider: self.api.name(), endpoint, reason };
        let Some(answer) = self.credential.ask(request) else { return };
        let core = Rc::downgrade(self);
        spawn_local(async move {
            let answer = answer.await;
            with(&core, |core| match answer {
                Some(text) => core.take_token(BearerToken::parse(&text)),
                None => core.poller.borrow_mut().handle_token_failed(now()),
            });
        });
    }

    fn take_token(&self, token: Result<BearerToken, RefusedToken>) {
        let token = match token {
            Err(refused) => Token::Refused(refused.into()),
            Ok(token) => {
                let mut held = self.token.borrow_mut();
                let id = match &*held {
                    Some((id, same)) if *same == token => *id,
                    Some((id, _)) => TokenId(id.0.wrapping_add(1)),
                    None => TokenId(0),
                };
                let expires_at = token.expires_at();
                *held = Some((id, token));
                Token::Held { id, expires_at }
            }
        };
        self.poller.borrow_mut().handle_token(now(), token);
    }

    /// The token by which tabs know each other. None where a provider gives a new one now and then.
    fn group_token(&self) -> Option<BearerToken> {
        let token = self.token.borrow();
        let token = token.as_ref().filter(|_| !self.credential.is_provider());
        token.map(|(_, token)| token.clone())
    }
}

impl Host for Core {
    fn wants(&self) -> String {
        self.poller.borrow().wants()
    }

    fn handle_peer_wants(&self, tab: u32, wants: &str) {
        self.poller.borrow_mut().handle_peer_wants(now(), tab, wants);
        self.flush_soon();
    }

    fn handle_peer_answer(&self, query: &Query, body: JsValue) {
        let is_watched = |job| self.poller.borrow().status(now(), job).is_some();
        if query.jobs().iter().any(is_watched)
            && let Ok(answer) = self.api.read(query, Deserializer::from(body))
        {
            self.poller.borrow_mut().handle_peer_answer(now(), query, answer);
            self.flush_soon();
        }
    }

    fn handle_no_peer_asks(&self) {
        self.poller.borrow_mut().handle_no_peer_asks(now());
        self.flush_soon();
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        for abort in self.in_flight.borrow().values() {
            abort.abort();
        }
    }
}

/// Calls with a core, if it still lives, and does what follows from it.
fn with(core: &Weak<Core>, call: impl FnOnce(&Rc<Core>)) {
    if let Some(core) = core.upgrade() {
        call(&core);
        core.flush();
    }
}

/// A seed for jitter and request ids. Neither is a secret.
fn seed() -> u64 {
    js_sys::Math::random().to_bits() ^ js_sys::Date::now().to_bits().rotate_left(32)
}
