//! An API by a description, as the driver asks it: further pages, answers that have not changed, ids
//! that cannot be asked for.

use job_badge::{
    browser::{Credential, Source, describe},
    job::{Freshness, JobState},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    reply::Reply,
    stage::{Call, Stage, Statuses, job},
};

const DESCRIPTION: &str = r#"{
    "version": 1,
    "job": "{queue}/{job}",
    "get": "queues/{queue}/jobs/{job}",
    "entityTags": true,
    "interval": 2,
    "state": [{ "at": "/state", "means": { "running": "on", "succeeded": "over" } }],
    "items": {
        "get": "queues/{queue}/jobs/{job}/steps",
        "at": "/steps",
        "size": 2,
        "next": { "page": "page" },
        "state": [{ "at": "/state", "means": { "running": "on", "succeeded": "over" } }]
    }
}"#;

fn source(stage: &Stage) -> Source {
    let description = describe("queues", DESCRIPTION).unwrap();
    Source::described(description, &stage.root(), Credential::token("token"))
}

fn about_steps(calls: &[Call]) -> Vec<&str> {
    let paths = calls.iter().map(|call| call.path.as_str());
    paths.filter(|path| path.contains("/steps")).collect()
}

#[wasm_bindgen_test]
async fn further_pages_are_followed_and_read_as_one_answer() {
    let stage = Stage::new();
    stage.script(|asked| {
        let body = match asked.path.as_str() {
            path if path.ends_with("/steps") => r#"{"steps":[{"state":"over"},{"state":"over"}]}"#,
            path if path.ends_with("/steps?page=2") => {
                r#"{"steps":[{"state":"on"},{"state":"on"}]}"#
            }
            path if path.ends_with("/steps?page=3") => r#"{"steps":[]}"#,
            _ => r#"{"state":"on"}"#,
        };
        Some(Reply::new(200, body))
    });
    let source = source(&stage);
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &job("night/7"));
    stage.settle().await;
    stage.settle().await;
    assert_eq!(about_steps(&stage.calls()).len(), 3, "{:?}", stage.calls());
    let status = source.status(&job("night/7")).unwrap();
    let tasks = status.report.as_ref().and_then(|report| report.tasks.clone()).unwrap();
    assert_eq!(tasks.len(), 4);
    assert_eq!(status.progress.map(|progress| progress.permille()), Some(500));
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn an_answer_that_has_not_changed_is_asked_for_by_its_tag() {
    let stage = Stage::new();
    let steps = r#"{"steps":[{"state":"on"}]}"#;
    stage.script(move |asked| {
        let body = if asked.path.contains("/steps") { steps } else { r#"{"state":"on"}"# };
        Some(Reply::new(200, body).with("ETag", "\"7\""))
    });
    let source = source(&stage);
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &job("night/7"));
    stage.settle().await;
    assert!(stage.calls().iter().all(|call| call.header("if-none-match").is_none()));
    let before = stage.calls().len();
    let first = source.status(&job("night/7")).unwrap();
    stage.always(Reply::new(304, ""));
    stage.pass_seconds(9).await;
    let again = stage.calls().split_off(before);
    assert!(again.len() >= 4, "{again:?}");
    assert!(again.iter().all(|call| call.header("if-none-match") == Some("\"7\"")), "{again:?}");
    assert!(again.iter().all(|call| call.cache == "no-store"), "the browser's own must not answer");
    let status = source.status(&job("night/7")).unwrap();
    assert_eq!((status.freshness, status.state()), (Freshness::Live, JobState::Running));
    assert_eq!(status.report, first.report);
    assert!(status.checked_at > first.checked_at, "it is as good as a new answer");
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn an_api_that_says_nothing_of_tags_is_asked_without() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).with("ETag", "\"7\"")));
    let source = stage.source();
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &job("a"));
    stage.pass_seconds(9).await;
    assert!(stage.calls().len() > 3);
    assert!(stage.calls().iter().all(|call| call.header("if-none-match").is_none()));
}

#[wasm_bindgen_test]
async fn an_id_of_another_form_is_said_and_others_go_on() {
    let stage = Stage::new();
    stage.script(|asked| {
        let is_steps = asked.path.contains("/steps");
        let body = if is_steps { r#"{"steps":[]}"# } else { r#"{"state":"on"}"# };
        Some(Reply::new(200, body))
    });
    let source = source(&stage);
    let statuses = Statuses::default();
    let _watching = [
        statuses.watch(&source, &job("night/../7")),
        statuses.watch(&source, &job("seven")),
        statuses.watch(&source, &job("night/7")),
    ];
    stage.pass_seconds(9).await;
    for id in ["night/../7", "seven"] {
        let status = source.status(&job(id)).unwrap();
        assert_eq!(status.freshness, Freshness::Misconfigured, "{id}");
        let failure = status.failure.clone().unwrap();
        assert!(failure.message.contains("{queue}/{job}"), "{failure}");
    }
    assert_eq!(source.status(&job("night/7")).unwrap().freshness, Freshness::Live);
    let asked = stage.calls();
    assert!(asked.iter().all(|call| call.path.contains("/queues/night/jobs/7")), "{asked:?}");
    stage.assert_quiet();
}
