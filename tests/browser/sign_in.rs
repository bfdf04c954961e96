//! Signing in without a token: with the page's own session, or not at all. And APIs that nobody has
//! described.

use std::rc::Rc;

use job_badge::{
    browser::{Credential, Source},
    job::{FailureKind, Freshness},
    provider::{Api, Unknown},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    reply::Reply,
    stage::{Stage, Statuses, job},
};

const ELSEWHERE: &str = "https://elsewhere.example/api/";

#[wasm_bindgen_test]
async fn a_session_goes_along_at_the_pages_own_origin_and_no_token_does() {
    let stage = Stage::all_running();
    let source = Source::ams_v2(&stage.root(), Credential::cookie());
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    let calls = stage.calls();
    assert_eq!(calls[0].credentials, "same-origin");
    assert_eq!(calls[0].header("authorization"), None);
    assert_eq!(calls[0].header("accept"), Some("application/json"));
    assert_eq!(calls[0].header("x-requested-with"), Some("XMLHttpRequest"));
    assert_eq!((calls[0].cache.as_str(), calls[0].redirect.as_str()), ("no-store", "manual"));
    assert_eq!(statuses.last().freshness, Freshness::Live);
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn a_session_is_never_sent_to_another_origin() {
    let stage = Stage::all_running();
    let source = Source::ams_v2(ELSEWHERE, Credential::cookie());
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &job("a"));
    stage.pass_seconds(120).await;
    let status = source.status(&job("a")).unwrap();
    assert_eq!(status.freshness, Freshness::Misconfigured);
    assert!(status.failure.as_ref().unwrap().message.contains("own origin"));
    // A request to another server would stand among the leaks.
    stage.assert_quiet();
    assert_eq!(stage.calls().len(), 0);
}

#[wasm_bindgen_test]
async fn a_session_that_has_ended_is_signed_out_however_that_is_said() {
    let page = "<!doctype html><title>Sign in</title>";
    let replies = [
        Reply::new(401, ""),
        Reply::new(200, page),
        Reply::new(203, "\n  <html>"),
        Reply::fate("redirect", ""),
    ];
    for reply in replies {
        let stage = Stage::all_running();
        let source = Source::ams_v2(&stage.root(), Credential::cookie());
        let statuses = Statuses::default();
        let watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        assert_eq!(statuses.last().freshness, Freshness::Live);
        stage.always(reply.clone());
        stage.pass_seconds(4).await;
        assert_eq!(statuses.last().freshness, Freshness::SignedOut, "{reply:?}");
        stage.script(|asked| Some(Reply::running(asked, 50)));
        source.refresh(&job("a"));
        stage.settle().await;
        assert_eq!(statuses.last().freshness, Freshness::Live, "{reply:?}");
        drop(watching);
    }
}

#[wasm_bindgen_test]
async fn a_public_api_gets_neither_token_nor_session() {
    let stage = Stage::all_running();
    let source = Source::ams_v2(&stage.root(), Credential::public());
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    let calls = stage.calls();
    assert_eq!(calls[0].credentials, "omit");
    assert_eq!(calls[0].header("authorization"), None);
    assert_eq!(calls[0].header("x-requested-with"), None);
    assert_eq!(statuses.last().freshness, Freshness::Live);
    stage.always(Reply::new(401, ""));
    stage.pass_seconds(4).await;
    assert_eq!(statuses.last().freshness, Freshness::Misconfigured);
    assert!(statuses.last().failure.as_ref().unwrap().message.contains("auth"));
    let sent = stage.calls().len();
    stage.pass_seconds(600).await;
    assert_eq!(stage.calls().len(), sent);
}

#[wasm_bindgen_test]
async fn an_api_that_nobody_has_described_is_not_asked() {
    let stage = Stage::all_running();
    for credential in [Credential::public(), Credential::token("token"), Credential::none()] {
        let api = Api::Unknown(Rc::new(Unknown::name("airflw")));
        let source = Source::new(api, &stage.root(), credential);
        let statuses = Statuses::default();
        let _watching = statuses.watch(&source, &job("a"));
        stage.pass_seconds(60).await;
        let status = source.status(&job("a")).unwrap();
        assert_eq!(status.freshness, Freshness::Misconfigured);
        let failure = status.failure.clone().unwrap();
        assert_eq!(failure.kind, FailureKind::Config);
        assert!(failure.message.contains("\"airflw\""), "{failure}");
        assert_eq!(stage.calls().len(), 0);
    }
    stage.assert_quiet();
}
