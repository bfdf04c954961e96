//! A source: one API root with one credential, and all the jobs that are watched there.

use core::cell::RefCell;
use std::rc::{Rc, Weak};

use super::{Driver, credential::Credential, share::Share};
use crate::{
    job::{JobId, Status},
    poll::{Watch, WatchId},
    provider::{Api, Description},
};

/// One API root with one credential. All badges that watch a job there share its requests.
///
/// Cheap to clone. Making a source with the same API, endpoint, credential and [`Share`] as one
/// that lives gives that one, so it does not matter where in a tree of components it is made.
#[derive(Clone)]
pub struct Source(Rc<Shared>);

struct Shared {
    api: Api,
    endpoint: String,
    credential: Credential,
    share: Share,
    driver: Driver,
}

thread_local! {
    /// The sources that live, so that equal ones are one.
    static LIVING: RefCell<Vec<Weak<Shared>>> = const { RefCell::new(Vec::new()) };
}

impl Source {
    /// A source of this API. `endpoint` is the API root: absolute, or relative to
    /// `document.baseURI`. With a refused endpoint nothing is sent, and the badge says why.
    pub fn new(api: Api, endpoint: &str, credential: impl Into<Credential>) -> Self {
        Self::shared(api, endpoint, credential.into(), Share::default())
    }

    /// The same source, shared with other tabs so: `source.share(Share::Off)`,
    /// `source.share("a name")`.
    #[must_use]
    pub fn share(&self, share: impl Into<Share>) -> Self {
        let Shared { api, endpoint, credential, .. } = &*self.0;
        Self::shared(api.clone(), endpoint, credential.clone(), share.into())
    }

    /// A source of this API, shared with other tabs so.
    pub(crate) fn shared(api: Api, endpoint: &str, credential: Credential, share: Share) -> Self {
        LIVING.with(|living| {
            let mut living = living.borrow_mut();
            living.retain(|source| source.strong_count() > 0);
            let equal = |source: &Rc<Shared>| {
                source.api == api
                    && source.endpoint == endpoint
                    && source.credential == credential
                    && source.share == share
            };
            if let Some(source) = living.iter().filter_map(Weak::upgrade).find(equal) {
                return Self(source);
            }
            let driver = Driver::new(&api, endpoint, credential.clone(), share.clone());
            let source =
                Rc::new(Shared { api, endpoint: endpoint.into(), credential, share, driver });
            living.push(Rc::downgrade(&source));
            Self(source)
        })
    }

    /// A source of an API that this description speaks for: see
    /// [`describe`](super::describe::describe).
    pub fn described(
        description: impl Into<Rc<Description>>,
        endpoint: &str,
        credential: impl Into<Credential>,
    ) -> Self {
        Self::new(Api::Described(description.into()), endpoint, credential)
    }

    /// A source of the page's own backend, read without a description: `GET` of the endpoint with
    /// the job's id after it.
    pub fn json(endpoint: &str, credential: impl Into<Credential>) -> Self {
        Self::new(Api::Json, endpoint, credential)
    }

    /// A source of the Azure Media Services v2 REST API.
    pub fn ams_v2(endpoint: &str, credential: impl Into<Credential>) -> Self {
        Self::new(Api::AmsV2, endpoint, credential)
    }

    /// The API that this source speaks.
    pub fn api(&self) -> &Api {
        &self.0.api
    }

    /// Watches a job until what is returned is dropped. `on_status` is called whenever its status
    /// differs, never from within this call.
    pub fn watch(&self, watch: Watch, on_status: impl Fn(Rc<Status>) + 'static) -> Watching {
        let id = self.0.driver.watch(watch, Rc::new(on_status));
        Watching { source: self.clone(), id }
    }

    /// What is known of a job that somebody watches.
    pub fn status(&self, job: &JobId) -> Option<Rc<Status>> {
        self.0.driver.status(job)
    }

    /// Whether to ask once a minute while nobody sees the page; otherwise nothing is asked then. For
    /// pages that tell of jobs in their title or by notifications. Browsers that put a page to sleep
    /// end that, too.
    pub fn set_background(&self, on: bool) {
        self.0.driver.set_background(on);
    }

    /// Asks for a job at once, out of any wait but two: a time that the service named, and signed
    /// out.
    pub fn refresh(&self, job: &JobId) {
        self.0.driver.refresh(job);
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl core::fmt::Debug for Source {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Source").field("endpoint", &self.0.endpoint).finish_non_exhaustive()
    }
}

/// Keeps a job watched. Dropping it leaves the job out; the last one clears timer and requests.
#[derive(Debug)]
#[must_use = "dropping it ends the watch"]
pub struct Watching {
    source: Source,
    id: WatchId,
}

impl Watching {
    /// Changes what is watched, in place: nothing restarts unless the job is another one.
    pub fn change(&self, watch: Watch) {
        self.source.0.driver.change(self.id, watch);
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let source = Rc::clone(&self.source.0);
        self.source.0.driver.unwatch(self.id, source);
    }
}
