//! Prefect 3, cross-origin and without a line of configuration.

use std::sync::OnceLock;

use e2e::http::Trouble;
use e2e::scenarios;
use e2e::stage::Stage;
use e2e::suite::Scenario;
use serde_json::{Value, json};

use crate::badge::{
    assert_ended_well, assert_progress_only_grew, assert_quiet, open, states, wait, wait_state,
    wait_tasks,
};
use crate::server::{Server, files};

static SERVER: OnceLock<Server> = OnceLock::new();

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        a_prefect_flow_goes_from_queued_over_its_steps_to_succeeded,
        a_prefect_flow_that_fails_says_why,
        a_prefect_flow_that_waits_for_somebody_is_blocked_and_then_canceled,
        a_prefect_flow_that_is_not_there_is_gone,
    ]
}

pub async fn start() -> Result<&'static Server, Trouble> {
    let server = Server::new("prefect", |folder, port| {
        vec![
            ("PREFECT_HOME", format!("{folder}/home")),
            ("PREFECT_API_URL", format!("http://127.0.0.1:{port}/api")),
            ("DO_NOT_TRACK", "1".to_owned()),
            ("PREFECT_SERVER_ANALYTICS_ENABLED", "false".to_owned()),
        ]
    });
    let server = server.await?;
    let port = server.port.to_string();
    server.start(
        "server",
        "prefect",
        &["server", "start", "--host", "127.0.0.1", "--port", &port],
    )?;
    server.wait_until("/api/health", |status, _| status == 200).await?;
    Ok(SERVER.get_or_init(|| server))
}

fn server() -> &'static Server {
    SERVER.get().expect("it was started")
}

/// Makes a run that waits for somebody to start it, and opens a page with its badge. Returns its id.
async fn open_run(stage: &Stage, name: &str) -> String {
    let flow = post("/api/flows/", json!({ "name": "media" })).await;
    let state = json!({ "type": "PENDING" });
    let run = json!({ "flow_id": flow["id"], "name": name, "state": state });
    let run = post("/api/flow_runs/", run).await["id"].as_str().unwrap().to_owned();
    open_badge(stage, &run).await;
    run
}

async fn open_badge(stage: &Stage, run: &str) {
    let origin = &server().origin;
    let badge = format!(
        "<job-badge provider='prefect' auth='none' endpoint='{origin}/api/' job='{run}' \
         interval='1'></job-badge>"
    );
    open(&stage.tab, &stage.home, origin, &badge, "").await;
}

async fn post(path: &str, body: Value) -> Value {
    let (status, answer) = server().call("POST", path, None, Some(body)).await.unwrap();
    assert!(status < 300, "{path}: {status} {answer}");
    answer
}

/// Starts the flow of a run in a process of its own.
fn start_flow(run: &str) {
    let flow = files("prefect").join("flow.py").display().to_string();
    server().start(&format!("flow-{run}"), "python", &[&flow, run]).unwrap();
}

async fn a_prefect_flow_goes_from_queued_over_its_steps_to_succeeded(stage: Stage) {
    let (tab, run) = (&stage.tab, open_run(&stage, "evening news").await);
    let open_gate = |gate: &str| server().open(&format!("{run}/{gate}"));
    wait_state(tab, "queued").await;
    assert_eq!(tab.status("job-badge").await["name"], "evening news");
    start_flow(&run);
    wait_state(tab, "running").await;
    wait_tasks(tab, &["fetch=running"]).await;
    open_gate("fetch");
    let encoding = ["fetch=succeeded", "encode 240=running", "encode 480=running"];
    wait_tasks(tab, &[&encoding[..], &["encode 1080=running"]].concat()).await;
    open_gate("encode-240");
    let one = ["fetch=succeeded", "encode 240=succeeded", "encode 480=running"];
    wait_tasks(tab, &[&one[..], &["encode 1080=running"]].concat()).await;
    wait(tab, "status.progress >= 50").await;
    open_gate("encode-480");
    open_gate("encode-1080");
    let encoded = ["fetch=succeeded", "encode 240=succeeded", "encode 480=succeeded"];
    let encoded = [&encoded[..], &["encode 1080=succeeded"]].concat();
    wait_tasks(tab, &[&encoded[..], &["publish=running"]].concat()).await;
    open_gate("publish");
    wait_state(tab, "succeeded").await;
    wait_tasks(tab, &[&encoded[..], &["publish=succeeded"]].concat()).await;
    let status = tab.status("job-badge").await;
    assert_eq!(status["progress"], 100.0, "{status}");
    assert_eq!(status["rawState"], "COMPLETED");
    assert!(status["startedAt"].is_string() && status["endedAt"].is_string(), "{status}");
    assert_eq!(states(tab).await, ["queued", "running", "succeeded"]);
    assert_progress_only_grew(tab).await;
    assert_ended_well(tab).await;
}

async fn a_prefect_flow_that_fails_says_why(stage: Stage) {
    let (tab, run) = (&stage.tab, open_run(&stage, "late news").await);
    for gate in ["fetch", "no-codec-1080", "encode-240", "encode-480", "encode-1080"] {
        server().open(&format!("{run}/{gate}"));
    }
    wait_state(tab, "queued").await;
    start_flow(&run);
    wait_state(tab, "failed").await;
    wait(tab, "status.tasks.some((task) => task.state === 'failed')").await;
    let status = tab.status("job-badge").await;
    let message = status["errors"][0]["message"].as_str().unwrap_or_default();
    assert!(message.ends_with("ValueError: no codec for 1080p"), "{status}");
    let failed = "status.tasks.filter((task) => task.state === 'failed').map((task) => task.name)";
    wait(tab, &format!("{failed}.join() === 'encode 1080'")).await;
    assert_ended_well(tab).await;
}

async fn a_prefect_flow_that_waits_for_somebody_is_blocked_and_then_canceled(stage: Stage) {
    let (tab, run) = (&stage.tab, open_run(&stage, "weekly review").await);
    wait_state(tab, "queued").await;
    for (word, state) in [
        ("RUNNING", "running"),
        ("PAUSED", "blocked"),
        ("CANCELLING", "canceling"),
        ("CANCELLED", "canceled"),
    ] {
        let set = json!({ "state": { "type": word }, "force": true });
        post(&format!("/api/flow_runs/{run}/set_state"), set).await;
        wait_state(tab, state).await;
    }
    assert_ended_well(tab).await;
}

async fn a_prefect_flow_that_is_not_there_is_gone(stage: Stage) {
    open_badge(&stage, "00000000-0000-0000-0000-000000000000").await;
    wait(&stage.tab, "status.freshness === 'gone'").await;
    assert_quiet(&stage.tab).await;
}
