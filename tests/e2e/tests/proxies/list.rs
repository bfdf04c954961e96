//! Badges that are read from a list of several pages, whose next page a service names by an absolute
//! URL of its own.

use axum::http::request::Parts;
use e2e::answer::{Answer, Reply};
use e2e::page::Page;
use e2e::stage::Stage;
use e2e::token_leak::{places_in_page, places_in_requests};
use serde_json::json;

use crate::proxy::{Kind, Proxy};
use crate::rules::script;

const PAGES: usize = 3;

/// Two jobs on each of three pages; the next page is named in the body or in the `Link` header.
fn rows(request: &Parts) -> Reply {
    let query = request.uri.query().unwrap_or_default();
    let page: usize = query
        .split('&')
        .find_map(|part| part.strip_prefix("page="))
        .map_or(1, |page| page.parse().unwrap_or(0));
    let way = query.split('&').next().unwrap_or_default();
    let next = format!("https://media.example/api/Jobs()?{way}&page={}", page + 1);
    let mut headers = vec![("content-type", "application/json".to_owned())];
    let ids = [2 * page - 1, 2 * page];
    let rows = ids.map(|id| json!({ "id": format!("{way}-{id}"), "state": "busy" }));
    let mut body = json!({ "rows": rows });
    if page < PAGES {
        match way {
            "header" => headers.push(("link", format!("<{next}>; rel=\"next\""))),
            _ => body["next"] = json!(next),
        }
    }
    (200, headers, body.to_string())
}

/// What the page says of the API.
fn description(way: &str, next: serde_json::Value) -> serde_json::Value {
    json!({
        "version": 1,
        "get": "Jobs()?one={job}",
        "interval": 1,
        "state": [{ "at": "/state", "means": { "running": "busy" } }],
        "list": { "get": format!("Jobs()?{way}"), "at": "/rows", "job": { "job": "/id" },
                  "size": 2, "next": next }
    })
}

pub async fn all_pages_of_a_list_are_shown(stage: Stage, kind: Kind) {
    let Some(proxy) = Proxy::start(&stage, kind).await else { return };
    script(&stage, "Jobs()", rows);
    let mut body = String::new();
    for way in ["body", "header"] {
        for id in 1..=2 * PAGES {
            body += &format!(
                "<job-badge provider={way} endpoint='/media-api/' auth=cookie job='{way}-{id}'>\
                 </job-badge>\n"
            );
        }
    }
    let describe = format!(
        "import {{ JobBadgeElement }} from '/package/job-badge.js';
         JobBadgeElement.describe('body', {});
         JobBadgeElement.describe('header', {});",
        description("body", json!({ "link": "/next" })),
        description("header", json!({ "header": "Link" })),
    );
    let url = Page::new(body).module(&describe).put_behind(&proxy.origin, &stage.home, "list");
    stage.tab.open(&url).await;
    let running = "[...document.querySelectorAll('job-badge')]
        .every(badge => badge.status?.state === 'running')";
    stage.tab.wait_until(running).await;

    let token = stage.emulator().token.clone();
    let bearer = format!("Bearer {token}");
    for way in ["body", "header"] {
        for page in 2..=PAGES {
            let target = format!("?{way}&page={page}");
            let seen = stage.api.requests(&target);
            let first = seen.first().unwrap_or_else(|| panic!("no {target}"));
            assert_eq!(first.header("authorization"), Some(bearer.as_str()));
            assert_eq!(first.header("cookie"), None);
        }
    }
    assert_eq!(stage.api.requests("one=").len(), 0, "none was asked for alone");
    assert_eq!(places_in_page(&stage.tab, &token).await, Vec::<String>::new());
    assert_eq!(places_in_requests(&stage.home, &token, |_| false), Vec::<String>::new());
    // A request to the service itself would be one.
    assert_eq!(stage.tab.violations().await, Vec::<String>::new());

    stage.home.answer("/session", Answer::Fixed(401, "text/plain", String::new()));
    let signed_out = "[...document.querySelectorAll('job-badge')]
        .every(badge => badge.status?.freshness === 'signed-out')";
    stage.tab.wait_until(signed_out).await;
}
