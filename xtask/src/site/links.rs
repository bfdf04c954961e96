//! The links of the built site, by linkinator: local ones, with their fragments. No network.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use xshell::{Shell, cmd};

use crate::{project::Project, setup};

/// Other sites.
const SKIPPED: &str = "^https?://(?!localhost)";
/// What follows it names a view of the admin page, which its script shows.
const VIEW: &str = "#/";

#[derive(Deserialize)]
struct Report {
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    url: String,
    state: String,
    parent: Option<String>,
}

/// Fails with the links that lead nowhere.
pub fn check(project: &Project, shell: &Shell, site: &Path) -> Result<()> {
    let linkinator = setup::node_program(project, "linkinator")?;
    let report =
        cmd!(shell, "{linkinator} . --recurse --check-fragments --check-css --format json")
            .args(["--skip", SKIPPED, "--server-root"])
            .arg(site)
            .quiet()
            .ignore_status()
            .ignore_stderr()
            .read()?;
    let report: Report = serde_json::from_str(&report).context("linkinator said something else")?;
    ensure!(report.links.len() > 1, "linkinator found no links");
    let broken = broken(&report);
    ensure!(broken.is_empty(), "{} links lead nowhere:\n{}", broken.len(), broken.join("\n"));
    println!("site: {} links", report.links.len());
    Ok(())
}

fn broken(report: &Report) -> Vec<String> {
    let broken = report.links.iter().filter(|link| link.state == "BROKEN");
    let broken = broken.filter(|link| !link.url.contains(VIEW));
    broken
        .map(|link| format!("{} in {}", link.url, link.parent.as_deref().unwrap_or("-")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_nowhere_is_named_with_its_page() {
        let report = r##"{ "links": [
            { "url": "a.html", "state": "OK", "parent": "." },
            { "url": "b.html", "state": "BROKEN", "parent": "a.html" },
            { "url": "a.html#x", "state": "BROKEN" },
            { "url": "admin/index.html#/playground", "state": "BROKEN", "parent": "." }
        ], "passed": false }"##;
        let report = serde_json::from_str(report).unwrap();
        assert_eq!(broken(&report), ["b.html in a.html", "a.html#x in -"]);
    }
}
