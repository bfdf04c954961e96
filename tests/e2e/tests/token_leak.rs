//! Searches for a token everywhere after a badge has used it, in success and in failure. It may be in
//! the `Authorization` of requests to the API only. See `src/token_leak.rs`.

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::page::Page;
use e2e::scenarios;
use e2e::site::Seen;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use e2e::token_leak::{needles, places_in_page, places_in_requests};
use serde_json::json;

/// How a page may set a token.
#[derive(Clone, Copy)]
enum By {
    Property,
    Attribute,
    Configure,
    Provider,
}

/// A script that sets the token and keeps no copy that the search could find.
fn set_token(by: By, token: &str, endpoint: &str) -> String {
    let (token, endpoint) = (json!(token), json!(endpoint));
    let how = match by {
        By::Property => format!("badge.token = {token};"),
        By::Attribute => format!("badge.setAttribute('token', {token});"),
        By::Configure => format!(
            "customElements.get('job-badge').configure({{ endpoint: {endpoint}, token: {token} }});"
        ),
        By::Provider => format!("badge.tokenProvider = async () => {token};"),
    };
    // An exception is logged, because the search includes the console.
    format!(
        "{{ const badge = document.querySelector('job-badge');
         try {{ {how} }} catch (e) {{ console.error(e); }} }}"
    )
}

async fn open(stage: &Stage, by: By, token: &str, endpoint: &str, job: &str) {
    let body = format!(
        "<job-badge id=b endpoint='{endpoint}' job='{job}' interval=1 details density=card></job-badge>"
    );
    let url = Page::new(body)
        .connects_to(&format!("{} {}", stage.api.origin, stage.foreign.origin))
        .module(&set_token(by, token, endpoint))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
}

/// The token is nowhere but in the header of requests to the API.
async fn assert_no_leak(stage: &Stage, token: &str, during: &str) {
    assert!(!needles(token).is_empty(), "the token has parts to search for");
    let none = Vec::<String>::new();
    let of_the_api = |s: &Seen| s.method != "OPTIONS" && s.path.starts_with("/api/");
    assert_eq!(places_in_page(&stage.tab, token).await, none, "{during}");
    assert_eq!(places_in_requests(&stage.home, token, |_| false), none, "{during}: home");
    assert_eq!(places_in_requests(&stage.foreign, token, |_| false), none, "{during}: foreign");
    assert_eq!(places_in_requests(&stage.api, token, of_the_api), none, "{during}: api");
}

async fn assert_token_stays_secret(stage: Stage, by: By) {
    let token = stage.emulator().mint(3_600).await;
    let job = stage.emulator().create_job("Marked", 1, &[("encode", 10)]).await;
    open(&stage, by, &token, &stage.api_root(), &job).await;
    stage.tab.wait_until("document.getElementById('b').status?.state === 'queued'").await;
    assert_no_leak(&stage, &token, "queued").await;
    stage.emulator().advance(100).await;
    stage.tab.wait_until("document.getElementById('b').status?.state === 'succeeded'").await;
    assert_no_leak(&stage, &token, "succeeded").await;
    let sent = places_in_requests(&stage.api, &token, |_| false);
    assert!(!sent.is_empty(), "it did go to the API");
    // A removed badge must not leave the token behind either.
    stage.tab.js("document.getElementById('b').remove(); return 1").await;
    assert_no_leak(&stage, &token, "removed").await;
}

async fn a_token_set_as_property_is_nowhere_to_be_found(stage: Stage) {
    assert_token_stays_secret(stage, By::Property).await;
}

async fn a_token_set_as_attribute_is_nowhere_to_be_found(stage: Stage) {
    assert_token_stays_secret(stage, By::Attribute).await;
}

async fn a_configured_token_is_nowhere_to_be_found(stage: Stage) {
    assert_token_stays_secret(stage, By::Configure).await;
}

async fn a_provided_token_is_nowhere_to_be_found(stage: Stage) {
    assert_token_stays_secret(stage, By::Provider).await;
}

async fn a_rejected_token_is_nowhere_to_be_found(stage: Stage) {
    let token = stage.emulator().mint(-3_600).await;
    for by in [By::Property, By::Provider] {
        open(&stage, by, &token, &stage.api_root(), "nb:jid:UUID:1").await;
        stage
            .tab
            .wait_until("document.getElementById('b').status?.freshness === 'signed-out'")
            .await;
        assert_no_leak(&stage, &token, "rejected").await;
    }
}

/// Browsers quote a bad header value in the exception that `Headers` throws.
async fn a_token_with_bad_characters_is_refused_and_nowhere_to_be_found(stage: Stage) {
    for bad in [
        "marked-token\nwith-a-line-break",
        "marked-tökén-with-umläuts",
        "marked token-of-two-words",
        "marked-nul\0l-character",
    ] {
        for by in [By::Property, By::Attribute, By::Configure, By::Provider] {
            open(&stage, by, bad, &stage.api_root(), "nb:jid:UUID:1").await;
            stage
                .tab
                .wait_until("document.getElementById('b').status?.freshness === 'misconfigured'")
                .await;
            assert_no_leak(&stage, bad, "a token with bad characters").await;
            let asked = stage.api.requests("/api/");
            assert!(asked.is_empty(), "no request with a refused token: {asked:?}");
        }
    }
}

async fn a_redirect_takes_the_token_nowhere(stage: Stage) {
    let token = stage.emulator().mint(3_600).await;
    stage.home.answer("/api/", Answer::Redirect(format!("{}/api/", stage.foreign.origin)));
    let endpoint = format!("{}/api/", stage.home.origin);
    open(&stage, By::Property, &token, &endpoint, "nb:jid:UUID:1").await;
    stage
        .tab
        .wait_until("document.getElementById('b').status?.freshness === 'misconfigured'")
        .await;
    let of_the_api = |s: &Seen| s.path.starts_with("/api/");
    assert_eq!(places_in_page(&stage.tab, &token).await, Vec::<String>::new());
    assert_eq!(places_in_requests(&stage.home, &token, of_the_api), Vec::<String>::new());
    assert!(!stage.home.requests("/api/").is_empty(), "the redirect was met");
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
}

/// Some gateways quote the request's headers in their error page, the token included.
async fn an_answer_that_echoes_the_token_is_not_repeated(stage: Stage) {
    let token = stage.emulator().mint(3_600).await;
    stage.home.answer("/api/", Answer::EchoHeaders);
    let endpoint = format!("{}/api/", stage.home.origin);
    open(&stage, By::Property, &token, &endpoint, "nb:jid:UUID:1").await;
    let reported =
        "window.__e2e.events.some(e => e.type === 'job-badge-error' && e.detail.kind === 'server')";
    stage.tab.wait_until(reported).await;
    // The next answer repeats the token too.
    stage.home.wait_for_more("/api/", 1).await;
    assert_eq!(places_in_page(&stage.tab, &token).await, Vec::<String>::new());
    let of_the_api = |s: &Seen| s.path.starts_with("/api/");
    assert_eq!(places_in_requests(&stage.home, &token, of_the_api), Vec::<String>::new());
    let echoed = "return fetch('/api/', { headers: { 'x-mark': 'quoted' } }).then((r) => r.text())";
    assert!(stage.tab.js(echoed).await.as_str().is_some_and(|t| t.contains("x-mark: quoted")));
}

fn main() -> ExitCode {
    suite::run(
        "token_leak",
        Needs::Package,
        scenarios![
            a_token_set_as_property_is_nowhere_to_be_found,
            a_token_set_as_attribute_is_nowhere_to_be_found,
            a_configured_token_is_nowhere_to_be_found,
            a_provided_token_is_nowhere_to_be_found,
            a_rejected_token_is_nowhere_to_be_found,
            a_token_with_bad_characters_is_refused_and_nowhere_to_be_found,
            a_redirect_takes_the_token_nowhere,
            an_answer_that_echoes_the_token_is_not_repeated,
        ],
    )
}
