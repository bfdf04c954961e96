//! How a source signs in: with a bearer token (a text, or a token provider), with the page's own
//! session, or not at all. Nothing is sent from here.

use core::{future::Future, pin::Pin};
use std::rc::Rc;

use crate::{
    poll::TokenReason,
    provider::{Auth, BearerToken, RefusedToken},
};

/// What a token provider is asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    /// The contract's name of the API, for example `ams-v2`.
    pub provider: String,
    /// The API root that the token is for.
    pub endpoint: String,
    /// Why it is asked.
    pub reason: TokenReason,
}

/// A token provider's answer; `None` when it could not get a token.
type Answer = Pin<Box<dyn Future<Output = Option<Result<BearerToken, RefusedToken>>>>>;

/// How a source signs in. A bearer token comes from a text, a token provider, or both (then the text
/// is used until it runs out or is refused). Cheap to clone; two are equal when they sign in the same
/// way, with the same token text and the very same provider.
#[derive(Clone, Default)]
pub struct Credential {
    auth: Auth,
    token: Option<Rc<Result<BearerToken, RefusedToken>>>,
    provider: Option<Provider>,
}

#[derive(Clone)]
enum Provider {
    Rust(Rc<dyn Fn(TokenRequest) -> Answer>),
    #[cfg(target_arch = "wasm32")]
    Script(js_sys::Function),
}

impl Credential {
    /// No token: the source is signed out and asks nothing.
    pub const fn none() -> Self {
        Self::without_token(Auth::Bearer)
    }

    /// The page's own session: its cookies go along. At the page's own origin only; at any other
    /// nothing is sent, and the badge says why.
    pub const fn cookie() -> Self {
        Self::without_token(Auth::Cookie)
    }

    /// No token is needed: a public API.
    pub const fn public() -> Self {
        Self::without_token(Auth::None)
    }

    const fn without_token(auth: Auth) -> Self {
        Self { auth, token: None, provider: None }
    }

    /// How it signs in.
    pub const fn auth(&self) -> Auth {
        self.auth
    }

    /// A token's text. One that RFC 6750 does not allow is refused in words on the badge.
    pub fn token(text: &str) -> Self {
        Self::none().and_token(text)
    }

    /// A token provider. It is asked once for all badges of the source: when there is no token yet, a
    /// minute before a JWT runs out, and after a 401. It answers with a token's text, or with `None` when it
    /// could not get one: then it is asked again, with a back-off from one minute.
    pub fn provider<F>(ask: impl Fn(TokenRequest) -> F + 'static) -> Self
    where
        F: Future<Output = Option<String>> + 'static,
    {
        let ask = move |request| -> Answer {
            let answer = ask(request);
            Box::pin(async move { answer.await.map(|text| BearerToken::parse(&text)) })
        };
        Self { provider: Some(Provider::Rust(Rc::new(ask))), ..Self::none() }
    }

    /// A JavaScript token provider: `({provider, endpoint, reason}) => string | Promise<string>`.
    #[cfg(target_arch = "wasm32")]
    pub const fn script(ask: js_sys::Function) -> Self {
        Self { auth: Auth::Bearer, token: None, provider: Some(Provider::Script(ask)) }
    }

    /// The same with a token to begin with.
    #[must_use]
    pub fn and_token(mut self, text: &str) -> Self {
        self.token = Some(Rc::new(BearerToken::parse(text)));
        self
    }

    /// The token that was given as a text, if there is one.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn held(&self) -> Option<&Result<BearerToken, RefusedToken>> {
        self.token.as_deref()
    }

    /// Asks the token provider, if there is one.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn ask(&self, request: TokenRequest) -> Option<Answer> {
        match self.provider.as_ref()? {
            Provider::Rust(ask) => Some(ask(request)),
            Provider::Script(ask) => Some(ask_script(ask, &request)),
        }
    }

    /// Whether there is a token provider.
    #[cfg(target_arch = "wasm32")]
    pub(super) const fn is_provider(&self) -> bool {
        self.provider.is_some()
    }
}

/// Calls a page's function. Whatever it throws is dropped: it may quote the token.
#[cfg(target_arch = "wasm32")]
fn ask_script(ask: &js_sys::Function, request: &TokenRequest) -> Answer {
    use js_sys::{Object, Promise, Reflect};
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::JsFuture;

    let argument = Object::new();
    for (name, value) in [
        ("provider", request.provider.as_str()),
        ("endpoint", request.endpoint.as_str()),
        ("reason", request.reason.name()),
    ] {
        // A new object takes any member.
        let _ = Reflect::set(&argument, &name.into(), &value.into());
    }
    let answer = ask.call1(&JsValue::UNDEFINED, &argument);
    let answer = answer.map(|answer| JsFuture::from(Promise::resolve(&answer)));
    Box::pin(async move {
        let text = answer.ok()?.await.ok()?.as_string();
        let token = text.map_or(Err(RefusedToken::NoText), |text| BearerToken::parse(&text));
        if let Err(refused) = token {
            // What it gave is not said: it may hold the token.
            let _ = super::bindings::warn(&format!("job-badge: tokenProvider: {refused}"));
        }
        Some(token)
    })
}

impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        self.auth == other.auth && self.token == other.token && self.provider == other.provider
    }
}

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rust(one), Self::Rust(two)) => Rc::ptr_eq(one, two),
            #[cfg(target_arch = "wasm32")]
            (Self::Script(one), Self::Script(two)) => one == two,
            #[cfg(target_arch = "wasm32")]
            _ => false,
        }
    }
}

impl core::fmt::Debug for Credential {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Credential(redacted)")
    }
}

impl From<&str> for Credential {
    fn from(token: &str) -> Self {
        Self::token(token)
    }
}

impl From<String> for Credential {
    fn from(token: String) -> Self {
        Self::token(&token)
    }
}
