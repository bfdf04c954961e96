//! The guide's JavaScript and TypeScript: each block is a module that `tsc` checks against the
//! package's types. `guide.d.ts` and `css.d.ts` declare what the blocks take from
//! their page and its bundler.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use xshell::{Shell, cmd};

use crate::{package, project::Project, setup};

/// Fails with what the types say against a block, which is named by its chapter and its line.
pub fn check(project: &Project, shell: &Shell) -> Result<()> {
    let here = project.target().join("guide-code");
    if here.exists() {
        fs::remove_dir_all(&here)?;
    }
    package::copy_tree(&package::folder(project), &here.join("node_modules/job-badge"))?;
    fs::write(here.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    for types in ["guide.d.ts", "css.d.ts"] {
        fs::copy(project.root.join("xtask/src/site").join(types), here.join(types))?;
    }
    let mut count = 0;
    for chapter in documents(project)? {
        let text = fs::read_to_string(&chapter)
            .with_context(|| format!("cannot read {}", chapter.display()))?;
        let name = chapter.strip_prefix(&project.root)?.with_extension("");
        let name = name.to_string_lossy().replace(['/', '\\'], "-");
        for block in blocks(&text, &["js", "ts"]) {
            let module = format!("// {name}.md\nexport {{}};\n{}", block.code);
            fs::write(here.join(format!("{name}-{}.ts", block.line)), module)?;
            count += 1;
        }
    }
    ensure!(count > 0, "the guide has no JavaScript");
    let tsc = setup::node_program(project, "tsc")?;
    let options = ["--noEmit", "--skipLibCheck", "--target", "es2022", "--module", "esnext"];
    let types =
        ["--moduleResolution", "bundler", "--lib", "es2022,dom,dom.iterable", "--types", ""];
    let files = package::files(&here)?.into_iter().filter(|file| {
        file.extension().is_some_and(|end| end == "ts") && file.parent() == Some(&here)
    });
    // A page's script may leave out what TypeScript asks for: whether something is there at all.
    cmd!(shell, "{tsc} --ignoreConfig {options...} {types...} --strict --strictNullChecks false")
        .args(["--noImplicitAny", "false"])
        .args(files)
        .quiet()
        .run()
        .context("JavaScript of the guide does not fit the package's types")?;
    println!("site: {count} blocks of JavaScript and TypeScript");
    Ok(())
}

/// The guide's chapters, and the documents that lead to it.
fn documents(project: &Project) -> Result<Vec<PathBuf>> {
    let mut all = package::files(&project.root.join("docs"))?;
    all.retain(|file| file.extension().is_some_and(|end| end == "md"));
    all.extend(
        ["static/package/README.md", "README.md"].map(|name| project.root.join(Path::new(name))),
    );
    Ok(all)
}

/// A block of code in a document.
pub(super) struct Block {
    pub(super) line: usize,
    pub(super) code: String,
}

/// The blocks that are marked by one of these words.
pub(super) fn blocks(text: &str, languages: &[&str]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if languages.contains(&language.as_ref()) =>
            {
                let line = text[..range.start].matches('\n').count() + 1;
                open = Some(Block { line, code: String::new() });
            }
            Event::Text(part) => {
                if let Some(block) = &mut open {
                    block.code.push_str(&part);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_by_their_language_and_line() {
        let text =
            "# A\n\n```js\nlet a = 1;\n```\n\n```sh\nls\n```\n- x\n\n  ```ts\n  let b;\n  ```\n";
        let found = blocks(text, &["js", "ts"]);
        let found = found.iter().map(|block| (block.line, block.code.as_str())).collect::<Vec<_>>();
        assert_eq!(found, [(3, "let a = 1;\n"), (12, "let b;\n")]);
    }
}
