//! The servers of others for `cargo xtask test --real`, from the Python registry: a virtual
//! environment each, with the versions that `tests/real/NAME/requirements.txt` pins, in a folder of
//! the cache that survives a fresh clone. Nothing is put into the system's own Python.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use super::{node::short_hash, version::version_in};
use crate::project::Project;

/// Folders of `tests/real`.
const SERVERS: [&str; 3] = ["prefect", "airflow", "celery"];
/// The oldest Python that all of them run on.
const OLDEST: [u32; 3] = [3, 11, 0];
/// Written last: without it an install was cut short.
const COMPLETE: &str = "complete";
/// On Debian they are no part of `python3`.
const BY_HAND: &str = "By hand: install Python 3.11 or newer with its `venv` and `ensurepip` \
                       (python3 and python3-venv on Debian), and let pip reach its registry";

/// Installs the servers that are not there yet.
pub fn ensure_servers(project: &Project, shell: &Shell) -> Result<String> {
    let python = check_python(shell).context(BY_HAND)?;
    let links = environments(project)?;
    let mut installed = Vec::new();
    for name in SERVERS {
        let dir = folder(project, name, &python)?;
        if !dir.join(COMPLETE).exists() {
            install(project, shell, name, &dir).context(BY_HAND)?;
            installed.push(name);
        }
        point_to(&dir, &links.join(name))?;
    }
    let how = if installed.is_empty() { "there".into() } else { installed.join(", ") };
    Ok(format!("{how}, Python {python}"))
}

/// The folder in which each server's environment has the server's name.
pub fn environments(project: &Project) -> Result<PathBuf> {
    let dir = project.target().join("servers");
    fs::create_dir_all(&dir)?;
    Ok(dir)
}

/// One folder for each list of versions and each Python.
fn folder(project: &Project, name: &str, python: &str) -> Result<PathBuf> {
    let requirements = requirements(project, name);
    let text = fs::read(&requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    let hash = short_hash(&[text.as_slice(), python.as_bytes()].concat());
    Ok(project.cached("python")?.join(format!("{name}-{hash}")))
}

fn requirements(project: &Project, name: &str) -> PathBuf {
    project.root.join("tests/real").join(name).join("requirements.txt")
}

fn check_python(shell: &Shell) -> Result<String> {
    let said = cmd!(shell, "python3 --version").quiet().read().context("no python3")?;
    let found = version_in(&said).with_context(|| format!("python3 says {said}"))?;
    ensure!(found >= OLDEST, "{said} is too old");
    cmd!(shell, "python3 -c").arg("import venv, ensurepip").quiet().run()?;
    let [major, minor, patch] = found;
    Ok(format!("{major}.{minor}.{patch}"))
}

fn install(project: &Project, shell: &Shell, name: &str, dir: &Path) -> Result<()> {
    println!("setup: pip install {name} into {} (minutes, once)", dir.display());
    if dir.exists() {
        fs::remove_dir_all(dir)?;
    }
    cmd!(shell, "python3 -m venv {dir}").quiet().run()?;
    let pip = dir.join("bin/pip");
    let requirements = requirements(project, name);
    let quietly = ["--quiet", "--no-input", "--disable-pip-version-check"];
    // All that they need is listed: a package that is not is a mistake, and one that must be built
    // here would need more than Python.
    let exactly = ["--no-deps", "--only-binary", ":all:"];
    cmd!(shell, "{pip} install {quietly...} {exactly...} --requirement {requirements}")
        .quiet()
        .run()?;
    cmd!(shell, "{pip} check").quiet().ignore_stdout().run()?;
    fs::write(dir.join(COMPLETE), "")?;
    Ok(())
}

#[cfg(unix)]
fn point_to(dir: &Path, link: &Path) -> Result<()> {
    if fs::read_link(link).is_ok_and(|goal| goal == dir) {
        return Ok(());
    }
    if fs::symlink_metadata(link).is_ok() {
        fs::remove_file(link)?;
    }
    std::os::unix::fs::symlink(dir, link).with_context(|| format!("cannot link {}", link.display()))
}

#[cfg(not(unix))]
fn point_to(_dir: &Path, _link: &Path) -> Result<()> {
    anyhow::bail!("the servers run on Unix only")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_pinned() {
        for name in SERVERS {
            let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/real");
            let text = fs::read_to_string(tests.join(name).join("requirements.txt")).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            let pinned = |line: &str| line.split_once("==").is_some_and(|(_, at)| !at.is_empty());
            let loose = lines.filter(|line| !pinned(line)).collect::<Vec<_>>();
            assert_eq!(loose, Vec::<&str>::new(), "{name}");
        }
    }
}
