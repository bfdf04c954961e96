//! The part of the wasm with the details, which is loaded when a badge is first opened.

use e2e::answer::Answer;
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, open, wait_state};

const DETAILS: &str = "/package/parts/details.wasm";

/// Whether a badge's details are in the top layer.
fn is_open(id: &str) -> String {
    format!(
        "(details => !!details && details.matches(':popover-open'))
         (document.getElementById('{id}').shadowRoot.querySelector('[part~=details]'))"
    )
}

async fn click_open(stage: &Stage, id: &str) {
    let button = format!(
        "document.getElementById('{id}').shadowRoot
            .querySelector('button[data-action=details]').click(); return 1"
    );
    stage.tab.js(&button).await;
}

async fn open_two_with_details(stage: &Stage) {
    let job = a_job(stage, "Opened").await;
    let two = badge("b", &stage.api_root(), &job) + &badge("c", &stage.api_root(), &job);
    open(stage, &two.replace("interval=", "details interval=")).await;
    for id in ["b", "c"] {
        wait_state(&stage.tab, id, "queued").await;
    }
}

pub async fn they_are_loaded_when_a_badge_first_opens(stage: Stage) {
    open_two_with_details(&stage).await;
    assert_eq!(stage.home.requests(DETAILS).len(), 0);
    click_open(&stage, "b").await;
    stage.tab.wait_until(&is_open("b")).await;
    let shown = "return document.getElementById('b').shadowRoot
        .querySelector('[part~=details] .id').textContent === document.getElementById('b').job";
    assert_eq!(stage.tab.js(shown).await, json!(true));
    let escape =
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })); return 1";
    stage.tab.js(escape).await;
    stage.tab.wait_until(&format!("!({})", is_open("b"))).await;
    let focused = "return document.getElementById('b').shadowRoot.activeElement.dataset.action";
    assert_eq!(stage.tab.js(focused).await, json!("details"));
    click_open(&stage, "c").await;
    stage.tab.wait_until(&is_open("c")).await;
    assert_eq!(stage.home.requests(DETAILS).len(), 1);
    assert_quiet(&stage).await;
}

pub async fn without_their_file_they_stay_closed_until_it_is_there(stage: Stage) {
    stage.home.answer(DETAILS, Answer::Fixed(404, "text/plain", "not here".to_owned()));
    open_two_with_details(&stage).await;
    click_open(&stage, "b").await;
    let said =
        "window.__e2e.log.some(e => e.kind === 'error' && e.text.includes('parts/details.wasm'))";
    stage.tab.wait_until(said).await;
    assert_eq!(stage.tab.js(&format!("return {}", is_open("b"))).await, json!(false));
    // The badge itself goes on.
    stage.emulator().advance(15).await;
    wait_state(&stage.tab, "b", "running").await;
    let file = e2e::folder("JOB_BADGE_PACKAGE", "target/package").join("parts/details.wasm");
    stage.home.answer(DETAILS, Answer::File(file));
    click_open(&stage, "b").await;
    stage.tab.wait_until(&is_open("b")).await;
    assert_quiet(&stage).await;
}
