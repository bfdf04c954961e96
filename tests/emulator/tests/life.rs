//! The states of a job over time as a client sees them, driven by the clock and by control requests.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

mod common;

use ams_emulator::{Emulator, Request, Settings};
use common::{NOW, add, advance, control, frozen, get, json, three_tasks};
use serde_json::{Value, json};

/// The job's state, and each task's state and progress.
fn states(emulator: &mut Emulator, id: &str) -> Value {
    let state = json(&get(emulator, &format!("/api/Jobs('{id}')/State")))["value"].clone();
    let tasks = get(emulator, &format!("/api/Jobs('{id}')/Tasks?$select=State,Progress"));
    let tasks: Vec<_> = json(&tasks)["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| json!([task["State"], task["Progress"]]))
        .collect();
    json!([state, tasks])
}

#[test]
fn a_job_advances_by_control_requests_while_the_clock_is_frozen() {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    for (seconds, expected) in [
        (0.0, json!([0, [[0, 0.0], [0, 0.0], [0, 0.0]]])),
        (3.0, json!([1, [[1, 0.0], [0, 0.0], [0, 0.0]]])),
        (1.0, json!([2, [[2, 0.0], [0, 0.0], [0, 0.0]]])),
        (5.0, json!([2, [[2, 50.0], [0, 0.0], [0, 0.0]]])),
        (5.0, json!([2, [[3, 100.0], [2, 0.0], [0, 0.0]]])),
        (7.5, json!([2, [[3, 100.0], [2, 37.5], [0, 0.0]]])),
        (13.75, json!([2, [[3, 100.0], [3, 100.0], [2, 25.0]]])),
        (3.75, json!([3, [[3, 100.0], [3, 100.0], [3, 100.0]]])),
        (1e6, json!([3, [[3, 100.0], [3, 100.0], [3, 100.0]]])),
    ] {
        advance(&mut emulator, seconds);
        assert_eq!(states(&mut emulator, &id), expected, "after {seconds} s more");
    }
}

#[test]
fn a_failed_task_fails_the_job_and_says_why() {
    let mut emulator = frozen();
    let error = json!({ "code": "UserInput", "message": "Kein Ton in der Datei." });
    let tasks = json!([{ "seconds": 10, "error": error }, { "seconds": 10 }]);
    let id = add(&mut emulator, &json!({ "name": null, "tasks": tasks }));
    advance(&mut emulator, 9.0);
    assert_eq!(states(&mut emulator, &id), json!([2, [[2, 54.0], [0, 0.0]]]));
    advance(&mut emulator, 1.0);
    assert_eq!(states(&mut emulator, &id), json!([4, [[4, 60.0], [5, 0.0]]]));
    let tasks = get(&mut emulator, &format!("/api/Jobs('{id}')/Tasks?$select=ErrorDetails"));
    assert_eq!(
        json(&tasks)["value"],
        json!([
            { "ErrorDetails": [{ "Code": "UserInput", "Message": "Kein Ton in der Datei." }] },
            { "ErrorDetails": [] },
        ])
    );
    let job = json(&get(&mut emulator, &format!("/api/Jobs('{id}')")));
    assert_eq!((&job["Name"], &job["EndTime"]), (&json!(null), &job["LastModified"]));
    assert_eq!(job["RunningDuration"], 8440.0);
}

#[test]
fn dates_are_never_in_the_future() {
    for speed in [0.0, 1.0, 20.0] {
        let mut emulator = Emulator::new(Settings { speed, jobs: 12, ..Settings::default() });
        add(&mut emulator, &three_tasks());
        for step in 0..60_i64 {
            let now = NOW + step * 17_000;
            if step % 7 == 0 {
                advance(&mut emulator, 11.0);
            }
            for set in ["Jobs", "Tasks"] {
                let path = format!("/api/{set}");
                let asked = common::request("GET", &path);
                let body = emulator.answer(now, &asked).text();
                for part in body.split("\"20").skip(1) {
                    let text = format!("20{}", part.split('"').next().unwrap());
                    let date = ams_emulator::calendar::parse(&text);
                    // A text that only begins like a year, such as a name, does not parse.
                    assert!(date.is_none_or(|date| date <= now), "{text} at {now}, speed {speed}");
                }
            }
        }
    }
}

#[test]
fn speed_divides_durations() {
    let mut emulator = Emulator::new(Settings { speed: 10.0, jobs: 0, ..Settings::default() });
    let id = add(&mut emulator, &three_tasks());
    let mut state = |millis| {
        let path = format!("/api/Jobs('{id}')/State");
        let asked = common::request("GET", &path);
        json(&emulator.answer(NOW + millis, &asked))["value"].clone()
    };
    assert_eq!([state(0), state(300), state(400), state(3899), state(3900)], [0, 1, 2, 2, 3]);
}

#[test]
fn a_job_keeps_its_start_while_time_goes_by() {
    let mut emulator = Emulator::new(Settings { jobs: 0, ..Settings::default() });
    let id = add(&mut emulator, &three_tasks());
    let mut start = |millis| {
        let path = format!("/api/Jobs('{id}')/StartTime");
        json(&emulator.answer(NOW + millis, &common::request("GET", &path)))["value"].clone()
    };
    assert_eq!(start(3999), json!(null));
    let first = start(4000);
    assert_eq!(first, "2015-02-11T01:46:12.897");
    assert_eq!(start(1_000_000), first);
}

#[test]
fn wrong_control_requests_are_refused_in_words() {
    let mut emulator = frozen();
    let many: Vec<_> = (0..31).map(|_| json!({ "seconds": 1 })).collect();
    for (path, body) in [
        ("/_emulator/jobs", json!({ "nmae": "x" })),
        ("/_emulator/jobs", json!({ "queuedSeconds": -1 })),
        ("/_emulator/jobs", json!({ "tasks": [{ "seconds": 1e300 }] })),
        ("/_emulator/jobs", json!({ "tasks": many })),
        ("/_emulator/clock", json!({ "advance": -5 })),
        ("/_emulator/clock", json!({})),
        ("/_emulator/faults", json!([{ "on": {} }])),
        ("/_emulator/faults", json!([{ "do": { "status": 200 } }])),
        ("/_emulator/faults", json!([{ "do": { "statsu": 500 } }])),
        ("/_emulator/faults", json!([{ "do": { "delaySeconds": -1 } }])),
        ("/_emulator/faults", json!([{ "do": { "megabytes": 65 } }])),
    ] {
        let response = control(&mut emulator, path, &body);
        assert_eq!(response.status, 400, "{path} {body}");
        assert!(json(&response)["error"].is_string(), "{path} {body}");
    }
    assert_eq!(control(&mut emulator, "/_emulator/nope", &json!({})).status, 404);
    assert_eq!(emulator.answer(NOW, &Request::new("PUT", "/_emulator/jobs")).status, 405);
}

#[test]
fn statistics_count_and_keep_no_secret() {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    get(&mut emulator, &format!("/api/Jobs()?$filter=Id%20eq%20'{}'", id.replace(':', "%3A")));
    get(&mut emulator, &format!("/api/Jobs('{id}')/Tasks"));
    get(&mut emulator, "/api/Jobs('x')");
    emulator.answer(NOW, &Request::new("OPTIONS", "/api/Jobs"));
    emulator.answer(NOW, &Request::new("GET", "/api/Jobs"));
    emulator.stats_mut().began();
    emulator.stats_mut().began();
    emulator.stats_mut().ended();
    let stats = emulator.answer(NOW, &Request::new("GET", "/_emulator/stats"));
    assert!(!stats.text().contains("Bearer"), "{}", stats.text());
    assert_eq!(stats.header("Access-Control-Allow-Origin"), None);
    let stats = json(&stats);
    assert_eq!(stats["requests"], 4);
    assert_eq!(stats["preflights"], 1);
    assert_eq!(stats["byJob"], json!({ id: 2 }));
    assert_eq!(
        stats["byRoute"],
        json!({
            "jobs": { "200": 1, "401": 1 }, "tasks": { "200": 1 }, "malformed": { "400": 1 },
        })
    );
    assert_eq!((&stats["running"], &stats["maxConcurrent"]), (&json!(1), &json!(2)));
    assert_eq!(stats["log"][0]["authorization"], true);
    assert_eq!(stats["log"][3]["authorization"], false);
    assert!(stats["log"][0]["headerNames"].as_array().unwrap().contains(&json!("x-ms-version")));
}

#[test]
fn reset_restores_the_initial_state() {
    let mut emulator = Emulator::new(Settings { jobs: 3, speed: 0.0, ..Settings::default() });
    let first = emulator.demo_job_ids(NOW);
    add(&mut emulator, &three_tasks());
    advance(&mut emulator, 1e5);
    common::faults(&mut emulator, &json!([{ "do": { "status": 500 } }]));
    assert_eq!(get(&mut emulator, "/api/Jobs").status, 500);
    assert_ne!(emulator.demo_job_ids(NOW), first);
    assert_eq!(control(&mut emulator, "/_emulator/reset", &json!({})).status, 200);
    assert_eq!(emulator.demo_job_ids(NOW), first);
    let jobs = get(&mut emulator, "/api/Jobs");
    assert_eq!(json(&jobs)["value"].as_array().unwrap().len(), 3);
}

#[test]
fn tokens_can_be_requested_over_http() {
    let mut emulator = frozen();
    let mut ask = |query: &str| {
        let path = format!("/_emulator/token{query}");
        let token = json(&emulator.answer(NOW, &Request::new("GET", &path)));
        let bearer = format!("Bearer {}", token["token"].as_str().unwrap_or_default());
        ams_emulator::token::check(Some(&bearer), NOW + 1000).is_ok()
    };
    assert!(ask(""));
    assert!(ask("?expiresIn=2"));
    assert!(!ask("?expiresIn=1"));
    assert!(!ask("?expiresIn=-60"));
    assert!(!ask("?expiresIn=soon"));
}
