//! std for `wasm32-unknown-unknown`, built once from Debian's sources and put into the sysroot of
//! Debian's compiler. Debian ships no such std for this compiler.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use super::debian::RUSTC;
use crate::place::Place;

const CARGO: &str = "/usr/bin/cargo";
const CRATES: &str = "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test";
/// The throw-away package whose dependency on std makes cargo build it.
const MANIFEST: &str =
    "[workspace]\n[package]\nname = \"throwaway\"\nversion = \"0.0.0\"\nedition = \"2021\"\n";
/// Beside the libraries: what `rustc -vV` said when they were built.
const STAMP: &str = "job-badge-built-with";

/// Whether a std that we built stands beside another version of the compiler.
pub fn is_stale(shell: &Shell) -> bool {
    let Ok(folder) = target_folder(shell) else { return false };
    let Ok(stamp) = fs::read_to_string(folder.join(STAMP)) else { return false };
    compiler(shell).is_ok_and(|now| now != stamp)
}

/// Builds std (a minute or two) and puts it into the compiler's sysroot in one move.
pub fn build(place: &Place, shell: &Shell) -> Result<()> {
    let dir = place.cached("std-build")?;
    fs::create_dir_all(dir.join("src"))?;
    fs::write(dir.join("Cargo.toml"), MANIFEST)?;
    fs::write(dir.join("src/lib.rs"), "")?;
    println!("setup: building std for wasm32-unknown-unknown from Debian's sources");
    {
        let _in_dir = shell.push_dir(&dir);
        cmd!(shell, "{CARGO} build --quiet --release --target wasm32-unknown-unknown {CRATES}")
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            // Fat LTO of the badge needs std's bitcode.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .quiet()
            .run()?;
    }
    let built = libraries(&dir.join("target/wasm32-unknown-unknown/release/deps"))?;
    ensure!(built.len() > 10, "std came out incomplete: {} libraries", built.len());
    put_in_place(&built, &target_folder(shell)?, &compiler(shell)?)?;
    fs::remove_dir_all(&dir).context("cannot remove the build folder")
}

/// The libraries of std in a `deps` folder.
fn libraries(deps: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(deps)? {
        let path = entry?.path();
        let is_library = path.extension().is_some_and(|extension| extension == "rlib");
        let is_ours = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with("libthrowaway-"));
        if is_library && !is_ours {
            found.push(path);
        }
    }
    Ok(found)
}

/// Fills a folder beside the final one, then swaps them, so that a build that runs meanwhile
/// never sees half a std.
fn put_in_place(built: &[PathBuf], folder: &Path, stamp: &str) -> Result<()> {
    let fresh = folder.with_extension("new");
    let old = folder.with_extension("old");
    for leftover in [&fresh, &old] {
        if leftover.exists() {
            fs::remove_dir_all(leftover)?;
        }
    }
    let lib = fresh.join("lib");
    fs::create_dir_all(&lib).with_context(|| format!("cannot write to {}", fresh.display()))?;
    for library in built {
        let name = library.file_name().context("a library without a name")?;
        fs::copy(library, lib.join(name))?;
    }
    fs::write(fresh.join(STAMP), stamp)?;
    if folder.exists() {
        fs::rename(folder, &old)?;
    }
    fs::rename(&fresh, folder)?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}

fn target_folder(shell: &Shell) -> Result<PathBuf> {
    let sysroot = cmd!(shell, "{RUSTC} --print sysroot").quiet().ignore_stderr().read()?;
    Ok(Path::new(&sysroot).join("lib/rustlib/wasm32-unknown-unknown"))
}

fn compiler(shell: &Shell) -> Result<String> {
    Ok(cmd!(shell, "{RUSTC} --version --verbose").quiet().ignore_stderr().read()?)
}
