//! A compiler that builds for `wasm32-unknown-unknown`: what is there, else rustup's own
//! download, else Debian's compiler with a std built from its sources.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::{debian, override_here};
use crate::place::{Place, which};

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes the plain `cargo` of this folder build for wasm.
pub fn ensure(place: &Place, shell: &Shell) -> Result<String> {
    let stale = debian::has_stale_std(shell);
    if !stale && compiles(place, shell, "rustc").is_ok() {
        return Ok(format!("{} has it", compiler(shell)?));
    }
    // A fresh clone on a machine that took Debian's way before: only the override is missing.
    if !stale && override_here::is_linked(shell) {
        override_here::set(place, shell)?;
        if compiles(place, shell, "rustc").is_ok() {
            return Ok(format!("{} has it; override set for this folder", compiler(shell)?));
        }
    }
    let rustup = if stale { Err(anyhow::anyhow!("not asked")) } else { from_rustup(shell) };
    if let Err(refusal) = rustup {
        println!("setup: rustup cannot add {TARGET} here ({refusal}); trying Debian's packages");
        debian::install(place, shell).with_context(by_hand)?;
        override_here::set(place, shell)?;
    }
    if let Err(problem) = compiles(place, shell, "rustc") {
        bail!("the compiler still cannot build for {TARGET}: {problem}\n{}", by_hand());
    }
    Ok(format!("{} builds for {TARGET} now", compiler(shell)?))
}

/// Whether a compiler can build and link a wasm file that uses std. A std built by another
/// compiler version does not pass.
pub fn compiles(place: &Place, shell: &Shell, rustc: &str) -> Result<()> {
    let dir = place.cached("probe")?;
    let source = dir.join("probe.rs");
    // Through a temporary name: two set-ups may run at the same time.
    let output = dir.join(format!("probe-{}.wasm", std::process::id()));
    fs::write(
        &source,
        "#[unsafe(no_mangle)]\npub fn probe() -> usize { String::from(\"a\").len() }\n",
    )?;
    let outcome = cmd!(
        shell,
        "{rustc} --edition 2024 --crate-type cdylib --target {TARGET} -o {output} {source}"
    )
    .quiet()
    .ignore_stdout()
    .ignore_stderr()
    .run();
    fs::remove_file(&output).ok();
    outcome.context("a small program did not compile")
}

fn from_rustup(shell: &Shell) -> Result<()> {
    if which(shell, "rustup").is_none() {
        bail!("no rustup");
    }
    println!("setup: rustup target add {TARGET}");
    // Where the download server does not answer, two looks are enough.
    cmd!(shell, "rustup target add {TARGET}")
        .env("RUSTUP_MAX_RETRIES", "1")
        .quiet()
        .run()
        .context("its download failed or this toolchain has no such part")
}

fn compiler(shell: &Shell) -> Result<String> {
    let said = cmd!(shell, "rustc --version").quiet().read()?;
    Ok(said.split(" (").next().unwrap_or(&said).to_owned())
}

fn by_hand() -> String {
    format!(
        "By hand, one of these:\n  \
         rustup target add {TARGET}\n  \
         as root on Debian 12 or newer: apt-get update && apt-get install {} lld-22\n\
         then run this again.",
        debian::PACKAGES.join(" ")
    )
}
