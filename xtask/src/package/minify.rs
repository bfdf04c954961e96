//! Scripts and style sheets of the package, minified by esbuild. The element's class and its glue
//! become one module, which saves a page one request; every other file stays by itself. What a
//! module exports keeps its names.

use std::{fs, path::Path};

use anyhow::Result;
use xshell::{Shell, cmd};

use super::{files, wasm::Parts};
use crate::{place::Place, setup};

const OPTIONS: [&str; 5] = [
    "--minify",
    "--charset=utf8",
    "--legal-comments=none",
    "--target=es2022",
    "--log-level=warning",
];

/// Writes `job-badge.js`: the class of `element.js` with all that it imports inside.
pub fn element(place: &Place, shell: &Shell, parts: &Parts, out: &Path) -> Result<()> {
    let program = setup::node_program(place, "esbuild")?;
    let source = fs::read_to_string(place.root.join("src/element/element.js"))?;
    let entry = parts.bound.join("element.js");
    fs::write(&entry, source.replace("__VERSION__", env!("CARGO_PKG_VERSION")))?;
    for script in ["early.js", "loading.js"] {
        fs::copy(place.root.join("src/element").join(script), parts.bound.join(script))?;
    }
    let file = out.join("job-badge.js");
    // Words are loaded when a page's language wants them, from files of their own.
    let bundle = ["--bundle", "--format=esm", "--external:./words/*"];
    cmd!(shell, "{program} {OPTIONS...} {bundle...} --outfile={file} {entry}").quiet().run()?;
    Ok(())
}

/// Minifies every `.js` and `.css` below a folder in place.
pub fn all(place: &Place, shell: &Shell, dir: &Path) -> Result<()> {
    let program = setup::node_program(place, "esbuild")?;
    let wanted = |file: &&std::path::PathBuf| {
        file.extension().is_some_and(|end| end == "js" || end == "css")
    };
    let files = files::files(dir)?;
    let files = files.iter().filter(wanted).collect::<Vec<_>>();
    if files.is_empty() {
        return Ok(());
    }
    // `--format=esm` is refused for style sheets, and without it modules stay modules.
    cmd!(
        shell,
        "{program} {OPTIONS...} --allow-overwrite --outdir={dir} --outbase={dir} {files...}"
    )
    .quiet()
    .run()?;
    Ok(())
}
