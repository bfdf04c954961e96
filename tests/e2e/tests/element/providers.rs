//! Which API a badge speaks to: the page's own backend, an API that the page describes, a service
//! whose description the package has.

use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::{Value, json};

use crate::setup::{assert_quiet, events, wait_freshness, wait_state};

/// What a hand-written backend says of a job.
fn job(state: &str, percent: u8) -> Value {
    json!({ "id": 42, "name": "Nightly export", "status": state, "percent": percent })
}

/// Answers below a path of the page's own origin.
fn put(stage: &Stage, path: &str, body: &Value) {
    stage.home.put(path, "application/json", &body.to_string(), None);
}

async fn open(stage: &Stage, body: &str, script: &str) {
    stage.tab.open(&Page::new(body).module(script).put(&stage.home, "page")).await;
}

/// A description of an API that no table of usual names could read.
fn description() -> Value {
    json!({
        "version": 1,
        "job": "{queue}/{job}",
        "get": "queues/{queue}/jobs/{job}",
        "at": "/answer",
        "name": "/what",
        "state": [{ "at": "/how", "means": { "running": "GOING", "succeeded": "OVER" } }],
        "progress": { "done": "/read", "of": "/all" },
    })
}

fn described(how: &str) -> Value {
    json!({ "answer": { "what": "Import", "how": how, "read": "3", "all": 4 } })
}

pub async fn the_pages_own_backend_is_read_with_the_pages_session(stage: Stage) {
    put(&stage, "/jobs/42", &job("processing", 40));
    let badge = "<job-badge id='b' provider='json' endpoint='/jobs/' job='42' auth='cookie' \
                 interval='1'></job-badge>";
    open(&stage, badge, "document.cookie = 'session=7';").await;
    wait_state(&stage.tab, "b", "running").await;
    let status = stage.tab.js("return document.getElementById('b').status").await;
    assert_eq!((&status["name"], &status["progress"]), (&json!("Nightly export"), &json!(40)));
    stage.home.wait_for_more("/jobs/42", 1).await;
    let asked = stage.home.requests("/jobs/42");
    let last = asked.last().expect("a request");
    assert!(last.header("cookie").is_some_and(|cookie| cookie.contains("session=7")));
    assert_eq!(last.header("authorization"), None);
    assert_eq!(last.header("x-requested-with"), Some("XMLHttpRequest"));
    assert_eq!(last.header("accept"), Some("application/json"));
    put(&stage, "/jobs/42", &job("done", 100));
    wait_state(&stage.tab, "b", "succeeded").await;
    assert_quiet(&stage).await;
}

pub async fn a_session_goes_to_no_other_origin(stage: Stage) {
    let badge = format!(
        "<job-badge id='b' provider='json' endpoint='{}/jobs/' job='42' auth='cookie'></job-badge>",
        stage.foreign.origin
    );
    open(&stage, &badge, "").await;
    wait_freshness(&stage.tab, "b", "misconfigured").await;
    let said = &events(&stage.tab, "b", "job-badge-error").await[0];
    assert_eq!(said["kind"], "config");
    assert!(said["message"].as_str().is_some_and(|text| text.contains("own origin")), "{said}");
    assert_eq!(stage.foreign.requests("/jobs/").len(), 0);
}

pub async fn an_unknown_provider_asks_nothing_until_it_is_described(stage: Stage) {
    put(&stage, "/api2/queues/night/jobs/7", &described("GOING"));
    let badge = "<job-badge id='b' provider='our-queue' endpoint='/api2/' job='night/7' \
                 auth='none' interval='1'></job-badge>";
    open(&stage, badge, "").await;
    wait_freshness(&stage.tab, "b", "misconfigured").await;
    let said = &events(&stage.tab, "b", "job-badge-error").await[0];
    assert!(said["message"].as_str().is_some_and(|text| text.contains("our-queue")), "{said}");
    assert_eq!(stage.home.requests("/api2/").len(), 0);
    let describe = format!(
        "import('/package/job-badge.js').then(({{ JobBadgeElement }}) =>
             JobBadgeElement.describe('our-queue', {}));
         return 1",
        description()
    );
    stage.tab.js(&describe).await;
    wait_state(&stage.tab, "b", "running").await;
    let status = stage.tab.js("return document.getElementById('b').status").await;
    assert_eq!((&status["name"], &status["progress"]), (&json!("Import"), &json!(75)));
    put(&stage, "/api2/queues/night/jobs/7", &described("OVER"));
    wait_state(&stage.tab, "b", "succeeded").await;
    assert_quiet(&stage).await;
}

pub async fn a_name_is_described_once_and_never_in_place_of_the_packages_own(stage: Stage) {
    let script = format!(
        "import {{ JobBadgeElement }} from '/package/job-badge.js';
         const ours = {};
         JobBadgeElement.describe('ours', ours);
         JobBadgeElement.describe('ours', structuredClone(ours));
         JobBadgeElement.describe('ours', {{ ...ours, get: 'elsewhere' }});
         for (const name of ['ams-v2', 'json', 'airflow']) JobBadgeElement.describe(name, ours);
         const ring = {{}};
         ring.ring = ring;
         for (const none of [ring, undefined, () => 0]) JobBadgeElement.describe('none', none);",
        description()
    );
    open(&stage, "", &script).await;
    let warned = stage.tab.logged(&["warn"], "describe(").await;
    assert_eq!(warned.len(), 7, "{warned:?}");
    assert!(warned[0].contains("in another way"), "{warned:?}");
    assert_quiet(&stage).await;
}

pub async fn a_description_that_breaks_the_grammar_says_where(stage: Stage) {
    let mut broken = description();
    broken["state"][0]["means"] = json!({ "finished": "OVER" });
    let badge = "<job-badge id='b' provider='json' endpoint='/api2/' job='night/7' auth='none'>\
                 </job-badge>";
    open(&stage, badge, &format!("document.getElementById('b').description = {broken};")).await;
    wait_freshness(&stage.tab, "b", "misconfigured").await;
    let said = &events(&stage.tab, "b", "job-badge-error").await;
    let said = said.last().expect("an error");
    let message = said["message"].as_str().unwrap_or_default();
    assert!(message.contains("/state/0/means"), "{message}");
    assert_quiet(&stage).await;
}

pub async fn a_badge_has_a_description_of_its_own(stage: Stage) {
    put(&stage, "/api2/queues/night/jobs/7", &described("GOING"));
    let badge = "<job-badge id='b' provider='json' endpoint='/api2/' job='night/7' auth='none' \
                 interval='1'></job-badge>";
    let script = format!("document.getElementById('b').description = {};", description());
    open(&stage, badge, &script).await;
    wait_state(&stage.tab, "b", "running").await;
    assert_eq!(stage.tab.js("return document.getElementById('b').status.progress").await, 75);
    assert_quiet(&stage).await;
}

pub async fn a_shipped_description_is_loaded_once_where_it_is_named_and_nowhere_else(stage: Stage) {
    let run = json!({ "dag_run_id": "nightly", "state": "running" });
    put(&stage, "/airflow/api/v2/dags/etl/dagRuns/nightly", &run);
    let step = |name: &str, state: &str| json!({ "task_id": name, "state": state });
    let steps = [step("extract", "success"), step("load", "running")];
    let steps = json!({ "task_instances": steps, "total_entries": 2 });
    put(&stage, "/airflow/api/v2/dags/etl/dagRuns/nightly/taskInstances", &steps);
    let badge = |id: &str, provider: &str| {
        format!(
            "<job-badge id='{id}' provider='{provider}' endpoint='/airflow/api/v2/' \
             job='etl/nightly' auth='none' interval='1' details></job-badge>"
        )
    };
    open(&stage, &badge("a", "ams-v2"), "").await;
    stage.home.wait_for_more("/airflow/", 1).await;
    assert_eq!(stage.home.requests("/package/providers/").len(), 0);
    open(&stage, &(badge("a", "airflow") + &badge("b", "airflow")), "").await;
    wait_state(&stage.tab, "b", "running").await;
    let progress = "document.getElementById('b').status.progress === 50";
    stage.tab.wait_until(progress).await;
    let loaded = stage.home.requests("/package/providers/");
    assert_eq!(loaded.len(), 1, "{loaded:?}");
    assert_quiet(&stage).await;
}
