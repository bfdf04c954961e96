//! One query: its request, and the response, with the pages that follow it. Exceptions end here:
//! browsers quote header values in them, so none is kept or shown. A body becomes JSON on the
//! browser's side, and what is decoded crosses into the wasm once, field by field.

use core::time::Duration;
use std::rc::Rc;

use gloo_net::http::{RequestBuilder, Response};
use js_sys::{Date, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType,
};

use super::{
    bindings,
    body::{BodyError, read_text},
    clock::utc_now,
    entity_tags::EntityTags,
    js_deserializer::JsDeserializer,
};
use crate::{
    job::{Answer, Failure, FailureKind, Query, Timestamp},
    poll,
    provider::{self, Api, ApiRoot, Auth, BearerToken, Head, Json, Members, Request},
};

/// The longest wait that is kept; the poller has its own, lower limit.
const MAX_WAIT: Duration = Duration::from_secs(86_400);

/// How requests sign in.
#[derive(Clone)]
pub(super) enum SignIn {
    /// With this token.
    Token(BearerToken),
    /// With the page's session.
    Session,
    /// Not at all.
    Nothing,
}

/// One query on its way.
pub(super) struct Exchange {
    pub(super) api: Api,
    pub(super) root: ApiRoot,
    pub(super) query: Query,
    pub(super) sign_in: SignIn,
    pub(super) signal: AbortSignal,
    pub(super) entity_tags: Rc<EntityTags>,
}

/// What came of a query.
pub(super) struct Fetched {
    /// What the poller is told.
    pub(super) response: poll::Response,
    /// The body as it came, where it is JSON and all of the answer.
    pub(super) body: Option<JsValue>,
}

impl Fetched {
    /// Nothing came, for this reason.
    pub(super) const fn failed(failure: Failure) -> Self {
        let response =
            poll::Response { result: Err(failure), retry_after: None, server_time: None };
        Self { response, body: None }
    }
}

/// The pages of an answer.
struct Pages {
    /// The request for the page that is waited for.
    request: Request,
    /// How many have been read.
    count: usize,
    /// What they say.
    answer: Option<Answer>,
}

/// One response, read to its end.
struct Received {
    head: Head,
    body: Result<Body, Failure>,
    entity_tag: Option<String>,
    server_time: Option<Timestamp>,
}

/// A body, as text and, where it is that, as JSON.
struct Body {
    text: JsString,
    json: Option<JsValue>,
}

impl provider::Body for Body {
    fn json(&self, members: Members<'_>) -> Option<Json> {
        Json::read(JsDeserializer(self.json.clone()?), members).ok()
    }

    fn text(&self) -> String {
        String::from(&self.text)
    }
}

impl Exchange {
    /// Hands a request to the page's `fetch`. `None` where it is refused at once.
    pub(super) fn send(&self, request: &Request) -> Option<Promise> {
        // Where a page has broken this class, gloo-net panics.
        Headers::new().ok()?;
        let credentials = match self.sign_in {
            SignIn::Session => RequestCredentials::SameOrigin,
            _ => RequestCredentials::Omit,
        };
        let mut builder = RequestBuilder::new(&request.url)
            .credentials(credentials)
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Manual)
            .referrer_policy(ReferrerPolicy::NoReferrer)
            .abort_signal(Some(&self.signal));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if self.api.has_entity_tags()
            && let Some(tag) = self.entity_tags.tag(&request.url)
        {
            builder = builder.header("If-None-Match", &tag);
        }
        match &self.sign_in {
            // One of two places where the token is exposed; in the other its digest is made. Its
            // characters are RFC 6750's, so that the browser takes the header; it would quote a
            // refused one in an exception, which gloo-net does not catch.
            SignIn::Token(token) => {
                let header = request.token;
                let value = format!("{}{}", header.scheme, token.expose());
                builder = builder.header(header.name, &value);
            }
            // Frameworks then answer 401 instead of a sign-in page.
            SignIn::Session => builder = builder.header("X-Requested-With", "XMLHttpRequest"),
            SignIn::Nothing => {}
        }
        let response = bindings::fetch(&builder.build().ok()?.into()).ok()?;
        Some(Promise::resolve(&response))
    }

    /// Waits for what was sent, and for the pages that follow it, and reads what comes back.
    pub(super) async fn receive(&self, request: Request, first: Option<Promise>) -> Fetched {
        let mut sent = first;
        let mut pages = Pages { request, count: 0, answer: None };
        loop {
            let received = receive(sent).await;
            match self.read(received, &mut pages) {
                Some(fetched) => return fetched,
                None => sent = self.send(&pages.request),
            }
        }
    }

    /// Reads one page. `None`: the pages' request is the next one's.
    fn read(&self, received: Received, pages: &mut Pages) -> Option<Fetched> {
        let Received { head, body, entity_tag, server_time } = received;
        pages.count += 1;
        let is_only = pages.count == 1;
        let mut json = None;
        let result = body.and_then(|body| {
            let answer = self.answer(&pages.request, &head, &body)?;
            let answer = match pages.answer.take() {
                Some(mut before) => {
                    before.append(answer);
                    before
                }
                None => answer,
            };
            let (root, query) = (&self.root, &self.query);
            let next = self.api.next_page(root, query, &head, &body, &answer, pages.count);
            json = body.json;
            Ok((answer, next))
        });
        let result = match result {
            Ok((answer, Some(next))) => {
                pages.request = next;
                pages.answer = Some(answer);
                return None;
            }
            Ok((answer, None)) => {
                if let Some(tag) = entity_tag
                    && is_only
                    && self.api.has_entity_tags()
                {
                    self.entity_tags.keep(&pages.request.url, tag, &answer);
                }
                Ok(answer)
            }
            Err(failure) => Err(self.redact(failure)),
        };
        let response = poll::Response { result, retry_after: head.wait, server_time };
        Some(Fetched { response, body: json.filter(|_| is_only) })
    }

    fn answer(&self, request: &Request, head: &Head, body: &Body) -> Result<Answer, Failure> {
        if head.status == 304
            && let Some(answer) = self.entity_tags.answer(&request.url)
        {
            return Ok(answer);
        }
        self.api.read_answer(self.sign_in.auth(), &self.query, head, body)
    }

    /// A service may echo what it was sent.
    fn redact(&self, mut failure: Failure) -> Failure {
        if let Some(token) = self.sign_in.token() {
            failure.code = token.redact(&failure.code);
            failure.message = token.redact(&failure.message);
        }
        failure
    }
}

impl SignIn {
    /// The token, where it is one.
    pub(super) const fn token(&self) -> Option<&BearerToken> {
        if let Self::Token(token) = self { Some(token) } else { None }
    }

    const fn auth(&self) -> Auth {
        match self {
            Self::Token(_) => Auth::Bearer,
            Self::Session => Auth::Cookie,
            Self::Nothing => Auth::None,
        }
    }
}

/// The response, if a page's own `fetch` gave one. An exception may quote a header, and is dropped.
async fn response(sent: Option<Promise>) -> Option<Response> {
    let response: web_sys::Response = JsFuture::from(sent?).await.ok()?.dyn_into().ok()?;
    // A page may have wrapped it in a `Proxy`, on which the browser's own getters throw.
    Reflect::get(&response, &"status".into()).ok()?;
    Some(response.into())
}

/// The server's clock, where its `Date` header can be read.
fn server_time(response: &Response) -> Option<Timestamp> {
    let time = Timestamp::from_millis(date(&response.headers().get("Date")?)?)?;
    // That is no clock's, but a placeholder.
    (time != Timestamp::EPOCH).then_some(time)
}

/// Waits for a response, and reads it to its end.
async fn receive(sent: Option<Promise>) -> Received {
    let Some(response) = response(sent).await else {
        let body = Err(Failure::new(FailureKind::Network));
        return Received { head: Head::default(), body, entity_tag: None, server_time: None };
    };
    let header = |name: &str| response.headers().get(name);
    let server_time = server_time(&response);
    let redirects = response.type_() == ResponseType::Opaqueredirect;
    let status = if redirects { 0 } else { response.status() };
    let mut head = Head {
        status,
        is_page: false,
        wait: provider::wait(status, header, server_time.unwrap_or_else(utc_now), date)
            .map(|wait| wait.min(MAX_WAIT)),
        link: header("Link"),
    };
    let body =
        match read_text(response.body()).await {
            Err(BodyError::Broken) => Err(Failure::new(FailureKind::Network)),
            Err(BodyError::TooLong) => Err(Failure::new(FailureKind::BadAnswer)
                .with_message("The answer has more than 8 MiB.")),
            Ok(text) => {
                let json = bindings::parse_json(&text).ok();
                head.is_page = json.is_none() && text.trim_start().starts_with("<", 0);
                Ok(Body { text, json })
            }
        };
    Received { head, body, entity_tag: header("ETag"), server_time }
}

/// A date in milliseconds since 1970, as the browser reads it.
fn date(text: &str) -> Option<i64> {
    let millis = Date::parse(text);
    // The cast saturates, and cuts off decimals that no date has.
    #[allow(clippy::cast_possible_truncation)]
    (!millis.is_nan()).then_some(millis as i64)
}
