//! The project's folders, and a shell whose children find cargo's programs. Knows no single tool.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::Shell;

/// The folders that every command needs.
#[derive(Debug)]
pub struct Project {
    /// The root of the repository, absolute.
    pub root: PathBuf,
    /// What survives a fresh clone: `~/.cache/job-badge`, or `JOB_BADGE_CACHE`.
    pub cache: PathBuf,
    /// Where `cargo install` puts programs.
    pub cargo_bin: PathBuf,
}

impl Project {
    /// Finds the folders from the environment that `cargo xtask` sets.
    pub fn find() -> Result<Self> {
        let manifest = dir_from("CARGO_MANIFEST_DIR");
        let root = manifest.as_deref().and_then(Path::parent).map(Path::to_path_buf);
        let root = root.context("run this as `cargo xtask` inside the repository")?;
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
        // The commands look for what was built in `target/`, wherever the user's cargo builds.
        shell.set_var("CARGO_TARGET_DIR", self.target());
        let folders = [self.cargo_bin.clone()].into_iter();
        let path = env::join_paths(folders.chain(env::split_paths(&path_of(&shell))))?;
        shell.set_var("PATH", path);
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

/// Finds a program on the PATH of a shell's children.
pub fn which(shell: &Shell, program: &str) -> Option<PathBuf> {
    env::split_paths(&path_of(shell))
        .map(|dir| dir.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

fn path_of(shell: &Shell) -> OsString {
    shell.var_os("PATH").unwrap_or_default()
}

fn dir_from(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|dir| !dir.is_empty()).map(PathBuf::from)
}
