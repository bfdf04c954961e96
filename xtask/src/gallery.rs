//! `cargo xtask gallery`: pages with every state of the badge. With `--accept`, their pictures and
//! accessibility tree of today are what the tests compare with from then on.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use xshell::{Shell, cmd};

use crate::{
    project::Project,
    setup::{self, Browser, Part},
    step::step,
    test::HOST,
};

/// What `cargo xtask gallery` takes.
#[derive(Args)]
pub struct Options {
    /// Keeps the pictures (docs/gallery) and the accessibility tree (tests/e2e/snapshots) as
    /// Chromium shows them now.
    #[arg(long)]
    accept: bool,
}

/// Writes the gallery, and accepts it where that was asked for.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let shell = project.shell()?;
    step("gallery", "pages", || build(project, &shell))?;
    if options.accept {
        setup::ensure(project, &[Part::Node, Part::Browser(Browser::Chromium)])?;
        step("gallery", "pictures and tree", || accept(project, &shell))?;
    }
    println!("gallery: open {}", folder(project).join("light.html").display());
    Ok(())
}

/// `target/gallery`.
pub fn folder(project: &Project) -> PathBuf {
    project.target().join("gallery")
}

/// Writes the pages.
pub fn build(project: &Project, shell: &Shell) -> Result<()> {
    cmd!(shell, "cargo build --quiet {HOST...} --example gallery").quiet().run()?;
    let file = format!("debug/examples/gallery{}", std::env::consts::EXE_SUFFIX);
    let (example, folder) = (project.target().join(file), folder(project));
    Ok(cmd!(shell, "{example} {folder}").quiet().run()?)
}

fn accept(project: &Project, shell: &Shell) -> Result<()> {
    let browsers = [Browser::Chromium];
    Ok(cmd!(shell, "cargo test -p e2e --test gallery -- pictures:: tree::")
        .env("UPDATE_EXPECT", "1")
        .env("E2E_BROWSERS", Browser::Chromium.name())
        .envs(setup::drivers(shell, &browsers)?)
        .env("JOB_BADGE_GALLERY", folder(project))
        .env("JOB_BADGE_NODE_MODULES", setup::node_modules(project)?)
        .quiet()
        .run()?)
}
