//! What a framework sets, and what it listens to.

use e2e::stage::Stage;
use serde_json::json;

use crate::page::{Example, open};

pub async fn three_jobs_are_followed_with_one_token(stage: Stage, example: Example) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    page.stage.emulator().advance(30).await;
    page.wait_all("running").await;
    for job in &page.jobs {
        page.wait_told(job, "running").await;
    }
    let tab = &page.stage.tab;
    let functions = "[...document.querySelectorAll('job-badge')].some((badge) => \
         [...badge.attributes].some(({ value }) => value.includes('=>') || value.includes('function')))";
    assert_eq!(tab.js(&format!("return {functions}")).await, json!(false));
    assert_eq!(page.stage.home.requests("job-badge_bg").len(), 1, "one wasm for all");
    page.assert_quiet(1).await;
}

pub async fn a_flag_is_set_and_taken_back(stage: Stage, example: Example) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    let all = |paused: bool| {
        format!(
            "[...document.querySelectorAll('job-badge')].every((badge) => badge.paused === {paused})"
        )
    };
    page.stage.tab.wait_until(&all(false)).await;
    page.press("pause").await;
    page.stage.tab.wait_until(&all(true)).await;
    page.stage.emulator().advance(30).await;
    page.press(if example.has_no_state() { "restore" } else { "pause" }).await;
    page.stage.tab.wait_until(&all(false)).await;
    page.wait_all("running").await;
    page.assert_quiet(1).await;
}
