//! One request, one response. Exceptions end here: browsers quote header values in them, so none is
//! kept or shown. A body becomes JSON on the browser's side, and what is decoded crosses into the
//! wasm once, field by field.

use core::time::Duration;

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
    js_deserializer::JsDeserializer,
};
use crate::{
    job::{ErrorDetail, Failure, FailureKind, Query, Timestamp},
    poll,
    provider::{self, Api, BearerToken, Request},
};

/// The longest `Retry-After` that is kept; the poller has its own, lower limit.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(86_400);

/// What came of a request.
pub(super) struct Fetched {
    /// What the poller is told.
    pub(super) response: poll::Response,
    /// The body as it came, where it is JSON.
    pub(super) body: Option<JsValue>,
}

/// Builds a request and hands it to the page's `fetch`. `None` where it is refused at once.
pub(super) fn send(
    request: &Request,
    token: &BearerToken,
    signal: &AbortSignal,
) -> Option<Promise> {
    // Where a page has broken this class, gloo-net panics.
    Headers::new().ok()?;
    let mut builder = RequestBuilder::new(&request.url)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    // One of two places where the token is exposed; in the other its digest is made. Its characters
    // are RFC 6750's, so that the browser takes the header; it would quote a refused one in an
    // exception, which gloo-net does not catch.
    let request = builder.header("Authorization", &format!("Bearer {}", token.expose())).build();
    let response = bindings::fetch(&request.ok()?.into()).ok()?;
    Some(Promise::resolve(&response))
}

/// Waits for what was sent, and reads what comes back.
pub(super) async fn receive(
    sent: Option<Promise>,
    api: Api,
    query: &Query,
    token: &BearerToken,
) -> Fetched {
    let Some(response) = response(sent).await else {
        let result = Err(Failure::new(FailureKind::Network));
        let response = poll::Response { result, retry_after: None, server_time: None };
        return Fetched { response, body: None };
    };
    let server_time = server_time(&response);
    let retry_after = retry_after(&response, server_time);
    let mut body = None;
    let result = if response.type_() == ResponseType::Opaqueredirect {
        Err(provider::failure(0, None, None))
    } else {
        match read_text(response.body()).await {
            Err(BodyError::Broken) => Err(Failure::new(FailureKind::Network)),
            Err(BodyError::TooLong) => Err(bad_answer("The answer has more than 8 MiB.")),
            Ok(text) => {
                body = bindings::parse_json(&text).ok();
                match &body {
                    _ if !response.ok() => {
                        let detail = error_detail(body.as_ref(), &text);
                        Err(provider::failure(response.status(), retry_after, detail))
                    }
                    Some(json) => api.read(query, JsDeserializer(json.clone())),
                    None => Err(bad_answer("The answer is not JSON: is this the API's root?")),
                }
            }
        }
    };
    // A service may echo what it was sent.
    let result = result.map_err(|mut failure| {
        failure.code = token.redact(&failure.code);
        failure.message = token.redact(&failure.message);
        failure
    });
    Fetched { response: poll::Response { result, retry_after, server_time }, body }
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

/// `Retry-After`: seconds, or a date, which is measured by the server's own clock where it says so.
fn retry_after(response: &Response, server_time: Option<Timestamp>) -> Option<Duration> {
    let text = response.headers().get("Retry-After")?;
    let wait = provider::retry_after(&text, server_time.unwrap_or_else(utc_now), date)?;
    Some(wait.min(MAX_RETRY_AFTER))
}

/// A date in milliseconds since 1970, as the browser reads it.
fn date(text: &str) -> Option<i64> {
    let millis = Date::parse(text);
    // The cast saturates, and cuts off decimals that no date has.
    #[allow(clippy::cast_possible_truncation)]
    (!millis.is_nan()).then_some(millis as i64)
}

/// What the body of an error says.
fn error_detail(json: Option<&JsValue>, text: &JsString) -> Option<ErrorDetail> {
    match json {
        Some(json) => provider::error_in_json(JsDeserializer(json.clone())),
        None => provider::error_in_text(&String::from(text)),
    }
}

fn bad_answer(message: &str) -> Failure {
    Failure::new(FailureKind::BadAnswer).with_message(message)
}
