//! axe-core on a page: WCAG 2.2 A and AA, and its best practices.
//! <https://www.deque.com/axe/core-documentation/api-documentation/>

use serde_json::{Value, json};

use crate::site::Site;
use crate::tab::Tab;

const PATH: &str = "/axe.min.js";

/// Serves the script on the site, because the policy allows a page only scripts of its own origin.
pub fn serve(site: &Site) {
    let modules = crate::folder("JOB_BADGE_NODE_MODULES", "node_modules");
    let file = modules.join("axe-core/axe.min.js");
    let script = std::fs::read_to_string(&file)
        .unwrap_or_else(|e| panic!("{}: {e}: set JOB_BADGE_NODE_MODULES", file.display()));
    site.put(PATH, "text/javascript; charset=utf-8", &script, None);
}

/// The result of axe.
#[derive(Debug)]
pub struct Found {
    /// The violated rules, with the elements that violate them.
    pub violations: Vec<String>,
    /// The rules that applied to some element and were not violated.
    pub kept: Vec<String>,
}

/// Runs axe on the open page.
pub async fn run(tab: &Tab) -> Found {
    run_without(tab, &[]).await
}

/// As [`run`], without these rules. Each call must explain why.
pub async fn run_without(tab: &Tab, rules: &[&str]) -> Found {
    let off: serde_json::Map<_, _> =
        rules.iter().map(|rule| ((*rule).to_owned(), json!({ "enabled": false }))).collect();
    let off = Value::from(off);
    let script = format!(
        r#"return (async () => {{
            if (!window.axe) await new Promise((done, failed) => {{
                const script = document.createElement("script");
                Object.assign(script, {{ src: {PATH:?}, onload: done, onerror: failed }});
                document.head.append(script);
            }});
            const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
            const found = await axe.run(document, {{ runOnly: {{ type: "tag", values }}, rules: {off}, resultTypes: ["violations"] }});
            const describe = (node) => "\n  " + node.target.join(" ") + ": " + node.failureSummary;
            return {{
                violations: found.violations.map((rule) =>
                    rule.id + ", " + rule.nodes.length + " times: " + rule.help + rule.nodes.slice(0, 4).map(describe).join("")),
                kept: found.passes.map((rule) => rule.id),
            }};
        }})()"#
    );
    let found = tab.js(&script).await;
    let list = |name: &str| {
        let items = found[name].as_array().cloned().unwrap_or_default();
        items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Found { violations: list("violations"), kept: list("kept") }
}
