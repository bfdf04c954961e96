//! What goes through a proxy, and what does not.

use std::time::Duration;

use axum::http::request::Parts;
use e2e::answer::{Answer, Reply};
use e2e::site::Seen;
use e2e::stage::Stage;
use e2e::token_leak::needles;
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::proxy::{Kind, Proxy};
use crate::reader::{Got, ask, get};

/// What a reader's browser, or a reader who means ill, may send.
const READERS: [(&str, &str); 8] = [
    ("cookie", "session=reader"),
    ("authorization", "Bearer the-readers-own"),
    ("origin", "https://evil.example"),
    ("referer", "https://admin.example/page"),
    ("accept", "text/html"),
    ("x-http-method-override", "DELETE"),
    ("x-forwarded-host", "evil.example"),
    ("cache-control", "no-cache"),
];

/// Answers are kept: each question of a test is another one.
fn jobs(proxy: &Proxy, number: u32) -> String {
    format!("{}/media-api/Jobs()?$top={number}", proxy.origin)
}

/// Answers below this path, also where a proxy has encoded what need not be.
pub fn script(stage: &Stage, path: &str, reply: fn(&Parts) -> Reply) {
    let encoded = path.replace('(', "%28").replace('\'', "%27").replace(')', "%29");
    for path in [path, &encoded] {
        stage.api.answer(&format!("/api/{path}"), Answer::Scripted(reply));
    }
}

fn assert_without_token(got: &Got, token: &str) {
    for part in needles(token) {
        assert!(!got.all().contains(&part), "{}", got.all());
    }
}

pub async fn the_token_and_what_is_the_readers_stay_where_they_are(stage: Stage, kind: Kind) {
    let Some(proxy) = Proxy::start(&stage, kind).await else { return };
    let token = stage.emulator().token.clone();
    script(&stage, "Jobs('nosy')", what_services_say_to_their_pages);

    let got = get(&jobs(&proxy, 1), &READERS).await;
    assert_eq!(got.status, 200, "{}", got.all());
    assert_without_token(&got, &token);
    let seen = stage.api.seen();
    let [seen] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {token}").as_str()));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_nothing_of_the_readers(seen, kind);
    // Who may ask is asked with the page's cookies.
    let sessions = stage.home.requests("/session");
    assert_eq!(sessions[0].header("cookie"), Some("session=reader"));

    let got = get(&format!("{}/media-api/Jobs('nosy')/Tasks?a", proxy.origin), &[]).await;
    assert_eq!((got.status, got.body.as_str()), (200, "{\"value\":[]}"));
    for name in ["set-cookie", "access-control-allow-origin", "clear-site-data"] {
        assert_eq!(got.header(name), None, "{name}");
    }
    // What comes from elsewhere is on the page's own origin now.
    let policy = got.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(got.header("cache-control"), Some("private, no-store"));

    // An error that quotes the request.
    stage.emulator().faults(json!([{ "on": {}, "do": { "echoHeaders": true } }])).await;
    let got = get(&jobs(&proxy, 2), &READERS).await;
    assert_eq!(got.status, 500);
    assert_without_token(&got, &token);
    stage.emulator().faults(json!([])).await;

    // Signed out: not even what is kept. And where nobody knows who is signed in, the reader is not
    // told to sign in.
    for session in [401, 403, 500] {
        stage.home.answer("/session", Answer::Fixed(session, "text/plain", String::new()));
        let before = stage.api.seen().len();
        for number in [1, 3] {
            let status = get(&jobs(&proxy, number), &READERS).await.status;
            assert!(status == session || session == 500 && status > 500, "{status} for {session}");
        }
        assert_eq!(stage.api.seen().len(), before);
    }
}

fn assert_nothing_of_the_readers(seen: &Seen, kind: Kind) {
    let mut own = vec!["cookie", "origin", "referer", "x-forwarded-host", "x-requested-with"];
    // Caddy's recipe takes out what it knows; the others write the request themselves.
    if kind != Kind::Caddy {
        own.extend(["x-http-method-override"]);
    }
    for name in own {
        assert_eq!(seen.header(name), None, "{name}");
    }
    for (_, value) in &seen.headers {
        assert!(!value.contains("reader") && !value.contains("evil"), "{seen:?}");
    }
}

fn what_services_say_to_their_pages(_: &Parts) -> Reply {
    let headers = [
        ("content-type", "application/json"),
        ("set-cookie", "theirs=1"),
        ("access-control-allow-origin", "*"),
        ("clear-site-data", "\"cookies\""),
        ("cache-control", "public, max-age=3600"),
        ("vary", "Cookie, Accept"),
    ];
    let headers = headers.map(|(name, value)| (name, value.to_owned())).to_vec();
    (200, headers, "{\"value\":[]}".to_owned())
}

/// An answer with an entity tag, and 304 to whoever has it.
fn tagged(request: &Parts) -> Reply {
    let known = request.headers.get("if-none-match").is_some_and(|tag| tag == "\"one\"");
    let tag = ("etag", "\"one\"".to_owned());
    match known {
        true => (304, vec![tag], String::new()),
        false => {
            let json = ("content-type", "application/json".to_owned());
            (200, vec![tag, json], "{\"value\":[]}".to_owned())
        }
    }
}

pub async fn statuses_waits_and_entity_tags_go_through(stage: Stage, kind: Kind) {
    let Some(proxy) = Proxy::start(&stage, kind).await else { return };
    let mut number = 10;
    for (fault, status, wait) in [
        (json!({ "status": 403 }), 403, None),
        (json!({ "status": 404 }), 404, None),
        (json!({ "status": 429, "retryAfter": 7 }), 429, Some("7")),
        (json!({ "status": 503, "retryAfter": 30 }), 503, Some("30")),
        // The proxy's own token was rejected: it is not the reader who must sign in.
        (json!({ "tokenRejected": true }), 502, None),
        (json!({ "delaySeconds": 0, "retryAfter": 9 }), 200, Some("9")),
    ] {
        stage.emulator().faults(json!([{ "on": {}, "do": fault }])).await;
        // The second is what was kept, where something is.
        for _ in 0..2 {
            let got = get(&jobs(&proxy, number), &[]).await;
            assert_eq!(got.status, status, "{fault}: {}", got.all());
            assert_eq!(got.header("retry-after"), wait, "{fault}: {}", got.all());
        }
        number += 1;
    }
    stage.emulator().faults(json!([])).await;

    // A redirect, which a badge does not follow, leads to the proxy or nowhere.
    let moved = json!({ "redirect": "https://media.example/api/elsewhere" });
    stage.emulator().faults(json!([{ "on": {}, "do": moved }])).await;
    let got = get(&jobs(&proxy, number), &[]).await;
    assert_eq!(got.status, 301);
    if let Some(location) = got.header("location") {
        let path = location.strip_prefix(&proxy.origin).unwrap_or(location);
        assert_eq!(path, "/media-api/elsewhere");
    }
    stage.emulator().faults(json!([])).await;

    script(&stage, "Jobs('tagged')", tagged);
    let url = format!("{}/media-api/Jobs('tagged')/Tasks?a", proxy.origin);
    let got = get(&url, &[]).await;
    let tag = got.header("etag").unwrap_or_default().to_owned();
    assert!(tag.ends_with("\"one\""), "{}", got.all());
    // As a browser sends it for a badge.
    let known = [("if-none-match", tag.as_str()), ("cache-control", "no-cache")];
    let got = get(&url, &known).await;
    assert_eq!((got.status, got.body.as_str()), (304, ""), "{}", got.all());
    if matches!(kind, Kind::Nginx | Kind::Express | Kind::Worker) {
        assert_asks_with_its_tag(&stage, &url).await;
    }
}

/// What is no longer kept is asked for with its tag, which costs nothing at some services.
async fn assert_asks_with_its_tag(stage: &Stage, url: &str) {
    let with_tag = |stage: &Stage| {
        let seen = stage.api.requests("tagged");
        seen.iter().any(|seen| seen.header("if-none-match") == Some("\"one\""))
    };
    let deadline = Instant::now() + Duration::from_secs(5);
    while !with_tag(stage) {
        assert!(Instant::now() < deadline, "{:?}", stage.api.requests("tagged"));
        assert_eq!(get(url, &[]).await.status, 200);
        sleep(Duration::from_millis(100)).await;
    }
}

pub async fn nothing_but_what_a_badge_needs_goes_through(stage: Stage, kind: Kind) {
    let Some(proxy) = Proxy::start(&stage, kind).await else { return };
    let job = stage.emulator().create_job("Kept", 10, &[("encode", 60)]).await;
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        let got = ask(method, &jobs(&proxy, 1), &READERS).await;
        assert_eq!(got.status, 405, "{method}: {}", got.all());
    }
    let encoded = job.replace(':', "%3A");
    let paths = [
        // A GET that cancels: methods alone do not keep an API from being written to.
        format!("CancelJob?jobid=%27{encoded}%27"),
        String::new(),
        "Assets?$top=1".to_owned(),
        "Jobs()/../Assets?$top=1".to_owned(),
        "Jobs('%2e%2e')/Tasks?a".to_owned(),
        "Jobs('..%2F..%2FAssets')/Tasks?a".to_owned(),
        "Jobs('%252e%252e')/Tasks?a".to_owned(),
        "Jobs('..%5CAssets')/Tasks?a".to_owned(),
        format!("Jobs('{encoded}')?a"),
        "../api/Assets?a".to_owned(),
        "%2e%2e/api/Assets?a".to_owned(),
        "/evil.example/Jobs()?a".to_owned(),
    ];
    for path in paths {
        let got = get(&format!("{}/media-api/{path}", proxy.origin), &READERS).await;
        assert_eq!(got.status, 404, "{path}: {}", got.all());
    }
    assert!(stage.api.seen().is_empty(), "{:?}", stage.api.seen());

    // The id goes on as it was sent.
    let tasks = format!("Jobs('{encoded}')/Tasks?$select=Name,State");
    let got = get(&format!("{}/media-api/{tasks}", proxy.origin), &READERS).await;
    assert_eq!(got.status, 200, "{}", got.all());
    assert_eq!(stage.api.seen()[0].path, format!("/api/{tasks}"));
    if kind == Kind::Caddy {
        // It hands HEAD on, which the emulator does not know.
        return;
    }
    let got = ask("HEAD", &format!("{}/media-api/{tasks}&a", proxy.origin), &READERS).await;
    assert_eq!((got.status, got.body.as_str()), (200, ""), "{}", got.all());
}
