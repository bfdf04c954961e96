//! Answers whose status, or what stands in them, decides by itself.

use core::time::Duration;

use job_badge::{job::Answer, provider::Head};
use serde_json::{Value, json};

use super::{answer, described, head, jobs, with};

/// What an answer of this status and body is, in short.
fn special(description: &Value, head: &Head, body: &str) -> String {
    match answer(&described(description), &jobs("a"), head, body) {
        None => "as everywhere".to_owned(),
        Some(Ok(Answer::Jobs(reports))) => reports[0].state.name().to_owned(),
        Some(Ok(_)) => "other".to_owned(),
        Some(Err(failure)) => {
            let wait = failure.retry_after.map(|wait| wait.as_millis().to_string());
            format!("{} {}", failure.kind.name(), wait.unwrap_or(failure.message))
        }
    }
}

#[test]
fn a_rejected_token_is_told_by_more_than_a_status() {
    let description = with(&json!({"rejected": [
        {"status": 403, "at": "/detail", "has": "jwt"},
        {"status": [200, 203], "page": true},
        {"status": "redirect"},
    ]}));
    let check = |head: Head, body: &str, expected: &str| {
        assert_eq!(special(&description, &head, body), expected, "{head:?} {body}");
    };
    check(head(403), "{\"detail\":\"Invalid JWT token\",\"message\":\"No.\"}", "auth No.");
    check(head(403), "{\"detail\":\"Not yours\"}", "as everywhere");
    check(head(403), "<html>", "as everywhere");
    check(Head { is_page: true, ..head(203) }, "<html><title>Sign in</title>", "auth ");
    check(Head { is_page: true, ..head(500) }, "<html>", "as everywhere");
    check(head(0), "", "auth ");
    check(head(302), "", "auth ");
    check(head(200), "{\"state\":\"run\"}", "running");
}

#[test]
fn a_limit_may_stand_in_the_body() {
    let description = with(&json!({"limited": {
        "if": [{"status": [403, 429]}, {"at": "/notice", "has": "throttled"}], "wait": "/notice", "least": 60,
    }}));
    let check = |head: Head, body: &str, expected: &str| {
        assert_eq!(special(&description, &head, body), expected, "{body}");
    };
    check(
        head(429),
        "{\"notice\":\"Request was throttled. Expected available in 1 second.\"}",
        "throttled 1000",
    );
    check(head(403), "{\"notice\":\"throttled 2.5s\"}", "throttled 2500");
    check(head(403), "{\"notice\":\"throttled\"}", "throttled 60000");
    check(head(403), "{\"notice\":\"forbidden\"}", "as everywhere");
    let named = Head { wait: Some(Duration::from_secs(9)), ..head(429) };
    check(named, "{\"notice\":\"throttled, 1 s\"}", "throttled 9000");
}

#[test]
fn a_status_may_be_a_state() {
    let description = with(&json!({"state": [
        {"if": {"status": 202}, "is": "running"},
        {"if": {"status": "redirect"}, "is": "succeeded"},
        {"if": {"status": 410, "at": "/gone", "present": false}, "is": "skipped"},
        {"at": "/state", "means": {"failed": "bad"}},
        {"if": {"status": [200, 204]}, "is": "succeeded"},
    ]}));
    let check = |status: u16, body: &str, expected: &str| {
        assert_eq!(special(&description, &head(status), body), expected, "{status} {body}");
    };
    check(202, "", "running");
    check(202, "{\"state\":\"bad\"}", "running");
    check(303, "", "succeeded");
    check(0, "", "succeeded");
    check(304, "", "as everywhere");
    check(410, "", "skipped");
    check(410, "{\"gone\":1}", "as everywhere");
    check(204, "", "succeeded");
    check(200, "{\"state\":\"bad\"}", "failed");
    check(200, "{}", "succeeded");
    check(404, "{\"state\":\"bad\"}", "as everywhere");
    check(500, "", "as everywhere");
}
