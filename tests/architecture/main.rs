//! The rules of docs/architecture.md that can be read off the source: who may import whom, no
//! circles between the files of a room, where a token is exposed, and what is in no Cargo.toml.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod features;
mod imports;
mod rooms;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use imports::Imports;

/// The text of each Rust file of a folder, by its path in it with `/` between the parts.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                sources.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    sources
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn rooms_import_in_one_direction() {
    let imports = Imports::of(&sources(&root().join("src")));
    let against = rooms::against_the_order(&imports);
    assert!(against.is_empty(), "against the order of the rooms:\n{}", against.join("\n"));
}

#[test]
fn no_two_files_of_a_room_import_each_other() {
    let imports = Imports::of(&sources(&root().join("src")));
    // Else it would pass because it sees nothing.
    assert!(imports.count() > 200, "only {} imports were found", imports.count());
    let circles = rooms::circles(&imports);
    assert!(circles.is_empty(), "files that import each other:\n{}", circles.join("\n"));
}

#[test]
fn a_token_is_exposed_where_its_header_is_set_and_where_its_digest_is_made() {
    let exposing: Vec<_> = sources(&root().join("src"))
        .into_iter()
        .flat_map(|(file, text)| vec![file; text.matches(".expose()").count()])
        .filter(|file| !file.starts_with("provider/"))
        .collect();
    assert_eq!(exposing.len(), 2, "{exposing:?}");
    assert!(exposing.iter().all(|file| file.starts_with("browser/")), "{exposing:?}");
}

#[test]
fn nothing_of_ours_rewrites_wasm() {
    for manifest in ["Cargo.toml", "xtask/Cargo.toml", "tests/e2e/Cargo.toml"] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        for tool in ["walrus", "wasm-encoder", "rustc-demangle"] {
            assert!(!text.contains(&format!("\n{tool} =")), "{manifest} names {tool}");
        }
    }
}

#[test]
fn the_library_starts_nothing_by_itself() {
    for (file, text) in sources(&root().join("src")) {
        assert!(!text.contains("wasm_bindgen(start)"), "{file} runs in every app that links it");
    }
}
