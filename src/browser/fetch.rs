//! One request, one answer.
//!
//! Exceptions end here and in `page.js`: browsers quote header values in them, so none is kept or
//! shown. An answer's body stays on the browser's side: what is decoded crosses into the wasm once,
//! field by field.

use core::time::Duration;

use gloo_net::http::Headers;
use js_sys::Promise;
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::RequestInit;

use super::{
    promise::then,
    property::{count, get, is, number, set, set_texts},
    whole::whole,
};
use crate::{
    job::{Answer, ErrorDetail, Failure, FailureKind, Query, Timestamp, joined},
    poll::Response,
    provider::{self, Api, BearerToken, Request},
};

/// The longest `Retry-After` that is kept; the poller has its own, lower limit.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);

/// The most bytes that are read of an answer, counted after the browser has unpacked it.
const MOST_BYTES: u32 = 8 * 1024 * 1024;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// What came of an answer, read no further than so many bytes.
    fn heard(answer: &JsValue, most: u32) -> Promise;
}

/// A question that is sent, and what its answer is read with.
pub(super) struct Question {
    pub(super) api: Api,
    pub(super) ask: Query,
    pub(super) token: BearerToken,
}

type Done = Box<dyn FnOnce(&Question, Response, Option<JsValue>)>;

impl Question {
    /// Sends it, written as this request. `done` gets the answer, and a body that is JSON as it
    /// came; never from within this call.
    pub(super) fn send(
        self,
        request: Request,
        signal: &JsValue,
        done: impl FnOnce(&Self, Response, Option<JsValue>) + 'static,
    ) {
        let answer = send(request, &self.token, signal).unwrap_or(JsValue::UNDEFINED);
        let done: Done = Box::new(done);
        then(&heard(&answer, MOST_BYTES), |heard| self.answered(&heard, done));
    }

    fn answered(self, heard: &JsValue, done: Done) {
        let json = get(heard, "json").filter(|json| !json.is_undefined());
        let server_time = Timestamp::from_millis(whole(number(heard, "date"))).filter(is_late);
        let retry_after = wait(number(heard, "wait"));
        let trouble = get(heard, "trouble").unwrap_or_default();
        let result = if trouble == "redirect" {
            Err(provider::failure(0, None, None))
        } else if trouble == "long" {
            Err(bad("The answer has more than 8 MiB."))
        } else if trouble != "" {
            Err(Failure::new(FailureKind::Network))
        } else if is(heard, "ok") {
            self.read(json.clone())
        } else {
            let status = u16::try_from(count(heard, "status")).unwrap_or(0);
            Err(provider::failure(status, retry_after, said(heard, json.clone())))
        };
        let result = result.map_err(|mut failure| {
            failure.code = self.token.redact(&failure.code);
            failure.message = self.token.redact(&failure.message);
            failure
        });
        done(&self, Response { result, retry_after, server_time }, json);
    }

    fn read(&self, json: Option<JsValue>) -> Result<Answer, Failure> {
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
    // One of two places where the token is exposed; in the other its digest is made. Its characters
    // are RFC 6750's, so that the browser takes the header; it would quote a refused one in an
    // exception.
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
    page_fetch(&request).ok()
}

#[wasm_bindgen]
extern "C" {
    /// The page's `fetch`. A page may have put its own there, which may throw and answer anything.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn page_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

fn bad(message: &str) -> Failure {
    Failure::new(FailureKind::BadAnswer).with_message(message)
}

fn said(heard: &JsValue, json: Option<JsValue>) -> Option<ErrorDetail> {
    match json {
        Some(json) => provider::error_in_json(Deserializer::from(json)),
        None => {
            let text = get(heard, "text").and_then(|text| text.as_string());
            provider::error_in_text(&text.unwrap_or_default())
        }
    }
}

/// What is no date is 1970, and no date of a server's that matters is.
fn is_late(time: &Timestamp) -> bool {
    *time != Timestamp::EPOCH
}

/// `Retry-After` in milliseconds; NaN where there is none, negative where it has passed.
fn wait(millis: f64) -> Option<Duration> {
    let wait = Duration::from_millis(u64::try_from(whole(millis)).unwrap_or(0));
    (!millis.is_nan()).then(|| wait.min(LONGEST_WAIT))
}
