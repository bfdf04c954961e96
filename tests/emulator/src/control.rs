//! The control routes for tests and demos: `/_emulator/*`. They send no CORS headers, so pages of
//! other origins cannot read their answers.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    emulator::Emulator,
    faults,
    http::{Request, Response},
    job::JobPlan,
    query::options,
    task::TaskPlan,
    token,
};

/// The most tasks in one job, as in the service.
const MOST_TASKS: usize = 30;
/// The longest accepted time span, in seconds: three years.
const LONGEST: f64 = 1e8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct NewJob {
    name: Option<String>,
    #[serde(default)]
    queued_seconds: f64,
    #[serde(default)]
    tasks: Vec<NewTask>,
    #[serde(default)]
    priority: i32,
    /// How long a job without tasks runs.
    #[serde(default)]
    seconds: f64,
    #[serde(default = "usual_canceling")]
    canceling_seconds: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewTask {
    name: Option<String>,
    #[serde(default)]
    seconds: f64,
    error: Option<NewError>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewError {
    code: String,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: f64,
}

const fn usual_canceling() -> f64 {
    3.0
}

/// Answers a control request.
pub fn answer(emulator: &mut Emulator, now: i64, name: &str, request: &Request) -> Response {
    let done = match (request.method.as_str(), name) {
        ("POST", "jobs") => add_job(emulator, now, &request.body),
        ("POST", "clock") => advance(emulator, now, &request.body),
        ("POST", "faults") => faults::parse(&request.body).map(|scenarios| {
            let count = scenarios.len();
            emulator.scenarios = scenarios;
            (200, json!({ "scenarios": count }))
        }),
        ("GET", "stats") => Ok((200, stats(emulator))),
        ("POST", "reset") => {
            emulator.reset(now);
            Ok((200, json!({})))
        }
        ("GET", "token") => mint(now, request.query()),
        ("GET" | "POST", _) => Ok((404, json!({ "error": format!("no control named '{name}'") }))),
        (method, _) => Ok((405, json!({ "error": format!("no control takes {method}") }))),
    };
    let (status, body) = done.unwrap_or_else(|error| (400, json!({ "error": error })));
    let mut response = Response::with_body(status, "application/json", body.to_string());
    response.set("Cache-Control", "no-store");
    response
}

fn seconds(name: &str, value: f64) -> Result<f64, String> {
    if (0.0..=LONGEST).contains(&value) {
        return Ok(value);
    }
    Err(format!("{name}: seconds from 0 to {LONGEST}"))
}

fn add_job(emulator: &mut Emulator, now: i64, body: &[u8]) -> Result<(u16, Value), String> {
    let new: NewJob = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    if new.tasks.len() > MOST_TASKS {
        return Err(format!("a job has {MOST_TASKS} tasks at most"));
    }
    let clock = emulator.clock();
    let mut tasks = Vec::new();
    for task in new.tasks {
        tasks.push(TaskPlan {
            name: task.name,
            length: clock.millis(seconds("seconds", task.seconds)?),
            error: task.error.map(|error| (error.code, error.message)),
        });
    }
    let plan = JobPlan {
        name: new.name,
        priority: new.priority,
        queued: clock.millis(seconds("queuedSeconds", new.queued_seconds)?),
        run_without_tasks: clock.millis(seconds("seconds", new.seconds)?),
        canceling: clock.millis(seconds("cancelingSeconds", new.canceling_seconds)?),
        tasks,
    };
    Ok((201, json!({ "Id": emulator.add_job(now, plan) })))
}

fn advance(emulator: &mut Emulator, now: i64, body: &[u8]) -> Result<(u16, Value), String> {
    let Advance { advance } = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    emulator.advance(now, (seconds("advance", advance)? * 1000.0) as i64);
    Ok((200, json!({})))
}

fn stats(emulator: &Emulator) -> Value {
    let mut stats = json!(emulator.stats);
    if let Some(stats) = stats.as_object_mut() {
        let applied: Vec<_> = emulator.scenarios.iter().map(|scenario| scenario.applied).collect();
        stats.insert("faults".to_owned(), json!(applied));
    }
    stats
}

fn mint(now: i64, query: &str) -> Result<(u16, Value), String> {
    let options = options(query).map_err(|error| error.message)?;
    let life = match options.iter().find(|(name, _)| name == "expiresIn") {
        Some((_, text)) => text.parse().map_err(|_| "expiresIn: seconds".to_owned())?,
        None => token::DEFAULT_LIFETIME,
    };
    Ok((200, json!({ "token": token::mint(now, life), "expiresIn": life })))
}
