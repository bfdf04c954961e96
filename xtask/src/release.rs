//! `cargo xtask release-check`: whether what is committed here can be published. It publishes nothing;
//! `.github/workflows/release.yml` does, from the commit that this has passed on.

use std::fs;

use anyhow::{Context, Result, ensure};
use clap::Args;
use xshell::{Shell, cmd};

use crate::{
    package,
    project::Project,
    setup,
    step::step,
    version::{ensure_clean, has_heading, workspace_version},
};

/// What `cargo xtask release-check` takes.
#[derive(Args)]
pub struct Options {
    /// The tag of the release, which must name the version that is committed: `v0.2.0`.
    #[arg(long)]
    tag: Option<String>,
}

/// Runs `cargo xtask release-check`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, setup::PACKAGE)?;
    let shell = project.shell()?;
    if let Some(tag) = &options.tag {
        step("release", "tag and changelog", || {
            let read = |name: &str| fs::read_to_string(project.root.join(name));
            check_tag(tag, &read("Cargo.toml")?, &read("CHANGELOG.md")?)
        })?;
    }
    step("release", "package", || package::build(project, &shell))?;
    check(project, &shell)
}

/// What both registries would say, from a tree with nothing uncommitted. The package must be built.
pub fn check(project: &Project, shell: &Shell) -> Result<()> {
    ensure_clean(shell)?;
    step("release", "cargo publish, dry run", || {
        let crates = ["-p", "ams-emulator", "-p", "job-badge"];
        Ok(cmd!(shell, "cargo publish --dry-run --locked {crates...}").run()?)
    })?;
    step("release", "npm publish, dry run", || {
        let _there = shell.push_dir(package::folder(project));
        let said = cmd!(shell, "npm publish --dry-run --access public --json").read()?;
        check_files(&said)
    })
}

/// Fails where tag, version and changelog differ.
fn check_tag(tag: &str, manifest: &str, changelog: &str) -> Result<()> {
    let version = workspace_version(manifest)?;
    ensure!(tag == format!("v{version}"), "the tag is {tag}, Cargo.toml says {version}");
    ensure!(has_heading(changelog, &version), "CHANGELOG.md has no section of {version}");
    Ok(())
}

/// Fails where npm would leave out what a package must have.
fn check_files(said: &str) -> Result<()> {
    let said: serde_json::Value = serde_json::from_str(said).context("npm wrote no JSON")?;
    // Newer ones name the package first.
    let files = said.get("files").or_else(|| said.get("job-badge")?.get("files"));
    let files = files.and_then(|files| files.as_array()).context("npm named no files")?;
    let names = files.iter().filter_map(|file| file["path"].as_str()).collect::<Vec<_>>();
    for name in [
        "job-badge.js",
        "job-badge_bg.wasm",
        "THIRD-PARTY-NOTICES.txt",
        "sbom.cdx.json",
        "LICENSE-MIT",
    ] {
        ensure!(names.contains(&name), "npm would not publish {name}");
    }
    println!("release: npm would publish {} files", names.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_the_version_that_the_changelog_has() {
        let manifest = "[workspace.package]\nversion = \"0.2.0\"\n";
        let changelog = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-03-09\n";
        assert!(check_tag("v0.2.0", manifest, changelog).is_ok());
        assert!(check_tag("0.2.0", manifest, changelog).is_err());
        assert!(check_tag("v0.3.0", manifest, changelog).is_err());
        assert!(check_tag("v0.2.0", manifest, "# Changelog\n").is_err());
    }

    #[test]
    fn a_package_without_its_notices_is_refused() {
        let said = |names: &[&str]| {
            let files = names.iter().map(|name| serde_json::json!({ "path": name }));
            serde_json::json!({ "files": files.collect::<Vec<_>>() }).to_string()
        };
        let all = [
            "job-badge.js",
            "job-badge_bg.wasm",
            "THIRD-PARTY-NOTICES.txt",
            "sbom.cdx.json",
            "LICENSE-MIT",
        ];
        assert!(check_files(&said(&all)).is_ok());
        assert!(check_files(&said(&all[..2])).is_err());
        assert!(check_files("").is_err());
    }
}
