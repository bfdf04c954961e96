//! Inputs that have broken other badges: a patched `fetch`, long waits, hostile JSON.

use core::time::Duration;

use job_badge::{
    browser::JsDeserializer,
    job::{Answer, FailureKind, Freshness, JobState, Query},
    provider::Api,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    reply::Reply,
    stage::{Stage, Statuses, job},
};

#[wasm_bindgen_test]
async fn an_interval_of_forty_days_does_not_fire_at_once() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let forty_days = Duration::from_secs(40 * 86_400);
    let _watching = statuses.watch_every(&source, &job("a"), Some(forty_days));
    stage.settle().await;
    let wait = page::timers()[0];
    assert!((3_600_000.0..=2_147_483_647.0).contains(&wait), "{wait}");
    stage.pass_seconds(3600).await;
    assert_eq!(stage.rounds(), 1);
    assert!(page::timers_set() < 10);
}

/// Each of these fails one request. The badge must continue, and show the answer to the next.
#[wasm_bindgen_test]
async fn a_fetch_that_misbehaves_is_a_network_error_and_no_more() {
    for fate in ["text", "throw", "nothing", "foreign", "proxy", "locked", "network"] {
        let stage = Stage::new();
        let mut first = true;
        stage.script(move |asked| {
            let now = core::mem::take(&mut first);
            Some(if now { Reply::fate(fate, "gone wrong") } else { Reply::running(asked, 40) })
        });
        let (source, statuses) = (stage.source(), Statuses::default());
        let watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        assert_eq!(statuses.count(), 1, "{fate}: the failure is reported");
        let failure = statuses.last().failure.clone().unwrap();
        assert_eq!(failure.kind, FailureKind::Network, "{fate}");
        assert_eq!(failure.message, "", "{fate}");
        stage.pass_seconds(3).await;
        assert_eq!(statuses.last().freshness, Freshness::Live, "{fate}");
        drop(watching);
        stage.settle().await;
        stage.assert_empty();
    }
}

#[wasm_bindgen_test]
async fn what_requests_are_made_of_may_be_missing_or_throw() {
    for name in ["Request", "Headers", "AbortController"] {
        for kind in ["missing", "throws"] {
            let stage = Stage::all_running();
            let (source, statuses) = (stage.source(), Statuses::default());
            let restore = page::patch(name, kind);
            let watching = statuses.watch(&source, &job("a"));
            stage.pass_seconds(16).await;
            restore.call0(&JsValue::NULL).unwrap();
            assert!(statuses.count() > 0, "{name} {kind}: nothing is said");
            assert_eq!(statuses.last().freshness, Freshness::Unreachable, "{name} {kind}");
            assert_eq!(stage.calls().len(), 0, "{name} {kind}");
            stage.pass_seconds(120).await;
            assert_eq!(statuses.last().freshness, Freshness::Live, "{name} {kind}");
            drop(watching);
            stage.settle().await;
            stage.assert_empty();
        }
    }
}

fn jobs(members: &str) -> String {
    format!(r#"{{"value":[{{"Id":"a",{members}}}]}}"#)
}

#[wasm_bindgen_test]
async fn unusual_json_is_read_or_refused_without_a_panic() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let deep_records = r#"{"value":"#.repeat(100_000) + "1" + &"}".repeat(100_000);
    let cases = [
        (jobs(r#""State":2"#), Some(JobState::Running)),
        (jobs(r#""State":2,"Name":null,"StartTime":null"#), Some(JobState::Running)),
        (jobs(r#""State":9007199254740993"#), Some(JobState::Unknown)),
        (jobs(r#""State":1e300"#), Some(JobState::Unknown)),
        (jobs(r#""State":1e999"#), Some(JobState::Unknown)),
        (jobs(r#""State":-0"#), Some(JobState::Queued)),
        (jobs(r#""State":2,"__proto__":{"State":3},"constructor":1"#), Some(JobState::Running)),
        (jobs(&format!(r#""State":2,"Unknown":{deep}"#)), Some(JobState::Running)),
        (jobs(&format!(r#""State":2,"ErrorDetails":{deep}"#)), Some(JobState::Running)),
        (deep, None),
        (deep_records, None),
        ("null".into(), None),
        ("\"value\"".into(), None),
        ("42".into(), None),
        ("{}".into(), None),
        ("undefined".into(), None),
        ("{\"value\":[".into(), None),
        (String::new(), None),
    ];
    for (body, expected) in cases {
        let name: String = body.chars().take(60).collect();
        let stage = Stage::new();
        let mut first = true;
        stage.script(move |asked| {
            let now = core::mem::take(&mut first);
            Some(if now { Reply::new(200, &body) } else { Reply::running(asked, 40) })
        });
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        let status = source.status(&job("a")).unwrap();
        assert_eq!(status.report.as_ref().map(|report| report.state), expected, "{name}");
        let kind = status.failure.as_ref().map(|failure| failure.kind);
        let refused = expected.is_none().then_some(FailureKind::BadAnswer);
        assert_eq!(kind, refused, "{name}");
        // A job in an unknown state is polled at a quarter of the rate.
        stage.pass_seconds(13).await;
        assert_eq!(statuses.last().state(), JobState::Running, "{name}");
        stage.assert_quiet();
    }
}

#[wasm_bindgen_test]
async fn json_that_is_nested_100_000_deep_is_read_no_deeper_than_an_answer_is() {
    const DEPTH: usize = 100_000;
    let lists = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let records = |name: &str| format!("{{\"{name}\":").repeat(DEPTH) + "1" + &"}".repeat(DEPTH);
    let nested = [lists, records("Unknown"), records("ErrorDetails"), records("value")];
    // Under a member that is decoded and one that is skipped, in a success and in an error.
    for (member, status) in [("ErrorDetails", 200), ("Unknown", 200), ("error", 500), ("x", 500)] {
        for nested in &nested {
            let body = jobs(&format!(r#""State":2,"{member}":{nested}"#));
            let stage = Stage::new();
            let mut first = true;
            stage.script(move |asked| {
                let now = core::mem::take(&mut first);
                Some(if now { Reply::new(status, &body) } else { Reply::running(asked, 40) })
            });
            let (source, statuses) = (stage.source(), Statuses::default());
            let _watching = statuses.watch(&source, &job("a"));
            stage.settle().await;
            let kind = statuses.last().failure.as_ref().map(|failure| failure.kind);
            let expected = (status == 500).then_some(FailureKind::Server);
            assert_eq!(kind, expected, "{member}");
            assert_eq!(statuses.last().report.is_some(), status == 200, "{member}");
            stage.pass_seconds(5).await;
            assert_eq!(statuses.last().freshness, Freshness::Live, "{member}");
            assert_eq!(statuses.last().state(), JobState::Running, "{member}");
            stage.assert_quiet();
        }
    }
}

/// JSON cannot contain these values, but a page's own `Response` can return them.
#[wasm_bindgen_test]
fn values_that_are_no_json_are_read_or_refused() {
    let check = |object: &str, expected: Option<JobState>| {
        let make = page::script(&format!("return {object}"), &js_sys::Array::new());
        let value = make.call0(&JsValue::UNDEFINED).unwrap();
        let ask = Query::Jobs(vec![job("a")]);
        let read = Api::AmsV2.read(&ask, JsDeserializer(value));
        let state = match read {
            Ok(Answer::Jobs(jobs)) => Some(jobs[0].state),
            Ok(_) => panic!("{object}"),
            Err(failure) => {
                assert_eq!(failure.kind, FailureKind::BadAnswer, "{object}");
                None
            }
        };
        assert_eq!(state, expected, "{object}");
    };
    check("{value: [{Id: 'a', State: 2, Name: undefined}]}", Some(JobState::Running));
    check("{value: [{Id: 'a', State: 2, Extra: Symbol('x')}]}", Some(JobState::Running));
    check("{value: [{Id: 'a', State: 2, Extra: () => 1}]}", Some(JobState::Running));
    check("{value: [{Id: 'a', State: 2n}]}", Some(JobState::Unknown));
    check("{value: [{Id: 'a', State: NaN}]}", Some(JobState::Unknown));
    check("{value: undefined}", None);
    check("undefined", None);
    check("{value: [{Id: 'a', Name: Symbol('x'), State: 2}]}", Some(JobState::Running));
}
