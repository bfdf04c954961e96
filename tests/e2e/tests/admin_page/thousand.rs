//! A thousand jobs on one page.

use std::time::Duration;

use e2e::stage::Stage;
use serde_json::{Value, json};

use super::{NAMES, open_server};

const PATIENCE: Duration = Duration::from_secs(60);

/// Scrolls from top to bottom in a hundred frames. Gives the times of its frames, and of the tasks that
/// were longer than 50 ms.
const SCROLL: &str = "return new Promise((done) => {
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((e) => Math.round(e.duration))));
    observer.observe({ type: 'longtask' });
    const all = document.documentElement.scrollHeight - innerHeight;
    const frames = [];
    let before = performance.now();
    let step = 0;
    const frame = (now) => {
        frames.push(now - before);
        before = now;
        if (step > 100) { observer.disconnect(); return done([frames.slice(1), long]); }
        scrollTo(0, all * step++ / 100);
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})";

pub async fn a_thousand_rows_scroll_smoothly(stage: Stage) {
    for number in 0..1000 {
        // Most have ended, as in real life; fifty run.
        let seconds = if number % 20 == 0 { 100_000 } else { 10 };
        stage.emulator().create_job(&format!("Film {number}"), 0, &[("encode", seconds)]).await;
    }
    stage.emulator().advance(60).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.js("location.hash = '#/jobs?rows=1000&sort=name'").await;
    let rows = "document.querySelectorAll('.jobs tbody tr').length === 1000";
    tab.wait_for(rows, PATIENCE).await;
    tab.wait_for("[...document.querySelectorAll('.pill .count')].map((e) => e.textContent).join() === '50,950'", PATIENCE).await;
    // Yew draws a thousand rows in several pieces.
    tab.wait_for(&format!("{NAMES}.startsWith('Film 0, Film 1, Film 2, Film 3,')"), PATIENCE).await;
    // States: fifty requests of twenty ids, or the list of active jobs; tasks: of those that are seen.
    let states = stage.api.requests("/Jobs()").len();
    let tasks = stage.api.requests("/Tasks").len();
    let nodes = tab.js("return document.querySelectorAll('*').length").await.as_u64().unwrap();
    println!("1,000 rows: {states} requests for states, {tasks} for tasks, {nodes} elements");
    assert!(states <= 80, "{states} requests for states");
    assert!(tasks <= 80, "{tasks} requests for tasks of about twenty rows in view");
    assert!(nodes < 45_000, "{nodes} elements");

    // What is far away is neither laid out nor drawn.
    let drawn = "return [...document.querySelectorAll('.jobs tbody tr > .badge')]
        .filter((e) => e.checkVisibility({ contentVisibilityAuto: true })).length";
    let drawn = tab.js(drawn).await.as_u64().unwrap();
    assert!((1..200).contains(&drawn), "{drawn} rows are laid out");

    let ticks = json!({ "timeDomain": "threadTicks" });
    tab.session.devtools("Performance.enable", ticks).await.unwrap();
    let before = processor(&stage).await;
    let found = tab.js(SCROLL).await;
    let busy = (processor(&stage).await - before) / 100.0;
    let list = |at: usize| {
        let times = found[at].as_array().unwrap().iter().filter_map(Value::as_f64);
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let (frames, long) = (list(0), list(1));
    let at = |part: f64| frames[((frames.len() - 1) as f64 * part) as usize];
    println!(
        "scrolling in a hundred frames: {busy:.1} ms of the processor each; by the clock median {:.0} ms, 95 % {:.0} ms, longest {:.0} ms; long tasks {long:?}",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    // Ten new rows a frame, in a debug build. The clock depends on what else the machine does.
    assert!(busy < 40.0, "{busy} ms");
}

/// How long scripts, styles and layout have kept the page's thread busy, in milliseconds of the
/// processor's time.
async fn processor(stage: &Stage) -> f64 {
    let metrics = stage.tab.session.devtools("Performance.getMetrics", json!({})).await.unwrap();
    let parts = ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"];
    let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let of_page = metrics.iter().filter(|one| parts.iter().any(|part| one["name"] == *part));
    of_page.filter_map(|one| one["value"].as_f64()).sum::<f64>() * 1000.0
}
