//! The programs that `cargo install` brings, at pinned versions: wasm-bindgen, Trunk, mdBook,
//! geckodriver.

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
    /// Compiles less hard: saves a fifth of the time. Not for programs that work on large input.
    quick_build: bool,
    /// Instead of those that it has by default.
    features: Option<&'a str>,
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
        quick_build: false,
        features: None,
    };
    tool.ensure(project, shell)
}

/// Trunk 0.21, since 0.22 wants a newer compiler than the project's oldest.
pub fn ensure_trunk(project: &Project, shell: &Shell) -> Result<String> {
    let tool = Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14",
        newer_will_do: true,
        locked: true,
        quick_build: true,
        features: None,
    };
    tool.ensure(project, shell)
}

/// mdBook 0.5, whose theme ours is made for, without the server that it brings.
pub fn ensure_mdbook(project: &Project, shell: &Shell) -> Result<String> {
    let tool = Tool {
        package: "mdbook",
        program: "mdbook",
        version: "0.5.4",
        newer_will_do: false,
        locked: true,
        quick_build: true,
        features: Some("search"),
    };
    tool.ensure(project, shell)
}

/// Firefox's driver. The npm package of that name downloads a binary from elsewhere.
pub fn ensure_geckodriver(project: &Project, shell: &Shell) -> Result<String> {
    let tool = Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1",
        newer_will_do: true,
        locked: true,
        quick_build: true,
        features: None,
    };
    tool.ensure(project, shell)
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
        let features = self.features.map(|names| ["--no-default-features", "--features", names]);
        let features = features.iter().flatten();
        let mut install = cmd!(shell, "cargo install --quiet --force {lock...} {package}")
            .args(["--version", version])
            .args(features)
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
            let tool = Tool {
                package: "p",
                program: "p",
                version: "0.21.14",
                newer_will_do,
                locked: true,
                quick_build: true,
                features: None,
            };
            assert_eq!(tool.suits(found), expected);
        };
        check(false, [0, 21, 14], true);
        check(false, [0, 21, 15], false);
        check(true, [0, 21, 15], true);
        check(true, [0, 21, 9], false);
    }
}
