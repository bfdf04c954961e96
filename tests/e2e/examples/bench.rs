//! Takes the samples of `cargo xtask bench`: every stack in turn for every number of badges, then
//! all of it again, so that whatever else the machine does hits all of them alike.
//!
//! `cargo run --release -p e2e --example bench -- PLAN OUT`: PLAN is JSON,
//! `{"site", "stacks", "n", "runs", "rounds", "quietSeconds"}`; OUT gets the samples as JSON, a
//! list of objects with `stack`, `n`, `run`, `load` (the machine's load average over the last
//! minute) and the figures, or `error`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use e2e::bench::sample::{Plan, take};
use e2e::bench::stack::{Stack, named};
use e2e::http::Trouble;
use serde_json::{Value, json};

struct Asked {
    plan: Plan,
    stacks: Vec<Stack>,
    sizes: Vec<usize>,
    runs: u64,
}

fn asked(text: &str) -> Result<Asked, Trouble> {
    let plan: Value = serde_json::from_str(text).map_err(|e| format!("{text}: {e}"))?;
    let list = |name: &str| plan[name].as_array().cloned().ok_or(format!("no {name} in {plan}"));
    let number = |name: &str| plan[name].as_u64().ok_or(format!("no {name} in {plan}"));
    let site = plan["site"].as_str().ok_or("no site")?;
    let one = |name: &Value| {
        name.as_str().and_then(named).ok_or_else(|| format!("there is no stack {name}"))
    };
    let stacks: Result<_, _> = list("stacks")?.iter().map(one).collect();
    Ok(Asked {
        plan: Plan {
            folders: vec![("/", PathBuf::from(site))],
            rounds: number("rounds")?,
            quiet: Duration::from_secs(number("quietSeconds")?),
        },
        stacks: stacks?,
        sizes: list("n")?.iter().filter_map(Value::as_u64).map(|n| n as usize).collect(),
        runs: number("runs")?,
    })
}

/// The load average over the last minute (Linux only).
fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

async fn all(asked: &Asked) -> Vec<Value> {
    let mut samples = Vec::new();
    for run in 1..=asked.runs {
        for &n in &asked.sizes {
            for &stack in &asked.stacks {
                let mut sample = json!({ "stack": stack.name, "n": n, "run": run, "load": load() });
                let taken = take(&asked.plan, stack, n, run == asked.runs).await;
                eprintln!(
                    "bench: run {run} of {}, n = {n}, {}: {}",
                    asked.runs,
                    stack.name,
                    match &taken {
                        Ok(_) => "done",
                        Err(why) => why,
                    }
                );
                let figures = taken.unwrap_or_else(|why| json!({ "error": why }));
                if let (Some(sample), Value::Object(figures)) = (sample.as_object_mut(), figures) {
                    sample.extend(figures);
                }
                samples.push(sample);
            }
        }
    }
    samples
}

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [plan, out] = words.as_slice() else {
        eprintln!("bench PLAN OUT");
        return ExitCode::FAILURE;
    };
    let written = match asked(plan) {
        Ok(asked) => {
            let samples = Value::Array(all(&asked).await);
            std::fs::write(out, samples.to_string()).map_err(|e| format!("{out}: {e}"))
        }
        Err(why) => Err(why),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("bench: {why}");
            ExitCode::FAILURE
        }
    }
}
