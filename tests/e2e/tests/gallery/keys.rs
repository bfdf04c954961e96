//! Targets and focus.

use e2e::stage::Stage;
use serde_json::{Value, json};

fn list(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// In every density, also where room is scarce.
pub async fn every_button_is_a_target_of_24_pixels(stage: Stage) {
    super::serve(&stage);
    for name in ["light", "narrow", "details"] {
        super::open(&stage, name).await;
        let script = "const buttons = [...document.querySelectorAll('button')];
            const small = buttons.filter((b) => {
                const { width, height } = b.getBoundingClientRect();
                return Math.min(width, height) < 24;
            });
            return [buttons.length, small.map((b) => b.outerHTML)]";
        let found = stage.tab.js(script).await;
        assert!(found[0].as_u64() > Some(7), "{name}: {found}");
        assert_eq!(list(&found[1]), [""; 0], "{name}");
    }
}

/// By Tab alone, in the order of the page; each shows an outline that stands out.
pub async fn the_keyboard_reaches_every_button_and_shows_where_it_is(stage: Stage) {
    super::serve(&stage);
    for name in ["details", "details-dark"] {
        super::open(&stage, name).await;
        let buttons = stage.tab.js("return document.querySelectorAll('button').length").await;
        let buttons = buttons.as_u64().unwrap();
        stage.tab.js("window.__reached = new Set()").await;
        // Some engines stop at a box that scrolls, or at their own toolbar, too.
        for _ in 0..buttons + 8 {
            press_tab(&stage).await;
            let script = "const at = document.activeElement;
                if (at.localName !== 'button' || !document.hasFocus()) return null;
                window.__reached.add(at);
                const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
                return [at.matches(':focus-visible'), outlineStyle, parseFloat(outlineWidth), outlineColor]";
            let at = stage.tab.js(script).await;
            if at.is_null() {
                continue;
            }
            assert_eq!(at[0], true, "{name}: {at}");
            assert_eq!(at[1], "solid", "{name}: {at}");
            assert!(at[2].as_f64() >= Some(2.0), "{name}: {at}");
            // The colour of `--job-badge-focus`, whose contrast tests/palette.rs computes.
            let color = if name == "details" { "rgb(10, 92, 194)" } else { "rgb(124, 183, 255)" };
            assert_eq!(at[3], color, "{name}");
        }
        let missed = "return [...document.querySelectorAll('button')]
            .filter((b) => !window.__reached.has(b)).map((b) => b.outerHTML)";
        assert_eq!(list(&stage.tab.js(missed).await), [""; 0], "{name}");
    }
}

async fn press_tab(stage: &Stage) {
    let key = |kind: &str| json!({ "type": kind, "value": "\u{e004}" });
    let actions = json!({ "actions": [
        { "type": "key", "id": "keys", "actions": [key("keyDown"), key("keyUp")] } ] });
    stage.tab.session.command("POST", "/actions", actions).await.unwrap();
}
