//! The page by keys alone.

use e2e::browser::Engine;
use e2e::stage::Stage;
use serde_json::json;

use super::{NAMES, open_server};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

async fn press(stage: &Stage, key: &str) {
    let key = |kind: &str| json!({ "type": kind, "value": key });
    let actions = json!({ "actions": [
        { "type": "key", "id": "keys", "actions": [key("keyDown"), key("keyUp")] } ] });
    stage.tab.session.command("POST", "/actions", actions).await.unwrap();
}

/// Presses Tab until the focus is on what this JavaScript says of `at`; each stop shows where it is.
async fn tab_to(stage: &Stage, wanted: &str) {
    for _ in 0..60 {
        press(stage, TAB).await;
        let script = format!(
            "const at = document.activeElement;
             const shown = at.closest('.pill, .figure') ?? at;
             const after = getComputedStyle(at, '::after');
             const outline = [getComputedStyle(shown), after].some((e) => e.outlineStyle !== 'none' && parseFloat(e.outlineWidth) > 0);
             return [!!({wanted}), at === document.body || outline, at.outerHTML.slice(0, 200)]"
        );
        let at = stage.tab.js(&script).await;
        assert_eq!(at[1], true, "its focus is not seen: {at}");
        if at[0] == true {
            return;
        }
    }
    panic!("Tab never came to {wanted}");
}

pub async fn the_keyboard_reaches_all_and_a_dialog_gives_the_focus_back(stage: Stage) {
    stage.emulator().create_job("Film 1", 5, &[("encode", 1000)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.wait_until(&format!("{NAMES} === 'Film 1'")).await;
    tab.js("document.body.tabIndex = -1; document.body.focus()").await;
    // WebKitGTK goes to links by Tab only where its settings say so.
    let links = stage.engine() != Engine::WebKit;
    if links {
        tab_to(&stage, "at.textContent === 'Describe an API'").await;
        tab_to(&stage, "at.matches('.figure.failed a')").await;
    }
    tab_to(&stage, "at.matches('.connections-head > button')").await;
    press(&stage, ENTER).await;
    tab.wait_until("document.querySelector('dialog[open]')?.contains(document.activeElement)")
        .await;
    press(&stage, ESCAPE).await;
    tab.wait_until("!document.querySelector('dialog')").await;
    tab.wait_until("document.activeElement.matches('.connections-head > button')").await;
    tab_to(&stage, "at.matches('.filters input[type=search]')").await;
    tab_to(&stage, "at.matches('.pill[data-state=queued] input')").await;
    press(&stage, " ").await;
    tab.wait_until("location.hash === '#/jobs?state=queued'").await;
    tab.wait_until("document.activeElement.matches('.pill[data-state=queued] input:checked')")
        .await;
    tab_to(&stage, "at.matches('th.started button')").await;
    press(&stage, ENTER).await;
    tab.wait_until("location.hash === '#/jobs?state=queued&sort=-started'").await;
    if links {
        tab_to(&stage, "at.matches('.jobs .name > a')").await;
        press(&stage, ENTER).await;
        tab.wait_until("document.querySelector('.job h2')?.textContent === 'Film 1'").await;
        tab.wait_until("document.activeElement.matches('main')").await;
    }
}
