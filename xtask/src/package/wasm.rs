//! From the crate to an optimised wasm and its JavaScript glue: cargo, wasm-bindgen, wasm-opt.
//! Copies nothing into the package.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::std_along::Std;
use crate::{place::Place, setup};

/// What rustc turns on for wasm32. `--all-features` would let binaryen write a module that no
/// browser loads.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// Rust traps only where it has already failed, and immediate abort is a trap.
/// Inlining a large function into its only caller makes fewer bytes, which compress worse. Control
/// flow that is taken apart and built anew is smaller than what LLVM wrote.
const EFFORT: [&str; 9] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    // Once more for what was folded.
    "--code-folding",
    "--merge-blocks",
    "-Oz",
    "--traps-never-happen",
    "--one-caller-inline-max-function-size=20",
];

/// Where the parts of a build are.
#[derive(Debug)]
pub struct Parts {
    /// What cargo wrote, with the names of all functions.
    pub compiled: PathBuf,
    /// The same without what nothing reaches.
    pub cut: PathBuf,
    /// What wasm-bindgen wrote: glue, wasm and snippets.
    pub bound: PathBuf,
    /// The wasm of the package.
    pub optimized: PathBuf,
}

impl Parts {
    /// wasm-bindgen's wasm, not yet optimised, names still in it.
    pub fn bound_wasm(&self) -> PathBuf {
        self.bound.join("job-badge_bg.wasm")
    }

    /// wasm-bindgen's glue, which `src/element/element.js` imports as `./glue.js`.
    pub fn glue(&self) -> PathBuf {
        self.bound.join("glue.js")
    }

    /// A file that says how std got into the last build.
    pub fn how(&self) -> PathBuf {
        self.optimized.with_file_name("std")
    }
}

/// The places of a build, all in `target/shipped`.
pub fn parts(place: &Place) -> Parts {
    let dir = target_dir(place);
    Parts {
        compiled: dir.join("wasm32-unknown-unknown/shipped/job_badge.wasm"),
        cut: dir.join("wasm32-unknown-unknown/shipped/job_badge_cut.wasm"),
        bound: dir.join("bound"),
        optimized: dir.join("optimized/job-badge_bg.wasm"),
    }
}

/// Compiles the library with the element's exports.
pub fn compile(place: &Place, shell: &Shell, std: &Std) -> Result<()> {
    let target_dir = target_dir(place);
    let features = ["--no-default-features", "--features", "package"];
    let along: &[&str] = match std {
        Std::BuiltAlong => {
            &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]
        }
        Std::Stable => &[],
    };
    let mut command = cmd!(
        shell,
        "cargo rustc --quiet --locked --lib --crate-type cdylib {features...} --profile shipped
         --target wasm32-unknown-unknown --target-dir {target_dir} {along...}"
    )
    .env("CARGO_ENCODED_RUSTFLAGS", flags(place, shell, std)?)
    .env_remove("RUSTFLAGS");
    if *std == Std::BuiltAlong {
        // These flags are for nightly, and this says: the stable compiler may take them too.
        command = command.env("RUSTC_BOOTSTRAP", "1");
    }
    Ok(command.quiet().run()?)
}

/// Compiler flags, joined by cargo's separator. No path of this machine gets into the wasm, so
/// that every folder gives the same bytes.
fn flags(place: &Place, shell: &Shell, std: &Std) -> Result<OsString> {
    let sysroot = cmd!(shell, "rustc --print sysroot").quiet().read()?;
    let cargo_home = place.cargo_bin.parent().context("cargo's folder has no parent")?;
    let mut flags = vec![
        // A quarter of the usual stack, of which a badge needs a few KB: nothing recurses but the
        // reading of JSON, ten deep.
        OsString::from("-Clink-arg=-zstack-size=262144"),
        remap(&Path::new(&sysroot).join("lib/rustlib/src/rust"), "std"),
        remap(&cargo_home.join("registry/src"), "crates"),
        remap(&place.root, "job-badge"),
    ];
    if *std == Std::BuiltAlong {
        flags.extend(
            [
                "-Cpanic=immediate-abort",
                "-Zunstable-options",
                "-Zlocation-detail=none",
                "-Zfmt-debug=none",
            ]
            .map(OsString::from),
        );
    }
    Ok(flags.join("\u{1f}".as_ref()))
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}

/// Writes glue that loads the wasm from beside itself, and nothing on import.
pub fn bind(shell: &Shell, parts: &Parts) -> Result<()> {
    let (bound, cut) = (&parts.bound, &parts.cut);
    if bound.exists() {
        fs::remove_dir_all(bound)?;
    }
    let options = ["--target", "web", "--no-typescript", "--out-name", "job-badge"];
    cmd!(shell, "wasm-bindgen {options...} --out-dir {bound} {cut}").quiet().run()?;
    // The page's module takes the name `job-badge.js`; the wasm keeps its own.
    Ok(fs::rename(bound.join("job-badge.js"), parts.glue())?)
}

/// Writes the wasm that is shipped.
pub fn optimize(place: &Place, shell: &Shell, parts: &Parts) -> Result<()> {
    opt(place, shell, &parts.bound_wasm(), &parts.optimized, &[])
}

/// The same, with the names of functions: what the size report counts.
pub fn optimize_named(place: &Place, shell: &Shell, parts: &Parts) -> Result<PathBuf> {
    let named = parts.optimized.with_file_name("named.wasm");
    opt(place, shell, &parts.bound_wasm(), &named, &["-g"])?;
    Ok(named)
}

fn opt(place: &Place, shell: &Shell, from: &Path, to: &Path, more: &[&str]) -> Result<()> {
    let program = setup::node_program(place, "wasm-opt")?;
    fs::create_dir_all(to.parent().context("no folder to write to")?)?;
    Ok(cmd!(shell, "{program} {EFFORT...} {FEATURES...} {more...} {from} -o {to}").quiet().run()?)
}

fn target_dir(place: &Place) -> PathBuf {
    place.target().join("shipped")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_remapped_as_rustc_reads_it() {
        let flag = remap(Path::new("/home/a/job-badge"), "job-badge");
        assert_eq!(flag, "--remap-path-prefix=/home/a/job-badge=job-badge");
    }
}
