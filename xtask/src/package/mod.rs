//! `cargo xtask package`: the npm package in `target/package/`. The wasm and its glue come from
//! `wasm`; everything else is copied from `static/package/`.

mod cut;
mod files;
mod glue;
mod integrity;
mod leftovers;
mod minify;
mod order;
mod short_names;
mod split;
mod std_along;
mod wasm;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use xshell::Shell;

pub use self::{
    files::{contents, copy_tree, files},
    minify::all as minify,
};
use self::{std_along::Std, wasm::Parts};
use crate::{place::Place, setup, step::step};

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
pub fn run(place: &Place, options: &Options) -> Result<()> {
    setup::ensure(place, setup::PACKAGE)?;
    let shell = place.shell()?;
    let std = if options.stable_std { Std::Stable } else { std_along::find(&shell)? };
    build_with(place, &shell, std)
}

/// `target/package`.
pub fn folder(place: &Place) -> PathBuf {
    place.target().join("package")
}

/// The package's wasm with the names of its functions, for the size report.
pub fn named_wasm(place: &Place, shell: &Shell) -> Result<PathBuf> {
    wasm::optimize_named(place, shell, &wasm::parts(place))
}

/// How std got into the last build: `built along` or `stable`.
pub fn std_of_last_build(place: &Place) -> Result<String> {
    fs::read_to_string(wasm::parts(place).how()).context("run `cargo xtask package` first")
}

/// Builds the package anew. Set-up is the caller's.
pub fn build(place: &Place, shell: &Shell) -> Result<()> {
    build_with(place, shell, std_along::find(shell)?)
}

fn build_with(place: &Place, shell: &Shell, std: Std) -> Result<()> {
    println!("package: std is {}", std.words());
    let parts = wasm::parts(place);
    step("package", "compile", || wasm::compile(place, shell, &std))?;
    step("package", "cut", || {
        let compiled = fs::read(&parts.compiled)?;
        Ok(fs::write(&parts.cut, cut::error_words(&compiled, std)?)?)
    })?;
    step("package", "wasm-bindgen", || wasm::bind(shell, &parts))?;
    step("package", "split", || wasm::split(&parts))?;
    step("package", "wasm-opt", || wasm::optimize(place, shell, &parts))?;
    step("package", "write", || write(place, shell, &parts, &std))
}

fn write(place: &Place, shell: &Shell, parts: &Parts, std: &Std) -> Result<()> {
    let out = folder(place);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let glue = fs::read_to_string(parts.glue())?;
    let names = wasm::names();
    let wasms = names.iter().map(|name| fs::read(parts.optimized.join(name)));
    let wasms = wasms.collect::<Result<Vec<_>, _>>()?;
    let (wasms, glue) = short_names::shorten(&wasms, &glue)?;
    for (name, wasm) in names.iter().zip(wasms) {
        files::write(&out.join(name), &order::alike(&wasm)?)?;
    }
    fs::write(parts.glue(), glue)?;
    files::copy_tree(&place.root.join("static/package"), &out)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(place.root.join(licence), out.join(licence))?;
    }
    files::set_version(&out.join("package.json"))?;
    minify::all(place, shell, &out)?;
    minify::element(place, shell, parts, &out)?;
    let contents = contents(&out)?;
    refuse_emulator(contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
    fs::write(out.join("sri.json"), integrity::list(&contents)?)?;
    fs::write(parts.how(), std.key()).context("cannot note how std was built")?;
    println!("package: {} files in {}", contents.len() + 1, out.display());
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
