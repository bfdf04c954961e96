//! A page whose badges a server wrote, taken over by the framework in the browser.

use e2e::stage::Stage;
use serde_json::json;

use crate::page::{Example, Opened, open};

/// The badges are the elements that the server wrote, and not made anew.
async fn assert_parsed(page: &Opened) {
    let parsed =
        "[...document.querySelectorAll('job-badge')].map((badge) => badge.parsed === true)";
    assert_eq!(page.stage.tab.js(&format!("return {parsed}")).await, json!([true, true, true]));
}

pub async fn what_the_server_wrote_is_taken_over(stage: Stage, example: Example) {
    let page = open(stage, example, "hydrated.html").await;
    page.wait_all("queued").await;
    assert_parsed(&page).await;
    page.stage.emulator().advance(30).await;
    page.wait_all("running").await;
    for job in &page.jobs {
        page.wait_told(job, "running").await;
    }
    assert_parsed(&page).await;
    page.assert_quiet(1).await;
}

pub async fn a_list_from_the_server_is_reversed(stage: Stage, example: Example) {
    let page = open(stage, example, "hydrated.html").await;
    page.wait_all("queued").await;
    page.press("reverse").await;
    let reversed: Vec<_> = page.all().into_iter().rev().collect();
    page.wait_badges(&reversed, "queued").await;
    assert_parsed(&page).await;
    page.assert_quiet(1).await;
}
