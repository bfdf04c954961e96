//! One request, one answer.
//!
//! Exceptions end here: browsers quote header values in them, so none is kept or shown.

use core::{cell::RefCell, time::Duration};

use gloo_net::http::Headers;
use js_sys::{Function, Promise};
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use super::{
    body::{Body, Unread},
    clock::utc_now,
    property::{get, set, set_texts},
    whole::whole,
};
use crate::{
    job::{Ask, Failure, FailureKind, Reading, Timestamp, joined, number},
    poll::Answer,
    provider::{self, Api, BearerToken, Request},
};

/// The longest `Retry-After` that is kept; the poller has its own, lower limit.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);

/// Sends a request and reads its answer. A body that is JSON is kept in `kept`, as it came.
pub(super) async fn fetch(
    api: Api,
    ask: &Ask,
    request: Request,
    token: &BearerToken,
    signal: &AbortSignal,
    kept: &mut Option<JsValue>,
) -> Answer {
    let Some(response) = send(request, token, signal).await else {
        return failed(Failure::new(FailureKind::Network));
    };
    if get(&response, "type").is_some_and(|it| it == "opaqueredirect") {
        return failed(provider::failure(0, None, None));
    }
    let headers = Headers::from_raw(response.headers());
    let server_time = headers.get("Date").and_then(|date| http_date(&date));
    let now = server_time.unwrap_or_else(utc_now);
    let retry_after = headers.get("Retry-After").and_then(|value| wait(&value, now));
    let result =
        match Body::read(&response).await {
            Err(Unread::Broken) => Err(Failure::new(FailureKind::Network)),
            Err(Unread::TooLarge) => Err(Failure::new(FailureKind::BadAnswer)
                .with_message("The answer has more than 8 MiB.")),
            Ok(body) if response.ok() => read(api, ask, &body, kept),
            Ok(body) => Err(failure(response.status(), retry_after, &body)),
        };
    let result = result.map_err(|mut failure| {
        failure.code = token.cut_out_of(&failure.code);
        failure.message = token.cut_out_of(&failure.message);
        failure
    });
    Answer { result, retry_after, server_time }
}

async fn send(request: Request, token: &BearerToken, signal: &AbortSignal) -> Option<Response> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    // One of two places where the token is exposed; in the other its digest is made. (The element's
    // script sets the same header for a page's first question.) Its characters are RFC 6750's, so
    // that the browser takes the header; it would quote a refused one in an exception.
    headers.set("Authorization", &joined(&["Bearer ", token.expose()]));
    let options = RequestInit::new();
    set(&options, "headers", &headers.into_raw());
    set(&options, "signal", signal);
    set_texts(
        &options,
        &[
            ("credentials", "omit"),
            ("cache", "no-store"),
            ("redirect", "manual"),
            ("referrerPolicy", "no-referrer"),
        ],
    );
    let request = web_sys::Request::new_with_str_and_init(&request.url, &options).ok()?;
    let sender = SENDER.with_borrow(Clone::clone);
    let answer = match sender {
        Some(sender) => sender.call1(&JsValue::UNDEFINED, &request),
        None => page_fetch(&request),
    };
    let answer = answer.ok()?;
    JsFuture::from(Promise::resolve(&answer)).await.ok()?.dyn_into().ok()
}

thread_local! {
    static SENDER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Sends requests through this from now on, and not through the page's `fetch` itself: a request in,
/// a promise of a response out.
pub fn send_through(sender: Function) {
    SENDER.set(Some(sender));
}

#[wasm_bindgen]
extern "C" {
    /// The page's `fetch`. A page may have put its own there, which may throw and answer anything.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn page_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

fn failed(failure: Failure) -> Answer {
    Answer { result: Err(failure), retry_after: None, server_time: None }
}

fn read(api: Api, ask: &Ask, body: &Body, kept: &mut Option<JsValue>) -> Result<Reading, Failure> {
    match body.json() {
        Some(value) => api.read(ask, Deserializer::from(kept.insert(value).clone())),
        None => Err(Failure::new(FailureKind::BadAnswer)
            .with_message("The answer is not JSON: is this the API's root?")),
    }
}

fn failure(status: u16, retry_after: Option<Duration>, body: &Body) -> Failure {
    let said = match body.json() {
        Some(value) => provider::error_in_json(Deserializer::from(value)),
        None => provider::error_in_text(&body.text().unwrap_or_default()),
    };
    provider::failure(status, retry_after, said)
}

/// `Retry-After` in either form: seconds, or a date.
fn wait(value: &str, now: Timestamp) -> Option<Duration> {
    match number(value.trim()) {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => http_date(value).map(|date| date.since(now)),
    }
    .map(|wait| wait.min(LONGEST_WAIT))
}

fn http_date(text: &str) -> Option<Timestamp> {
    // What is no date is NaN, so 0, and no HTTP date that matters is 1970.
    let millis = whole(js_sys::Date::parse(text));
    if millis == 0 { None } else { Timestamp::from_millis(millis) }
}
