//! The details: opened and closed by a reader.

use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, open, wait_state};

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

pub async fn they_open_and_close_and_give_the_focus_back(stage: Stage) {
    open_two_with_details(&stage).await;
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
    assert_quiet(&stage).await;
}
