//! `cargo xtask screenshot`: the README's pictures of the admin page.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use xshell::cmd;

use crate::{
    place::Place,
    setup::{self, Browser, Part},
    size,
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
pub fn run(place: &Place, options: &Options) -> Result<()> {
    setup::ensure(place, &[Part::Browser(Browser::Chromium)])?;
    let shell = place.shell()?;
    let page = match &options.page {
        Some(page) => std::path::absolute(page).context("--page needs a folder")?,
        None => {
            setup::ensure(place, setup::SERVE)?;
            let dist = size::page_folder(place);
            step("screenshot", "admin page", || {
                Ok(cmd!(shell, "trunk build --release --dist {dist}").quiet().run()?)
            })?;
            dist
        }
    };
    let docs: &Path = &place.root.join("docs");
    step("screenshot", "pictures", || {
        Ok(cmd!(shell, "cargo run --quiet -p e2e --example screenshot -- {docs}")
            .envs(setup::drivers(&shell, &[Browser::Chromium])?)
            .env("JOB_BADGE_PAGE", page)
            .quiet()
            .run()?)
    })
}
