//! Plain pages that a bundler made, below a sub-path.

use e2e::stage::Stage;

use crate::page::{BASE, Example, open};

pub async fn the_badge_runs_below_a_sub_path(stage: Stage, example: Example) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    page.stage.emulator().advance(30).await;
    page.wait_all("running").await;
    let wasm = page.stage.home.requests(".wasm");
    assert_eq!(wasm.len(), 1, "{wasm:?}");
    assert!(wasm[0].path.starts_with(BASE) && wasm[0].status == 200, "{wasm:?}");
    assert_eq!(page.stage.home.requests("/package/").len(), 0, "the bundle is all that is loaded");
    page.assert_quiet(1).await;
}

pub async fn a_language_is_loaded_when_needed(stage: Stage, example: Example) {
    let page = open(stage, example, "").await;
    page.wait_all("queued").await;
    page.stage.tab.js("document.documentElement.lang = 'de'; return 1").await;
    let german = "document.querySelector('job-badge').shadowRoot.textContent.includes('Wartet')";
    page.stage.tab.wait_until(german).await;
    page.assert_quiet(1).await;
}
