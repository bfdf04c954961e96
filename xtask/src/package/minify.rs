//! Scripts and style sheets of the package, minified by esbuild, each by itself: nothing is
//! bundled, and what a module exports keeps its names.

use std::path::Path;

use anyhow::Result;
use xshell::{Shell, cmd};

use super::files;
use crate::{place::Place, setup};

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
    let options = ["--minify", "--charset=utf8", "--legal-comments=none", "--target=es2022"];
    // `--format=esm` is refused for style sheets, and without it modules stay modules.
    cmd!(
        shell,
        "{program} {options...} --log-level=warning --allow-overwrite --outdir={dir} --outbase={dir} {files...}"
    )
    .quiet()
    .run()?;
    Ok(())
}
