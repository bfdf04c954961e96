//! How a described API is asked: URLs and headers.

use core::time::Duration;

use job_badge::{
    job::FailureKind,
    provider::{Provider, TokenHeader},
};
use serde_json::{Value, json};

use super::{ROOT, described, id, jobs, root, with};

fn url(description: &Value, job: &str) -> String {
    match described(description).request(&root(), &jobs(job), 7) {
        Ok(request) => request.url.strip_prefix(ROOT).unwrap().to_owned(),
        Err(failure) => {
            assert_eq!(failure.kind, FailureKind::Config);
            "refused".to_owned()
        }
    }
}

#[test]
fn a_job_id_falls_into_its_parts() {
    let check = |job: &str, get: &str, id: &str, expected: &str| {
        assert_eq!(url(&with(&json!({"job": job, "get": get})), id), expected, "{job} {id}");
    };
    check("{job}", "jobs/{job}", "42", "jobs/42");
    check("{job}", "jobs/{job}", "a/b", "refused");
    check("{job}", "jobs/{job}?full=1", "a b&c?d%é", "jobs/a%20b%26c%3Fd%25%C3%A9?full=1");
    check("{o}/{r}/{n}", "repos/{o}/{r}/runs/{n}", "me/it/7", "repos/me/it/runs/7");
    check("{o}/{r}/{n}", "repos/{o}/{r}/runs/{n}", "me/it", "refused");
    check("{o}/{r}/{n}", "repos/{o}/{r}/runs/{n}", "me/it/7/8", "refused");
    check("{o}/{r}/{n}", "repos/{o}/{r}/runs/{n}", "me//7", "refused");
    check("{p+}/{n}", "projects/{p}/pipelines/{n}", "a/b/c/7", "projects/a%2Fb%2Fc/pipelines/7");
    check("{p+}/{n}", "projects/{p}/pipelines/{n}", "12/7", "projects/12/pipelines/7");
    check("{p+}/{n}", "projects/{p}/pipelines/{n}", "7", "refused");
    check("{p+}/{n}", "job/{p/job/}/{n}/api", "f/g/name/12", "job/f/job/g/job/name/12/api");
    check("{name+}", "{+name}", "projects/p 1/operations/x?y", "projects/p%201/operations/x%3Fy");
    check("{op+}", "{+op?}", "/subscriptions/1/ops/2?api-version=1&t=a%2Fb#c", "refused");
    check(
        "{op+}",
        "{+op?}",
        "/subscriptions/1/ops/2?api-version=1&t=a%2Fb",
        "subscriptions/1/ops/2?api-version=1&t=a%2Fb",
    );
    check("id:{n}", "builds/{n}", "id:5", "builds/5");
    check("id:{n}", "builds/{n}", "5", "refused");
    check("{a}-{b}", "{a}/{b}", "x-y-z", "x/y-z");
    check(
        "{dag}/{run}",
        "d/{dag}/r/{run}",
        "d/manual__2026-11-28T16:51:43+00:00",
        "d/d/r/manual__2026-11-28T16%3A51%3A43%2B00%3A00",
    );
}

#[test]
fn what_would_leave_the_api_root_is_refused() {
    for id in [
        ".",
        "..",
        "%2e",
        "%2E%2e",
        "%252e%252e",
        "%25252e.",
        "a\\b",
        "a%5cb",
        "a%255Cb",
        "a#b",
        "a%23b",
        "a%0ab",
        "a%2500b",
        "..%2f..",
        "a%2f%2fb",
        "..;x",
    ] {
        assert_eq!(url(&with(&json!({})), id), "refused", "{id}");
    }
    let raw = with(&json!({"job": "{name+}", "get": "{+name?}"}));
    for id in [
        "..",
        "../x",
        "a/../b",
        "a/..",
        "a/./b",
        "a//b",
        "//host/x",
        "/",
        "a/%2e%2e/b",
        "a/%252e./b",
        "a/..%2fb",
        "a/..;/b",
        "a\\..\\b",
        "https://evil.example/x",
        "a?_method=DELETE",
        "a?x=1&_Method=put",
        "a?%5fmethod=DELETE",
        "a?%255fmethod=DELETE",
        "a?X-HTTP-Method-Override=PUT",
        "a#b",
        "a?b#c",
    ] {
        let found = url(&raw, id);
        assert!(found == "refused" || (id == "/" && found.is_empty()), "{id}: {found}");
    }
    assert_eq!(url(&raw, "a/b..c/.d/e."), "a/b..c/.d/e.");
    assert_eq!(url(&with(&json!({})), "x?_method=DELETE"), "jobs/x%3F_method%3DDELETE");
    let failure = described(&with(&json!({"job": "{a}/{b}", "get": "{a}/{b}"})))
        .request(&root(), &jobs("x/.."), 0)
        .unwrap_err();
    assert_eq!(
        failure.message,
        "The job id cannot be asked for: its part b cannot be sent: it has a segment . or ... \
         Its form is {a}/{b}."
    );
}

#[test]
fn a_rule_may_choose_the_path() {
    let description = with(&json!({"job": "{id}", "get": [
        {"if": {"id": "batch_"}, "get": "batches/{id}"},
        {"if": {"id": "ftjob-"}, "get": "fine_tuning/jobs/{id}"},
    ]}));
    assert_eq!(url(&description, "batch_1"), "batches/batch_1");
    assert_eq!(url(&description, "ftjob-1"), "fine_tuning/jobs/ftjob-1");
    assert_eq!(url(&description, "x"), "refused");
    let last =
        with(&json!({"get": [{"if": {"job": "b"}, "get": "b/{job}"}, {"get": "other/{job}"}]}));
    assert_eq!(url(&last, "b1"), "b/b1");
    assert_eq!(url(&last, "x"), "other/x");
}

#[test]
fn headers_are_those_of_the_description() {
    let check = |more: Value, headers: &[(&str, &str)], token: (&str, &str)| {
        let request = described(&with(&more)).request(&root(), &jobs("a"), 0).unwrap();
        let found: Vec<_> =
            request.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(found, headers);
        assert_eq!((request.token.name, request.token.scheme), token);
    };
    let json = ("Accept", "application/json");
    check(json!({}), &[json], (TokenHeader::BEARER.name, TokenHeader::BEARER.scheme));
    check(
        json!({"headers": {"anthropic-version": "2023-06-01", "Accept": "application/x"}}),
        &[("Accept", "application/x"), ("anthropic-version", "2023-06-01")],
        ("Authorization", "Bearer "),
    );
    check(json!({"token": {"header": "PRIVATE-TOKEN"}}), &[json], ("PRIVATE-TOKEN", ""));
    check(json!({"token": {"scheme": "Token"}}), &[json], ("Authorization", "Token "));
    check(json!({"token": {"scheme": ""}}), &[json], ("Authorization", ""));
    check(
        json!({"token": {"header": "X-API-Key", "scheme": "Basic"}}),
        &[json],
        ("X-API-Key", "Basic "),
    );
}

#[test]
fn a_description_says_how_often_and_how_many() {
    let plain = described(&with(&json!({})));
    assert_eq!((plain.interval(), plain.max_in_flight()), (Duration::from_secs(5), 4));
    assert!(!plain.has_entity_tags() && !plain.separate_tasks() && plain.list_page().is_none());
    assert_eq!(plain.fits(&root(), &[id("a"), id("b")]), 1);
    let list = json!({"get": "jobs", "job": {"job": "/id"}, "size": 50});
    let other =
        described(&with(&json!({"interval": 60, "parallel": 8, "entityTags": true, "list": list})));
    assert_eq!((other.interval(), other.max_in_flight()), (Duration::from_secs(60), 8));
    assert!(other.has_entity_tags());
    assert_eq!(other.list_page(), Some(usize::MAX));
    assert!(plain != other && plain.digest() != other.digest());
    assert_eq!(plain.digest(), described(&with(&json!({}))).digest());
}
