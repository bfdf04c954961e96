//! A compiler that builds for `wasm32-unknown-unknown`: what is there, else rustup's own
//! download, else Debian's compiler with a std built from its sources.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::{debian, debian_std, override_here};
use crate::place::{Place, which};

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes the plain `cargo` of this folder build for wasm.
pub fn ensure(place: &Place, shell: &Shell) -> Result<String> {
    let builds = || !debian_std::is_stale(shell) && compiles(place, shell);
    if builds() {
        return Ok(format!("{} has it", compiler(shell)?));
    }
    // Where an earlier set-up took Debian's way, rustup's download is not tried again: in a fresh
    // clone only the override is missing.
    if !override_here::is_linked(shell) {
        match from_rustup(shell) {
            Ok(()) if builds() => return Ok(format!("added to {}", compiler(shell)?)),
            Ok(()) => println!("setup: what rustup brought does not build; trying Debian's"),
            Err(refusal) => println!("setup: {refusal:#}; trying Debian's packages"),
        }
    }
    debian::install_compiler(shell).with_context(by_hand)?;
    override_here::set(place, shell)?;
    if !builds() {
        debian_std::build(place, shell).with_context(by_hand)?;
    }
    if !builds() {
        bail!("the compiler still cannot build for {TARGET}\n{}", by_hand());
    }
    Ok(format!("{} builds for it now", compiler(shell)?))
}

/// Whether a compiler can build and link a wasm file that uses std. A std built by another
/// compiler version does not pass.
fn compiles(place: &Place, shell: &Shell) -> bool {
    probe(place, shell).is_ok()
}

fn probe(place: &Place, shell: &Shell) -> Result<()> {
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
        "rustc --edition 2024 --crate-type cdylib --target {TARGET} -o {output} {source}"
    )
    .quiet()
    .ignore_stdout()
    .ignore_stderr()
    .run();
    fs::remove_file(&output).ok();
    Ok(outcome?)
}

fn from_rustup(shell: &Shell) -> Result<()> {
    if which(shell, "rustup").is_none() {
        bail!("there is no rustup");
    }
    println!("setup: rustup target add {TARGET}");
    // Where the download server does not answer, two looks are enough.
    cmd!(shell, "rustup target add {TARGET}")
        .env("RUSTUP_MAX_RETRIES", "1")
        .env("RUST_BACKTRACE", "0")
        .quiet()
        .run()
        .context("rustup cannot bring it here")
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
