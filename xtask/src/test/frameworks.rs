//! The examples of frameworks and bundlers, and the playground's code in each framework, each built by
//! its own `npm run build` with the package as npm would install it. Works in `target/frameworks/` and without a network: what npm brings
//! is linked from set-up's folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{package, project::Project, setup, step::step};

/// Built in every run: the quickest two frameworks.
const EVERYDAY: [&str; 3] = ["frameworks/vue", "frameworks/htmx", "snippets/vue"];
/// Built with `--full`, since their packages are large.
const FULL: [&str; 12] = [
    "frameworks/react-19",
    "frameworks/react-18",
    "frameworks/angular",
    "frameworks/svelte",
    "bundlers/vite",
    "bundlers/webpack",
    "bundlers/rollup",
    "bundlers/esbuild",
    "bundlers/esbuild-iife",
    "bundlers/parcel",
    "snippets/angular",
    "snippets/svelte",
];
/// What takes other versions of some packages than the tools and the other examples do, and of
/// which packages; of all that the workspace has, when none is named.
const OTHER_VERSIONS: [(&str, &[&str]); 3] = [
    ("frameworks/react-18", &["react", "react-dom", "scheduler"]),
    ("frameworks/angular", &[]),
    ("snippets/angular", &[]),
];

/// `target/frameworks`: a folder for each example, with its `dist`.
pub fn folder(project: &Project) -> PathBuf {
    project.target().join("frameworks")
}

/// Uses `target/package`, which must have been built.
pub fn build(project: &Project, shell: &Shell, full: bool) -> Result<()> {
    let here = folder(project);
    if here.exists() {
        fs::remove_dir_all(&here)?;
    }
    let all = EVERYDAY.iter().chain(if full { &FULL[..] } else { &[] });
    for example in all {
        step("frameworks", example, || build_one(project, shell, example))?;
    }
    Ok(())
}

/// Where an example stands in the project.
fn source(example: &str) -> PathBuf {
    let parent = if example.starts_with("snippets/") { "tests" } else { "examples" };
    Path::new(parent).join(example)
}

fn build_one(project: &Project, shell: &Shell, example: &str) -> Result<()> {
    let from = project.root.join(source(example));
    let name = example.strip_prefix("snippets/").map(|name| format!("snippets-{name}"));
    let name = name.or_else(|| Some(example.split_once('/')?.1.to_owned()));
    let here = folder(project).join(name.context("an example without a name")?);
    for entry in fs::read_dir(&from)? {
        let entry = entry?;
        let goal = here.join(entry.file_name());
        match entry.file_name().to_str() {
            // Somebody may have tried the example by hand.
            Some("node_modules" | "dist" | "server" | ".angular" | ".parcel-cache") => {}
            _ if entry.file_type()?.is_dir() => package::copy_tree(&entry.path(), &goal)?,
            _ => {
                fs::create_dir_all(&here)?;
                fs::copy(entry.path(), goal)?;
            }
        }
    }
    let modules = here.join("node_modules");
    if let Some((_, names)) = OTHER_VERSIONS.iter().find(|(name, _)| *name == example) {
        link_all(&setup::framework_modules(project)?, &modules, names)?;
    }
    link_all(&setup::node_modules(project)?, &modules, &[])?;
    package::copy_tree(&package::folder(project), &modules.join("job-badge"))?;
    let _here = shell.push_dir(&here);
    // What frameworks check themselves, such as a page from a server that the browser draws
    // otherwise, they say only so.
    let build = cmd!(shell, "npm run build --silent").env("NODE_ENV", "development");
    Ok(build.env("NG_CLI_ANALYTICS", "false").quiet().ignore_stdout().run()?)
}

/// Links what is in one `node_modules` into another, unless it is there already; only these names
/// when there are some.
fn link_all(from: &Path, to: &Path, names: &[&str]) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("no {}", from.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        let goal = to.join(&name);
        if !names.is_empty() && !names.contains(&text.as_ref()) {
            continue;
        }
        // Folders of packages, and the folder of their programs.
        if text.starts_with('@') || text == ".bin" {
            link_all(&entry.path(), &goal, &[])?;
        } else if !text.starts_with('.') && fs::symlink_metadata(&goal).is_err() {
            link(&entry.path(), &goal)
                .with_context(|| format!("cannot link {}", goal.display()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(windows)]
fn link(to: &Path, at: &Path) -> io::Result<()> {
    if to.is_dir() {
        return std::os::windows::fs::symlink_dir(to, at);
    }
    std::os::windows::fs::symlink_file(to, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_built() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        // Built by others: `package_use`, the tests of the workspace, nobody.
        let others = ["snippets/react", "snippets/yew", "snippets/html"];
        let mut there = Vec::new();
        for kind in ["frameworks", "bundlers", "snippets"] {
            for entry in fs::read_dir(root.join(source(&format!("{kind}/")))).unwrap() {
                let entry = entry.unwrap();
                let name = format!("{kind}/{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() && !others.contains(&name.as_str()) {
                    there.push(name);
                }
            }
        }
        let mut built = [&EVERYDAY[..], &FULL[..]].concat();
        there.sort();
        built.sort_unstable();
        assert_eq!(there, built);
    }
}
