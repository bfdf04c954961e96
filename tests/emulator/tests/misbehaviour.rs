//! Each fault scenario does what the README says, to the requests that it names and no others.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

mod common;

use ams_emulator::{Emulator, Fate, Response};
use common::{NOW, add, advance, faults, frozen, get, json, request, three_tasks};
use serde_json::{Value, json};

/// An emulator with a job in the middle of its second task, at 37.5 %, and one scenario.
fn with(scenario: Value) -> (Emulator, String) {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    advance(&mut emulator, 21.5);
    let text = scenario.to_string().replace("{id}", &id);
    let scenario: Value = serde_json::from_str(&text).unwrap();
    faults(&mut emulator, &json!([scenario]));
    (emulator, id)
}

fn ask_jobs(act: Value) -> Response {
    let (mut emulator, _) = with(json!({ "do": act }));
    get(&mut emulator, "/api/Jobs()")
}

fn progress(emulator: &mut Emulator, id: &str) -> Vec<Value> {
    let tasks = get(emulator, &format!("/api/Jobs('{id}')/Tasks?$select=Progress"));
    let tasks = json(&tasks)["value"].clone();
    tasks.as_array().unwrap().iter().map(|task| task["Progress"].clone()).collect()
}

#[test]
fn statuses_come_as_odata_errors_with_retry_after() {
    for status in [400, 401, 403, 404, 408, 429, 500, 502, 503, 504] {
        let response = ask_jobs(json!({ "status": status, "retryAfter": 7 }));
        assert_eq!(response.status, status);
        assert_eq!(response.header("Retry-After"), Some("7"));
        assert!(json(&response)["odata.error"]["message"]["value"].as_str().unwrap().len() > 5);
        assert_eq!(response.header("Access-Control-Allow-Origin"), Some("*"));
    }
    let dated = ask_jobs(json!({ "status": 503, "retryAfterDate": 90 }));
    assert_eq!(dated.header("Retry-After"), Some("Wed, 11 Feb 2015 01:47:38 GMT"));
    let success = ask_jobs(json!({ "retryAfter": "soon" }));
    assert_eq!((success.status, success.header("Retry-After")), (200, Some("soon")));
    assert_eq!(ask_jobs(json!({ "tokenRejected": true })).status, 401);
}

#[test]
fn bodies_can_be_replaced_or_truncated() {
    let html = ask_jobs(json!({ "status": 502, "body": "html" }));
    assert_eq!((html.status, html.header("Content-Type")), (502, Some("text/html; charset=utf-8")));
    assert!(html.text().starts_with("<!DOCTYPE html>"));
    let xml = ask_jobs(json!({ "status": 500, "body": "xml" }));
    assert!(xml.text().starts_with("<?xml"), "{}", xml.text());
    let verbose = ask_jobs(json!({ "body": "verbose" }));
    assert!(verbose.text().starts_with(r#"{"d":{"results":[{"__metadata""#));
    let whole = ask_jobs(json!({})).body;
    assert_eq!(ask_jobs(json!({ "body": "truncated" })).body, whole[..whole.len() / 2]);
    let text = ask_jobs(json!({ "body": "notJson" }));
    assert!(serde_json::from_slice::<Value>(&text.body).is_err());
    assert!(text.header("Content-Type").unwrap().starts_with("application/json"));
    let huge = ask_jobs(json!({ "body": "huge" }));
    assert!(huge.body.len() > 9 << 20 && serde_json::from_slice::<Value>(&huge.body).is_ok());
    assert!(ask_jobs(json!({ "body": "huge", "megabytes": 2 })).body.len() < 3 << 20);
    let posted = ask_jobs(json!({ "dates": "sevenDigits" })).text();
    assert!(posted.contains(r#""Created":"2015-02-11T01:45:47.3970000Z""#), "{posted}");
    let ticks = ask_jobs(json!({ "dates": "ticks" })).text();
    assert!(ticks.contains(r#""Created":"\/Date(1423619147397)\/""#), "{ticks}");
    let zulu = ask_jobs(json!({ "dates": "zulu" })).text();
    assert!(zulu.contains(r#""Created":"2015-02-11T01:45:47.397Z""#), "{zulu}");
}

#[test]
fn answers_can_be_late_cut_or_missing() {
    assert_eq!(ask_jobs(json!({ "delaySeconds": 2.5 })).delay, 2500);
    assert_eq!(ask_jobs(json!({ "hang": true })).fate, Fate::Hang);
    assert_eq!(ask_jobs(json!({ "drop": true })).fate, Fate::Drop { after_bytes: 0 });
    let cut = ask_jobs(json!({ "dropAfterBytes": 900 }));
    assert_eq!(cut.fate, Fate::Drop { after_bytes: 900 });
}

#[test]
fn redirects_go_to_the_root_or_elsewhere() {
    let root = ask_jobs(json!({ "redirect": "root" }));
    assert_eq!((root.status, root.header("Location")), (301, Some(common::ROOT)));
    let other = ask_jobs(json!({ "redirect": "https://evil.example/api/" }));
    assert_eq!(other.header("Location"), Some("https://evil.example/api/"));
    assert!(other.text().contains("<h2>Object moved"));
}

#[test]
fn an_error_can_quote_the_token() {
    let (mut emulator, _) = with(json!({ "do": { "echoHeaders": true } }));
    let asked = request("GET", "/api/Jobs");
    let token = asked.header("authorization").unwrap().to_owned();
    let response = emulator.answer(NOW, &asked);
    assert_eq!(response.status, 500);
    assert!(response.text().contains(&token));
}

#[test]
fn a_job_can_vanish_while_it_is_polled() {
    let scenario =
        json!({ "on": { "job": "{id}", "after": 1, "times": 3 }, "do": { "vanish": true } });
    let (mut emulator, id) = with(scenario);
    let by_key = format!("/api/Jobs('{id}')");
    let by_filter = format!("/api/Jobs?$filter=Id%20eq%20'{id}'");
    assert_eq!(get(&mut emulator, &by_key).status, 200);
    assert_eq!(get(&mut emulator, &by_key).status, 404);
    assert_eq!(json(&get(&mut emulator, &by_filter))["value"], json!([]));
    assert_eq!(get(&mut emulator, &format!("{by_key}/Tasks")).status, 404);
    assert_eq!(get(&mut emulator, &by_key).status, 200);
}

#[test]
fn progress_can_be_wrong() {
    let act = |act: Value| with(json!({ "on": { "route": "tasks" }, "do": act }));
    let (mut emulator, id) = act(json!({ "progressBackwards": 10 }));
    assert_eq!(progress(&mut emulator, &id), [json!(100.0), json!(27.5), json!(0.0)]);
    assert_eq!(progress(&mut emulator, &id), [json!(100.0), json!(17.5), json!(0.0)]);
    let (mut emulator, id) = act(json!({ "stall": 30 }));
    advance(&mut emulator, 5.0);
    assert_eq!(progress(&mut emulator, &id), [json!(100.0), json!(30.0), json!(0.0)]);
    let (mut emulator, id) = act(json!({ "hundredWhileRunning": true }));
    assert_eq!(progress(&mut emulator, &id), [json!(100.0), json!(100.0), json!(100.0)]);
    assert_eq!(json(&get(&mut emulator, &format!("/api/Jobs('{id}')")))["State"], 2);
}

#[test]
fn states_can_be_unknown_and_properties_missing() {
    let strange = ask_jobs(json!({ "unknownState": 42 }));
    assert_eq!(json(&strange)["value"][0]["State"], 42);
    let old = ask_jobs(json!({ "missingSubscriptions": true }));
    let job = json(&old)["value"][0].clone();
    assert_eq!(job.as_object().unwrap().len(), 10);
    assert_eq!(job.get("JobNotificationSubscriptions"), None);
}

#[test]
fn a_scenario_acts_on_the_requests_that_it_names_only() {
    let scenario =
        json!({ "on": { "route": "tasks", "job": "{id}", "times": 1 }, "do": { "status": 500 } });
    let (mut emulator, id) = with(scenario);
    let other = add(&mut emulator, &three_tasks());
    let tasks = |id: &str| format!("/api/Jobs('{id}')/Tasks");
    assert_eq!(get(&mut emulator, &format!("/api/Jobs('{id}')")).status, 200);
    assert_eq!(get(&mut emulator, &tasks(&other)).status, 200);
    assert_eq!(get(&mut emulator, "/api/Tasks").status, 200);
    assert_eq!(get(&mut emulator, &tasks(&id)).status, 500);
    assert_eq!(get(&mut emulator, &tasks(&id)).status, 200);
    let stats = ams_emulator::Request::new("GET", "/_emulator/stats");
    assert_eq!(json(&emulator.answer(NOW, &stats))["faults"], json!([1]));

    // A request for several jobs is affected as a whole when one of them is named; a list only in
    // that job.
    let both = format!("/api/Jobs?$filter=Id%20eq%20'{id}'%20or%20Id%20eq%20'{other}'");
    faults(&mut emulator, &json!([{ "on": { "job": id }, "do": { "status": 404 } }]));
    assert_eq!(get(&mut emulator, &both).status, 404);
    assert_eq!(get(&mut emulator, "/api/Jobs").status, 200);
    faults(&mut emulator, &json!([{ "on": { "job": id }, "do": { "unknownState": 9 } }]));
    let jobs = json(&get(&mut emulator, "/api/Jobs"))["value"].clone();
    assert_eq!((&jobs[0]["State"], &jobs[1]["State"]), (&json!(9), &json!(0)));
}

#[test]
fn several_scenarios_act_on_one_request() {
    let mut emulator = frozen();
    faults(
        &mut emulator,
        &json!([
            { "do": { "delaySeconds": 1 } },
            { "do": { "status": 503, "retryAfter": 2, "delaySeconds": 0.5 } },
            { "on": { "route": "cancel" }, "do": { "hang": true } },
        ]),
    );
    let response = get(&mut emulator, "/api/Jobs");
    assert_eq!((response.status, response.delay, response.fate), (503, 1500, Fate::Delivered));
}

#[test]
fn a_cancel_that_is_answered_by_a_scenario_cancels_nothing() {
    let (mut emulator, id) = with(json!({ "on": { "route": "cancel" }, "do": { "status": 500 } }));
    assert_eq!(get(&mut emulator, &format!("/api/CancelJob?jobid='{id}'")).status, 500);
    assert_eq!(json(&get(&mut emulator, &format!("/api/Jobs('{id}')")))["State"], 2);
}
