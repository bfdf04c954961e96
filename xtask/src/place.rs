//! Where the commands run: the project's folder, the cache folder, and a shell whose children
//! find cargo's programs. Knows nothing of any single tool.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::Shell;

use crate::clean;

/// The folders that every command needs.
#[derive(Debug)]
pub struct Place {
    /// The root of the repository, absolute.
    pub root: PathBuf,
    /// What survives a fresh clone: `~/.cache/job-badge`, or `JOB_BADGE_CACHE`.
    pub cache: PathBuf,
    /// Where `cargo install` puts programs.
    pub cargo_bin: PathBuf,
}

impl Place {
    /// Finds the folders from the environment that [`clean::restart_clean`] left.
    pub fn find() -> Result<Self> {
        let root = env::var_os(clean::ROOT).context("the environment is not clean")?.into();
        let home = env::home_dir().filter(|dir| dir.is_absolute()).context("HOME is not set")?;
        let cache = dir_from("JOB_BADGE_CACHE").unwrap_or_else(|| {
            dir_from("XDG_CACHE_HOME").unwrap_or_else(|| home.join(".cache")).join("job-badge")
        });
        let cargo_home = dir_from("CARGO_HOME").unwrap_or_else(|| home.join(".cargo"));
        Ok(Self { root, cache, cargo_bin: cargo_home.join("bin") })
    }

    /// A shell in the root that finds cargo's programs first.
    pub fn shell(&self) -> Result<Shell> {
        let shell = Shell::new()?;
        shell.change_dir(&self.root);
        put_on_path(&shell, &self.cargo_bin)?;
        Ok(shell)
    }

    /// `target/`, where everything that is built goes.
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// A folder in the cache, made when missing.
    pub fn cached(&self, name: &str) -> Result<PathBuf> {
        let dir = self.cache.join(name);
        fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(dir)
    }
}

/// Puts a folder first on the PATH of a shell's children.
pub fn put_on_path(shell: &Shell, dir: &Path) -> Result<()> {
    let rest = path_of(shell);
    let path = env::join_paths([dir.to_path_buf()].into_iter().chain(env::split_paths(&rest)))?;
    shell.set_var("PATH", path);
    Ok(())
}

/// Finds a program on the PATH of a shell's children.
pub fn which(shell: &Shell, program: &str) -> Option<PathBuf> {
    env::split_paths(&path_of(shell))
        .map(|dir| dir.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

fn path_of(shell: &Shell) -> OsString {
    shell.var_os("PATH").unwrap_or_default()
}

fn dir_from(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|dir| !dir.is_empty()).map(PathBuf::from)
}
