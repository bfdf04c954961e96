//! The program itself, on a free port, queried over real HTTP.
#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use ureq::{Agent, http::Response};

/// A running `ams-emulator serve`, ended when it is dropped.
struct Served {
    child: Child,
    root: String,
    token: String,
    agent: Agent,
}

impl Served {
    fn start(options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ams-emulator"))
            .args(["serve", "--port", "0"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut line = |label: &str| {
            let line = lines.next().unwrap().unwrap();
            line.strip_prefix(label).unwrap_or_else(|| panic!("{line}")).to_owned()
        };
        let (root, token) = (line("ready: "), line("token: "));
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        Self { child, root, token, agent: Agent::new_with_config(agent) }
    }

    fn get(&self, path: &str) -> Result<Response<ureq::Body>, ureq::Error> {
        self.agent
            .get(format!("{}{path}", self.root))
            .header("Authorization", format!("Bearer {}", self.token))
            .header("x-ms-version", "2.19")
            .header("Accept", "application/json")
            .call()
    }

    fn json(&self, path: &str) -> (u16, Value) {
        let mut response = self.get(path).unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        (response.status().as_u16(), serde_json::from_str(&text).unwrap())
    }

    fn control(&self, name: &str, body: &Value) -> Value {
        let url = self.root.replace("/api/", &format!("/_emulator/{name}"));
        let mut response = self.agent.post(url).send(body.to_string()).unwrap();
        serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap()
    }

    fn stats(&self) -> Value {
        let url = self.root.replace("/api/", "/_emulator/stats");
        let text = self.agent.get(url).call().unwrap().body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_server_whose_output_is_closed_still_serves() {
    // The server's output is closed, so the port that it prints cannot be read. Take one that was
    // free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (unread, said) = std::io::pipe().unwrap();
    drop(unread);
    let mut child = Command::new(env!("CARGO_BIN_EXE_ams-emulator"))
        .args(["serve", "--port", &port.to_string()])
        .stdout(said)
        .spawn()
        .unwrap();
    // The server answers only after it has tried to print that it is ready.
    let url = format!("http://127.0.0.1:{port}/_emulator/stats");
    let answers = (0..200).any(|_| {
        thread::sleep(Duration::from_millis(25));
        ureq::get(&url).call().is_ok()
    });
    let ended = child.try_wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answers && ended.is_none(), "it ended: {ended:?}");
}

#[test]
fn a_job_is_watched_over_http_from_queued_to_finished() {
    let served = Served::start(&["--speed", "0", "--jobs", "0"]);
    let id = served.control("jobs", &json!({
        "name": "Film", "queuedSeconds": 4, "tasks": [{ "name": "Encode", "seconds": 10, "error": null }],
    }))["Id"].as_str().unwrap().to_owned();
    let path = format!("Jobs()?$filter=Id%20eq%20'{}'&$top=1", id.replace(':', "%3A"));
    let mut states = Vec::new();
    for seconds in [0, 3, 1, 5, 5] {
        served.control("clock", &json!({ "advance": seconds }));
        let (status, body) = served.json(&path);
        assert_eq!((status, &body["value"][0]["Id"]), (200, &json!(id)));
        assert_eq!(body["odata.metadata"], format!("{}$metadata#Jobs", served.root));
        states.push(body["value"][0]["State"].as_u64().unwrap());
    }
    assert_eq!(states, [0, 1, 2, 2, 3]);
    assert_eq!(served.json(&format!("Jobs('{id}')/Tasks")).1["value"][0]["Progress"], 100.0);

    let response = served.get(&path).unwrap();
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        header("Content-Type"),
        "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
    );
    assert_eq!(header("DataServiceVersion"), "3.0;");
    assert_eq!(header("Access-Control-Allow-Origin"), "*");
    assert_eq!(response.headers().get_all("Date").iter().count(), 1);
    assert!(response.headers().contains_key("Content-Length"));
}

#[test]
fn the_demo_is_served_and_a_missing_token_is_refused() {
    let served = Served::start(&["--cors", "none"]);
    let (_, body) = served.json("Jobs");
    assert_eq!(body["value"].as_array().unwrap().len(), 12);
    let url = format!("{}Jobs", served.root);
    let bare = served.agent.get(&url).call().unwrap();
    assert_eq!(bare.status(), 401);
    assert!(!bare.headers().contains_key("Access-Control-Allow-Origin"));
    // A token of another process is accepted too.
    let token = Command::new(env!("CARGO_BIN_EXE_ams-emulator"))
        .args(["token", "--expires-in", "60"])
        .output()
        .unwrap();
    let bearer = format!("Bearer {}", String::from_utf8(token.stdout).unwrap().trim());
    let asked = served.agent.get(&url).header("Authorization", bearer);
    assert_eq!(asked.header("x-ms-version", "2.19").call().unwrap().status(), 200);
}

#[test]
fn connections_are_cut_and_answers_are_late() {
    let served = Served::start(&["--jobs", "3", "--speed", "0"]);
    let fault =
        |act: Value| served.control("faults", &json!([{ "on": { "times": 1 }, "do": act }]));
    fault(json!({ "drop": true }));
    assert!(served.get("Jobs").is_err());
    assert_eq!(served.get("Jobs").unwrap().status(), 200);
    // The headers come, the body stops in the middle.
    fault(json!({ "dropAfterBytes": 900 }));
    let mut cut = served.get("Jobs").unwrap();
    assert_eq!(cut.status(), 200);
    assert!(cut.body_mut().read_to_string().is_err());
    fault(json!({ "redirect": "root" }));
    assert_eq!(served.get("Jobs").unwrap().status(), 301);

    // Two delayed answers overlap, so the server counts two concurrent requests.
    served.control("faults", &json!([{ "do": { "delaySeconds": 0.3 } }]));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(served.get("Jobs").unwrap().status(), 200));
        }
    });
    let stats = served.stats();
    assert_eq!((&stats["maxConcurrent"], &stats["running"]), (&json!(2), &json!(0)));
    assert_eq!(stats["byRoute"]["jobs"]["0"], 2);
}

#[test]
fn a_hanging_request_ends_when_its_client_disconnects() {
    let served = Served::start(&["--jobs", "0"]);
    served.control("faults", &json!([{ "do": { "hang": true } }]));
    let config = Agent::config_builder().timeout_global(Some(Duration::from_millis(200))).build();
    let client = Agent::new_with_config(config);
    assert!(client.get(format!("{}Jobs", served.root)).call().is_err());
    drop(client);
    let gone = (0..200).any(|_| {
        thread::sleep(Duration::from_millis(10));
        served.stats()["running"] == 0
    });
    assert!(gone);
}
