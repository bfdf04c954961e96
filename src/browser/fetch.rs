//! One request, one answer.
//!
//! Exceptions end here: browsers quote header values in them, so none is kept or shown.

use core::{cell::RefCell, time::Duration};

use gloo_net::http::Headers;
use js_sys::{Function, Promise};
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{RequestInit, Response};

use super::{
    body::{Body, Unread},
    clock::utc_now,
    promise::then,
    property::{count, get, is, set, set_texts},
    whole::whole,
};
use crate::{
    job::{Ask, ErrorDetail, Failure, FailureKind, Reading, Timestamp, joined, number, trimmed},
    poll::Answer,
    provider::{self, Api, BearerToken, Request},
};

/// The longest `Retry-After` that is kept; the poller has its own, lower limit.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);

/// A question that is sent, and what its answer is read with.
pub(super) struct Question {
    pub(super) api: Api,
    pub(super) ask: Ask,
    pub(super) token: BearerToken,
}

type Done = Box<dyn FnOnce(&Question, Answer, Option<JsValue>)>;

impl Question {
    /// Sends it, written as this request. `done` gets the answer, and a body that is JSON as it
    /// came; never from within this call.
    pub(super) fn send(
        self,
        request: Request,
        signal: &JsValue,
        done: impl FnOnce(&Self, Answer, Option<JsValue>) + 'static,
    ) {
        let answer = send(request, &self.token, signal).unwrap_or(JsValue::UNDEFINED);
        let done: Done = Box::new(done);
        then(&Promise::resolve(&answer), |answer| self.answered(answer, done));
    }

    fn answered(self, answer: JsValue, done: Done) {
        let Ok(response) = answer.dyn_into::<Response>() else {
            return done(&self, failed(Failure::new(FailureKind::Network)), None);
        };
        if get(&response, "type").is_some_and(|it| it == "opaqueredirect") {
            return done(&self, failed(provider::failure(0, None, None)), None);
        }
        let headers = get(&response, "headers").unwrap_or_default();
        let headers = Headers::from_raw(headers.unchecked_into());
        let server_time = headers.get("Date").and_then(|date| http_date(&date));
        let now = server_time.unwrap_or_else(utc_now);
        let retry_after = headers.get("Retry-After").and_then(|value| wait(&value, now));
        let (ok, status) = (is(&response, "ok"), count(&response, "status"));
        Body::read(&response, move |body| {
            let json = body.as_ref().ok().and_then(Body::json);
            let result = match body {
                Err(Unread::Broken) => Err(Failure::new(FailureKind::Network)),
                Err(Unread::TooLarge) => Err(bad("The answer has more than 8 MiB.")),
                Ok(_) if ok => self.read(json.clone()),
                Ok(body) => Err(provider::failure(
                    u16::try_from(status).unwrap_or(0),
                    retry_after,
                    said(&body, json.clone()),
                )),
            };
            let result = result.map_err(|mut failure| {
                failure.code = self.token.cut_out_of(&failure.code);
                failure.message = self.token.cut_out_of(&failure.message);
                failure
            });
            done(&self, Answer { result, retry_after, server_time }, json);
        });
    }

    fn read(&self, json: Option<JsValue>) -> Result<Reading, Failure> {
        let json = json.ok_or_else(|| bad("The answer is not JSON: is this the API's root?"))?;
        self.api.read(&self.ask, Deserializer::from(json))
    }
}

/// Hands a request to the page. What the page gives for it is a promise, if all is well.
fn send(request: Request, token: &BearerToken, signal: &JsValue) -> Option<JsValue> {
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
    answer.ok()
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

fn bad(message: &str) -> Failure {
    Failure::new(FailureKind::BadAnswer).with_message(message)
}

fn said(body: &Body, json: Option<JsValue>) -> Option<ErrorDetail> {
    match json {
        Some(json) => provider::error_in_json(Deserializer::from(json)),
        None => provider::error_in_text(&body.text()),
    }
}

/// `Retry-After` in either form: seconds, or a date.
fn wait(value: &str, now: Timestamp) -> Option<Duration> {
    match number(trimmed(value)) {
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
