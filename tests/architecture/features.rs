//! The crate's page has a paragraph for each of its features.

use std::{collections::BTreeSet, fs, process::Command};

use serde_json::Value;

/// `- **name**` with the name as code.
fn described(page: &str) -> BTreeSet<String> {
    let items = page.lines().filter_map(|line| line.strip_prefix("//! - **`"));
    items.map(|item| item.split('`').next().unwrap().to_owned()).collect()
}

fn declared() -> BTreeSet<String> {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(super::root()).output();
    let metadata: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == env!("CARGO_PKG_NAME"));
    let features = package.unwrap()["features"].as_object().unwrap();
    features.keys().filter(|name| *name != "default").cloned().collect()
}

#[test]
fn every_feature_is_described_on_the_crates_page() {
    let page = fs::read_to_string(super::root().join("src/lib.rs")).unwrap();
    assert_eq!(described(&page), declared());
}

#[test]
fn the_crates_page_says_the_oldest_rust() {
    let page = fs::read_to_string(super::root().join("src/lib.rs")).unwrap();
    let sentence = format!("The oldest Rust that builds it is {}.", env!("CARGO_PKG_RUST_VERSION"));
    assert!(page.contains(&sentence), "{sentence}");
}
