//! The folder that is served: the pages of `tests/bench`, minified as the package is, the package,
//! and beside each file what a server would send of it.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result};
use xshell::Shell;

use crate::{package, place::Place, size};

/// What the package is made of, in the repository.
const SOURCES: [&str; 5] =
    ["src", "static/package", "xtask/src/package", "Cargo.toml", "Cargo.lock"];

/// `target/package`, built anew when a source is younger.
pub fn package(place: &Place, shell: &Shell) -> Result<PathBuf> {
    let folder = package::folder(place);
    // The file that is written last.
    let built = fs::metadata(folder.join("sri.json")).and_then(|file| file.modified()).ok();
    let mut youngest = SystemTime::UNIX_EPOCH;
    for source in SOURCES.map(|source| place.root.join(source)) {
        let files = if source.is_dir() { package::files(&source)? } else { vec![source] };
        for file in files {
            youngest = youngest.max(fs::metadata(&file)?.modified()?);
        }
    }
    if is_stale(built, youngest) {
        package::build(place, shell)?;
    }
    Ok(folder)
}

fn is_stale(built: Option<SystemTime>, youngest: SystemTime) -> bool {
    built.is_none_or(|built| built <= youngest)
}

/// Writes the site below `folder` and returns where it is.
pub fn write(place: &Place, shell: &Shell, package: &Path, folder: &Path) -> Result<PathBuf> {
    let site = folder.join("site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    package::copy_tree(&place.root.join("tests/bench"), &site)?;
    // Before the package comes, which is minified already.
    package::minify(place, shell, &site)?;
    package::copy_tree(package, &site.join("package"))
        .with_context(|| format!("no package in {}", package.display()))?;
    for file in package::files(&site)? {
        let name = file.to_string_lossy().into_owned();
        if [".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end)) {
            fs::write(format!("{name}.br"), size::brotli(&fs::read(&file)?)?)?;
        }
    }
    Ok(site)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_package_is_stale_when_a_source_is_not_older() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let check = |built: Option<u64>, youngest, expected| {
            assert_eq!(is_stale(built.map(at), at(youngest)), expected);
        };
        check(None, 1, true);
        check(Some(5), 9, true);
        check(Some(5), 5, true);
        check(Some(9), 5, false);
    }
}
