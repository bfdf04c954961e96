//! Routes: the page stays, its badges go and come back.

use e2e::stage::Stage;
use serde_json::json;

use crate::page::{Example, Opened, open};

pub async fn another_route_asks_nothing_and_the_way_back_follows_again(
    stage: Stage,
    example: Example,
) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    page.mark().await;
    for round in ["running", "succeeded"] {
        page.press("to-about").await;
        page.stage.tab.wait_until("document.querySelector('job-badge') === null").await;
        wait_in_page(&page, 300).await; // what was in flight
        let asked = page.stage.api.requests("/api/").len();
        page.stage.emulator().advance(60).await;
        wait_in_page(&page, 1300).await; // more than the interval
        assert_eq!(page.stage.api.requests("/api/").len(), asked, "nobody looks");
        page.press("to-jobs").await;
        page.wait_all(round).await;
        for job in &page.jobs {
            page.wait_told(job, round).await;
        }
    }
    if example.keeps_elements() {
        assert_eq!(page.marked().await, json!(page.jobs));
    }
    // Without badges nothing is kept of the source, its token neither.
    page.assert_quiet(3).await;
}

/// That nothing happens can only be seen by waiting.
async fn wait_in_page(page: &Opened, milliseconds: u32) {
    let turns = format!("return new Promise((done) => setTimeout(done, {milliseconds}))");
    page.stage.tab.js(&turns).await;
}
