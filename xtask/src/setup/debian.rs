//! Debian's packages, for machines that reach only package registries: the `rustc-web` family
//! (a current compiler in Debian's security archive) and the browsers.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::place::which;

/// Debian's compiler, its sources, its lints, and the link to the linker of its LLVM.
pub const PACKAGES: [&str; 5] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"];
/// Installed by `rust-web-llvm`; points at an lld of another package, which nothing depends on.
const LINKER: &str = "/usr/bin/rust-lld";

/// Debian's compiler itself, not rustup's proxy.
pub const RUSTC: &str = "/usr/bin/rustc";

/// Installs the compiler, its sources and its linker.
pub fn install_compiler(shell: &Shell) -> Result<()> {
    apt(shell, &PACKAGES)?;
    let linker = fs::read_link(LINKER).context("rust-web-llvm brought no rust-lld")?;
    apt(shell, &[linker.to_str().context("rust-lld has a strange name")?])
}

/// Installs packages that are missing. Refuses, naming them, where apt or the right is missing.
pub fn apt(shell: &Shell, packages: &[&str]) -> Result<()> {
    let missing = packages.iter().filter(|name| !is_installed(shell, name)).collect::<Vec<_>>();
    if missing.is_empty() {
        return Ok(());
    }
    let line = missing.iter().map(|name| **name).collect::<Vec<_>>().join(" ");
    if which(shell, "apt-get").is_none() {
        bail!("no apt-get here; install what your system calls: {line}");
    }
    if cmd!(shell, "id -u").quiet().read()? != "0" {
        bail!("not root; run: sudo apt-get update && sudo apt-get install {line}");
    }
    println!("setup: apt-get install {line}");
    let quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"];
    cmd!(shell, "apt-get {quiet...} update").quiet().run()?;
    // `rustc-web` conflicts with Debian's own `rustc` and `rustup`: rather fail than remove these.
    cmd!(
        shell,
        "apt-get {quiet...} install --yes --no-remove --no-install-recommends {missing...}"
    )
    .env("DEBIAN_FRONTEND", "noninteractive")
    .quiet()
    .ignore_stdout()
    .run()?;
    Ok(())
}

fn is_installed(shell: &Shell, package: &str) -> bool {
    let format = "--showformat=${db:Status-Status}";
    cmd!(shell, "dpkg-query --show {format} {package}")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|status| status == "installed")
}
