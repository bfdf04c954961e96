//! One sample: one page, opened once in a browser of its own, measured, and closed.
//!
//! Figures are per round. A round ends when the API has answered every watched job once more, so they
//! do not depend on which requests a page makes.

use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep};

use super::fleet::{Fleet, Folders};
use super::probe::Probe;
use super::stack::Stack;
use crate::http::Trouble;

/// How a sample is taken.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where pages and package are.
    pub folders: Folders,
    /// The rounds that are measured.
    pub rounds: u64,
    /// How long requests are counted while the page is hidden or has no badges, after a second for
    /// requests in flight.
    pub quiet: Duration,
}

/// The time in which a page processes an answer. Both ends of a span wait for it, so that both
/// include that work.
const SETTLE_TIME: Duration = Duration::from_millis(500);

/// The time in which requests in flight may still end.
const IN_FLIGHT_GRACE: Duration = Duration::from_secs(1);

/// How long after it is visible again a page may take to send requests.
const RESUME_TIME: Duration = Duration::from_secs(4);

/// The figures of a page with `n` badges. With `thorough` also memory, hidden, removed; with one
/// badge also what was loaded, and the first state on a slow line.
///
/// # Errors
/// When anything cannot be measured; no figure is estimated.
pub async fn take(plan: &Plan, stack: Stack, n: usize, thorough: bool) -> Result<Value, Trouble> {
    let mut figures = Map::new();
    let fleet = Fleet::open(plan.folders.clone(), n).await?;
    let probe = Probe::open(&fleet.origin, stack, n, false).await?;
    let measured = async {
        measure_load(&fleet, &probe, n, &mut figures).await?;
        measure_rounds(plan, &fleet, &probe, &mut figures).await?;
        if thorough {
            measure_memory_and_silence(plan, &fleet, &probe, stack, n, &mut figures).await?;
        }
        Ok(())
    };
    let measured: Result<(), Trouble> = measured.await;
    probe.close().await;
    measured?;
    if fleet.counts().refused > 0 {
        return Err(format!("{}: {:?}", stack.name, fleet.counts()));
    }
    if n == 1 {
        let fleet = Fleet::open(plan.folders.clone(), n).await?;
        let probe = Probe::open(&fleet.origin, stack, n, true).await?;
        let times = probe.times().await;
        probe.close().await;
        figures.insert("firstSlowMs".to_owned(), json!(times?.0));
    }
    Ok(Value::Object(figures))
}

async fn measure_load(
    fleet: &Fleet,
    probe: &Probe,
    n: usize,
    figures: &mut Map<String, Value>,
) -> Result<(), Trouble> {
    let (first, all) = probe.times().await?;
    let (count, length) = probe.long_tasks(0.0, all).await?;
    put(
        figures,
        json!({
            "browser": probe.version().await?,
            "firstMs": first,
            "allMs": all,
            "loadLong": count,
            "loadLongMs": length,
        }),
    );
    if n == 1 {
        put(figures, json!({ "files": fleet.files() }));
    }
    Ok(())
}

async fn measure_rounds(
    plan: &Plan,
    fleet: &Fleet,
    probe: &Probe,
    figures: &mut Map<String, Value>,
) -> Result<(), Trouble> {
    let patience = Duration::from_secs(20 + 10 * plan.rounds);
    // The first two rounds are not measured, because they also fill caches and create nodes.
    let before = fleet.rounds(2, patience).await?;
    let began = Instant::now();
    sleep(SETTLE_TIME).await;
    let (work, from) = (probe.work().await?, probe.now().await?);
    let after = fleet.rounds(plan.rounds, patience).await?;
    let seconds = began.elapsed().as_secs_f64();
    sleep(SETTLE_TIME).await;
    let (done, to) = (probe.work().await?, probe.now().await?);
    let (long, _) = probe.long_tasks(from, to).await?;
    let counts = after.since(&before);
    let rounds = plan.rounds as f64;
    put(
        figures,
        json!({
            "states": counts.states as f64 / rounds,
            "tasks": counts.tasks as f64 / rounds,
            "bytes": counts.bytes as f64 / rounds,
            "periodMs": seconds * 1_000.0 / rounds,
            "mainMs": (done.main - work.main) / rounds,
            "scriptMs": (done.script - work.script) / rounds,
            "layoutMs": (done.layout - work.layout) / rounds,
            "long": long,
        }),
    );
    Ok(())
}

async fn measure_memory_and_silence(
    plan: &Plan,
    fleet: &Fleet,
    probe: &Probe,
    stack: Stack,
    n: usize,
    figures: &mut Map<String, Value>,
) -> Result<(), Trouble> {
    let memory = probe.memory().await?;
    put(
        figures,
        json!({ "heapBytes": memory.script, "wasmBytes": memory.wasm, "domBytes": memory.dom }),
    );
    probe.hide(true).await?;
    let hidden = requests_during(fleet, IN_FLIGHT_GRACE, plan.quiet).await;
    // Requests after that show that the page was paused, and not broken.
    probe.hide(false).await?;
    let back = requests_during(fleet, Duration::ZERO, RESUME_TIME).await;
    let shown = probe.shown(stack).await?;
    if shown != n {
        return Err(format!("{} shows {shown} of {n} badges in the end", stack.name));
    }
    probe.remove().await?;
    let removed = requests_during(fleet, IN_FLIGHT_GRACE, plan.quiet).await;
    put(figures, json!({ "hidden": hidden, "back": back, "removed": removed }));
    Ok(())
}

async fn requests_during(fleet: &Fleet, grace: Duration, span: Duration) -> u64 {
    sleep(grace).await;
    let before = fleet.counts();
    sleep(span).await;
    fleet.counts().since(&before).requests()
}

fn put(figures: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        figures.extend(more);
    }
}
