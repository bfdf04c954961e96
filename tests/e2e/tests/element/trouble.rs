//! Works when it cannot work: no wasm, no network, answers that are none.

use e2e::answer::Answer;
use e2e::page::{Page, STRICT};
use e2e::site::Site;
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, events, give, wait_freshness, wait_state};

/// Three badges with children of their own; the children must stay and be seen.
async fn children_stay(stage: &Stage, policy: &str) {
    let body: String = (0..3)
        .map(|n| badge(&format!("b{n}"), "/api/", "nb:jid:UUID:1"))
        .collect::<String>()
        .replace("></job-badge>", "><span class=own>see the job list</span></job-badge>");
    let url = Page::new(body)
        .policy(Some(policy))
        .module(&give("some-token-for-nobody"))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage
        .tab
        .wait_until("window.__e2e.log.some(e => e.kind === 'error' || e.kind === 'warn')")
        .await;
    // A badge that comes later says nothing more. Its own failure would come within two tasks.
    let later = "document.body.insertAdjacentHTML('beforeend', '<job-badge job=x endpoint=/api/></job-badge>');
        return new Promise((done) => setTimeout(() => setTimeout(() => done(1))))";
    stage.tab.js(later).await;
    let seen = "return [...document.querySelectorAll('.own')].map((s) => s.checkVisibility?.() ?? s.offsetHeight > 0)";
    assert_eq!(stage.tab.js(seen).await, json!([true, true, true]));
    let said = stage.tab.logged(&["debug", "log", "info", "warn", "error"], "").await;
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("job-badge") && !said[0].contains("some-token"), "{said:?}");
    assert!(stage.tab.logged(&["onerror", "unhandledrejection"], "").await.is_empty());
    assert!(stage.home.requests("/api/").is_empty());
}

pub async fn without_the_wasm_file_the_children_stay(stage: Stage) {
    stage.home.answer(
        "/package/job-badge_bg.wasm",
        Answer::Fixed(404, "text/plain", "not here".to_owned()),
    );
    children_stay(&stage, STRICT).await;
}

pub async fn without_wasm_in_the_policy_the_children_stay(stage: Stage) {
    children_stay(&stage, &STRICT.replace(" 'wasm-unsafe-eval'", "")).await;
}

pub async fn a_failing_endpoint_is_shown_and_never_throws(stage: Stage) {
    let html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let odata = r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"said so"}}}"#;
    let cases = [
        (401, "application/json", odata, "signed-out", "auth"),
        (403, "application/json", odata, "forbidden", "forbidden"),
        (400, "application/json", odata, "misconfigured", "config"),
        (404, "application/json", odata, "gone", "not-found"),
        (502, "text/html", html, "stale", "server"),
        (200, "text/html", html, "stale", "bad-answer"),
        (200, "application/json", "{\"value\": 7}", "stale", "bad-answer"),
    ];
    for (status, kind, body, freshness, error) in cases {
        stage.home.answer("/api/", Answer::Fixed(status, kind, body.to_owned()));
        let url = Page::new(badge("b", "/api/", "nb:jid:UUID:1"))
            .module(&give("some-token-for-nobody"))
            .put(&stage.home, "page");
        stage.tab.open(&url).await;
        let told = format!(
            "window.__e2e.events.some(e => e.type === 'job-badge-error' && e.detail.kind === '{error}')"
        );
        stage.tab.wait_until(&told).await;
        wait_freshness(&stage.tab, "b", freshness).await;
        // Told when it begins, not at each attempt.
        let errors = events(&stage.tab, "b", "job-badge-error").await;
        assert_eq!(errors.len(), 1, "{status} {body}: {errors:?}");
        let keys: Vec<_> = errors[0].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["kind", "message", "retryAt"], "{status}");
        // What is wrong and what to do.
        let message = errors[0]["message"].as_str().unwrap();
        assert!(message.len() > 20 && message.ends_with('.'), "{status}: {message}");
        assert_quiet(&stage).await;
    }
}

/// One source for each answer. None may stop the wasm, which all of them share.
pub async fn an_answer_that_cannot_be_read_is_said_and_stops_nothing(stage: Stage) {
    let deep = format!("{{\"value\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000));
    let answers = [
        "3",
        "-1.5e300",
        "\"text\"",
        "true",
        "[1.5]",
        "{\"value\": 3}",
        "{\"value\": [3, \"text\", 0.5]}",
        &deep,
        "",
        "{",
    ];
    let job = a_job(&stage, "Film").await;
    let mut body = String::new();
    for (n, answer) in answers.iter().enumerate() {
        let fixed = Answer::Fixed(200, "application/json", (*answer).to_owned());
        stage.home.answer(&format!("/{n}/api/"), fixed);
        body += &badge(&format!("b{n}"), &format!("/{n}/api/"), &job);
    }
    body += &badge("good", "/api/", &job);
    let url = Page::new(body).module(&give(&stage.emulator().token)).put(&stage.home, "page");
    stage.tab.open(&url).await;
    for (n, answer) in answers.iter().enumerate() {
        let id = format!("b{n}");
        let told = format!(
            "window.__e2e.events.some(e => e.id === '{id}' && e.type === 'job-badge-error')"
        );
        stage.tab.wait_until(&told).await;
        let errors = events(&stage.tab, &id, "job-badge-error").await;
        assert_eq!(errors.len(), 1, "{answer:.40}: {errors:?}");
        assert_eq!(errors[0]["kind"], "bad-answer", "{answer:.40}");
    }
    stage.emulator().advance(30).await;
    wait_state(&stage.tab, "good", "running").await;
    assert_quiet(&stage).await;
}

pub async fn an_endpoint_that_is_not_there_is_unreachable(stage: Stage) {
    let gone = Site::open().await.unwrap();
    let nobody = gone.origin.clone();
    drop(gone);
    let url = Page::new(badge("b", &format!("{nobody}/api/"), "nb:jid:UUID:1"))
        .connects_to(&nobody)
        .module(&give("some-token-for-nobody"))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_freshness(&stage.tab, "b", "unreachable").await;
    let errors = events(&stage.tab, "b", "job-badge-error").await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["kind"], "network");
    assert!(errors[0]["message"].as_str().is_some_and(|text| text.contains("CORS")), "{errors:?}");
    assert!(errors[0]["retryAt"].as_str().is_some_and(|t| t.ends_with('Z')), "{errors:?}");
    assert_quiet(&stage).await;
}
