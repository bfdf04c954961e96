//! From the crate to optimised wasms and their JavaScript glue: cargo, wasm-bindgen, wasm-opt.
//! Copies nothing into the package.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::{
    files, glue,
    split::{self, PARTS},
    std_along::Std,
};
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
const EFFORT: [&str; 12] = [
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
    // Nothing that is pointed at lies below address 1,024: there is the deep end of the stack, which
    // a badge is a quarter of a megabyte away from.
    "--low-memory-unused",
    // Who made it, for which engines: no browser asks.
    "--strip-producers",
    "--strip-target-features",
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
    /// The core and the parts, under the names of [`names`].
    pub split: PathBuf,
    /// The same as the package has them.
    pub optimized: PathBuf,
}

/// The core's file.
pub const CORE: &str = "job-badge_bg.wasm";

/// The package's wasms: the core, then its parts.
pub fn names() -> Vec<String> {
    let parts = PARTS.iter().map(|part| format!("parts/{}.wasm", part.name));
    [CORE.to_owned()].into_iter().chain(parts).collect()
}

impl Parts {
    /// wasm-bindgen's glue, which the scripts of `src/element/` import as `./glue.js`.
    pub fn glue(&self) -> PathBuf {
        self.bound.join("glue.js")
    }

    /// A file that says how std got into the last build.
    pub fn how(&self) -> PathBuf {
        self.optimized.join("std")
    }
}

/// The places of a build, all in `target/shipped`.
pub fn parts(place: &Place) -> Parts {
    let dir = target_dir(place);
    Parts {
        compiled: dir.join("wasm32-unknown-unknown/shipped/job_badge.wasm"),
        cut: dir.join("wasm32-unknown-unknown/shipped/job_badge_cut.wasm"),
        bound: dir.join("bound"),
        split: dir.join("split"),
        optimized: dir.join("optimized"),
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
    let command = cmd!(
        shell,
        "cargo rustc --quiet --locked --lib --crate-type cdylib {features...} --profile shipped
         --target wasm32-unknown-unknown --target-dir {target_dir} {along...}"
    )
    .env("CARGO_ENCODED_RUSTFLAGS", flags(place, shell, std)?)
    .env_remove("RUSTFLAGS");
    // Some of these flags are for nightly, and this says: the stable compiler may take them too.
    Ok(command.env("RUSTC_BOOTSTRAP", "1").quiet().run()?)
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
        // Functions that look alike keep their names, by which they are split. wasm-opt makes them
        // one.
        OsString::from("-Zmerge-functions=disabled"),
        OsString::from("-Zlocation-detail=none"),
        OsString::from("-Zfmt-debug=none"),
    ];
    if *std == Std::BuiltAlong {
        flags.extend(["-Cpanic=immediate-abort", "-Zunstable-options"].map(OsString::from));
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
    let options =
        ["--target", "web", "--no-typescript", "--no-demangle", "--out-name", "job-badge"];
    cmd!(shell, "wasm-bindgen {options...} --out-dir {bound} {cut}").quiet().run()?;
    // The page's module takes the name `job-badge.js`; the wasm keeps its own.
    let glue = fs::read_to_string(bound.join("job-badge.js"))?;
    fs::write(parts.glue(), glue::trim(&glue)?)?;
    Ok(fs::remove_file(bound.join("job-badge.js"))?)
}

/// Splits what wasm-bindgen wrote into the core and its parts.
pub fn split(parts: &Parts) -> Result<()> {
    let split = split::split(&fs::read(parts.bound.join(CORE))?, &PARTS)?;
    fs::create_dir_all(&parts.split)?;
    let wasms = [split.core].into_iter().chain(split.parts);
    names()
        .iter()
        .zip(wasms)
        .try_for_each(|(name, wasm)| files::write(&parts.split.join(name), &wasm))
}

/// Writes the wasms that are shipped.
pub fn optimize(place: &Place, shell: &Shell, parts: &Parts) -> Result<()> {
    names().iter().try_for_each(|name| {
        opt(place, shell, &parts.split.join(name), &parts.optimized.join(name), &[])
    })
}

/// The same, with the names of functions: what the size report counts.
pub fn optimize_named(place: &Place, shell: &Shell, parts: &Parts) -> Result<PathBuf> {
    let named = parts.optimized.join("named.wasm");
    opt(place, shell, &parts.split.join(CORE), &named, &["-g"])?;
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
