//! A thousand jobs on one page.

use std::time::Duration;

use e2e::stage::Stage;

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
    assert!(
        tab.js(&format!("return {NAMES}"))
            .await
            .as_str()
            .unwrap()
            .starts_with("Film 0, Film 1, Film 2,")
    );
    // States: fifty requests of twenty ids, or the list of active jobs; tasks: of those that are seen.
    let states = stage.api.requests("/Jobs()").len();
    let tasks = stage.api.requests("/Tasks").len();
    let nodes = tab.js("return document.querySelectorAll('*').length").await.as_u64().unwrap();
    println!("1,000 rows: {states} requests for states, {tasks} for tasks, {nodes} elements");
    assert!(states <= 80, "{states} requests for states");
    assert!(tasks <= 80, "{tasks} requests for tasks of about twenty rows in view");
    assert!(nodes < 45_000, "{nodes} elements");

    let found = tab.js(SCROLL).await;
    let list = |at: usize| {
        let times = found[at].as_array().unwrap().iter().filter_map(serde_json::Value::as_f64);
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let (frames, long) = (list(0), list(1));
    let at = |part: f64| frames[((frames.len() - 1) as f64 * part) as usize];
    println!(
        "scrolling in a hundred frames: median {:.0} ms, 95 % {:.0} ms, longest {:.0} ms; long tasks {long:?}",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    // A debug build on a machine that does other things: far more than a quick one needs, and far less
    // than a page that lays out or draws all rows each time.
    assert!(at(0.5) < 50.0, "{frames:?}");
    assert!(at(1.0) < 1500.0, "{frames:?}");
}
