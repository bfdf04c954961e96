//! mdBook's preprocessor `links-out` (docs/book.toml): a link of the guide to a file of the repository
//! that is no page of the guide leads to the repository, where its address is known, and is else the
//! file's name. On GitHub the same link leads to the file, and is left as it is written.
//!
//! Also, tables with numbers on the right lose that: mdBook writes it as `style` attributes, which the
//! site's policy refuses. A class takes its place.

use std::{
    env,
    io::{self, Read},
    ops::Range,
};

use anyhow::{Context, Result};
use pulldown_cmark::{Alignment, Event, LinkType, Options as Markdown, Parser, Tag, TagEnd};
use serde_json::Value;

/// Reads the book from standard input and writes it to standard output, as mdBook asks for.
pub fn run(supports: Option<&str>) -> Result<()> {
    if supports.is_some() {
        return Ok(());
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let [_, mut book]: [Value; 2] =
        serde_json::from_str(&text).context("mdBook runs this, with the book as its input")?;
    let repository = repository();
    let items = book.get_mut("items").and_then(Value::as_array_mut);
    chapters(items.context("the book has no items")?, repository.as_deref());
    serde_json::to_writer(io::stdout(), &book)?;
    Ok(())
}

/// The address under which GitHub shows this commit's files, in its own workflows.
fn repository() -> Option<String> {
    let [server, name, commit] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"]
        .map(|variable| env::var(variable).ok().filter(|text| !text.is_empty()));
    Some(format!("{}/{}/blob/{}", server?, name?, commit?))
}

fn chapters(items: &mut [Value], repository: Option<&str>) {
    for item in items {
        let Some(chapter) = item.get_mut("Chapter") else { continue };
        let path = chapter.get("source_path").and_then(Value::as_str).unwrap_or_default();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        if let Some(Value::String(content)) = chapter.get_mut("content") {
            *content = plain_tables(&rewritten(content, &folder, repository));
        }
        if let Some(Value::Array(inner)) = chapter.get_mut("sub_items") {
            chapters(inner, repository);
        }
    }
}

/// The text of a chapter in this folder of `docs/`.
fn rewritten(text: &str, folder: &str, repository: Option<&str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for link in links(text) {
        let Some(goal) = goal(&link.to, folder) else { continue };
        let inner = &text[link.inner.clone()];
        let new = match (goal, repository) {
            (Goal::Index(to), _) => format!("[{inner}]({to})"),
            (Goal::File(file), Some(repository)) => format!("[{inner}]({repository}/{file})"),
            (Goal::File(file), None) => {
                let file = file.split('#').next().unwrap_or_default();
                format!("<span class=\"file\" title=\"{file}\">{inner}</span>")
            }
        };
        out.push_str(&text[done..link.whole.start]);
        out.push_str(&new);
        done = link.whole.end;
    }
    out.push_str(&text[done..]);
    out
}

/// The text with each table that aligns a column inside `<div class="numbers">`, its columns plain.
fn plain_tables(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (event, range) in Parser::new_ext(text, Markdown::ENABLE_TABLES).into_offset_iter() {
        let Event::Start(Tag::Table(columns)) = event else { continue };
        if columns.iter().all(|column| *column == Alignment::None) {
            continue;
        }
        let table = &text[range.clone()];
        let lines = table.lines().enumerate().map(|(number, line)| match number {
            1 => line.replace(':', "-"),
            _ => line.to_owned(),
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        out.push_str(&text[done..range.start]);
        out.push_str(&format!("<div class=\"numbers\">\n\n{lines}\n\n</div>\n"));
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

struct Link {
    to: String,
    whole: Range<usize>,
    inner: Range<usize>,
}

/// The links `[text](goal)` of a text, in order.
fn links(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    let mut open: Option<Link> = None;
    for (event, range) in Parser::new_ext(text, Markdown::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                let inner = range.end..range.start;
                open = Some(Link { to: dest_url.into_string(), whole: range, inner });
            }
            Event::End(TagEnd::Link) => found.extend(open.take()),
            _ => {
                if let Some(link) = &mut open {
                    link.inner.start = link.inner.start.min(range.start);
                    link.inner.end = link.inner.end.max(range.end);
                }
            }
        }
    }
    found.retain(|link| !link.inner.is_empty());
    found
}

#[derive(Debug, PartialEq, Eq)]
enum Goal {
    /// A README of the guide: mdBook calls it `index`.
    Index(String),
    /// A file that is no part of the guide, by its path in the repository.
    File(String),
}

/// Where a link leads that must be written otherwise.
fn goal(to: &str, folder: &str) -> Option<Goal> {
    if to.contains(':') || to.starts_with(['#', '/']) {
        return None;
    }
    let mut parts = vec!["docs"];
    for part in folder.split('/').chain(to.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if parts.first() == Some(&"docs") && parts.len() > 1 {
        let index = to.replacen("README.md", "index.md", 1);
        return (index != to).then_some(Goal::Index(index));
    }
    Some(Goal::File(parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Option<&str> = Some("https://github.example/o/r/blob/1");

    #[test]
    fn what_leaves_the_guide_leads_to_the_repository_or_is_a_name() {
        let check = |text: &str, folder: &str, at, expected: &str| {
            assert_eq!(rewritten(text, folder, at), expected, "{text}");
        };
        let file = "See [`nginx`](../examples/a.conf), [b](b.md#c) and [web](https://x.example/).";
        check(
            file,
            "",
            None,
            "See <span class=\"file\" title=\"examples/a.conf\">`nginx`</span>, [b](b.md#c) and \
             [web](https://x.example/).",
        );
        check(
            file,
            "",
            AT,
            "See [`nginx`](https://github.example/o/r/blob/1/examples/a.conf), [b](b.md#c) and \
             [web](https://x.example/).",
        );
        check(
            "[s](../../src/a.rs#L1)",
            "providers",
            AT,
            "[s](https://github.example/o/r/blob/1/src/a.rs#L1)",
        );
        check(
            "[s](../../src/a.rs#L1)",
            "providers",
            None,
            "<span class=\"file\" title=\"src/a.rs\">s</span>",
        );
        check("[p](../proxies.md)", "providers", None, "[p](../proxies.md)");
        check("[a](providers/README.md#x)", "", None, "[a](providers/index.md#x)");
        check(
            "| [a](../b) |\n|---|\n| `[a](../b)` |\n",
            "",
            AT,
            "| [a](https://github.example/o/r/blob/1/b) |\n|---|\n| `[a](../b)` |\n",
        );
        check("```\n[a](../b)\n```\n", "", AT, "```\n[a](../b)\n```\n");
    }

    #[test]
    fn numbers_are_aligned_by_a_class() {
        let check = |text: &str, expected: &str| assert_eq!(plain_tables(text), expected);
        let plain = "| a | b |\n|---|---|\n| 1:2 | 2 |\n";
        check(plain, plain);
        check(
            "x\n\n| a | b |\n|---|--:|\n| 1:2 | 2 |\n\ny\n",
            "x\n\n<div class=\"numbers\">\n\n| a | b |\n|---|---|\n| 1:2 | 2 |\n\n</div>\n\ny\n",
        );
    }

    #[test]
    fn chapters_within_chapters_are_read() {
        let mut book = serde_json::json!([{ "Chapter": {
            "source_path": "a.md", "content": "[x](../y)",
            "sub_items": [{ "Chapter": { "source_path": "p/b.md", "content": "[x](../../z)", "sub_items": [] } }],
        } }, "Separator"]);
        chapters(book.as_array_mut().unwrap(), AT);
        let text = book.to_string();
        assert!(text.contains("blob/1/y") && text.contains("blob/1/z"), "{text}");
    }
}
