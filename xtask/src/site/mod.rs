//! `cargo xtask site`: front page, guide, gallery, admin page and package in one folder of files,
//! `target/site`, for any static host and below any path. Every link in it is checked.

mod code;
#[cfg(test)]
mod documents;
mod guide_links;
mod links;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::Args;
use xshell::{Shell, cmd};

pub use self::guide_links::run as guide_links;
use crate::{gallery, package, project::Project, setup, step::step};

/// What `cargo xtask site` takes.
#[derive(Args)]
pub struct Options {
    /// Takes the package, the gallery and the admin page as they were built last.
    #[arg(long)]
    as_built: bool,
}

/// What mdBook copies out of `docs/`, or writes for a theme of its own, and no page asks for.
const LEFT_OUT: [&str; 10] = [
    "book.toml",
    "landing",
    "css",
    "fonts",
    "theme/code.css",
    "theme/guide.css",
    "theme/guide.js",
    "theme/index.hbs",
    "theme/toc.html.hbs",
    "theme/toc.js.hbs",
];
/// Where files of the project go, beside the folders.
const FILES: [(&str, &str); 5] = [
    ("docs/landing/index.html", "index.html"),
    ("docs/landing/landing.css", "landing.css"),
    ("docs/landing/gallery.html", "gallery/index.html"),
    ("static/look.css", "look.css"),
    ("static/icon.svg", "icon.svg"),
];

/// Runs `cargo xtask site`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, setup::SITE)?;
    let shell = project.shell()?;
    if !options.as_built {
        package::build(project, &shell)?;
        step("site", "gallery", || gallery::build(project, &shell))?;
        step("site", "admin page", || admin_page(project, &shell))?;
    }
    build(project, &shell)?;
    println!("site: {} is ready for a static host", folder(project).display());
    Ok(())
}

/// `target/site`.
pub fn folder(project: &Project) -> PathBuf {
    project.target().join("site")
}

/// `target/page`: the admin page as `trunk build --release` writes it.
pub fn page_folder(project: &Project) -> PathBuf {
    project.target().join("page")
}

/// Builds the admin page.
pub fn admin_page(project: &Project, shell: &Shell) -> Result<()> {
    let dist = page_folder(project);
    Ok(cmd!(shell, "trunk build --release --dist {dist}").quiet().run()?)
}

/// Lays the site out of the package, the gallery and the admin page, which must have been built,
/// adds the guide, and checks the links and the guide's code.
pub fn build(project: &Project, shell: &Shell) -> Result<()> {
    let site = folder(project);
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    step("site", "guide", || guide(shell, &site.join("guide")))?;
    let folders = [
        (package::folder(project), "package"),
        (gallery::folder(project), "gallery"),
        (page_folder(project), "admin"),
    ];
    for (from, to) in folders {
        package::copy_tree(&from, &site.join(to))?;
    }
    for (from, to) in FILES {
        let to = site.join(to);
        fs::copy(project.root.join(from), &to)
            .with_context(|| format!("cannot copy {}", to.display()))?;
    }
    // GitHub's pages would leave out folders that begin with `_`, and look at each file.
    fs::write(site.join(".nojekyll"), "")?;
    step("site", "links", || links::check(project, shell, &site))?;
    step("site", "the guide's code", || code::check(project, shell))
}

fn guide(shell: &Shell, to: &Path) -> Result<()> {
    cmd!(shell, "mdbook build docs --dest-dir {to}").env("RUST_LOG", "warn").quiet().run()?;
    for name in LEFT_OUT {
        let left = to.join(name);
        if left.is_dir() { fs::remove_dir_all(left)? } else { fs::remove_file(left)? }
    }
    Ok(())
}
