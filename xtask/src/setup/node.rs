//! The programs from npm, of one lock file, in one folder of the cache that survives a fresh
//! clone: binaryen (wasm-opt), esbuild, axe-core, TypeScript, the manifest's schema, Vite. What only
//! the examples of frameworks and bundlers take is a workspace of the same lock file, and installed
//! when a command asks for it: 310 MB more. So are Prism and Lighthouse, each in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use xshell::{Shell, cmd};

use super::version::version_in;
use crate::project::{Project, which};

const FILES: [&str; 6] = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "frameworks/package.json",
    "lighthouse/package.json",
    "prism/package.json",
];
/// The oldest Node that all these programs run on.
const OLDEST: [u32; 3] = [20, 19, 0];
/// Written last: without it an install was cut short.
const COMPLETE: &str = "complete";
/// The same, when the workspace was installed too.
const WITH_FRAMEWORKS: &str = "complete-with-frameworks";

/// Installs the packages of this lock file where they are not there yet. Where the machine has no
/// wasm-opt, it puts ours where plain `trunk build --release` finds it.
pub fn ensure(project: &Project, shell: &Shell) -> Result<String> {
    let node = check_node(shell)?;
    let dir = folder(project)?;
    let was_there = dir.join(COMPLETE).exists();
    if !was_there {
        install(project, shell, &dir, &["--workspaces=false"])?;
    }
    let linked = link_wasm_opt(project, shell, &dir)?;
    let how = if was_there { "there" } else { "installed" };
    Ok(format!("{how}, node {node}{linked}"))
}

/// Installs what the examples of frameworks and bundlers take, too.
pub fn ensure_frameworks(project: &Project, shell: &Shell) -> Result<String> {
    let node = check_node(shell)?;
    let dir = folder(project)?;
    let done = dir.join(WITH_FRAMEWORKS);
    if done.exists() {
        return Ok(format!("there, node {node}"));
    }
    install(project, shell, &dir, &["--workspace=frameworks", "--include-workspace-root"])?;
    fs::write(done, "")?;
    Ok(format!("installed, node {node}"))
}

/// A large program that few commands need: the workspace of its name, in a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// It serves published descriptions of APIs.
    Prism,
    /// It scores a page.
    Lighthouse,
}

impl Apart {
    /// The name of its workspace and of its program.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prism => "prism",
            Self::Lighthouse => "lighthouse",
        }
    }

    /// The program.
    pub fn program(self, project: &Project) -> Result<PathBuf> {
        Ok(self.folder(project)?.join("node_modules/.bin").join(self.name()))
    }

    fn folder(self, project: &Project) -> Result<PathBuf> {
        Ok(folder(project)?.with_extension(self.name()))
    }
}

/// Installs one of these where it is not there yet.
pub fn ensure_apart(project: &Project, shell: &Shell, program: Apart) -> Result<String> {
    let node = check_node(shell)?;
    let dir = program.folder(project)?;
    if dir.join(COMPLETE).exists() {
        return Ok(format!("there, node {node}"));
    }
    install(project, shell, &dir, &[&format!("--workspace={}", program.name())])?;
    Ok(format!("installed, node {node}"))
}

/// The `node_modules` folder of the workspace, which holds what differs from the others' versions.
pub fn framework_modules(project: &Project) -> Result<PathBuf> {
    Ok(folder(project)?.join("frameworks/node_modules"))
}

/// The `node_modules` folder.
pub fn modules(project: &Project) -> Result<PathBuf> {
    Ok(folder(project)?.join("node_modules"))
}

/// One of the programs.
pub fn program(project: &Project, name: &str) -> Result<PathBuf> {
    Ok(modules(project)?.join(".bin").join(name))
}

/// One folder for each lock file, named after its hash.
fn folder(project: &Project) -> Result<PathBuf> {
    let lock = project.root.join("xtask/node/package-lock.json");
    let text = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    Ok(project.cache.join("node").join(short_hash(&text)))
}

pub(super) fn short_hash(text: &[u8]) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn check_node(shell: &Shell) -> Result<String> {
    for program in ["node", "npm"] {
        if which(shell, program).is_none() {
            bail!(
                "no {program}; install Node.js 20.19 or newer, with npm, from your system or nodejs.org"
            );
        }
    }
    let said = cmd!(shell, "node --version").quiet().read()?;
    let found = version_in(&said).with_context(|| format!("node says {said}"))?;
    anyhow::ensure!(found >= OLDEST, "node {said} is too old; install 20.19 or newer");
    Ok(said.trim_start_matches('v').to_owned())
}

fn install(project: &Project, shell: &Shell, dir: &Path, which: &[&str]) -> Result<()> {
    println!("setup: npm ci into {}", dir.display());
    for name in FILES {
        let to = dir.join(name);
        fs::create_dir_all(to.parent().unwrap_or(dir))?;
        fs::copy(project.root.join("xtask/node").join(name), to)?;
    }
    let _in_dir = shell.push_dir(dir);
    // No package needs its install script, and some npm versions refuse to run them.
    let quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    cmd!(shell, "npm ci {which...} {quietly...}").quiet().run().context(
        "By hand: npm must reach its registry; then run this again. \
         `npm config get registry` says which it asks",
    )?;
    fs::write(dir.join(COMPLETE), "")?;
    Ok(())
}

/// A link in cargo's folder of programs, which is on every Rust user's PATH and needs no root.
/// Another wasm-opt on the PATH stays.
fn link_wasm_opt(project: &Project, shell: &Shell, dir: &Path) -> Result<&'static str> {
    let link = project.cargo_bin.join("wasm-opt");
    let ours = fs::read_link(&link).is_ok_and(|goal| goal.starts_with(&project.cache));
    let goal = dir.join("node_modules/binaryen/bin/wasm-opt");
    if (ours && link.exists()) || (!ours && which(shell, "wasm-opt").is_some()) {
        return Ok("");
    }
    if ours {
        fs::remove_file(&link)?;
    }
    make_link(&goal, &link)
}

#[cfg(unix)]
fn make_link(goal: &Path, link: &Path) -> Result<&'static str> {
    std::os::unix::fs::symlink(goal, link)
        .with_context(|| format!("cannot link {}", link.display()))?;
    Ok(", wasm-opt linked into cargo's bin")
}

/// Elsewhere Trunk fetches its own wasm-opt; our package build names ours by its full path.
#[cfg(not(unix))]
fn make_link(_goal: &Path, _link: &Path) -> Result<&'static str> {
    Ok("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lock_file_gets_another_folder() {
        assert_eq!(short_hash(b""), "e3b0c44298fc1c14");
        assert_ne!(short_hash(b"a"), short_hash(b"b"));
    }

    #[test]
    fn the_lock_file_names_no_mirror() {
        let lock = include_str!("../../node/package-lock.json");
        assert!(!lock.contains("\"resolved\": \"http"), "run npm install with xtask/node/.npmrc");
        assert!(!lock.contains("http://"));
    }
}
