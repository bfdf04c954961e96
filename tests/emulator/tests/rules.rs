//! Authorization, ids, query options, cancel, delete and CORS: what is accepted and what is refused.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

mod common;

use ams_emulator::{Cors, Emulator, Request, Settings};
use common::{NOW, add, advance, frozen, get, json, request, three_tasks};
use serde_json::json;

const UNKNOWN: &str = "nb:jid:UUID:00000000-0000-4000-8000-000000000000";

fn check(path: &str, status: u16, words: &str) {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    let response = get(&mut emulator, &path.replace("{id}", &id).replace(' ', "%20"));
    assert_eq!(response.status, status, "{path}: {}", response.text());
    assert!(response.text().contains(words), "{path}: {}", response.text());
    if status >= 400 {
        let error = &json(&response)["odata.error"];
        assert_eq!(error["code"], "", "{path}");
        assert_eq!(error["message"]["lang"], "en-US", "{path}");
        assert_eq!(response.header("Access-Control-Allow-Origin"), Some("*"), "{path}");
    }
}

#[test]
fn unknown_malformed_and_absent_ids_get_different_errors() {
    check("/api/Jobs('notAValidId')", 400, "notAValidId");
    check("/api/Jobs('notAValidId')/Tasks", 400, "notAValidId");
    check(&format!("/api/Jobs('{UNKNOWN}')"), 404, "segment 'Jobs'");
    check(&format!("/api/Jobs('{UNKNOWN}')/Tasks"), 404, "segment 'Jobs'");
    check(&format!("/api/Jobs('{UNKNOWN}')/State"), 404, "segment 'Jobs'");
    check(&format!("/api/Jobs()?$filter=Id eq '{UNKNOWN}'&$top=1"), 200, r#""value":[]"#);
    check("/api/Jobs('{id}')/Nonsense", 404, "Nonsense");
    check("/api/Assets", 404, "Assets");
    check("/api/Tasks('nb:tid:UUID:00000000-0000-4000-8000-000000000000')", 404, "Tasks");
    check("/elsewhere", 404, "not found");
    check("/api/Jobs('{id}')", 200, "Sintel");
}

#[test]
fn query_options_are_checked() {
    check("/api/Jobs?$expand=Tasks", 400, "$expand");
    check("/api/Jobs?$foo=1", 400, "system-reserved");
    check("/api/Jobs?$top=-1", 400, "$top");
    check("/api/Jobs?$top=1&$top=1", 400, "more than once");
    check("/api/Jobs?$skip=x", 400, "$skip");
    check("/api/Jobs?$select=Progress", 400, "Progress");
    check("/api/Jobs?$select=state", 400, "state");
    check("/api/Jobs?$orderby=Name sideways", 400, "$orderby");
    check("/api/Jobs?$orderby=JobNotificationSubscriptions", 400, "JobNotification");
    check("/api/Jobs?$inlinecount=some", 400, "$inlinecount");
    check("/api/Jobs?$filter=Nonsense eq 1", 400, "Nonsense");
    check("/api/Jobs?$filter=State eq 'a'", 400, "incompatible");
    check("/api/Jobs?$filter=%zz", 400, "encoding");
    check("/api/Jobs?cb=1", 200, "Sintel");
    check(&format!("/api/Jobs?$filter={}", "x".repeat(2100)), 404, "404.15");
}

#[test]
fn lists_are_sorted_paged_and_capped() {
    let mut emulator = frozen();
    for number in 0..1005 {
        let name = format!("job {number:04}");
        add(&mut emulator, &json!({ "name": name, "priority": number % 3, "tasks": [] }));
    }
    let mut names = |path: &str| -> Vec<String> {
        let value = json(&get(&mut emulator, path))["value"].clone();
        let names = value.as_array().unwrap().iter();
        names.map(|job| job["Name"].as_str().unwrap()[4..].to_owned()).collect()
    };
    assert_eq!(names("/api/Jobs").len(), 1000);
    assert_eq!(names("/api/Jobs?$top=5000").len(), 1000);
    assert_eq!(names("/api/Jobs?$skip=1000").len(), 5);
    assert_eq!(names("/api/Jobs?$skip=3&$top=2"), ["0003", "0004"]);
    assert_eq!(names("/api/Jobs?$orderby=Name%20desc&$top=2"), ["1004", "1003"]);
    assert_eq!(
        names("/api/Jobs?$orderby=Priority+desc,Name+desc&$top=3"),
        ["1004", "1001", "0998"]
    );
    assert_eq!(names("/api/Jobs()?%24top=1&$filter=startswith(Name,'job%2001')"), ["0100"]);
}

#[test]
fn only_a_valid_token_and_a_known_version_are_accepted() {
    let token = |expires_in| format!("Bearer {}", Emulator::mint_token(NOW, expires_in));
    let version = |version| Request::new("GET", "/api/Jobs").with("x-ms-version", version);
    let bare = || Request::new("GET", "/api/Jobs").with("Authorization", &token(60));
    for (request, status) in [
        (version("2.19"), 401),
        (version("2.19").with("Authorization", "Bearer nonsense"), 401),
        (version("2.19").with("Authorization", &token(-1)), 401),
        (version("2.19").with("Authorization", &token(60)), 200),
        (bare(), 400),
        (bare().with("X-MS-VERSION", "2.20"), 400),
        (bare().with("x-ms-version", "2.0;NetFx"), 200),
        (Request { path_and_query: "/api/Jobs?api-version=2.11".to_owned(), ..bare() }, 200),
        // The token is checked before the version.
        (version("9").with("Authorization", "Bearer x"), 401),
    ] {
        let response = frozen().answer(NOW, &request);
        assert_eq!(response.status, status, "{request:?}");
    }
}

#[test]
fn atom_is_refused_and_errors_follow_the_format() {
    let ask = |accept: &str| {
        let response = frozen().answer(NOW, &request("GET", "/api/Nope").with("Accept", accept));
        (response.status, response.text())
    };
    let (status, body) = ask("application/atom+xml,application/xml");
    assert_eq!(status, 406);
    assert!(body.starts_with("<?xml"), "{body}");
    assert!(ask("application/json").1.starts_with(r#"{"odata.error":{"code":"","message":"#));
    assert!(ask("application/json;odata=verbose").1.starts_with(r#"{"error":{"code":"","#));
}

#[test]
fn cancel_is_a_get_that_answers_204_once() {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    let state = |emulator: &mut Emulator| {
        json(&get(emulator, &format!("/api/Jobs('{id}')/State")))["value"].clone()
    };
    let path = format!("/api/CancelJob?jobid='{}'", id.replace(':', "%3A"));
    advance(&mut emulator, 10.0);
    assert_eq!(state(&mut emulator), 2);
    let response = get(&mut emulator, &path);
    assert_eq!((response.status, response.body.len()), (204, 0));
    assert_eq!(state(&mut emulator), 6);
    assert_eq!(get(&mut emulator, &path).status, 400);
    advance(&mut emulator, 3.0);
    assert_eq!(state(&mut emulator), 5);
    assert_eq!(get(&mut emulator, &path).status, 400);
    assert_eq!(get(&mut emulator, &format!("/api/CancelJob?jobid='{UNKNOWN}'")).status, 404);
    assert_eq!(get(&mut emulator, "/api/CancelJob?jobid='x'").status, 400);
    assert_eq!(get(&mut emulator, "/api/CancelJob").status, 400);
}

#[test]
fn a_job_that_runs_cannot_be_deleted() {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    let path = format!("/api/Jobs('{id}')");
    let delete = |emulator: &mut Emulator| emulator.answer(NOW, &request("DELETE", &path)).status;
    advance(&mut emulator, 5.0);
    assert_eq!(delete(&mut emulator), 400);
    advance(&mut emulator, 100.0);
    assert_eq!(delete(&mut emulator), 204);
    assert_eq!(get(&mut emulator, &path).status, 404);
    assert_eq!(delete(&mut emulator), 404);
    assert_eq!(emulator.answer(NOW, &request("POST", "/api/Jobs")).status, 405);
}

#[test]
fn a_preflight_is_answered_for_allowed_origins_only() {
    let ask = |cors: &str| {
        let settings = Settings { cors: Cors::parse(cors), jobs: 0, ..Settings::default() };
        let mut emulator = Emulator::new(settings);
        let preflight = Request::new("OPTIONS", "/api/Jobs()?$top=1")
            .with("Origin", "https://admin.example")
            .with("Access-Control-Request-Method", "GET")
            .with("Access-Control-Request-Headers", "authorization,x-ms-version");
        let preflight = emulator.answer(NOW, &preflight);
        let get = request("GET", "/api/nope").with("Origin", "https://admin.example");
        let get = emulator.answer(NOW, &get);
        (preflight, get.header("Access-Control-Allow-Origin").map(str::to_owned))
    };
    let (any, on_error) = ask("*");
    assert_eq!((any.status, on_error.as_deref()), (204, Some("*")));
    let headers = any.header("Access-Control-Allow-Headers").unwrap();
    for name in [
        "authorization",
        "x-ms-version",
        "dataserviceversion",
        "maxdataserviceversion",
        "x-ms-client-request-id",
        "accept",
    ] {
        assert!(headers.split(", ").any(|allowed| allowed == name), "{name} in {headers}");
    }
    assert_eq!(any.header("Access-Control-Allow-Methods"), Some("GET, DELETE, OPTIONS"));
    let (one, on_error) = ask("https://admin.example/");
    assert_eq!(one.header("Access-Control-Allow-Origin"), Some("https://admin.example"));
    assert_eq!(on_error.as_deref(), Some("https://admin.example"));
    assert_eq!(ask("https://other.example").1, None);
    let (none, on_error) = ask("none");
    assert_eq!((none.status, none.headers.len(), on_error), (405, 0, None));
}

#[test]
fn the_host_without_a_path_sends_on_to_the_root() {
    let response = frozen().answer(NOW, &Request::new("GET", "/"));
    assert_eq!((response.status, response.header("Location")), (301, Some(common::ROOT)));
    assert!(response.text().starts_with("<html>"));
}
