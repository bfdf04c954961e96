//! What the compiler needs besides itself: std for wasm, std's sources, rustfmt and clippy. rustup
//! brings them; a compiler from elsewhere must have them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::project::which;

/// The target of the badge.
const TARGET: &str = "wasm32-unknown-unknown";

/// std for the wasm target.
pub fn ensure_wasm_target(shell: &Shell) -> Result<String> {
    let has_it = || sysroot(shell).is_ok_and(|root| root.join("lib/rustlib").join(TARGET).is_dir());
    ensure(shell, has_it, &["target", "add", TARGET])
}

/// rustfmt and clippy.
pub fn ensure_lints(shell: &Shell) -> Result<String> {
    let answers = |program: &str| {
        cmd!(shell, "cargo {program} --version").quiet().ignore_stdout().ignore_stderr().run()
    };
    let has_them = || answers("fmt").is_ok() && answers("clippy").is_ok();
    ensure(shell, has_them, &["component", "add", "rustfmt", "clippy"])
}

/// The sources of std. Without them the package is built with the compiler's own std, so this
/// does not fail.
pub fn ensure_std_sources(shell: &Shell) -> String {
    ensure(shell, || has_std_sources(shell), &["component", "add", "rust-src"])
        .unwrap_or_else(|problem| format!("none ({problem:#})"))
}

/// Whether the sources of std lie beside the compiler.
pub fn has_std_sources(shell: &Shell) -> bool {
    let manifest = Path::new("lib/rustlib/src/rust/library/std/Cargo.toml");
    sysroot(shell).is_ok_and(|root| root.join(manifest).is_file())
}

/// Has rustup bring what is missing.
fn ensure(shell: &Shell, is_there: impl Fn() -> bool, rustup: &[&str]) -> Result<String> {
    if is_there() {
        return Ok("there".to_owned());
    }
    let by_hand = || format!("By hand: rustup {}", rustup.join(" "));
    if which(shell, "rustup").is_none() {
        bail!("no rustup here. {}", by_hand());
    }
    cmd!(shell, "rustup {rustup...}").quiet().run().with_context(by_hand)?;
    Ok("added by rustup".to_owned())
}

fn sysroot(shell: &Shell) -> Result<PathBuf> {
    Ok(cmd!(shell, "rustc --print sysroot").quiet().read()?.into())
}
