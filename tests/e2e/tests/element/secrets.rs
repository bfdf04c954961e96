//! The token contract: who is asked for a token, when, and where it may go.

use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::{Value, json};

use crate::setup::{a_job, assert_quiet, badge, events, give, open, wait_freshness, wait_state};

/// A page whose badges all have one token provider. It records its calls in `window.asked`, and
/// answers from `tokens`, the last one again and again.
async fn open_with_provider(stage: &Stage, body: &str, tokens: &[&str]) {
    let script = format!(
        "{{ const tokens = {}; window.asked = [];
         const provider = (why) => {{
             window.asked.push({{ ...why }});
             return Promise.resolve(tokens.length > 1 ? tokens.shift() : tokens[0]);
         }};
         for (const b of document.querySelectorAll('job-badge')) b.tokenProvider = provider; }}",
        json!(tokens)
    );
    let page = Page::new(body).connects_to(&stage.api.origin).script(&script);
    stage.tab.open(&page.put(&stage.home, "page")).await;
}

pub async fn one_call_of_the_token_provider_for_all_badges(stage: Stage) {
    let mut body = String::new();
    for n in 0..5 {
        let job = a_job(&stage, "Provided").await;
        body += &badge(&format!("b{n}"), &stage.api_root(), &job);
    }
    let token = stage.emulator().token.clone();
    open_with_provider(&stage, &body, &[&token]).await;
    for n in 0..5 {
        wait_state(&stage.tab, &format!("b{n}"), "queued").await;
    }
    stage.api.wait_for_more("/api/", 2).await;
    let why = json!([{ "provider": "ams-v2", "endpoint": stage.api_root(), "reason": "missing" }]);
    assert_eq!(stage.tab.js("return window.asked").await, why);
    let bearer = format!("Bearer {token}");
    let bare = stage.api.requests("/api/");
    assert!(
        bare.iter().all(|s| s.header("authorization") == Some(&bearer)),
        "none without a token"
    );
    assert_quiet(&stage).await;
}

pub async fn a_rejected_token_is_asked_for_again(stage: Stage) {
    let (first, second) = (a_job(&stage, "One").await, a_job(&stage, "Two").await);
    let body = badge("b", &stage.api_root(), &first) + &badge("c", &stage.api_root(), &second);
    // Of the right shape, but not signed by anybody.
    let forged = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.AAAAAAAAAAAAAAAAAAAAAA";
    let good = stage.emulator().token.clone();
    open_with_provider(&stage, &body, &[forged, &good]).await;
    wait_state(&stage.tab, "b", "queued").await;
    wait_state(&stage.tab, "c", "queued").await;
    let asked = stage.tab.js("return window.asked.map(a => a.reason)").await;
    assert_eq!(asked, json!(["missing", "rejected"]));
    assert_eq!(stage.api.requests("/api/").iter().filter(|s| s.status == 401).count(), 1);
    assert_quiet(&stage).await;
}

pub async fn an_expiring_token_is_asked_for_early(stage: Stage) {
    let job = a_job(&stage, "Expiring").await;
    // Sixty seconds early, but a short life is used to its half: after ten.
    let short = stage.emulator().mint(20).await;
    let long = stage.emulator().token.clone();
    open_with_provider(&stage, &badge("b", &stage.api_root(), &job), &[&short, &long]).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.tab.wait_until("window.asked.length === 2").await;
    let asked = stage.tab.js("return window.asked.map(a => a.reason)").await;
    assert_eq!(asked, json!(["missing", "expiring"]));
    stage.api.wait_for_more("/api/", 2).await;
    let seen = stage.api.requests("/api/");
    let last = seen.last().and_then(|s| s.header("authorization"));
    assert_eq!(last, Some(format!("Bearer {long}").as_str()));
    // One may still be on its way.
    assert!(seen.iter().all(|s| matches!(s.status, 0 | 200)), "nobody was refused");
    assert_eq!(stage.tab.js("return window.asked.length").await, 2);
    assert_quiet(&stage).await;
}

pub async fn an_expired_token_is_signed_out_until_a_new_one_is_set(stage: Stage) {
    let (job, control) = (a_job(&stage, "Expired").await, a_job(&stage, "Control").await);
    let expired = stage.emulator().mint(-3_600).await;
    let body = badge("b", &stage.api_root(), &job) + &badge("control", "/api/", &control);
    open(&stage, &body).await;
    wait_state(&stage.tab, "b", "queued").await;
    let set =
        |token: &str| format!("document.getElementById('b').token = {}; return 1", json!(token));
    stage.tab.js(&set(&expired)).await;
    wait_freshness(&stage.tab, "b", "signed-out").await;
    // A new token keeps what is shown, and so does a refused one.
    assert_eq!(stage.tab.status("#b").await["state"], "queued");
    let refused =
        |stage: &Stage| stage.api.requests("/api/").iter().filter(|s| s.status == 401).count();
    assert_eq!(refused(&stage), 1);
    let asked = stage.api.requests("/api/").len();
    stage.tab.js("document.getElementById('b').refresh(); return 1").await;
    stage.home.wait_for_more("/api/", 3).await;
    assert_eq!(stage.api.requests("/api/").len(), asked, "no request until a new token is set");
    let errors = events(&stage.tab, "b", "job-badge-error").await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["kind"], "auth");
    stage.tab.js(&set(&stage.emulator().token)).await;
    wait_freshness(&stage.tab, "b", "live").await;
    assert_eq!(refused(&stage), 1);
    assert_quiet(&stage).await;
}

pub async fn a_page_clock_that_is_a_day_wrong_stops_nothing(stage: Stage) {
    for (name, wrong) in [("ahead", 86_400_000_i64), ("behind", -86_400_000)] {
        let job = a_job(&stage, name).await;
        let clock = format!(
            "{{ const now = Date.now, Before = Date;
             globalThis.Date = class extends Before {{
                 constructor(...a) {{ a.length ? super(...a) : super(now.call(Before) + {wrong}); }}
                 static now() {{ return now.call(Before) + {wrong}; }}
             }}; }}"
        );
        let url = Page::new(badge("b", &stage.api_root(), &job))
            .connects_to(&stage.api.origin)
            .script(&clock)
            .module(&give(&stage.emulator().token))
            .put(&stage.home, name);
        stage.tab.open(&url).await;
        wait_state(&stage.tab, "b", "queued").await;
        wait_freshness(&stage.tab, "b", "live").await;
        stage.api.wait_for_more("/api/", 2).await;
        assert_eq!(stage.tab.status("#b").await["freshness"], "live");
        assert_quiet(&stage).await;
    }
}

pub async fn a_configured_token_goes_to_no_other_origin(stage: Stage) {
    let job = a_job(&stage, "Markup").await;
    let elsewhere = format!("{}/api/", stage.foreign.origin);
    let body = badge("good", "X", &job).replace(" endpoint='X'", "")
        + &badge("bad", &elsewhere, &job)
        // Another path of the same origin may have it.
        + &badge("same", &stage.api_root(), &job);
    let url = Page::new(body)
        .connects_to(&format!("{} {}", stage.api.origin, stage.foreign.origin))
        .module(&format!(
            "import {{ JobBadgeElement }} from '/package/job-badge.js';
             JobBadgeElement.configure({{ endpoint: {}, token: {} }});",
            json!(stage.api_root()),
            json!(stage.emulator().token)
        ))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "good", "queued").await;
    wait_state(&stage.tab, "same", "queued").await;
    wait_freshness(&stage.tab, "bad", "signed-out").await;
    // Pointed elsewhere while it lives: neither.
    let away = format!("document.getElementById('good').endpoint = {}; return 1", json!(elsewhere));
    stage.tab.js(&away).await;
    wait_freshness(&stage.tab, "good", "signed-out").await;
    stage.api.wait_for_more("/api/", 2).await;
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
}

pub async fn a_changed_endpoint_drops_the_token(stage: Stage) {
    let job = a_job(&stage, "Dropped").await;
    let url = Page::new(badge("b", &stage.api_root(), &job))
        .connects_to(&format!("{} {}", stage.api.origin, stage.foreign.origin))
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    let point = |to: &str| format!("document.getElementById('b').endpoint = '{to}/api/'; return 1");
    stage.tab.js(&point(&stage.foreign.origin)).await;
    wait_freshness(&stage.tab, "b", "signed-out").await;
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
    // Back again it is still gone: it was dropped, not hidden.
    let asked = stage.api.requests("/api/").len();
    stage.tab.js(&point(&stage.api.origin)).await;
    let frames =
        "return new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(() => d(1))))";
    stage.tab.js(frames).await;
    wait_freshness(&stage.tab, "b", "signed-out").await;
    assert_eq!(stage.api.requests("/api/").len(), asked);
    let errors = events(&stage.tab, "b", "job-badge-error").await;
    assert!(errors.iter().all(|e| e["kind"] != Value::Null), "{errors:?}");
    stage.tab.js(&(give(&stage.emulator().token) + "return 1")).await;
    wait_freshness(&stage.tab, "b", "live").await;
}
