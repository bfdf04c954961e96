//! What a driver signs in with, and where a token comes from.

use std::rc::Weak;

use wasm_bindgen_futures::spawn_local;

use super::{Core, with};
use crate::{
    browser::{clock::now, credential::TokenRequest, fetch::SignIn},
    poll::TokenReason,
    provider::{ApiRoot, Auth, BearerToken, RefusedToken},
};

impl Core {
    /// What the next request signs in with; `None` where that is a token, and there is none.
    pub(super) fn sign_in(&self) -> Option<SignIn> {
        match self.credential.auth() {
            Auth::Bearer => self.token.get().map(SignIn::Token),
            Auth::Cookie => Some(SignIn::Session),
            Auth::None => Some(SignIn::Nothing),
        }
    }

    pub(super) fn ask_token(&self, reason: TokenReason) {
        let endpoint = self.root.as_ref().map_or("", ApiRoot::as_str).into();
        let request = TokenRequest { provider: self.api.name().into(), endpoint, reason };
        let Some(answer) = self.credential.ask(request) else { return };
        let core = Weak::clone(&self.this);
        spawn_local(async move {
            let answer = answer.await;
            with(&core, |core| match answer {
                Some(token) => core.take_token(token),
                None => core.poller.borrow_mut().handle_token_failed(now()),
            });
        });
    }

    pub(super) fn take_token(&self, token: Result<BearerToken, RefusedToken>) {
        let token = self.token.replace(token);
        self.poller.borrow_mut().handle_token(now(), token);
    }

    /// The token by which tabs know each other. None where a provider gives a new one now and then.
    pub(super) fn group_token(&self) -> Option<BearerToken> {
        if self.credential.is_provider() { None } else { self.token.get() }
    }
}
