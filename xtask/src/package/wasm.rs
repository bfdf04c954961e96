//! Makes the package's wasm and its JavaScript glue of the crate: cargo, wasm-bindgen, wasm-opt.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::{scripts, std_library::Std};
use crate::{project::Project, setup};

/// For the last compilation, which optimizes all crates together. LLVM's own threshold for the
/// smallest code is 5: fewer bytes, but what is small and repeated compresses better than calls.
const INLINING: &str = "-Cllvm-args=-inline-threshold=15";
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
const OPTIMIZATIONS: [&str; 14] = [
    // Control flow that is taken apart and built anew is smaller than what LLVM wrote.
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    // Once more for what was folded.
    "--code-folding",
    "--merge-blocks",
    "-Oz",
    // Inlining a large function into its only caller makes fewer bytes, which compress worse.
    "--one-caller-inline-max-function-size=20",
    // A function this short is no larger than a call, or hardly.
    "--always-inline-max-function-size=4",
    // Functions of one module stand together, which compresses better.
    "--reorder-functions-by-name",
    // Rust traps only where it has already failed, and immediate abort is a trap.
    "--traps-never-happen",
    // Nothing that is pointed at lies below address 1,024: there is the deep end of the stack.
    "--low-memory-unused",
    // Who made it, for which engines: no browser asks.
    "--strip-producers",
    "--strip-target-features",
];

/// Where the steps of a build leave their files, all in `target/shipped`.
#[derive(Debug)]
pub struct Build {
    target_dir: PathBuf,
}

impl Build {
    /// The build of this project.
    pub fn of(project: &Project) -> Self {
        Self { target_dir: project.target().join("shipped") }
    }

    fn compiled(&self) -> PathBuf {
        self.target_dir.join("wasm32-unknown-unknown/shipped/job_badge.wasm")
    }

    fn bound(&self) -> PathBuf {
        self.target_dir.join("bound")
    }

    /// The JavaScript that wasm-bindgen wrote.
    pub fn glue(&self) -> PathBuf {
        self.bound().join("glue.js")
    }

    /// A file that says which std is in the last build.
    pub fn std(&self) -> PathBuf {
        self.target_dir.join("std")
    }

    /// Compiles the library with the element's exports.
    pub fn compile(&self, project: &Project, shell: &Shell, std: Std) -> Result<()> {
        let target_dir = &self.target_dir;
        let features = ["--no-default-features", "--features", "package"];
        let with_std: &[&str] = match std {
            Std::BuiltAlong => {
                &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]
            }
            Std::Stable => &[],
        };
        let style_sheet = self.target_dir.join("badge.css");
        scripts::minify_one(project, shell, &project.root.join("src/ui/badge.css"), &style_sheet)?;
        let command = cmd!(
            shell,
            "cargo rustc --quiet --locked --lib --crate-type cdylib {features...} --profile shipped
             --target wasm32-unknown-unknown --target-dir {target_dir} {with_std...}
             -- {INLINING}"
        )
        .env("CARGO_ENCODED_RUSTFLAGS", rustc_flags(project, shell, std)?)
        .env_remove("RUSTFLAGS")
        .env("JOB_BADGE_STYLE_SHEET", style_sheet);
        // Lets the stable compiler take the flags that begin with -Z.
        Ok(command.env("RUSTC_BOOTSTRAP", "1").quiet().run()?)
    }

    /// Writes the glue, which does nothing on import, and the wasm beside it.
    pub fn bind(&self, shell: &Shell) -> Result<()> {
        let (compiled, bound) = (self.compiled(), self.bound());
        if bound.exists() {
            fs::remove_dir_all(&bound)?;
        }
        let options = [
            "--target=web",
            "--no-typescript",
            // `loading.js` says where the wasm is.
            "--omit-default-module-path",
            // A browser that takes our wasm has `TextEncoder.encodeInto`.
            "--encode-into=always",
            "--out-name=glue",
        ];
        Ok(cmd!(shell, "wasm-bindgen {options...} --out-dir {bound} {compiled}").quiet().run()?)
    }

    /// Writes the wasm that is shipped. With `-g` among the options it keeps the names of its
    /// functions.
    pub fn optimize(
        &self,
        project: &Project,
        shell: &Shell,
        options: &[&str],
        output: &Path,
    ) -> Result<()> {
        let wasm_opt = setup::node_program(project, "wasm-opt")?;
        let bound = self.bound().join("glue_bg.wasm");
        let all = [&FEATURES[..], &OPTIMIZATIONS[..], options].concat();
        Ok(cmd!(shell, "{wasm_opt} {all...} {bound} -o {output}").quiet().run()?)
    }
}

/// Compiler flags, joined by cargo's separator. No path of this machine gets into the wasm, so
/// that every folder gives the same bytes.
fn rustc_flags(project: &Project, shell: &Shell, std: Std) -> Result<OsString> {
    let sysroot = cmd!(shell, "rustc --print sysroot").quiet().read()?;
    let cargo_home = project.cargo_bin.parent().context("cargo's folder has no parent")?;
    let mut flags = vec![
        // A quarter of the usual stack, of which a badge needs a few KB: nothing recurses but the
        // reading of JSON, ten deep.
        OsString::from("-Clink-arg=-zstack-size=262144"),
        remap(&Path::new(&sysroot).join("lib/rustlib/src/rust"), "std"),
        remap(&cargo_home.join("registry/src"), "crates"),
        remap(&project.root, "job-badge"),
        OsString::from("-Zlocation-detail=none"),
        OsString::from("-Zfmt-debug=none"),
    ];
    if std == Std::BuiltAlong {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_remapped_as_rustc_reads_it() {
        let flag = remap(Path::new("/home/a/job-badge"), "job-badge");
        assert_eq!(flag, "--remap-path-prefix=/home/a/job-badge=job-badge");
    }
}
