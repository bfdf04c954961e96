//! `cargo xtask notices`: what stands in the shipped wasm that others wrote, as two files of
//! `static/package/`: the licences' texts for people, and a bill of materials for programs.
//!
//! cargo says which crates are linked, cargo-about finds their licences. Both files are committed, so
//! that a package is built without it; the everyday test sees that they name the crates that are
//! linked, `cargo xtask test --crates` that they are what this command writes.

mod bill;
mod licences;
mod linked;
mod text;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use xshell::{Shell, cmd};

pub use self::bill::{FILE as BILL, set_version};
use self::licences::Licences;
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

/// Fails where the committed bill does not name what is linked. It takes no tool but cargo.
pub fn check_names(project: &Project, shell: &Shell) -> Result<()> {
    let bill = fs::read_to_string(folder(project).join(bill::FILE))?;
    let (named, linked) = (bill::crates(&bill)?, linked::crates(shell)?);
    let differing = named.symmetric_difference(&linked);
    let differing = differing.map(|found| format!("{} {}", found.name, found.version));
    let differing = differing.collect::<Vec<_>>();
    ensure!(
        differing.is_empty(),
        "{} differs from what is linked: {}. Run cargo xtask notices",
        bill::FILE,
        differing.join(", ")
    );
    println!("notices: {} crates are linked and named", linked.len());
    Ok(())
}

/// Both files with their texts.
fn made(project: &Project, shell: &Shell) -> Result<[(PathBuf, String); 2]> {
    let linked = linked::crates(shell)?;
    let found = project.target().join("licences.json");
    let (features, target) = (linked::FEATURES, linked::TARGET);
    // It asks nobody but the crates' own files.
    cmd!(shell, "cargo fetch --quiet --locked --target {target}").quiet().run()?;
    cmd!(
        shell,
        "cargo about generate --offline --locked --config .cargo/about.toml {features...}
         --manifest-path Cargo.toml --format json --output-file {found}"
    )
    .quiet()
    .run()?;
    let licences = Licences::read(&fs::read_to_string(found)?, &linked)?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock"))?;
    let folder = folder(project);
    Ok([
        (folder.join(text::FILE), text::write(&licences)),
        (folder.join(bill::FILE), bill::write(&licences, &lock)?),
    ])
}

fn folder(project: &Project) -> PathBuf {
    project.root.join("static/package")
}
