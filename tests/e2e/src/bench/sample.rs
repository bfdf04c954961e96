//! One sample: one page, opened once in a browser of its own, measured, and closed.
//!
//! Figures are per round: from the moment when every watched job was told by the API to the same
//! moment some rounds later, divided by their number. So a page may ask in whichever way it likes.

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
    /// How long a hidden page and an empty page are listened to, after a second for what is in
    /// flight.
    pub quiet: Duration,
}

/// In this time the work that an answer makes is done, so that both ends of a span have it.
const AFTERWARDS: Duration = Duration::from_millis(500);

/// What is in flight may end.
const GRACE: Duration = Duration::from_secs(1);

/// A page that is seen again asks within this time.
const BACK: Duration = Duration::from_secs(4);

/// The figures of a page with `n` badges. With `thorough` also memory, hidden, removed; with one
/// badge also what was loaded, and the first state on a slow line.
///
/// # Errors
/// With what went wrong: no figure is made up.
pub async fn take(plan: &Plan, stack: Stack, n: usize, thorough: bool) -> Result<Value, Trouble> {
    let mut figures = Map::new();
    let fleet = Fleet::open(plan.folders.clone(), n).await?;
    let probe = Probe::open(&fleet.origin, stack, n, false).await?;
    let measured = async {
        opened(&fleet, &probe, n, &mut figures).await?;
        steady(plan, &fleet, &probe, &mut figures).await?;
        if thorough {
            rest(plan, &fleet, &probe, stack, n, &mut figures).await?;
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

async fn opened(
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

async fn steady(
    plan: &Plan,
    fleet: &Fleet,
    probe: &Probe,
    figures: &mut Map<String, Value>,
) -> Result<(), Trouble> {
    let patience = Duration::from_secs(20 + 10 * plan.rounds);
    // The first rounds are not like the others: everything is new.
    let before = fleet.rounds(2, patience).await?;
    let began = Instant::now();
    sleep(AFTERWARDS).await;
    let (work, from) = (probe.work().await?, probe.now().await?);
    let after = fleet.rounds(plan.rounds, patience).await?;
    let seconds = began.elapsed().as_secs_f64();
    sleep(AFTERWARDS).await;
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

async fn rest(
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
    let hidden = requests_during(fleet, GRACE, plan.quiet).await;
    // That it asks again shows that it was silent, and not dead.
    probe.hide(false).await?;
    let back = requests_during(fleet, Duration::ZERO, BACK).await;
    let shown = probe.shown(stack).await?;
    if shown != n {
        return Err(format!("{} shows {shown} of {n} badges in the end", stack.name));
    }
    probe.remove().await?;
    let removed = requests_during(fleet, GRACE, plan.quiet).await;
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
