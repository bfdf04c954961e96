//! The page's one live region, in a page that is swapped under it.

use core::time::Duration;

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Document;

use super::{badge_handle::Badge, page, stage::Stage};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// What the live region says, if it is in the page's body.
fn said() -> String {
    let region = document().body().unwrap().query_selector("[data-job-badge-says]").unwrap();
    region.and_then(|region| region.text_content()).unwrap_or_default()
}

/// A badge of a job that ends after so many seconds.
fn badge(stage: &Stage, label: &str, seconds: i64) -> Badge {
    let (root, token, job) = (stage.root(), stage.token(), stage.job(0, seconds));
    let badge = Badge::new();
    badge.update(&[
        ("endpoint", &root),
        ("token", &token),
        ("job", job.as_str()),
        ("label", label),
    ]);
    badge
}

#[wasm_bindgen_test]
async fn what_happens_after_the_body_was_swapped_is_announced_in_the_new_one() {
    // Long before something happens, and while it waits to be announced.
    for waits in [false, true] {
        let stage = Stage::new();
        let (first, second) = (badge(&stage, "First", 10), badge(&stage, "Second", 40));
        stage.pass_seconds(20).await;
        let before = said();
        while waits && second.states()[0] != "succeeded" {
            stage.pass(Duration::from_millis(100)).await;
        }
        let body = page::swap_body(&second.host);
        let at_once = said();
        stage.pass_seconds(30).await;
        let after = said();
        // The runner's own elements are in it.
        document().set_body(Some(&body));
        assert!(before.contains("First"), "{waits}: {before:?}");
        assert_eq!(at_once, "", "{waits}");
        assert!(after.contains("Second"), "{waits}: {after:?}");
        for Badge { host, .. } in [first, second] {
            host.remove();
        }
        stage.settle().await;
        stage.assert_empty();
    }
}
