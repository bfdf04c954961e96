//! Forced colours: Chromium emulates them, Firefox forces them by a preference.

use e2e::axe;
use e2e::browser::{Browser, Engine};
use e2e::chromium;
use e2e::stage::Stage;
use e2e::tab::Tab;
use serde_json::json;

/// What of shapes, bars and rings does not stand out, 3:1, from what is behind it; and how many
/// were looked at.
const LOOK: &str = r#"
    const parse = (text) => {
        const parts = (text.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
        const unit = text.startsWith("color(") ? 255 : 1;
        return { rgb: parts.slice(0, 3).map((part) => part * unit), alpha: parts[3] ?? 1 };
    };
    const luminance = ({ rgb }) => {
        const [r, g, b] = rgb.map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
        const [dark, light] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y);
        return (light + 0.05) / (dark + 0.05);
    };
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if (parse(color).alpha === 1 && color !== "transparent") return color;
        }
        throw new Error("no ground");
    };
    const probe = document.body.appendChild(document.createElement("i"));
    const system = ["Canvas", "CanvasText"].map((name) => {
        probe.style.color = name;
        return getComputedStyle(probe).color;
    });
    const counts = { shapes: 0, bars: 0, rings: 0 };
    const weak = [];
    const look = (kind, element, color, behind) => {
        counts[kind] += 1;
        const ratio = contrast(color, behind);
        if (ratio < 3 || !system.includes(color))
            weak.push(`${kind}: ${color} on ${behind}, ${ratio.toFixed(1)}: ${element.outerHTML} in ${element.closest(".job-badge").className}`);
    };
    for (const svg of document.querySelectorAll("svg")) {
        if (!svg.checkVisibility({ opacityProperty: true }) || svg.closest(".open")) continue;
        const behind = ground(svg.parentElement);
        const [fill, line] = [svg.querySelector(".fill[d*=M]"), svg.querySelector(".line[d*=M]")];
        if (fill) look("shapes", fill, getComputedStyle(fill).fill, behind);
        if (line && getComputedStyle(line).display !== "none") {
            const on = line.matches(".on") ? getComputedStyle(fill).fill : behind;
            look("shapes", line, getComputedStyle(line).stroke, on);
        }
        const bar = svg.matches(".bar") && svg.firstElementChild;
        if (bar) {
            look("bars", bar, getComputedStyle(bar).fill, getComputedStyle(svg).backgroundColor);
            look("bars", svg, getComputedStyle(svg).borderTopColor, behind);
        }
        const done = svg.matches(".ring") && svg.querySelector(".done");
        if (done) look("rings", done, getComputedStyle(done).stroke, behind);
    }
    probe.remove();
    return [matchMedia("(forced-colors: active)").matches, counts, weak];
"#;

/// Shapes, bars and rings are drawn in system colours that stand out, in light and in dark.
pub async fn forced_colors_keep_shapes_and_bars(stage: Stage) {
    super::serve(&stage);
    axe::serve(&stage.home);
    if stage.engine() == Engine::Chromium {
        for scheme in ["light", "dark"] {
            let features = [("forced-colors", "active"), ("prefers-color-scheme", scheme)];
            chromium::media(&stage.tab, &features).await;
            check(&stage, &stage.tab).await;
        }
        chromium::media(&stage.tab, &[]).await;
        return;
    }
    // 2: the reader's colours always; ESR's own defaults for them are black on white.
    let forced = json!({ "browser.display.document_color_use": 2 });
    let browser = Browser::launch_with(Engine::Firefox, &forced).await.unwrap();
    let tab = Tab { engine: Engine::Firefox, session: browser.session.clone() };
    check(&stage, &tab).await;
    browser.quit().await;
}

async fn check(stage: &Stage, tab: &Tab) {
    for name in ["light", "details"] {
        tab.open(&format!("{}/gallery/{name}.html", stage.home.origin)).await;
        let seen = tab.js(LOOK).await;
        assert_eq!(seen[0], true, "forced colours are not active");
        assert_eq!(seen[2], json!([]), "{name}");
        let count = |kind: &str| seen[1][kind].as_u64().unwrap();
        assert!(count("shapes") > 20 && count("bars") > 5, "{name}: {seen}");
        assert!(name == "details" || count("rings") > 5, "{name}: {seen}");
        // The engine forces text when it draws; scripts, and so axe, still get the page's colours.
        // So it is enough that nothing steps out of it.
        let aside = "return [...document.querySelectorAll('.job-badge, .job-badge *')]
            .filter((e) => getComputedStyle(e).forcedColorAdjust === 'none').length";
        assert_eq!(tab.js(aside).await, 0, "{name}: not forced");
        let found = axe::run_without(tab, &["color-contrast"]).await;
        assert!(found.violations.is_empty(), "{name}:\n{}", found.violations.join("\n"));
    }
}
