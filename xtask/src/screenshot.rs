//! `cargo xtask screenshot`: the README's pictures of the admin page.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use xshell::cmd;

use crate::{
    project::Project,
    setup::{self, Browser, Part},
    site,
    step::step,
};

/// What `cargo xtask screenshot` takes.
#[derive(Args)]
pub struct Options {
    /// The page as Trunk has built it; built anew when left out.
    #[arg(long)]
    page: Option<PathBuf>,
}

/// Takes the pictures with Chromium.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, &[Part::Browser(Browser::Chromium)])?;
    let shell = project.shell()?;
    let page = match &options.page {
        Some(page) => std::path::absolute(page).context("--page needs a folder")?,
        None => {
            setup::ensure(project, setup::SERVE)?;
            step("screenshot", "admin page", || site::admin_page(project, &shell))?;
            site::page_folder(project)
        }
    };
    let docs: &Path = &project.root.join("docs");
    step("screenshot", "pictures", || {
        Ok(cmd!(shell, "cargo run --quiet -p e2e --example screenshot -- {docs}")
            .envs(setup::drivers(&shell, &[Browser::Chromium])?)
            .env("JOB_BADGE_PAGE", page)
            .quiet()
            .run()?)
    })
}
