//! A connection: an API, its root, how to sign in there, and jobs that the reader named.

use std::rc::Rc;

use job_badge::{
    job::JobId,
    provider::{Api, ApiRoot, Auth},
};

/// A bearer token's text. It can be compared and handed to a request, and is never written out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(Rc<str>);

/// A connection.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Connection {
    /// Its number, by which addresses know it.
    pub id: u32,
    /// What the reader set.
    pub settings: Settings,
    /// The token, where it signs in with one.
    pub token: Option<Token>,
    /// Whether it asks for nothing for now.
    pub paused: bool,
}

/// What the reader sets of a connection, the token apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settings {
    /// What it is called.
    pub name: String,
    /// The name of its provider.
    pub provider: &'static str,
    /// The API that it speaks.
    pub api: Api,
    /// The API's root.
    pub root: ApiRoot,
    /// How it signs in.
    pub auth: Auth,
    /// The jobs that the reader named.
    pub jobs: Vec<JobId>,
}

impl Token {
    /// A token; `None` where nothing was typed.
    pub(crate) fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.into()))
    }

    /// Its text, for a request's header.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for Token {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Token")
    }
}

impl Connection {
    /// Whether a token is wanted and there is none.
    pub(crate) fn lacks_token(&self) -> bool {
        self.settings.auth == Auth::Bearer && self.token.is_none()
    }

    /// Whether it lists its jobs by itself.
    pub(crate) fn lists_jobs(&self) -> bool {
        self.settings.api == Api::AmsV2
    }

    /// Takes other settings. A token belongs to the origin that it was given for: it stays there, and
    /// only where it is still what signs in.
    pub(super) fn set(&mut self, settings: Settings, token: Option<Token>) {
        let is_same = settings.root.origin() == self.settings.root.origin();
        let kept = self.token.take().filter(|_| is_same);
        self.token = token.or(kept).filter(|_| settings.auth == Auth::Bearer);
        self.settings = settings;
    }
}
