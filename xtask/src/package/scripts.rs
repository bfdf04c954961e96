//! The package's scripts and style sheets, minified by esbuild. The element's class, its loading
//! and the glue become one module, which saves a page requests; every other file stays by itself.

use std::{ffi::OsString, path::Path};

use anyhow::Result;
use xshell::{Shell, cmd};

use super::files;
use crate::{project::Project, setup};

const OPTIONS: [&str; 5] = [
    "--minify",
    "--charset=utf8",
    "--legal-comments=none",
    "--target=es2022",
    "--log-level=warning",
];

/// Writes the class of `src/element/element.js`, with all that it imports inside. `glue` is what
/// the scripts import under that name.
pub fn bundle(project: &Project, shell: &Shell, glue: &Path, output: &Path) -> Result<()> {
    let esbuild = setup::node_program(project, "esbuild")?;
    let entry = project.root.join("src/element/element.js");
    let version = format!("--define:VERSION=\"{}\"", env!("CARGO_PKG_VERSION"));
    let mut alias = OsString::from("--alias:glue=");
    alias.push(glue);
    // Words are loaded when a page's language wants them, from files of their own.
    let bundle = ["--bundle", "--format=esm", "--external:./words/*", "--external:./providers/*"];
    cmd!(shell, "{esbuild} {OPTIONS...} {bundle...} {version} {alias} --outfile={output} {entry}")
        .quiet()
        .run()?;
    Ok(())
}

/// Writes the summary's class, of `src/element/summary/summary.js`, with its style sheet inside. The
/// badge's class it imports from beside it, so that a page has that once.
pub fn bundle_summary(project: &Project, shell: &Shell, output: &Path) -> Result<()> {
    let esbuild = setup::node_program(project, "esbuild")?;
    let folder = project.root.join("src/element/summary");
    let style_sheet = project.target().join("shipped/summary.css");
    minify_one(project, shell, &folder.join("summary.css"), &style_sheet)?;
    let entry = folder.join("summary.js");
    let version = format!("--define:VERSION=\"{}\"", env!("CARGO_PKG_VERSION"));
    let mut alias = OsString::from("--alias:summary.css=");
    alias.push(style_sheet);
    // With a star a path is taken as it is written, not as a file of the source's folder.
    let bundle = [
        "--bundle",
        "--format=esm",
        "--loader:.css=text",
        "--external:./summary/*",
        "--external:./job-badge.*",
    ];
    cmd!(shell, "{esbuild} {OPTIONS...} {bundle...} {version} {alias} --outfile={output} {entry}")
        .quiet()
        .run()?;
    Ok(())
}

/// Minifies one file into another.
pub fn minify_one(project: &Project, shell: &Shell, input: &Path, output: &Path) -> Result<()> {
    let esbuild = setup::node_program(project, "esbuild")?;
    cmd!(shell, "{esbuild} {OPTIONS...} --outfile={output} {input}").quiet().run()?;
    Ok(())
}

/// Minifies every `.js` and `.css` below a folder in place.
pub fn minify(project: &Project, shell: &Shell, dir: &Path) -> Result<()> {
    let esbuild = setup::node_program(project, "esbuild")?;
    let mut files = files::files(dir)?;
    files.retain(|file| file.extension().is_some_and(|end| end == "js" || end == "css"));
    if files.is_empty() {
        return Ok(());
    }
    // `--format=esm` is refused for style sheets, and without it modules stay modules.
    cmd!(
        shell,
        "{esbuild} {OPTIONS...} --allow-overwrite --outdir={dir} --outbase={dir} {files...}"
    )
    .quiet()
    .run()?;
    Ok(())
}
