//! Tests of what the documents say, as GitHub shows them: their links lead to files and headings that
//! there are, and their commands are understood.

use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf},
};

use clap::CommandFactory;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::code::blocks;
use crate::{Cli, package};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// All documents by their path in the repository.
fn documents() -> BTreeMap<PathBuf, String> {
    let root = root();
    let mut files = Vec::new();
    for folder in ["docs", "tests", "static"] {
        files.extend(package::files(&root.join(folder)).unwrap());
    }
    // The examples may have been tried by hand, with what npm brings.
    let examples = package::files(&root.join("examples")).unwrap().into_iter();
    files.extend(
        examples.filter(|file| !file.components().any(|part| part.as_os_str() == "node_modules")),
    );
    files.extend(fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()));
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        (file.strip_prefix(&root).unwrap().to_path_buf(), text)
    };
    files.into_iter().map(read).collect()
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// The headings as GitHub writes them into addresses.
fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open: Option<String> = None;
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => open = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let text = open.take().unwrap_or_default().to_lowercase();
                let kept = text.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
                found.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(open) = &mut open {
                    open.push_str(&part);
                }
            }
            _ => {}
        }
    }
    found
}

/// Where links and pictures of a document lead in the repository.
fn goals(text: &str) -> Vec<String> {
    let goals = parser(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    });
    goals.filter(|goal| !goal.contains(':')).collect()
}

fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_there_are() {
    let (root, documents) = (root(), documents());
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, text) in &documents {
        for goal in goals(text) {
            count += 1;
            let (file, anchor) = goal.split_once('#').unwrap_or((&goal, ""));
            let file = match file {
                "" => path.clone(),
                file => plain(&path.parent().unwrap().join(file)),
            };
            let there = root.join(&file).exists();
            let heading = anchor.is_empty()
                || documents
                    .get(&file)
                    .is_none_or(|text| anchors(text).iter().any(|it| it == anchor));
            if !(there && heading) {
                broken.push(format!("{}: {goal}", path.display()));
            }
        }
    }
    assert!(count > 200, "{count} links");
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn headings_become_addresses_as_at_github() {
    let text = "# `ams-v2`: A & b\n\n## 1. Get *it*, now\n";
    assert_eq!(anchors(text), ["ams-v2-a--b", "1-get-it-now"]);
}

/// The commands in the blocks for a shell, without what stands behind a `#`.
fn commands() -> Vec<String> {
    let documents = documents();
    let blocks = documents.values().flat_map(|text| blocks(text, &["sh"]));
    let lines = blocks.flat_map(|block| block.code.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.map(|line| line.split(" #").next().unwrap_or_default().trim().to_owned()).collect()
}

#[test]
fn commands_are_understood() {
    let emulator = include_str!("../../../tests/emulator/README.md");
    let (mut ours, mut emulators) = (0, 0);
    for line in commands() {
        // What stands in quotes is one word.
        let parts = line.split('"').enumerate();
        let parts = parts.map(|(at, part)| part.replace(' ', if at % 2 == 0 { " " } else { "-" }));
        let line = parts.collect::<String>();
        let words =
            line.split_whitespace().filter(|word| !word.starts_with('#')).collect::<Vec<_>>();
        if let ["cargo", xtask @ ..] = words.as_slice()
            && xtask.first() == Some(&"xtask")
        {
            let parsed = Cli::command().try_get_matches_from(xtask);
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            ours += 1;
        }
        if line.contains("ams-emulator serve") || line.contains("ams-emulator -- serve") {
            let (_, options) = line.split_once("serve").unwrap();
            let known = |option: &&str| !emulator.contains(&format!("`{option}`"));
            let unknown = options.split_whitespace().filter(|word| word.starts_with("--"));
            assert_eq!(unknown.filter(known).collect::<Vec<_>>(), Vec::<&str>::new(), "{line}");
            emulators += 1;
        }
    }
    assert!(ours >= 5 && emulators >= 2, "{ours} commands of ours, {emulators} of the emulator");
}
