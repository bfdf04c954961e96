//! What the guide shows is true: its descriptions are read by the parser, its answers by the reader, its
//! markup has attributes that there are, and its list of chapters is whole. Its JavaScript, its commands
//! and its links are looked at by xtask, its Rust by the tests of the documentation.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use job_badge::provider::{Api, Description, described::catalog};
use regex::Regex;
use serde_json::{Deserializer, Value, json};

#[path = "readings/mod.rs"]
mod readings;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Each chapter by its path in `docs/`, with its text.
fn chapters() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["", "providers/"] {
        for entry in fs::read_dir(docs().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                let path = format!("{folder}{name}");
                let text = fs::read_to_string(docs().join(&path)).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = Regex::new(&format!("(?s)(?:^|\n)```{language}\n(.*?)\n```")).unwrap();
    fence.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

#[test]
fn descriptions_are_read_by_the_parser() {
    let (mut whole, mut parts) = (0, 0);
    let text = fs::read_to_string(docs().join("describing-an-api.md")).unwrap();
    for block in blocks(&text, "json") {
        // A part of a description stands in one here.
        let rules = serde_json::from_str::<Value>(&block).ok().filter(Value::is_array);
        let description = if let Some(rules) = rules {
            json!({ "version": 1, "get": "{job}", "state": rules }).to_string()
        } else if block.starts_with('"') {
            let frame =
                r#"{ "version": 1, "job": "{dag}/{run}", "get": "dags/{dag}/dagRuns/{run}","#;
            let state = r#""state": [{ "at": "/state", "means": { "running": "*" } }],"#;
            [frame, state, &block, "}"].concat()
        } else {
            whole += 1;
            block.clone()
        };
        parts += 1;
        let read = Description::read("guide", &mut Deserializer::from_str(&description));
        assert!(read.is_ok(), "{:?}\n{block}", read.err());
    }
    assert!(parts >= 3 && whole >= 1, "{parts} blocks, {whole} whole");
}

/// What the badge reads of an answer, without a description.
fn read(answer: &str) -> String {
    readings::read(&Api::Json, &readings::job("42"), 200, answer)
}

#[test]
fn answers_are_read_without_a_description() {
    let mut count = 0;
    for chapter in ["embed.md", "your-own-backend.md", "testing.md"] {
        for block in blocks(&fs::read_to_string(docs().join(chapter)).unwrap(), "json") {
            let said = read(&block);
            assert!(said.starts_with("running") || said.starts_with("failed"), "{chapter}: {said}");
            count += 1;
        }
    }
    assert!(count >= 3, "{count}");
}

#[test]
fn the_jobs_of_the_living_badges_are_read() {
    let check = |job: &str, state: &str| {
        let said = read(&fs::read_to_string(docs().join("demo/jobs").join(job)).unwrap());
        assert!(said.starts_with(state), "{job}: {said}");
    };
    check("42.json", "running");
    check("43.json", "succeeded");
    check("44.json", "failed");
    check("45.json", "queued");
    check("46.json", "running");
    check("47.json", "blocked");
}

#[test]
fn markup_has_attributes_and_providers_that_there_are() {
    let tag = Regex::new(r"(?s)<(job-badge(?:-summary)?)\b([^>]*)>").unwrap();
    let attribute = Regex::new(r#"([a-zA-Z-]+)(?:="([^"]*)")?"#).unwrap();
    let manifest = include_str!("../static/package/custom-elements.json");
    let manifest: Value = serde_json::from_str(manifest).unwrap();
    let modules = manifest["modules"].as_array().unwrap();
    let elements: BTreeMap<_, _> = modules
        .iter()
        .filter_map(|module| module["declarations"].as_array())
        .flatten()
        .filter_map(|element| {
            let attributes = element["attributes"].as_array()?;
            let names = attributes.iter().filter_map(|it| it["name"].as_str()).collect::<Vec<_>>();
            Some((element["tagName"].as_str()?, names))
        })
        .collect();
    let mut count = 0;
    for (path, text) in chapters() {
        let text =
            [blocks(&text, "html").concat(), text.split("```").step_by(2).collect()].concat();
        for found in tag.captures_iter(&text) {
            let known = &elements[&found[1]];
            for found in attribute.captures_iter(&found[2]) {
                let name = &found[1];
                let fine = known.contains(&name) || ["class", "id"].contains(&name);
                assert!(fine, "{path}: {name}");
                let value = found.get(2).map(|value| value.as_str());
                let shipped = |name: &str| catalog::ALL.iter().any(|(shipped, _)| *shipped == name);
                let provider = value.filter(|_| name == "provider");
                let told = ["ams-v2", "json", "our-queue", "no-such-api"];
                let fine = provider.is_none_or(|name| told.contains(&name) || shipped(name));
                assert!(fine, "{path}: provider {value:?}");
                let living =
                    ["demo/jobs/", "guide/demo/jobs/"].contains(&value.unwrap_or_default());
                count += usize::from(living);
            }
        }
    }
    assert!(count > 20, "{count} living badges");
}

#[test]
fn the_sheets_of_the_chapter_on_theming_are_those_of_its_badges() {
    let sheet = include_str!("../docs/demo/theming.css");
    let shown = blocks(include_str!("../docs/theming.md"), "css");
    assert!(shown.len() >= 5, "{shown:?}");
    for block in shown {
        assert!(sheet.contains(&block), "docs/demo/theming.css lacks\n{block}");
    }
}

#[test]
fn every_chapter_and_provider_is_in_the_list() {
    let summary = include_str!("../docs/SUMMARY.md");
    let missing = chapters().into_iter().map(|(path, _)| path);
    let missing =
        missing.filter(|path| path != "SUMMARY.md" && !summary.contains(&format!("({path})")));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_file_that_a_chapter_includes_is_there() {
    let include = Regex::new(r"\{\{#include ([^}]+)\}\}").unwrap();
    let mut count = 0;
    for (path, text) in chapters() {
        for found in include.captures_iter(&text) {
            let file = docs().join(&path).with_file_name("").join(&found[1]);
            assert!(file.is_file(), "{path}: {}", &found[1]);
            count += 1;
        }
    }
    assert!(count >= 8, "{count}");
}
