//! Celery 5 with Flower, cross-origin, over a broker of plain files.

use std::sync::OnceLock;

use e2e::http::Trouble;
use e2e::scenarios;
use e2e::stage::Stage;
use e2e::suite::Scenario;
use serde_json::Value;

use crate::badge::{assert_ended_well, assert_quiet, open, states, wait, wait_state};
use crate::server::{Server, files};

static SERVER: OnceLock<Server> = OnceLock::new();

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        a_celery_task_waits_behind_another_and_succeeds,
        a_celery_task_that_fails_says_its_exception,
        a_celery_task_that_is_tried_again_succeeds_without_an_error,
        a_celery_task_that_is_not_there_is_gone,
    ]
}

pub async fn start() -> Result<&'static Server, Trouble> {
    let tasks = files("celery").canonicalize().map_err(|e| e.to_string())?;
    let server = Server::new("celery", |folder, _| {
        vec![
            ("FOLDER", folder.to_owned()),
            ("PYTHONPATH", tasks.display().to_string()),
            // Otherwise Flower's API wants a sign-in of its own.
            ("FLOWER_UNAUTHENTICATED_API", "true".to_owned()),
        ]
    });
    let server = server.await?;
    let port = format!("--port={}", server.port);
    server.start("flower", "celery", &["-A", "tasks", "flower", "--address=127.0.0.1", &port])?;
    // One task at a time; its events are what Flower knows.
    server.start(
        "worker",
        "celery",
        &["-A", "tasks", "worker", "-P", "solo", "-E", "-l", "INFO"],
    )?;
    // Flower forgets what happened before it listened, so it must know of the worker.
    server.wait_until("/healthcheck", |status, _| status == 200).await?;
    let ready = |status, workers: &Value| {
        status == 200 && workers.as_object().is_some_and(|workers| !workers.is_empty())
    };
    server.wait_until("/api/workers?refresh=true", ready).await?;
    Ok(SERVER.get_or_init(|| server))
}

fn server() -> &'static Server {
    SERVER.get().expect("it was started")
}

/// Sends a task and waits until Flower knows of it.
async fn send(task: &str, id: &str) {
    let send = files("celery").join("send.py").display().to_string();
    server().run("python", &[&send, task, id]).await;
    let path = format!("/api/task/info/{id}");
    server().wait_until(&path, |status, _| status == 200).await.unwrap();
}

async fn open_badge(stage: &Stage, task: &str) {
    let origin = &server().origin;
    let badge = format!(
        "<job-badge provider='celery-flower' auth='none' endpoint='{origin}/' job='{task}' \
         interval='1'></job-badge>"
    );
    open(&stage.tab, &stage.home, origin, &badge, "").await;
}

async fn a_celery_task_waits_behind_another_and_succeeds(stage: Stage) {
    let tab = &stage.tab;
    send("encode", "first").await;
    send("encode", "second").await;
    open_badge(&stage, "second").await;
    wait_state(tab, "queued").await;
    assert_eq!(tab.status("job-badge").await["name"], "tasks.encode");
    server().open("first");
    wait_state(tab, "running").await;
    server().open("second");
    wait_state(tab, "succeeded").await;
    let status = tab.status("job-badge").await;
    // It has no steps and says no percentage: only its end does.
    assert_eq!(status["progress"], 100.0, "{status}");
    assert_eq!(status["rawState"], "SUCCESS");
    assert!(status["startedAt"].is_string() && status["endedAt"].is_string(), "{status}");
    assert_eq!(states(tab).await, ["queued", "running", "succeeded"]);
    assert_ended_well(tab).await;
}

async fn a_celery_task_that_fails_says_its_exception(stage: Stage) {
    let tab = &stage.tab;
    send("unreadable", "unreadable").await;
    open_badge(&stage, "unreadable").await;
    wait_state(tab, "running").await;
    server().open("unreadable");
    wait_state(tab, "failed").await;
    let status = tab.status("job-badge").await;
    let message = status["errors"][0]["message"].as_str().unwrap_or_default();
    assert_eq!(message, "ValueError('no such codec: h266')", "{status}");
    assert_ended_well(tab).await;
}

async fn a_celery_task_that_is_tried_again_succeeds_without_an_error(stage: Stage) {
    let tab = &stage.tab;
    send("second_try", "again").await;
    open_badge(&stage, "again").await;
    wait_state(tab, "running").await;
    server().open("again-first");
    // Until the second try's time has come. It was said RETRY for a thousandth of a second only:
    // then the worker has the next try in hand.
    wait_state(tab, "scheduled").await;
    wait_state(tab, "running").await;
    server().open("again");
    wait_state(tab, "succeeded").await;
    let status = tab.status("job-badge").await;
    // Flower still has the first try's exception.
    assert_eq!(status["errors"], serde_json::json!([]), "{status}");
    let states = states(tab).await;
    assert!(states.ends_with(&["running", "scheduled", "running", "succeeded"].map(str::to_owned)));
    assert_ended_well(tab).await;
}

async fn a_celery_task_that_is_not_there_is_gone(stage: Stage) {
    open_badge(&stage, "nowhere").await;
    wait(&stage.tab, "status.freshness === 'gone'").await;
    assert_quiet(&stage.tab).await;
}
