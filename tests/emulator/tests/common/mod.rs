//! Shared by the tests: an emulator with a frozen clock, and requests as the badge sends them.
#![allow(dead_code, reason = "not every test file needs all of it")]
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use ams_emulator::{Cors, Emulator, Request, Response, Settings};
use serde_json::{Value, json};

/// 2015-02-11T01:46:08.897Z.
pub const NOW: i64 = 1_423_619_168_897;
pub const ROOT: &str = "https://media.example/api/";

/// An emulator without demo jobs, with a frozen clock.
pub fn frozen() -> Emulator {
    let root = ROOT.to_owned();
    Emulator::new(Settings { seed: 1, speed: 0.0, jobs: 0, root, cors: Cors::Any })
}

/// A request with a valid token and version.
pub fn request(method: &str, path: &str) -> Request {
    Request::new(method, path)
        .with("Authorization", &format!("Bearer {}", Emulator::mint_token(NOW, 3600)))
        .with("x-ms-version", "2.19")
        .with("DataServiceVersion", "1.0;NetFx")
        .with("MaxDataServiceVersion", "3.0;NetFx")
}

pub fn get(emulator: &mut Emulator, path: &str) -> Response {
    emulator.answer(NOW, &request("GET", path).with("Accept", "application/json"))
}

pub fn json(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap_or_else(|_| Value::from(response.text()))
}

pub fn control(emulator: &mut Emulator, path: &str, body: &Value) -> Response {
    let mut request = Request::new("POST", path);
    request.body = body.to_string().into_bytes();
    emulator.answer(NOW, &request)
}

/// Adds a job, and returns its id.
pub fn add(emulator: &mut Emulator, job: &Value) -> String {
    let response = control(emulator, "/_emulator/jobs", job);
    assert_eq!(response.status, 201, "{}", response.text());
    json(&response)["Id"].as_str().unwrap().to_owned()
}

pub fn advance(emulator: &mut Emulator, seconds: f64) {
    let response = control(emulator, "/_emulator/clock", &json!({ "advance": seconds }));
    assert_eq!(response.status, 200, "{}", response.text());
}

pub fn faults(emulator: &mut Emulator, scenarios: &Value) {
    let response = control(emulator, "/_emulator/faults", scenarios);
    assert_eq!(response.status, 200, "{}", response.text());
}

/// A job with three tasks: 4 s queued, then 10, 20 and 5 s.
pub fn three_tasks() -> Value {
    json!({ "name": "Sintel", "queuedSeconds": 4, "tasks": [
        { "name": "Encode", "seconds": 10, "error": null },
        { "name": "Thumbnails", "seconds": 20 },
        { "seconds": 5 },
    ] })
}
