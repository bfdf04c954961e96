//! What is asked of the crates before a release: their dependencies, what is linked, their public API
//! beside that of a named commit, the oldest Rust, and their pages as docs.rs builds them.

use std::fs;

use anyhow::{Context, Result};
use toml_edit::DocumentMut;
use xshell::{Shell, cmd};

use super::{Step, steps::run};
use crate::{notices, project::Project};

const WASM: &str = "wasm32-unknown-unknown";
/// What is published.
const PUBLISHED: [&str; 4] = ["-p", "ams-emulator", "-p", "job-badge"];
/// All rooms; the features beside it are this repository's own.
const ELEMENT: [&str; 2] = ["--features", "job-badge/element"];

/// The steps, the quick ones first.
pub fn steps<'a>(project: &'a Project, shell: &'a Shell) -> Vec<Step<'a>> {
    vec![
        Step::new("dependencies", || dependencies(shell)),
        Step::new("notices", || notices::check(project, shell)),
        Step::new("public API", || public_api(project, shell)),
        Step::new("oldest Rust", || oldest_rust(project, shell)),
        Step::new("documentation, as docs.rs builds it", || docs_rs(project, shell)),
    ]
}

/// Advisories are asked for by `cargo xtask advisories`: a new one is nobody's fault here.
fn dependencies(shell: &Shell) -> Result<()> {
    // As a program: below `cargo run` it takes its own name for a folder.
    run(cmd!(shell, "cargo-machete"))?;
    run(cmd!(
        shell,
        "cargo deny --workspace --locked --log-level error check bans licenses sources"
    ))
}

/// The public API beside that of the commit that the manifest names.
fn public_api(project: &Project, shell: &Shell) -> Result<()> {
    let manifest = fs::read_to_string(project.root.join("Cargo.toml"))?;
    let baseline = metadata(&manifest, "baseline")?;
    let commit = format!("{baseline}^{{commit}}");
    if cmd!(shell, "git cat-file -e {commit}").quiet().ignore_stderr().run().is_err() {
        println!("test: skipped: this clone has no commit {baseline}: git fetch --unshallow");
        return Ok(());
    }
    // Each with its own features: those of the whole workspace exclude each other.
    run(cmd!(shell, "cargo semver-checks --baseline-rev {baseline} -p ams-emulator"))?;
    run(cmd!(
        shell,
        "cargo semver-checks --baseline-rev {baseline} -p job-badge --only-explicit-features --features element"
    ))
}

/// The oldest Rust that `rust-version` promises, for what is published, on both targets.
fn oldest_rust(project: &Project, shell: &Shell) -> Result<()> {
    let manifest = fs::read_to_string(project.root.join("Cargo.toml"))?;
    let document: DocumentMut = manifest.parse()?;
    let oldest = document["workspace"]["package"]["rust-version"].as_str();
    let oldest = oldest.context("the workspace has no rust-version")?;
    let install =
        cmd!(shell, "rustup toolchain install {oldest} --profile minimal --target {WASM}");
    if let Err(problem) = install.quiet().run() {
        println!("test: skipped: Rust {oldest} cannot be installed ({problem})");
        return Ok(());
    }
    // Its own folder: a compiler in turn with another would build everything anew.
    let target = project.target().join("oldest-rust");
    let check = |arguments: &[&str]| {
        run(cmd!(
            shell,
            "rustup run {oldest} cargo check --locked --target-dir {target} {arguments...}"
        ))
    };
    check(&[&PUBLISHED[..], &ELEMENT].concat())?;
    check(&["--lib", "--target", WASM, "-p", "job-badge", ELEMENT[0], ELEMENT[1]])?;
    check(&["--lib", "--target", WASM, "-p", "ams-emulator", "--no-default-features"])
}

/// docs.rs builds with nightly, and with the features that the manifest names for it.
fn docs_rs(project: &Project, shell: &Shell) -> Result<()> {
    let target_dir = project.target().join("docs-rs");
    for target in [&[][..], &["--target", WASM]] {
        run(cmd!(
            shell,
            "cargo doc --no-deps --lib -p job-badge {ELEMENT...} {target...} --target-dir {target_dir}"
        )
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTDOCFLAGS", "--cfg docsrs -D warnings"))?;
    }
    Ok(())
}

/// A text of `[workspace.metadata.public-api]`.
fn metadata(manifest: &str, key: &str) -> Result<String> {
    let document: DocumentMut = manifest.parse()?;
    let found = document.get("workspace").and_then(|item| {
        item.get("metadata")?.get("public-api")?.get(key)?.as_str().map(str::to_owned)
    });
    found.with_context(|| format!("Cargo.toml has no workspace.metadata.public-api.{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_a_whole_commit() {
        let baseline = metadata(include_str!("../../../Cargo.toml"), "baseline").unwrap();
        assert_eq!(baseline.len(), 40);
        assert!(baseline.bytes().all(|sign| sign.is_ascii_hexdigit()));
        assert!(metadata("[workspace]\n", "baseline").is_err());
    }
}
