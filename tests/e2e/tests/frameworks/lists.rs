//! Lists whose rows change their order, go and come back.

use e2e::stage::Stage;
use serde_json::json;

use crate::page::{Example, open};

pub async fn a_reversed_list_keeps_its_elements_and_their_jobs(stage: Stage, example: Example) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    page.mark().await;
    page.press("reverse").await;
    let reversed: Vec<_> = page.all().into_iter().rev().collect();
    page.wait_badges(&reversed, "queued").await;
    assert_eq!(page.marked().await, json!(reversed));
    page.stage.emulator().advance(30).await;
    page.wait_badges(&reversed, "running").await;
    page.assert_quiet(1).await;
}

pub async fn a_removed_row_that_comes_back_follows_its_job(stage: Stage, example: Example) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    page.press("remove").await;
    page.wait_badges(&page.all()[1..], "queued").await;
    page.stage.emulator().advance(30).await;
    page.wait_badges(&page.all()[1..], "running").await;
    page.press("restore").await;
    page.wait_all("running").await;
    page.wait_told(&page.jobs[0], "running").await;
    page.assert_quiet(1).await;
}
