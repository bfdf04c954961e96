//! The programs that `cargo install` brings, at pinned versions: wasm-bindgen, Trunk, mdBook,
//! geckodriver, and what looks at the crates before a release.

use std::fs;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::version::{Version, version_in};
use crate::project::Project;

/// A program from crates.io.
struct Tool<'a> {
    /// The package's name on crates.io.
    package: &'a str,
    /// What is run, and asked for `--version`.
    program: &'a str,
    version: &'a str,
    /// Whether a newer one does as well.
    newer_will_do: bool,
    /// Whether its own lock file is used.
    locked: bool,
    /// More options for `cargo install`, such as features.
    options: &'a [&'a str],
    /// Compiles less hard: saves a fifth of the time. Not for programs that work on large input.
    quick_build: bool,
}

/// The wasm-bindgen of Cargo.lock: program and library must be of the same version.
pub fn ensure_wasm_bindgen(project: &Project, shell: &Shell) -> Result<String> {
    // `registry+https://github.com/rust-lang/crates.io-index#wasm-bindgen@0.2.130`
    let locked = cmd!(shell, "cargo pkgid --locked wasm-bindgen").quiet().read()?;
    let (_, version) = locked.rsplit_once('@').context("Cargo.lock has no wasm-bindgen")?;
    let tool = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        newer_will_do: false,
        // Its lock file names a version of a crate that some mirrors lack.
        locked: false,
        options: &[],
        quick_build: false,
    };
    tool.ensure(project, shell)
}

/// Trunk 0.21, since 0.22 wants a newer compiler than the project's oldest.
pub fn ensure_trunk(project: &Project, shell: &Shell) -> Result<String> {
    usual("trunk", "0.21.14").ensure(project, shell)
}

/// mdBook 0.5, whose theme ours is made for, without the server that it brings.
pub fn ensure_mdbook(project: &Project, shell: &Shell) -> Result<String> {
    let options = &["--no-default-features", "--features=search"];
    Tool { newer_will_do: false, options, ..usual("mdbook", "0.5.4") }.ensure(project, shell)
}

/// Firefox's driver. The npm package of that name downloads a binary from elsewhere.
pub fn ensure_geckodriver(project: &Project, shell: &Shell) -> Result<String> {
    usual("geckodriver", "0.37.1").ensure(project, shell)
}

/// A program that looks at the crates before a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrateTool {
    /// Which licences the dependencies have.
    About,
    /// Which licences, sources and advisories they may have.
    Deny,
    /// Which of them are not used.
    Machete,
    /// What of the public API has changed.
    SemverChecks,
}

impl CrateTool {
    /// All of them, the quick ones to build first.
    pub const ALL: [Self; 4] = [Self::Machete, Self::About, Self::Deny, Self::SemverChecks];

    /// The program.
    pub const fn name(self) -> &'static str {
        self.tool().program
    }

    const fn tool(self) -> Tool<'static> {
        match self {
            Self::About => Tool { options: &["--features=cli"], ..usual("cargo-about", "0.9.3") },
            Self::Deny => usual("cargo-deny", "0.20.2"),
            Self::Machete => usual("cargo-machete", "0.9.1"),
            // It reads what one range of compilers writes about a crate.
            Self::SemverChecks => {
                Tool { newer_will_do: false, ..usual("cargo-semver-checks", "0.51.0") }
            }
        }
    }
}

/// Finds or installs a program that looks at the crates.
pub fn ensure_crate_tool(project: &Project, shell: &Shell, tool: CrateTool) -> Result<String> {
    tool.tool().ensure(project, shell)
}

/// A program of its package's name, of this version or a newer one.
const fn usual<'a>(program: &'a str, version: &'a str) -> Tool<'a> {
    Tool {
        package: program,
        program,
        version,
        newer_will_do: true,
        locked: true,
        options: &[],
        quick_build: true,
    }
}

impl Tool<'_> {
    fn ensure(&self, project: &Project, shell: &Shell) -> Result<String> {
        if let Some(found) = self.found(shell)
            && self.suits(found)
        {
            let [major, minor, patch] = found;
            return Ok(format!("{major}.{minor}.{patch}"));
        }
        self.install(project, shell).with_context(|| {
            format!("By hand: cargo install {} --version {}", self.package, self.version)
        })?;
        Ok(format!("{} installed", self.version))
    }

    fn found(&self, shell: &Shell) -> Option<Version> {
        let program = self.program;
        let said = cmd!(shell, "{program} --version").quiet().ignore_stderr().read().ok()?;
        version_in(&said)
    }

    fn suits(&self, found: Version) -> bool {
        let Some(wanted) = version_in(self.version) else { return false };
        if self.newer_will_do { found >= wanted } else { found == wanted }
    }

    fn install(&self, project: &Project, shell: &Shell) -> Result<()> {
        let (package, version) = (self.package, self.version);
        println!("setup: cargo install {package} {version} (minutes, once for this machine)");
        // The tools share many crates; one folder for all builds these once.
        let target = project.cached("tools-target")?;
        let lock = self.locked.then_some("--locked");
        let options = self.options;
        let mut install = cmd!(
            shell,
            "cargo install --quiet --force {lock...} {options...} {package} --version {version}"
        )
        .env("CARGO_TARGET_DIR", &target);
        if self.quick_build {
            install = install
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        }
        install.quiet().run()?;
        Ok(())
    }
}

/// Removes what the installs left behind, hundreds of megabytes.
pub fn tidy(project: &Project) -> Result<()> {
    let target = project.cache.join("tools-target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_exact_only_where_it_must_be() {
        let check = |newer_will_do, found, expected| {
            let tool = Tool { newer_will_do, ..usual("p", "0.21.14") };
            assert_eq!(tool.suits(found), expected);
        };
        check(false, [0, 21, 14], true);
        check(false, [0, 21, 15], false);
        check(true, [0, 21, 15], true);
        check(true, [0, 21, 9], false);
    }
}
