//! A hundred badges: one round for all of them, and neither request nor timer when nobody looks or
//! nobody is there. Counted at the emulator, and in the page by its timers.

use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet};

/// Runs before the badge is there: the package's timers that are pending. WebKit's driver sets some
/// of its own in the page.
const TIMERS: &str = "(() => {
    const pending = new Set();
    window.timers = pending;
    for (const kind of ['Timeout', 'Interval']) {
        const [set, clear] = [window[`set${kind}`], window[`clear${kind}`]];
        window[`set${kind}`] = (run, ...rest) => {
            const timer = set(() => { if (kind === 'Timeout') pending.delete(timer); run(); }, ...rest);
            if (new Error().stack.includes('/package/')) pending.add(timer);
            return timer;
        };
        window[`clear${kind}`] = (timer) => { pending.delete(timer); clear(timer); };
    }
    window.hide = (hidden) => {
        const say = (name, value) => Object.defineProperty(document, name, { configurable: true, value });
        say('hidden', hidden);
        say('visibilityState', hidden ? 'hidden' : 'visible');
        document.dispatchEvent(new Event('visibilitychange'));
    };
})();";

const ALL: &str = "[...document.querySelectorAll('job-badge')]";

/// All requests that the emulator has had.
async fn asked(stage: &Stage) -> u64 {
    stage.emulator().stats().await["requests"].as_u64().unwrap()
}

/// No timer is pending, so nothing will ever be asked, and nothing is on its way.
async fn assert_silent(stage: &Stage) {
    stage.tab.wait_until("window.timers.size === 0").await;
    let before = stage.emulator().stats().await;
    assert_eq!(before["running"], 0);
    let frames = "return new Promise((done) => {
        let left = 20;
        const next = () => (left-- ? requestAnimationFrame(next) : done(window.timers.size));
        next();
    })";
    assert_eq!(stage.tab.js(frames).await, 0);
    assert_eq!(asked(stage).await, before["requests"].as_u64().unwrap());
}

pub async fn a_hundred_badges_ask_in_one_round_and_not_at_all_when_nobody_looks(stage: Stage) {
    let mut jobs = Vec::new();
    for n in 0..100 {
        jobs.push(a_job(&stage, &format!("Job {n}")).await);
    }
    let url = Page::new("<main></main>")
        .script(TIMERS)
        .module("import { JobBadgeElement } from '/package/job-badge.js'; window.Badge = JobBadgeElement;")
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.Badge").await;
    let add = format!(
        "Badge.configure({{ endpoint: '/api/', token: {}, interval: 600 }});
         for (const job of {}) document.querySelector('main').append(Object.assign(document.createElement('job-badge'), {{ job }}));
         return 1",
        json!(stage.emulator().token),
        json!(jobs)
    );
    stage.tab.js(&add).await;
    let shown = format!("{ALL}.length === 100 && {ALL}.every((b) => b.status?.state === 'queued')");
    stage.tab.wait_until(&shown).await;
    let stats = stage.emulator().stats().await;
    // As many ids as a URL holds: five requests, each job in one of them.
    assert_eq!(stats["byRoute"], json!({ "jobs": { "200": 5 } }));
    let by_job = stats["byJob"].as_object().unwrap();
    assert!(by_job.len() == 100 && by_job.values().all(|times| times == 1), "{by_job:?}");
    assert_eq!(stats["maxConcurrent"], 1);

    // Now a round a second, until nobody looks.
    stage.tab.js("Badge.configure({ interval: 1 }); return 1").await;
    stage.home.wait_for_more("/api/", 2).await;
    stage.tab.wait_until("window.timers.size > 0").await;
    stage.tab.js("window.hide(true); return 1").await;
    assert_silent(&stage).await;
    stage.tab.js("window.hide(false); return 1").await;
    stage.home.wait_for_more("/api/", 2).await;

    let gone =
        format!("const all = {ALL}; for (const badge of all) badge.remove(); return all.length");
    assert_eq!(stage.tab.js(&gone).await, 100);
    assert_silent(&stage).await;
    assert_quiet(&stage).await;
}
