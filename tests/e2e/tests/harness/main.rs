//! Tests of the harness itself: it detects violations, leaks and errors, and ends what it starts.

mod planted_token;

use std::process::ExitCode;
use std::time::Duration;

use e2e::answer::Answer;
use e2e::heap::{KEEP_WASM, settled};
use e2e::page::Page;
use e2e::process::{Guarded, family};
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use e2e::token_leak::{places_in_page, places_in_requests};
use serde_json::json;

const MARKED: &str = "eyJhbGciOiJub25lIn0.bWFya2VkLXBheWxvYWQ.c2lnbmF0dXJlLW1hcms";

/// A minimal element like the badge: it fetches with a token and dispatches an event.
const TINY: &str = r#"
    customElements.define('tiny-badge', class extends HTMLElement {
        #token;
        set token(text) { this.#token = text; }
        connectedCallback() { this.attachShadow({ mode: 'open' }).textContent = 'waiting'; }
        async ask() {
            const answer = await fetch(this.getAttribute('endpoint'), {
                headers: { Authorization: `Bearer ${this.#token}` },
            });
            this.shadowRoot.textContent = await answer.text();
            const detail = { status: { state: 'running' } };
            this.dispatchEvent(new CustomEvent('job-badge-change', { detail, bubbles: true, composed: true }));
        }
    });"#;

/// Compiles the empty wasm module. It must run as a page's script,
/// because in Firefox WebDriver scripts are not subject to the page's policy.
const COMPILES: &str = "WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
    .then(() => { window.compiled = 'yes'; }, () => { window.compiled = 'no'; });";

/// Instantiates a wasm module that only exports a memory of one page.
const INSTANTIATES: &str = "WebAssembly.instantiate(Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0,  5, 3, 1, 0, 1,  7, 10, 1, 6, 109, 101, 109, 111, 114, 121, 2, 0))
    .then(({ instance }) => { window.grow = (pages) => instance.exports.memory.grow(pages); });";

fn tiny(body: &str) -> Page {
    Page::new(body).define(None).script(TINY)
}

async fn strict_page_runs_scripts_without_violation(stage: Stage) {
    let url = tiny("<tiny-badge></tiny-badge>").module(COMPILES).put(&stage.home, "p");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.compiled").await;
    assert_eq!(
        stage.tab.js("return document.querySelector('tiny-badge').shadowRoot.textContent").await,
        "waiting"
    );
    assert_eq!(stage.tab.js("return window.compiled").await, "yes");
    assert_eq!(stage.tab.violations().await, Vec::<String>::new());
    assert_eq!(stage.home.violations(), Vec::<String>::new());
    assert_eq!(stage.tab.log().await, json!([]));
}

async fn violations_are_recorded_by_page_and_by_report(stage: Stage) {
    let url = tiny("<p style='color: red'>inline</p>").put(&stage.home, "p");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.__e2e.violations.some(v => v.includes('style-src'))").await;
    let fetched =
        format!("return fetch('{}/x').then(() => 'yes', () => 'refused')", stage.api.origin);
    assert_eq!(stage.tab.js(&fetched).await, "refused");
    stage.tab.wait_until("window.__e2e.violations.some(v => v.includes('connect-src'))").await;
    assert!(stage.api.seen().is_empty());
    let reported = until(|| stage.home.violations().len() >= 2).await;
    assert!(reported, "reports: {:?}", stage.home.violations());
}

async fn without_wasm_unsafe_eval_no_wasm_runs(stage: Stage) {
    let policy = e2e::page::STRICT.replace(" 'wasm-unsafe-eval'", "");
    let url = tiny("").policy(Some(&policy)).module(COMPILES).put(&stage.home, "p");
    stage.tab.open(&url).await;
    assert_eq!(stage.tab.wait_until("window.compiled").await, "no");
}

async fn log_has_console_errors_and_rejections(stage: Stage) {
    let url = tiny("")
        .script("console.warn('a warning', { deep: ['object'] }); console.error(new TypeError('quoted'));")
        .module("Promise.reject(new Error('refused promise')); setTimeout(() => { throw new Error('thrown late'); });")
        .put(&stage.home, "p");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.__e2e.log.length >= 4").await;
    for (kind, part) in [
        ("warn", "a warning {\"deep\":[\"object\"]}"),
        ("error", "TypeError: quoted"),
        ("unhandledrejection", "refused promise"),
        ("onerror", "thrown late"),
    ] {
        assert_eq!(
            stage.tab.logged(&[kind], part).await.len(),
            1,
            "{kind}: {}",
            stage.tab.log().await
        );
    }
    assert!(stage.tab.logged(&["warn"], "refused promise").await.is_empty());
}

async fn token_goes_to_the_api_and_is_found_nowhere_else(stage: Stage) {
    stage.foreign.answer("/", Answer::Fixed(200, "text/plain", "an answer".to_owned()));
    stage.api.answer("/api/", Answer::Proxy(stage.foreign.origin.clone()));
    let body = format!("<tiny-badge id=t endpoint='{}Jobs'></tiny-badge>", "/api/");
    stage.home.answer("/api/", Answer::Proxy(stage.api.origin.clone()));
    let url = tiny(&body)
        .script(&format!("document.querySelector('tiny-badge').token = '{MARKED}';"))
        .module("document.querySelector('tiny-badge').ask();")
        .put(&stage.home, "p");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.__e2e.events.length === 1").await;
    let event = json!({ "type": "job-badge-change", "id": "t", "detail": { "status": { "state": "running" } } });
    assert_eq!(stage.tab.events().await, [event]);
    assert_eq!(places_in_page(&stage.tab, MARKED).await, Vec::<String>::new());
    let to_api = |s: &e2e::site::Seen| s.path.starts_with("/api/");
    // The page's own script holds the token in this test, so only the requests are checked.
    assert!(places_in_requests(&stage.home, MARKED, to_api).is_empty());
    assert_eq!(
        places_in_requests(&stage.home, MARKED, |_| false),
        ["authorization of GET /api/Jobs"]
    );
    assert_eq!(places_in_requests(&stage.foreign, MARKED, |_| false).len(), 1);
}

async fn token_in_a_request_of_another_origin_is_found(stage: Stage) {
    let url = tiny("").connects_to(&stage.foreign.origin).put(&stage.home, "p");
    stage.tab.open(&url).await;
    let send = format!(
        "const to = '{}'; return Promise.all([fetch(to + '/u?t={MARKED}'), \
         fetch(to + '/h', {{ headers: {{ Authorization: 'Bearer {MARKED}' }} }}), \
         fetch(to + '/b', {{ method: 'POST', body: '{MARKED}' }})]).then(() => 1)",
        stage.foreign.origin
    );
    stage.tab.js(&send).await;
    let mut found = places_in_requests(&stage.foreign, MARKED, |_| false);
    found.sort();
    let url = format!("the URL of GET /u?t={MARKED}");
    assert_eq!(found, ["authorization of GET /h", &url, "the body of POST /b"]);
    assert!(stage.foreign.seen().iter().any(|s| s.method == "OPTIONS" && s.path == "/h"));
}

async fn scripted_answers_are_given(stage: Stage) {
    stage.home.answer("/away/", Answer::Redirect(format!("{}/landed", stage.foreign.origin)));
    stage.home.answer("/echo/", Answer::EchoHeaders);
    stage.home.answer(
        "/slow/",
        Answer::SlowProxy(stage.foreign.origin.clone(), Duration::from_millis(300)),
    );
    stage.tab.open(&tiny("").put(&stage.home, "p")).await;
    let asked = stage
        .tab
        .js("return Promise.all([
        fetch('/away/x', { redirect: 'manual' }).then((r) => r.type),
        fetch('/echo/x', { headers: { 'x-mine': 'quoted' } }).then((r) => r.text()),
        fetch('/slow/1').then((r) => r.status), fetch('/slow/2').then((r) => r.status)])")
        .await;
    assert_eq!(asked[0], "opaqueredirect");
    assert!(asked[1].as_str().is_some_and(|t| t.contains("x-mine: quoted")), "{asked}");
    assert_eq!(stage.home.most_in_flight("/slow/"), 2);
    assert_eq!(stage.foreign.requests("/slow/").len(), 2);
    assert!(stage.foreign.requests("/landed").is_empty());
}

async fn forms_and_frames_can_be_used(stage: Stage) {
    let inner = tiny("<p id=inner>in the frame</p>").put(&stage.home, "inner");
    let policy = format!("{}; frame-src 'self'", e2e::page::STRICT);
    let url = tiny(&format!("<form id=f><input name=a value=old><button>Go</button></form><iframe src='{inner}'></iframe>"))
        .policy(Some(&policy))
        .script("document.querySelector('#f').onsubmit = (e) => { e.preventDefault(); window.sent = e.target.a.value; };")
        .put(&stage.home, "p");
    stage.tab.open(&url).await;
    stage.tab.session.type_into("input[name=a]", "typed: ü/?").await.unwrap();
    stage.tab.session.click("#f button").await.unwrap();
    assert_eq!(stage.tab.wait_until("window.sent").await, "typed: ü/?");
    stage.tab.session.enter_frame(Some("iframe")).await.unwrap();
    assert_eq!(
        stage.tab.wait_until("document.querySelector('#inner').textContent").await,
        "in the frame"
    );
    stage.tab.session.enter_frame(None).await.unwrap();
    stage.tab.wait_until("window.sent").await;
}

async fn a_condition_that_never_holds_fails_with_the_log(stage: Stage) {
    stage.tab.open(&tiny("").script("console.info('a clue');").put(&stage.home, "p")).await;
    let tab = stage.tab.clone();
    let waited = tokio::spawn(async move {
        tab.wait_for("window.never", Duration::from_millis(200)).await;
    });
    let message = waited.await.unwrap_err().into_panic();
    let message = message.downcast_ref::<String>().unwrap();
    assert!(message.contains("window.never") && message.contains("a clue"), "{message}");
}

async fn leaked_nodes_listeners_and_wasm_are_counted(stage: Stage) {
    let url = tiny("").script(KEEP_WASM).module(INSTANTIATES).put(&stage.home, "p");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.grow").await;
    let before = settled(&stage.tab).await;
    stage.tab.js("for (let n = 0; n < 500; n += 1) document.createElement('p').onclick = () => n; return 1").await;
    let collected = settled(&stage.tab).await;
    assert!(collected.nodes < before.nodes + 100.0, "{before:?} {collected:?}");
    let leak = "window.kept = []; for (let n = 0; n < 500; n += 1) {
        const p = document.createElement('p'); p.onclick = () => n; window.kept.push(p); }
        window.grow(1); return 1";
    stage.tab.js(leak).await;
    let leaked = settled(&stage.tab).await;
    assert!(leaked.nodes >= before.nodes + 500.0, "{before:?} {leaked:?}");
    assert!(leaked.listeners >= before.listeners + 500.0, "{before:?} {leaked:?}");
    assert_eq!((before.wasm, leaked.wasm), (65_536.0, 131_072.0));
}

/// Whether a condition outside the browser becomes true within five seconds.
async fn until(holds: impl Fn() -> bool) -> bool {
    for _ in 0..100 {
        if holds() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

async fn no_started_process_is_left(_: Stage) {
    // A grandchild in a session of its own, as browsers have. Both ignore TERM.
    let family_of_three = "trap '' TERM; setsid sleep 1000 & touch $TMPDIR/left; exec sleep 1000";
    let process = Guarded::start("sh", &["-c", family_of_three], &[]).unwrap();
    let (mark, folder) = (process.mark().to_owned(), process.folder().to_owned());
    let started = until(|| folder.join("left").exists() && family(&mark).len() >= 4).await;
    assert!(started, "{:?}", family(&mark));
    process.stop().await;
    assert_eq!(family(&mark), Vec::<u32>::new());
    assert!(!folder.exists());
}

async fn a_process_gets_term_before_it_is_killed(_: Stage) {
    let listens = "trap 'rm $0; exit' TERM; touch $0; while :; do sleep 0.02; done";
    let lock = std::env::temp_dir().join(format!("e2e-lock-{}", std::process::id()));
    let process = Guarded::start("sh", &["-c", listens, &lock.display().to_string()], &[]).unwrap();
    assert!(until(|| lock.exists()).await);
    process.stop().await;
    assert!(!lock.exists());
}

fn main() -> ExitCode {
    suite::run(
        "harness",
        Needs::Browser,
        scenarios![
            strict_page_runs_scripts_without_violation,
            violations_are_recorded_by_page_and_by_report,
            // WebKitGTK 2.50 compiles wasm even against the policy.
            without_wasm_unsafe_eval_no_wasm_runs: [Chromium, Firefox],
            log_has_console_errors_and_rejections,
            token_goes_to_the_api_and_is_found_nowhere_else,
            planted_token::planted_token_is_found_in_every_place,
            token_in_a_request_of_another_origin_is_found,
            scripted_answers_are_given,
            forms_and_frames_can_be_used,
            a_condition_that_never_holds_fails_with_the_log,
            leaked_nodes_listeners_and_wasm_are_counted: [Chromium],
            no_started_process_is_left: [Chromium],
            a_process_gets_term_before_it_is_killed: [Chromium],
        ],
    )
}
