//! The folder that is served: the pages of `tests/bench`, minified as the package is, and the
//! package; with a brotli file beside each, as servers send them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::Shell;

use crate::{package, project::Project, size};

/// Writes the site below `folder` and returns where it is.
pub fn write(project: &Project, shell: &Shell, package: &Path, folder: &Path) -> Result<PathBuf> {
    let site = folder.join("site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    package::copy_tree(&project.root.join("tests/bench"), &site)?;
    // Before the package is copied, which is minified already.
    package::minify(project, shell, &site)?;
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
