//! Airflow 3, cross-origin, with real tokens that expire on the way.

use std::sync::OnceLock;

use e2e::http::Trouble;
use e2e::scenarios;
use e2e::site::Site;
use e2e::stage::{Stage, package};
use e2e::suite::Scenario;
use e2e::tab::Tab;
use serde_json::{Value, json};

use crate::badge::{
    assert_ended_well, assert_progress_only_grew, assert_quiet, open, states, told, wait,
    wait_state, wait_tasks,
};
use crate::server::{Server, files};

/// A token's life in seconds.
const LIFE: u32 = 20;
/// People and their passwords: the badge's may only look.
const PASSWORDS: &str = r#"{ "admin": "runs", "viewer": "looks" }"#;

static SERVER: OnceLock<Server> = OnceLock::new();
/// Airflow must be told the page's origin before it starts: all scenarios share one site.
static HOME: OnceLock<Site> = OnceLock::new();

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        an_airflow_run_goes_from_queued_over_its_steps_to_success_while_tokens_expire,
        an_airflow_run_that_fails_names_its_task_and_a_foreign_token_is_replaced,
        a_token_without_a_provider_expires_and_a_new_one_goes_on,
        several_airflow_runs_are_asked_for_together,
        an_airflow_run_that_is_not_there_is_gone,
    ]
}

pub async fn start() -> Result<&'static Server, Trouble> {
    let home = Site::open().await?;
    home.answer("/package/", package());
    let dags = files("airflow").join("dags").canonicalize().map_err(|e| e.to_string())?;
    let server = Server::new("airflow", |folder, port| {
        let origin = format!("http://127.0.0.1:{port}");
        let set = [
            ("AIRFLOW_HOME", folder.to_owned()),
            ("AIRFLOW__CORE__DAGS_FOLDER", dags.display().to_string()),
            ("AIRFLOW__CORE__LOAD_EXAMPLES", "False".to_owned()),
            ("AIRFLOW__CORE__PARALLELISM", "4".to_owned()),
            // Where tasks report to; the default is port 8080, whatever the server's own.
            ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", format!("{origin}/execution/")),
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "admin:admin,viewer:viewer".to_owned()),
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "False".to_owned()),
            ("AIRFLOW__API__HOST", "127.0.0.1".to_owned()),
            ("AIRFLOW__API__PORT", port.to_string()),
            ("AIRFLOW__API__BASE_URL", origin),
            ("AIRFLOW__API__WORKERS", "1".to_owned()),
            // All three, and exact origins: `*` stops the server.
            ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_ORIGINS", home.origin.clone()),
            ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_HEADERS", "authorization,content-type".to_owned()),
            ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_METHODS", "GET,POST".to_owned()),
            ("AIRFLOW__API_AUTH__JWT_EXPIRATION_TIME", LIFE.to_string()),
            ("AIRFLOW__USAGE_DATA_COLLECTION__ENABLED", "False".to_owned()),
        ];
        set.into_iter().collect()
    });
    let server = server.await?;
    let passwords = server.folder.join("simple_auth_manager_passwords.json.generated");
    std::fs::write(passwords, PASSWORDS).map_err(|e| e.to_string())?;
    server.start("airflow", "airflow", &["standalone"])?;
    let healthy = |health: &Value| {
        ["metadatabase", "scheduler", "dag_processor"]
            .iter()
            .all(|part| health[part]["status"] == "healthy")
    };
    let health = "/api/v2/monitor/health";
    server.wait_until(health, |status, body| status == 200 && healthy(body)).await?;
    let server = SERVER.get_or_init(|| server);
    HOME.get_or_init(|| home);
    wait_for_dag().await?;
    Ok(server)
}

/// The DAG is there once its file has been read.
async fn wait_for_dag() -> Result<(), Trouble> {
    for _ in 0..200 {
        let (status, _) = as_admin("GET", "/api/v2/dags/media", None).await?;
        if status == 200 {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    Err(format!("no DAG; the logs are in {}", server().folder.display()))
}

fn server() -> &'static Server {
    SERVER.get().expect("it was started")
}

fn home() -> &'static Site {
    HOME.get().expect("it was opened")
}

async fn token_of(name: &str, password: &str) -> Result<String, Trouble> {
    let person = json!({ "username": name, "password": password });
    let (status, answer) = server().call("POST", "/auth/token", None, Some(person)).await?;
    let token = answer["access_token"].as_str().filter(|_| status == 201);
    token.map(str::to_owned).ok_or(format!("no token for {name}: {status} {answer}"))
}

/// A request with a fresh token of the one who may do everything.
async fn as_admin(method: &str, path: &str, body: Option<Value>) -> Result<(u16, Value), Trouble> {
    let token = token_of("admin", "runs").await?;
    server().call(method, path, Some(&token), body).await
}

async fn done(method: &str, path: &str, body: Value) -> Value {
    let (status, answer) = as_admin(method, path, Some(body)).await.unwrap();
    assert!(status < 300, "{method} {path}: {status} {answer}");
    answer
}

/// Paused, the DAG's new runs stay queued.
async fn pause(paused: bool) {
    let path = "/api/v2/dags/media?update_mask=is_paused";
    done("PATCH", path, json!({ "is_paused": paused })).await;
}

/// Makes a run that waits, of the kind that Airflow names itself: `manual__…T…+00:00`.
async fn queue_run(at: &str) -> String {
    let run = format!("manual__{at}+00:00");
    let body = json!({ "dag_run_id": run, "logical_date": null });
    done("POST", "/api/v2/dags/media/dagRuns", body).await;
    run
}

fn badge(run: &str) -> String {
    format!(
        "<job-badge provider='airflow' endpoint='{}/api/v2/' job='media/{run}' interval='1'>\
         </job-badge>\n",
        server().origin
    )
}

/// Gives all badges one token provider, which signs in as the one who looks. It records why it was
/// asked and what it gave; first it gives these tokens.
fn provider(first: &[&str]) -> String {
    format!(
        "window.asked = []; window.given = [];
         const first = {};
         const sign_in = async () => {{
             const answer = await fetch('{}/auth/token', {{
                 method: 'POST',
                 headers: {{ 'content-type': 'application/json' }},
                 body: JSON.stringify({{ username: 'viewer', password: 'looks' }}),
             }});
             return (await answer.json()).access_token;
         }};
         const provider = async ({{ reason }}) => {{
             window.asked.push(reason);
             const token = first.shift() ?? await sign_in();
             window.given.push(token);
             return token;
         }};
         window.expired = (token) => JSON.parse(atob(token.split('.')[1])).exp * 1000 < Date.now();
         for (const badge of document.querySelectorAll('job-badge')) badge.tokenProvider = provider;",
        json!(first),
        server().origin,
    )
}

async fn show(tab: &Tab, body: &str, script: &str) {
    open(tab, home(), &server().origin, body, script).await;
}

async fn an_airflow_run_goes_from_queued_over_its_steps_to_success_while_tokens_expire(
    stage: Stage,
) {
    let tab = &stage.tab;
    pause(true).await;
    let run = queue_run("2026-11-28T16:51:43").await;
    show(tab, &badge(&run), &provider(&[])).await;
    wait_state(tab, "queued").await;
    assert_eq!(tab.status("job-badge").await["name"], "media");
    pause(false).await;
    wait_state(tab, "running").await;
    wait_tasks(tab, &["fetch=running", "encode=queued", "publish=queued"]).await;
    // What happened until now was with the first token; what comes is with others.
    tab.wait_for("expired(given[0])", std::time::Duration::from_secs(60)).await;
    let open_gate = |gate: &str| server().open(&format!("{run}/{gate}"));
    open_gate("fetch");
    // A mapped task is three instances once it is known over what.
    let encoding = ["fetch=succeeded", "encode=running", "encode=running", "encode=running"];
    wait_tasks(tab, &[&encoding[..], &["publish=queued"]].concat()).await;
    open_gate("encode-240");
    let one = ["fetch=succeeded", "encode=succeeded", "encode=running", "encode=running"];
    wait_tasks(tab, &[&one[..], &["publish=queued"]].concat()).await;
    wait(tab, "status.progress >= 40").await;
    open_gate("encode-480");
    open_gate("encode-1080");
    let encoded = ["fetch=succeeded", "encode=succeeded", "encode=succeeded", "encode=succeeded"];
    wait_tasks(tab, &[&encoded[..], &["publish=running"]].concat()).await;
    open_gate("publish");
    wait_state(tab, "succeeded").await;
    wait_tasks(tab, &[&encoded[..], &["publish=succeeded"]].concat()).await;
    let status = tab.status("job-badge").await;
    assert_eq!(status["progress"], 100.0, "{status}");
    assert!(status["startedAt"].is_string() && status["endedAt"].is_string(), "{status}");
    assert_eq!(states(tab).await, ["queued", "running", "succeeded"]);
    let asked = tab.js("return window.asked").await;
    let asked: Vec<_> = asked.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(asked.first(), Some(&"missing"));
    // Each was replaced before it expired, so the server refused none.
    assert!(asked.len() > 1 && asked.iter().skip(1).all(|why| *why == "expiring"), "{asked:?}");
    assert_progress_only_grew(tab).await;
    assert_ended_well(tab).await;
}

async fn an_airflow_run_that_fails_names_its_task_and_a_foreign_token_is_replaced(stage: Stage) {
    let tab = &stage.tab;
    pause(false).await;
    let run = queue_run("2026-11-28T17:00:00").await;
    for gate in ["fetch", "no-codec-480", "encode-240", "encode-480", "encode-1080"] {
        server().open(&format!("{run}/{gate}"));
    }
    // Of the right form, and signed by somebody else: Airflow answers 403, "Invalid JWT token".
    let foreign = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.AAAAAAAAAAAAAAAAAAAAAA";
    show(tab, &badge(&run), &provider(&[foreign])).await;
    wait_state(tab, "failed").await;
    let asked = tab.js("return window.asked.slice(0, 2)").await;
    assert_eq!(asked, json!(["missing", "rejected"]));
    // What stands behind the failed task was not run.
    let tasks = ["fetch=succeeded", "encode=succeeded", "encode=failed", "encode=succeeded"];
    wait_tasks(tab, &[&tasks[..], &["publish=failed"]].concat()).await;
    let status = tab.status("job-badge").await;
    let of = |task: &Value| task["errors"][0]["message"].as_str().map(str::to_owned);
    let tasks = status["tasks"].as_array().unwrap();
    let said: Vec<_> = tasks.iter().filter_map(of).collect();
    assert_eq!(said, ["encode"], "{status}");
    assert_ended_well(tab).await;
}

async fn a_token_without_a_provider_expires_and_a_new_one_goes_on(stage: Stage) {
    let tab = &stage.tab;
    pause(true).await;
    let run = queue_run("2026-11-28T18:00:00").await;
    let give = |token: &str| format!("document.querySelector('job-badge').token = '{token}';");
    let token = token_of("viewer", "looks").await.unwrap();
    show(tab, &badge(&run), &give(&token)).await;
    wait_state(tab, "queued").await;
    // The server's own "Token Expired".
    wait(tab, "status.freshness === 'signed-out'").await;
    wait_state(tab, "queued").await;
    let token = token_of("viewer", "looks").await.unwrap();
    tab.js(&give(&token)).await;
    wait(tab, "status.freshness === 'live'").await;
    assert_eq!(told(tab, "job-badge-error").await, 1);
    assert_quiet(tab).await;
}

async fn several_airflow_runs_are_asked_for_together(stage: Stage) {
    let tab = &stage.tab;
    pause(true).await;
    let mut body = String::new();
    for minute in 10..22 {
        body += &badge(&queue_run(&format!("2026-11-28T19:{minute}:00")).await);
    }
    show(tab, &body, &provider(&[])).await;
    let queued =
        "badges => badges.length === 12 && badges.every((b) => b.status?.state === 'queued')";
    tab.wait_until(&format!("({queued})([...document.querySelectorAll('job-badge')])")).await;
    let lists = || {
        let log = server().log("airflow");
        let lists = log.lines().filter(|line| line.contains("path=/api/v2/dags/~/dagRuns"));
        lists.map(|line| line.contains("status_code=200")).collect::<Vec<_>>()
    };
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(30);
    while lists().len() < 3 && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let lists = lists();
    assert!(lists.len() >= 3 && lists.iter().all(|fine| *fine), "{lists:?}");
    assert_quiet(tab).await;
}

async fn an_airflow_run_that_is_not_there_is_gone(stage: Stage) {
    show(&stage.tab, &badge("manual__2000-01-01T00:00:00+00:00"), &provider(&[])).await;
    wait(&stage.tab, "status.freshness === 'gone'").await;
    assert_quiet(&stage.tab).await;
}
