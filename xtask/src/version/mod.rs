//! `cargo xtask version 0.2.0`: the one version of all that is published. It is written into the
//! workspace's manifest, what the workspace's crates ask of each other, `Cargo.lock`, the changelog,
//! and what documents tell people to depend on. The package takes it from here when it is built, and
//! a tag is yours to set (CONTRIBUTING.md, "A release").

mod changelog;
mod manifests;
mod requirements;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use clap::Args;
use semver::Version;
use time::{Date, OffsetDateTime};
use xshell::{Shell, cmd};

pub use self::{changelog::has_heading, manifests::workspace_version};
use crate::project::Project;

/// What `cargo xtask version` takes.
#[derive(Args, Debug)]
pub struct Options {
    /// The new version, higher than the one that is there.
    version: Version,
}

/// Runs `cargo xtask version`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let shell = project.shell()?;
    let old = set(&shell, &project.root, &options.version, OffsetDateTime::now_utc().date())?;
    println!("version: {old} is {} now. Look at `git diff`, then commit it.", options.version);
    Ok(())
}

/// Writes a version into the workspace at `root`. Returns the one that was there.
fn set(shell: &Shell, root: &Path, version: &Version, date: Date) -> Result<Version> {
    let _there = shell.push_dir(root);
    ensure_clean(shell)?;
    let workspace = root.join("Cargo.toml");
    let old = workspace_version(&fs::read_to_string(&workspace)?)?;
    ensure!(*version > old, "{version} is not higher than {old}, which is there");
    // All is read and made before anything is written.
    let mut changes = Vec::new();
    for manifest in tracked(shell, root, &["Cargo.toml", "*/Cargo.toml"])? {
        changes.push(changed(manifest, |text| manifests::with_version(text, version))?);
    }
    changes.push(changed(root.join("CHANGELOG.md"), |text| {
        changelog::with_heading(text, version, date)
    })?);
    for document in tracked(shell, root, &["*.md"])? {
        if !document.ends_with("CHANGELOG.md") {
            changes.push(changed(document, |text| Ok(requirements::in_text(text, version)))?);
        }
    }
    for (file, text) in changes.into_iter().flatten() {
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    cmd!(shell, "cargo update --quiet --offline --workspace").quiet().run()?;
    Ok(old)
}

/// Fails where something is not committed.
pub fn ensure_clean(shell: &Shell) -> Result<()> {
    let changes = cmd!(shell, "git status --porcelain").quiet().read()?;
    ensure!(changes.is_empty(), "commit or put away first:\n{changes}");
    Ok(())
}

/// Files that git knows.
fn tracked(shell: &Shell, root: &Path, patterns: &[&str]) -> Result<Vec<PathBuf>> {
    let listed = cmd!(shell, "git ls-files -z -- {patterns...}").quiet().read()?;
    Ok(listed.split('\0').filter(|name| !name.is_empty()).map(|name| root.join(name)).collect())
}

/// A file and its new text, where it is another one.
fn changed(
    file: PathBuf,
    change: impl FnOnce(&str) -> Result<String>,
) -> Result<Option<(PathBuf, String)>> {
    let old = fs::read_to_string(&file)?;
    let new = change(&old).with_context(|| format!("{}", file.display()))?;
    Ok((new != old).then_some((file, new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace of two crates under git, with all that has a version in it.
    fn workspace(name: &str) -> (Shell, PathBuf) {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let shell = Shell::new().unwrap();
        shell.remove_path(&root).unwrap();
        let write = |file: &str, text: &str| shell.write_file(root.join(file), text).unwrap();
        write(
            "Cargo.toml",
            "[workspace]\nmembers = [\".\", \"tool\"]\n\n[workspace.package]\nversion = \"0.1.0\" # all\n\n\
             [package]\nname = \"job-badge\"\nversion.workspace = true\nedition = \"2024\"\n\n[dependencies]\n\
             tool = { version = \"0.1.0\", path = \"tool\" }\n",
        );
        write("src/lib.rs", "");
        write(
            "tool/Cargo.toml",
            "[package]\nname = \"tool\"\nversion.workspace = true\nedition = \"2024\"\n",
        );
        write("tool/src/lib.rs", "");
        write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n### Added\n- A word.\n");
        write("README.md", "```toml\njob-badge = \"0.1\"\n```\n");
        write(".gitignore", "/target\n");
        shell.change_dir(&root);
        cmd!(shell, "cargo generate-lockfile --quiet --offline").quiet().run().unwrap();
        cmd!(shell, "git init --quiet").quiet().run().unwrap();
        commit(&shell);
        (shell, root)
    }

    fn commit(shell: &Shell) {
        let who = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
        cmd!(shell, "git add --all").quiet().run().unwrap();
        cmd!(shell, "git {who...} commit --quiet -m a").quiet().run().unwrap();
    }

    fn day() -> Date {
        Date::from_calendar_date(2026, time::Month::March, 9).unwrap()
    }

    #[test]
    fn one_command_moves_every_version() {
        let (shell, root) = workspace("version-moves");
        let old = set(&shell, &root, &Version::new(0, 2, 0), day()).unwrap();
        assert_eq!(old, Version::new(0, 1, 0));
        let read = |file: &str| shell.read_file(root.join(file)).unwrap();
        assert!(read("Cargo.toml").contains("version = \"0.2.0\" # all"));
        assert!(read("Cargo.toml").contains("tool = { version = \"0.2.0\", path = \"tool\" }"));
        assert_eq!(read("Cargo.lock").matches("version = \"0.2.0\"").count(), 2);
        assert!(read("CHANGELOG.md").contains("## [0.2.0] - 2026-03-09"));
        assert_eq!(read("README.md"), "```toml\njob-badge = \"0.2\"\n```\n");
        // Cargo finds nothing to add.
        cmd!(shell, "cargo metadata --quiet --offline --locked --format-version 1")
            .quiet()
            .ignore_stdout()
            .run()
            .unwrap();
        shell.remove_path(root).unwrap();
    }

    #[test]
    fn a_lower_version_and_a_dirty_tree_are_refused_and_change_nothing() {
        let (shell, root) = workspace("version-refused");
        for version in [Version::new(0, 1, 0), Version::new(0, 0, 9)] {
            let refused = set(&shell, &root, &version, day()).unwrap_err().to_string();
            assert!(refused.contains("is not higher than 0.1.0"), "{refused}");
        }
        ensure_clean(&shell).unwrap();
        shell.write_file(root.join("new.txt"), "").unwrap();
        let refused = set(&shell, &root, &Version::new(0, 2, 0), day()).unwrap_err().to_string();
        assert!(refused.contains("new.txt"), "{refused}");
        shell.remove_path(root.join("new.txt")).unwrap();
        shell.write_file(root.join("CHANGELOG.md"), "# Changelog\n").unwrap();
        commit(&shell);
        assert!(set(&shell, &root, &Version::new(0, 2, 0), day()).is_err());
        ensure_clean(&shell).unwrap();
        shell.remove_path(root).unwrap();
    }

    #[test]
    fn a_malformed_version_is_refused() {
        for text in ["1", "1.2", "v1.2.3", "1.2.03", ""] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
