//! What the browser makes of an endpoint, and where no request may go.

use job_badge::{
    browser::Source,
    job::{FailureKind, Freshness},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    stage::{Stage, Statuses, job},
};

/// The path of the first request, after the stage's own part; or the refusal's words.
async fn sent(stage: &Stage, endpoint: &str) -> Result<String, String> {
    let before = stage.calls().len();
    let source = Source::ams_v2(endpoint, "token");
    let statuses = Statuses::default();
    let watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    let status = source.status(&job("a")).unwrap();
    let answer = match stage.calls().get(before) {
        Some(call) => {
            assert_eq!(status.freshness, Freshness::Live, "{endpoint}");
            Ok(call.path.split("Jobs").next().unwrap().to_owned())
        }
        None => {
            let failure = status.failure.clone().unwrap_or_else(|| panic!("{endpoint}"));
            assert_eq!(failure.kind, FailureKind::Config, "{endpoint}");
            assert_eq!(status.freshness, Freshness::Misconfigured, "{endpoint}");
            stage.pass_seconds(60).await;
            assert_eq!(stage.calls().len(), before, "{endpoint}");
            assert_eq!(page::timers(), [0.0; 0], "{endpoint}");
            Err(failure.message)
        }
    };
    drop(watching);
    stage.settle().await;
    stage.assert_quiet();
    answer
}

#[wasm_bindgen_test]
async fn a_relative_endpoint_is_resolved_against_the_base_of_the_document() {
    let stage = Stage::all_running();
    let path = stage.front().split('/').skip(3).collect::<Vec<_>>().join("/");
    page::set_base(Some(&format!("{}/deep/page.html", stage.front())));
    for (endpoint, expected) in [
        ("api", "/deep/api/"),
        (" api/ ", "/deep/api/"),
        ("./api/", "/deep/api/"),
        ("../api/", "/api/"),
        (&format!("/{path}/api"), "/api/"),
        (&stage.root(), "/api/"),
    ] {
        let sent = sent(&stage, endpoint).await;
        assert_eq!(sent.as_deref(), Ok(expected), "{endpoint}");
    }
    page::set_base(None);
}

#[wasm_bindgen_test]
async fn what_would_carry_the_token_elsewhere_is_refused_and_sends_nothing() {
    let stage = Stage::all_running();
    for endpoint in [
        "//evil.test/api/",
        "\\\\evil.test/api/",
        "/\\evil.test/api/",
        "\\/evil.test/api/",
        "/\t/evil.test/api/",
        "http://evil.test/api/",
        "ftp://evil.test/api/",
        "javascript:alert(1)",
        "data:application/json,{}",
        "blob:https://evil.test/1",
        "https://user:pass@evil.test/api/",
        "https://evil.test@evil.test/api/",
        "/api/?token=1",
        "/api/#top",
        "https://",
        "https://[/",
        "",
    ] {
        assert!(sent(&stage, endpoint).await.is_err(), "{endpoint}");
    }
}

#[wasm_bindgen_test]
async fn a_base_of_another_origin_takes_no_relative_endpoint_along() {
    let stage = Stage::all_running();
    page::set_base(Some("https://evil.test/admin/"));
    for endpoint in ["api/", "/api/", "./"] {
        assert!(sent(&stage, endpoint).await.is_err(), "{endpoint}");
    }
    page::set_base(None);
}
