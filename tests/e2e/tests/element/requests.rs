//! Which requests badges cause, counted at the API.
//!
//! That a request is *not* made is shown by a control: a badge of another source (the same
//! emulator behind the page's own origin) that goes on and makes several rounds meanwhile.

use std::time::Duration;

use e2e::answer::Answer;
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, open, uuid, wait_state};

pub async fn fifty_badges_share_one_source(stage: Stage) {
    let slow = Answer::SlowProxy(stage.emulator().origin.clone(), Duration::from_millis(100));
    stage.api.answer("/api/", slow);
    let mut body = String::new();
    let mut jobs = Vec::new();
    for n in 0..50 {
        let job = a_job(&stage, &format!("Job {n}")).await;
        body += &badge(&format!("b{n}"), &stage.api_root(), &job);
        jobs.push(job);
    }
    open(&stage, &body).await;
    let all =
        "[...document.querySelectorAll('job-badge')].every(b => b.status?.state === 'queued')";
    stage.tab.wait_until(all).await;
    // 2,000 characters of URL hold about twenty ids.
    let asked = stage.api.requests("/api/").len();
    assert!(asked <= 8, "{asked} requests until fifty badges lived");
    stage.api.wait_for_more("/api/", 8).await;
    assert_eq!(stage.api.most_in_flight("/api/"), 1);
    for seen in stage.api.requests("/api/") {
        assert!(seen.path.len() <= 2_100, "{} characters: {}", seen.path.len(), seen.path);
    }
    let states = stage.tab.js(
        "return performance.getEntriesByType('resource').filter(e => e.name.endsWith('.wasm')).length",
    );
    assert_eq!(states.await, 1, "one wasm for the page");
    assert_quiet(&stage).await;
}

/// Three rounds of the control badge.
async fn control_goes_on(stage: &Stage) {
    stage.home.wait_for_more("/api/", 3).await;
}

pub async fn a_final_job_is_asked_no_more(stage: Stage) {
    let (ends, lives) = (a_job(&stage, "Ends").await, a_job(&stage, "Lives").await);
    stage.emulator().advance(1_000).await;
    let control = a_job(&stage, "Control").await;
    let body = badge("b", &stage.api_root(), &ends) + &badge("control", "/api/", &control);
    open(&stage, &body).await;
    wait_state(&stage.tab, "b", "succeeded").await;
    wait_state(&stage.tab, "control", "queued").await;
    // The round that asked for the tasks of the ended job may still be under way.
    control_goes_on(&stage).await;
    let asked = stage.api.requests("/api/").len();
    control_goes_on(&stage).await;
    assert_eq!(stage.api.requests("/api/").len(), asked);
    assert!(stage.api.requests(uuid(&lives)).is_empty());
    assert_quiet(&stage).await;
}

pub async fn a_removed_badge_asks_no_more(stage: Stage) {
    let (job, control) = (a_job(&stage, "Removed").await, a_job(&stage, "Control").await);
    let body = badge("b", &stage.api_root(), &job) + &badge("control", "/api/", &control);
    open(&stage, &body).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.tab.js("window.kept = document.getElementById('b'); kept.remove(); return 1").await;
    let asked = stage.api.requests("/api/").len();
    control_goes_on(&stage).await;
    assert_eq!(stage.api.requests("/api/").len(), asked);
    // Put back, it lives again.
    stage.tab.js("document.body.append(window.kept); return 1").await;
    stage.api.wait_for_more(uuid(&job), 1).await;
    wait_state(&stage.tab, "b", "queued").await;
    assert_quiet(&stage).await;
}

pub async fn a_badge_moved_in_the_same_task_restarts_nothing(stage: Stage) {
    let (job, control) = (a_job(&stage, "Moved").await, a_job(&stage, "Control").await);
    let slow = badge("b", &stage.api_root(), &job).replace("interval='1'", "interval='600'");
    open(&stage, &(slow + "<div id=there></div>" + &badge("control", "/api/", &control))).await;
    wait_state(&stage.tab, "b", "queued").await;
    control_goes_on(&stage).await;
    let (asked, told) = (stage.api.requests("/api/").len(), stage.tab.events().await.len());
    let checked = stage.tab.status("#b").await["checkedAt"].clone();
    for how in ["append", "moveBefore"] {
        let moved = format!(
            "const b = document.getElementById('b'), to = b.parentNode.id ? document.body : there;
             if (!to.{how}) return 'none';
             to.{how}(b, null); return b.status.checkedAt"
        );
        // `append` takes no reference node; null would become text.
        let moved = stage.tab.js(&moved.replace("append(b, null)", "append(b)")).await;
        assert!(moved == checked || moved == "none", "{how}: {moved}");
        let frames = "return new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(() => d(1))))";
        stage.tab.js(frames).await;
        let status = stage.tab.status("#b").await;
        assert_eq!(
            (&status["state"], &status["checkedAt"]),
            (&json!("queued"), &checked),
            "{how}: {status}"
        );
    }
    control_goes_on(&stage).await;
    assert_eq!(stage.api.requests("/api/").len(), asked);
    let news = stage.tab.events().await.split_off(told);
    assert!(news.iter().all(|e| e["id"] != "b"), "{news:?}");
    assert_quiet(&stage).await;
}

pub async fn a_paused_badge_is_left_out(stage: Stage) {
    let (job, other) = (a_job(&stage, "Paused").await, a_job(&stage, "Other").await);
    let body = badge("b", &stage.api_root(), &job) + &badge("other", &stage.api_root(), &other);
    open(&stage, &body).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.tab.js("document.getElementById('b').paused = true; return 1").await;
    // One round may have been on its way.
    stage.api.wait_for_more(uuid(&other), 2).await;
    let asked = stage.api.requests(uuid(&job)).len();
    stage.api.wait_for_more(uuid(&other), 2).await;
    assert_eq!(stage.api.requests(uuid(&job)).len(), asked);
    stage.tab.js("document.getElementById('b').paused = false; return 1").await;
    stage.api.wait_for_more(uuid(&job), 1).await;
}

pub async fn off_screen_it_asks_for_its_state_alone(stage: Stage) {
    let job = a_job(&stage, "Below").await;
    stage.emulator().advance(15).await;
    // A tower of lines, since a strict policy allows no styles.
    let body = format!("{}{}", "<br>".repeat(400), badge("b", &stage.api_root(), &job));
    open(&stage, &body).await;
    wait_state(&stage.tab, "b", "running").await;
    let tasks =
        || stage.api.requests(uuid(&job)).iter().filter(|s| s.path.contains("/Tasks")).count();
    // The first round may ask before the browser has said what is seen.
    stage.api.wait_for_more(uuid(&job), 2).await;
    let asked = tasks();
    stage.api.wait_for_more(uuid(&job), 3).await;
    assert_eq!(tasks(), asked, "nobody sees its tasks");
    stage.tab.js("document.getElementById('b').scrollIntoView(); return 1").await;
    stage.api.wait_for_more("/Tasks", 2).await;
}

pub async fn refresh_asks_at_once(stage: Stage) {
    let job = a_job(&stage, "Refreshed").await;
    let slow = badge("b", &stage.api_root(), &job).replace("interval='1'", "interval='600'");
    open(&stage, &slow).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.emulator().advance(1_000).await;
    stage.tab.js("document.getElementById('b').refresh(); return 1").await;
    wait_state(&stage.tab, "b", "succeeded").await;
    // Its tasks, once it is final.
    stage.tab.wait_until("document.getElementById('b').status.tasks.length > 0").await;
    let before = stage.api.requests("filter=").len();
    stage.tab.js("document.getElementById('b').refresh(); return 1").await;
    stage.api.wait_for("filter=", before + 1).await;
}
