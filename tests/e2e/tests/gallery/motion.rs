//! Reduced motion: Chromium emulates it, Firefox has a preference for it.

use e2e::browser::{Browser, Engine};
use e2e::chromium;
use e2e::stage::Stage;
use e2e::tab::Tab;
use serde_json::{Value, json};

const LOOK: &str = "
    const look = (css) => {
        const { animationName, animationDuration, animationTimingFunction, animationPlayState } =
            getComputedStyle(document.querySelector(css));
        return [animationName, parseFloat(animationDuration), animationTimingFunction, animationPlayState];
    };
    return [matchMedia('(prefers-reduced-motion: reduce)').matches, look('.bar.moves rect'), look('.ring.moves')]";

async fn look(stage: &Stage, tab: &Tab, reduced: bool) -> Value {
    tab.open(&format!("{}/gallery/light.html", stage.home.origin)).await;
    let seen = tab.js(LOOK).await;
    assert_eq!(seen[0], reduced, "the preference is not the one that was set");
    seen
}

/// A badge of which nothing is measured still moves: slower, and in steps.
pub async fn reduced_motion_is_slower_and_in_steps(stage: Stage) {
    super::serve(&stage);
    let (full, reduced) = if stage.engine() == Engine::Chromium {
        let mut seen = Vec::new();
        for value in ["no-preference", "reduce"] {
            chromium::media(&stage.tab, &[("prefers-reduced-motion", value)]).await;
            seen.push(look(&stage, &stage.tab, value == "reduce").await);
        }
        chromium::media(&stage.tab, &[]).await;
        (seen.remove(0), seen.remove(0))
    } else {
        let reduce = json!({ "ui.prefersReducedMotion": 1 });
        let browser = Browser::launch_with(Engine::Firefox, &reduce).await.unwrap();
        let tab = Tab { engine: Engine::Firefox, session: browser.session.clone() };
        let seen = (look(&stage, &stage.tab, false).await, look(&stage, &tab, true).await);
        browser.quit().await;
        seen
    };
    for (full, reduced) in [(&full[1], &reduced[1]), (&full[2], &reduced[2])] {
        assert_ne!(full[0], "none");
        assert_eq!(full[0], reduced[0], "it still moves");
        assert_eq!(reduced[3], "running");
        let seconds = |look: &Value| look[1].as_f64().unwrap();
        assert!(seconds(reduced) >= 2.0 * seconds(full), "{full} {reduced}");
        let steps = |look: &Value| look[2].as_str().unwrap().starts_with("steps(");
        assert!(!steps(full) && steps(reduced), "{full} {reduced}");
    }
}
