//! `cargo xtask notices`: what stands in the shipped wasms that others wrote: the licences' texts for
//! people, beside the package and beside the admin page, and the package's bill of materials for
//! programs.
//!
//! cargo says which crates are linked, cargo-about finds their licences. The files are committed, so
//! that both are built without it; the everyday test sees that they name the crates that are
//! linked, `cargo xtask test --crates` that they are what this command writes.

mod bill;
mod licences;
mod linked;
mod text;

use std::{collections::BTreeSet, fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use xshell::{Shell, cmd};

pub use self::bill::{FILE as BILL, set_version};
use self::{
    licences::Licences,
    linked::{Crate, PACKAGE, PAGE, Shipped},
};
use crate::{
    project::Project,
    setup::{self, CrateTool, Part},
};

/// What `cargo xtask notices` takes.
#[derive(Args)]
pub struct Options {
    /// Writes nothing, and fails where a file is not what it would write.
    #[arg(long)]
    check: bool,
}

/// Runs `cargo xtask notices`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, &[Part::CrateTool(CrateTool::About)])?;
    let shell = project.shell()?;
    if options.check { check(project, &shell) } else { write(project, &shell) }
}

fn write(project: &Project, shell: &Shell) -> Result<()> {
    for (file, text) in made(project, shell)? {
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        println!("notices: wrote {}", file.display());
    }
    Ok(())
}

/// Fails where a committed file is not what would be written. Set-up is the caller's.
pub fn check(project: &Project, shell: &Shell) -> Result<()> {
    for (file, text) in made(project, shell)? {
        let there = fs::read_to_string(&file).unwrap_or_default();
        ensure!(there == text, "{} is not up to date: cargo xtask notices", file.display());
    }
    Ok(())
}

/// Fails where committed files do not name what is linked. It takes no tool but cargo.
pub fn check_names(project: &Project, shell: &Shell) -> Result<()> {
    let read = |shipped: &Shipped, file| {
        let file = folder(project, shipped).join(file);
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let linked = linked::crates(shell, PACKAGE.features)?;
    check_same(PACKAGE.folder, &text::crates(&read(&PACKAGE, text::FILE)?), &linked)?;
    check_same(bill::FILE, &bill::crates(&read(&PACKAGE, bill::FILE)?)?, &linked)?;
    let linked = linked::crates(shell, PAGE.features)?;
    check_same(PAGE.folder, &text::crates(&read(&PAGE, text::FILE)?), &linked)
}

fn check_same(file: &str, named: &BTreeSet<Crate>, linked: &BTreeSet<Crate>) -> Result<()> {
    let differing = named.symmetric_difference(linked);
    let differing = differing.map(|found| format!("{} {}", found.name, found.version));
    let differing = differing.collect::<Vec<_>>();
    ensure!(
        differing.is_empty(),
        "{file} differs from what is linked: {}. Run cargo xtask notices",
        differing.join(", ")
    );
    println!("notices: {file}: {} crates are linked and named", linked.len());
    Ok(())
}

/// All files with their texts.
fn made(project: &Project, shell: &Shell) -> Result<[(PathBuf, String); 3]> {
    let package = licences(project, shell, &PACKAGE)?;
    let page = licences(project, shell, &PAGE)?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock"))?;
    let (in_package, in_page) = (folder(project, &PACKAGE), folder(project, &PAGE));
    Ok([
        (in_package.join(text::FILE), text::write(PACKAGE.about, &package)),
        (in_package.join(bill::FILE), bill::write(&package, &lock)?),
        (in_page.join(text::FILE), text::write(PAGE.about, &page)),
    ])
}

fn licences(project: &Project, shell: &Shell, shipped: &Shipped) -> Result<Licences> {
    let (features, target) = (shipped.features, linked::TARGET);
    let linked = linked::crates(shell, features)?;
    let found = project.target().join("licences.json");
    // It asks nobody but the crates' own files.
    cmd!(shell, "cargo fetch --quiet --locked --target {target}").quiet().run()?;
    cmd!(
        shell,
        "cargo about generate --offline --locked --config .cargo/about.toml {features...}
         --manifest-path Cargo.toml --format json --output-file {found}"
    )
    .quiet()
    .run()?;
    Licences::read(&fs::read_to_string(found)?, &linked)
}

fn folder(project: &Project, shipped: &Shipped) -> PathBuf {
    project.root.join(shipped.folder)
}
