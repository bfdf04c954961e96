//! A clean environment: xtask starts itself once more without what cargo and rustup's proxies set
//! for it. Nothing else starts processes outside a [`xshell::Shell`].
//!
//! `RUSTUP_TOOLCHAIN` beats `rustup override`, which set-up may have changed a moment ago, so no
//! child of xtask may see it.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{self, Command},
};

use anyhow::{Context, Result};

/// Tells the second start where the repository is, and that it is the second.
pub const ROOT: &str = "JOB_BADGE_ROOT";

const INHERITED: [&str; 10] = [
    "RUSTUP_TOOLCHAIN",
    "RUSTUP_TOOLCHAIN_SOURCE",
    "RUST_RECURSION_COUNT",
    "CARGO",
    "RUSTC",
    "RUSTDOC",
    "CARGO_TARGET_DIR",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "OUT_DIR",
];

/// Starts this program again with a clean environment, waits for it and leaves with its code.
/// Returns at once when that has been done.
pub fn restart_clean() -> Result<()> {
    if env::var_os(ROOT).is_some() {
        return Ok(());
    }
    let root = root()?;
    let mut command = Command::new(env::current_exe()?);
    command.args(env::args_os().skip(1)).env(ROOT, &root);
    for (name, _) in env::vars_os() {
        if is_inherited(&name) {
            command.env_remove(name);
        }
    }
    if let Some(libraries) = env::var_os("LD_LIBRARY_PATH") {
        command.env("LD_LIBRARY_PATH", foreign_only(&libraries, &root)?);
    }
    let status = command.status().context("cannot start xtask again")?;
    process::exit(status.code().unwrap_or(1));
}

fn root() -> Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    manifest
        .as_deref()
        .and_then(Path::parent)
        .map(Path::to_path_buf)
        .context("run this as `cargo xtask` inside the repository")
}

fn is_inherited(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| INHERITED.contains(&name) || name.starts_with("CARGO_PKG_"))
}

/// Cargo puts its own target folder and the toolchain's libraries before the user's.
fn foreign_only(libraries: &OsStr, root: &Path) -> Result<OsString> {
    let kept = env::split_paths(libraries)
        .filter(|dir| !dir.starts_with(root.join("target")))
        .filter(|dir| !dir.components().any(|part| part.as_os_str() == "toolchains"));
    Ok(env::join_paths(kept)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_binds_children_to_a_toolchain_is_taken_out() {
        let check = |name: &str, expected| assert_eq!(is_inherited(name.as_ref()), expected);
        check("RUSTUP_TOOLCHAIN", true);
        check("CARGO_PKG_NAME", true);
        check("RUSTC", true);
        check("CARGO_HOME", false);
        check("RUSTUP_HOME", false);
        check("RUSTC_WRAPPER", false);
        check("CARGO_TERM_COLOR", false);
    }

    #[test]
    fn only_foreign_library_folders_stay() {
        let given = "/repo/target/xtask/debug/deps:/root/.rustup/toolchains/stable/lib:/opt/cuda";
        let kept = foreign_only(given.as_ref(), Path::new("/repo")).unwrap();
        assert_eq!(kept, "/opt/cuda");
    }
}
