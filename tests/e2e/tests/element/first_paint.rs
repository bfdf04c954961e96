//! From the first paint to the first state, in the README's own page: the place of the badges is
//! held, the wasm is loaded once, and the first request waits for nothing but the wasm.

use std::fs;
use std::path::Path;

use e2e::answer::{Answer, Gate};
use e2e::page::{LOG, Page, STRICT};
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, give, wait_state};

const WASM: &str = "/package/job-badge_bg.wasm";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Opens the HTML example with another body, the wasm and the API held back until the page has
/// painted what comes before them. Returns when the badges show a state.
async fn open_example(stage: &Stage, body: &str) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/html/index.html");
    let html = fs::read_to_string(example).unwrap();
    let (head, _) = html.split_once("<body>").unwrap();
    let first = "<script src='e2e-log.js'></script><script src='first_paint.js'></script>";
    let head = head.replace("</title>", &format!("</title>{first}"));
    let (policy, home) = (format!("{STRICT}; report-uri /csp-report"), &stage.home);
    home.put("/e2e-log.js", SCRIPT, LOG, None);
    home.put("/first_paint.js", SCRIPT, include_str!("first_paint.js"), None);
    home.put("/page.js", SCRIPT, &give(&stage.emulator().token), None);
    let page = format!("{head}<body>{body}</body></html>");
    home.put("/index.html", "text/html; charset=utf-8", &page, Some(&policy));

    let (wasm, api) = (Gate::shut(), Gate::shut());
    let file = e2e::folder("JOB_BADGE_PACKAGE", "target/package").join("job-badge_bg.wasm");
    let emulator = Answer::Proxy(stage.emulator().origin.clone());
    home.answer(WASM, Answer::Held(wasm.clone(), Box::new(Answer::File(file))));
    home.answer("/api/", Answer::Held(api.clone(), Box::new(emulator)));
    home.answer("/may/wasm", Answer::Opens(wasm));
    home.answer("/may/api", Answer::Opens(api));
    stage.tab.open(&format!("{}/index.html", home.origin)).await;
    stage.tab.wait_until("window.seen.steps.shown > 2").await;
}

/// A badge with a fallback.
async fn a_badge(stage: &Stage, n: usize, density: &str) -> String {
    let job = a_job(stage, &format!("A job with a name of some length, number {n}")).await;
    let badge = badge(&format!("b{n}"), "/api/", &job);
    badge.replace("></", &format!(" density='{density}'>Job</"))
}

async fn one(stage: &Stage) -> String {
    format!("<p>Before</p>{}<p>After</p>", a_badge(stage, 0, "pill").await)
}

/// Twenty: in a table, between and within paragraphs, in all densities.
async fn twenty(stage: &Stage) -> String {
    let mut body = String::from("<table>");
    for n in 0..20 {
        let density = match n {
            10..14 => "dot",
            14 => "card",
            _ => "pill",
        };
        let badge = a_badge(stage, n, density).await;
        body += &match n {
            0..8 => format!("<tr><td>{n}</td><td>{badge}</td><td>after</td></tr>"),
            8 => format!("</table><p>The job {badge} <b>is one of many.</b></p>"),
            9..12 => format!("<p>{badge} <b>Words</b></p>"),
            12 | 13 => badge,
            _ => format!("{badge}<p>Paragraph</p>"),
        };
    }
    body
}

/// Every badge is as large as the place that is held for it, or smaller.
const TOO_LARGE: &str = "return [...document.querySelectorAll('job-badge')].map((b) => {
    const [held, drawn] = [b, b.shadowRoot.querySelector('.job-badge')].map((e) => e.getBoundingClientRect());
    const fits = ['top', 'left'].every((side) => drawn[side] >= held[side] - 0.5)
        && ['bottom', 'right'].every((side) => drawn[side] <= held[side] + 0.5);
    return fits ? '' : `${b.id} ${b.density}: ${JSON.stringify([held, drawn])}`;
}).filter(Boolean)";

/// All frames so far showed everything around the badges, and their own places, where they are.
async fn assert_still(stage: &Stage, when: &str) {
    let places = stage.tab.js("return window.seen.places").await;
    let places = places.as_array().unwrap();
    assert_eq!(places.len(), 1, "{when}: {places:#?}");
    assert_eq!(stage.tab.js(TOO_LARGE).await, json!([]), "{when}");
}

pub async fn around_one_badge_nothing_moves_from_the_first_paint_on(stage: Stage) {
    let body = one(&stage).await;
    nothing_moves(&stage, &body).await;
}

pub async fn around_twenty_badges_nothing_moves_from_the_first_paint_on(stage: Stage) {
    let body = twenty(&stage).await;
    nothing_moves(&stage, &body).await;
}

async fn nothing_moves(stage: &Stage, body: &str) {
    open_example(stage, body).await;
    let steps = stage.tab.js("return window.seen.steps").await;
    let painted = |step: &str| steps[step].as_u64().unwrap() >= 2;
    assert!(painted("fallback") && painted("waiting"), "{steps}");
    // What only Chromium counts; it looks into the badges, too.
    assert_eq!(stage.tab.js("return window.seen.shifts").await, json!([]));
    assert_still(stage, "queued").await;
    for (seconds, state) in [(30, "running"), (1_000, "succeeded")] {
        stage.emulator().advance(seconds).await;
        wait_state(&stage.tab, "b0", state).await;
        assert_still(stage, state).await;
    }
    assert_quiet(stage).await;
}

pub async fn the_preloaded_wasm_is_the_one_that_is_compiled_as_it_arrives(stage: Stage) {
    open_example(&stage, &one(&stage).await).await;
    let asked = stage.home.requests(WASM);
    assert_eq!(asked.len(), 1, "asked for once: {asked:#?}");
    let entries = "return performance.getEntriesByType('resource')
        .filter((e) => e.name.endsWith('.wasm')).map((e) => e.initiatorType)";
    assert_eq!(stage.tab.js(entries).await, json!(["link"]));
    let seen = stage.tab.js("return window.seen").await;
    assert_eq!((&seen["streamed"], &seen["buffered"]), (&json!(1), &json!(0)));
    // The words of English are in it, and nothing else is needed for the first question.
    let paths: Vec<_> = stage.home.seen().into_iter().map(|s| s.path).collect();
    let asked = paths.iter().position(|p| p.starts_with("/api/")).unwrap();
    let mut before: Vec<_> = paths[..asked].iter().filter(|p| p.contains("/package/")).collect();
    before.sort();
    let needed = ["define.js", "job-badge.js", "job-badge_bg.wasm", "place.css"];
    assert_eq!(before, needed.map(|file| format!("/package/{file}")).iter().collect::<Vec<_>>());
    assert_quiet(&stage).await;
}

pub async fn the_first_question_waits_for_no_words(stage: Stage) {
    let words = Gate::shut();
    let file = e2e::folder("JOB_BADGE_PACKAGE", "target/package").join("words/de.js");
    let held = Answer::Held(words.clone(), Box::new(Answer::File(file)));
    stage.home.answer("/package/words/de.js", held);
    let url = Page::new(badge("b", "/api/", &a_job(&stage, "Film").await))
        .lang("de")
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    let asked = stage.home.requests("/words/de.js");
    assert_eq!(asked.iter().map(|s| s.status).collect::<Vec<_>>(), [0], "still on its way");
    words.open();
    let german = "document.getElementById('b').shadowRoot.textContent.includes('Wartet')";
    stage.tab.wait_until(german).await;
    assert_quiet(&stage).await;
}

/// The links that the page's scripts added, by their origin and mode.
const CONNECTED: &str = "return [...document.querySelectorAll('link[rel=preconnect]')]
    .map((link) => `${new URL(link.href).origin} ${link.crossOrigin}`)";

pub async fn the_connection_to_an_api_elsewhere_is_opened_once_before_the_wasm_is_there(
    stage: Stage,
) {
    let gate = Gate::shut();
    let file = e2e::folder("JOB_BADGE_PACKAGE", "target/package").join("job-badge_bg.wasm");
    stage.home.answer(WASM, Answer::Held(gate.clone(), Box::new(Answer::File(file))));
    let job = a_job(&stage, "Film").await;
    let body = badge("a", &stage.api_root(), &job)
        + &badge("b", &stage.api_root(), &job)
        + &badge("c", "/api/", &job);
    let url = Page::new(body)
        .connects_to(&stage.api.origin)
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.wait_until("document.querySelector('link[rel=preconnect]')").await;
    let expected = json!([format!("{} anonymous", stage.api.origin)]);
    assert_eq!(stage.tab.js(CONNECTED).await, expected, "none to the page's own origin");
    assert!(stage.api.seen().is_empty(), "a connection, and no request: {:?}", stage.api.seen());
    assert!(stage.home.requests("/api/").is_empty());
    gate.open();
    for id in ["a", "b", "c"] {
        wait_state(&stage.tab, id, "queued").await;
    }
    assert_eq!(stage.tab.js(CONNECTED).await, expected);
    assert_quiet(&stage).await;
}

pub async fn no_connection_is_opened_where_no_request_would_go(stage: Stage) {
    let gate = Gate::shut();
    let file = e2e::folder("JOB_BADGE_PACKAGE", "target/package").join("job-badge_bg.wasm");
    let paused =
        badge("b", "https://other.example/api/", "job").replace("<job-badge", "<job-badge paused");
    let other = |endpoint: &str| badge("b", endpoint, "job");
    let cases = [
        other("/api/"),
        other("http://other.example/api/"),
        other("//other.example/api/"),
        other("https://user@other.example/api/"),
        other("https://other.example/api/?key=1"),
        other("https://other.example/api/#there"),
        badge("b", "https://other.example/api/", ""),
        paused,
    ];
    for (at, body) in cases.into_iter().enumerate() {
        let held = Answer::Held(gate.clone(), Box::new(Answer::File(file.clone())));
        stage.home.answer(WASM, held);
        let url = Page::new(&body)
            .module(&give(&stage.emulator().token))
            .put(&stage.home, &format!("page{at}"));
        stage.tab.open(&url).await;
        // It would be opened at the end of the task that gave the token.
        stage.tab.js("return new Promise((done) => setTimeout(() => setTimeout(done)))").await;
        assert_eq!(stage.tab.js(CONNECTED).await, json!([]), "{body}");
    }
}
