//! `cargo xtask package`: the npm package in `target/package/`. Standard tools make the wasm and
//! the scripts, and nothing of ours changes what they write; everything else is copied from
//! `static/package/`.

mod files;
mod integrity;
mod scripts;
mod std_library;
mod wasm;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use xshell::Shell;

pub use self::{
    files::{contents, copy_tree, files},
    scripts::minify,
};
use self::{std_library::Std, wasm::Build};
use crate::{notices, project::Project, setup, step::step};

/// What `cargo xtask package` takes.
#[derive(Args)]
pub struct Options {
    /// Takes the compiler's own std, as where its sources are missing.
    #[arg(long)]
    stable_std: bool,
}

/// Words that only the emulator has. It must never be shipped.
const EMULATOR_WORDS: [&str; 3] = ["_emulator", "ams-emulator", "ams_emulator"];

/// Runs `cargo xtask package`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, setup::PACKAGE)?;
    let shell = project.shell()?;
    let std = if options.stable_std { Std::Stable } else { std_library::find(&shell)? };
    build_with(project, &shell, std)
}

/// `target/package`.
pub fn folder(project: &Project) -> PathBuf {
    project.target().join("package")
}

/// The package's wasm with the names of its functions, for the size report.
pub fn named_wasm(project: &Project, shell: &Shell) -> Result<PathBuf> {
    let named = project.target().join("shipped/named.wasm");
    Build::of(project).optimize(project, shell, &["-g"], &named)?;
    Ok(named)
}

/// Which std is in the last build: `built along` or `stable`.
pub fn std_of_last_build(project: &Project) -> Result<String> {
    fs::read_to_string(Build::of(project).std()).context("run `cargo xtask package` first")
}

/// Builds the package anew. Set-up is the caller's.
pub fn build(project: &Project, shell: &Shell) -> Result<()> {
    build_with(project, shell, std_library::find(shell)?)
}

fn build_with(project: &Project, shell: &Shell, std: Std) -> Result<()> {
    println!("package: std is {}", std.description());
    let build = Build::of(project);
    step("package", "compile", || build.compile(project, shell, std))?;
    step("package", "wasm-bindgen", || build.bind(shell))?;
    let out = folder(project);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    files::copy_tree(&project.root.join("static/package"), &out)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(project.root.join(licence), out.join(licence))?;
    }
    write_descriptions(project, &out.join("providers"))?;
    files::set_version(&out.join("package.json"))?;
    notices::set_version(&out.join(notices::BILL))?;
    step("package", "wasm-opt", || {
        build.optimize(project, shell, &[], &out.join("job-badge_bg.wasm"))
    })?;
    step("package", "esbuild", || {
        scripts::minify(project, shell, &out)?;
        scripts::bundle(project, shell, &build.glue(), &out.join("job-badge.js"))?;
        scripts::bundle_summary(project, shell, &out.join("summary.js"))
    })?;
    let contents = contents(&out)?;
    refuse_emulator(contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
    fs::write(out.join("sri.json"), integrity::list(&contents)?)?;
    fs::write(build.std(), std.key()).context("cannot note which std was built")?;
    println!("package: {} files in {}", contents.len() + 1, out.display());
    Ok(())
}

/// Writes each shipped description as a JavaScript module, since a page's import takes JSON in no
/// browser but the newest.
fn write_descriptions(project: &Project, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    let from = project.root.join("src/provider/described/catalog");
    for file in
        files(&from)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "json"))
    {
        let description: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file)?)
            .with_context(|| format!("{} is not JSON", file.display()))?;
        let name = file.file_stem().context("a file without a name")?.to_string_lossy();
        fs::write(out.join(format!("{name}.js")), format!("export default {description};\n"))?;
    }
    Ok(())
}

/// Fails when a file holds a word of the emulator's.
fn refuse_emulator<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<()> {
    for (name, bytes) in files {
        for word in EMULATOR_WORDS {
            // The README tells people how to start it; nothing that runs may know it.
            let is_prose = name.ends_with(".md");
            if !is_prose && bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                bail!("{name} holds `{word}`: the emulator has got into the package");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_emulator_is_kept_out() {
        let check = |name, bytes: &[u8], passes| {
            assert_eq!(refuse_emulator([(name, bytes)].into_iter()).is_ok(), passes, "{name}");
        };
        check("job-badge_bg.wasm", b"\0asm\x01 POST /_emulator/jobs \xff", false);
        check("job-badge.js", b"import 'ams-emulator'", false);
        check("job-badge_bg.wasm", b"\0asm\x01 Jobs()?$filter= \xff", true);
        check("README.md", b"cargo run -p ams-emulator", true);
    }
}
