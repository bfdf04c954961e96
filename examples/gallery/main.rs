//! Writes the gallery: every state and freshness in every density, drawn by the same view code as
//! the badge, with fixed data. `cargo xtask gallery` runs it; the end-to-end tests look at it.
//!
//! `cargo run --example gallery -- FOLDER` makes the folder anew. The pages work under the strict
//! policy: style and script are files beside them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a page for developers may fail loudly"
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "../../tests/cells/mod.rs"]
mod cells;
#[cfg(not(target_arch = "wasm32"))]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod words_file;

#[cfg(not(target_arch = "wasm32"))]
#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    use std::{fs, path::PathBuf};

    let folder: PathBuf = std::env::args_os().nth(1).unwrap_or("target/gallery".into()).into();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let sheet = include_str!("../../src/ui/badge.css");
    fs::write(folder.join("badge.css"), sheet)?;
    // What a printer gets, on the screen: no engine shows it to a test by itself.
    let (start, printed) = ("@media print {", "@media all {");
    assert!(sheet.contains(start), "the sheet says nothing about print");
    fs::write(folder.join("badge-printed.css"), sheet.replace(start, printed))?;
    fs::write(folder.join("gallery.css"), include_str!("gallery.css"))?;
    fs::write(folder.join("gallery.js"), include_str!("gallery.js"))?;
    // Drawn by the package's own script, which lies in the folder beside this one.
    fs::write(folder.join("summary.html"), include_str!("summary.html"))?;
    fs::write(folder.join("summary-badges.js"), include_str!("summary-badges.js"))?;
    let languages = words_file::all(&PathBuf::from("static/package/words"))?;
    for page in page::all(languages) {
        fs::write(folder.join(format!("{}.html", page.name)), page.markup().await)?;
        println!("gallery: {}.html", page.name);
    }
    Ok(())
}
