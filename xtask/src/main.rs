//! The project's commands: `cargo xtask setup | serve | test | package | size | bench |
//! gallery | site | lighthouse | notices | release-check | advisories | version | screenshot`.
//!
//! This file only reads the command line. Each command has a file of its own, and asks set-up for
//! the tools that it needs.

mod bench;
mod gallery;
mod lighthouse;
mod notices;
mod package;
mod project;
mod release;
mod screenshot;
mod serve;
mod setup;
mod site;
mod size;
mod step;
mod test;
mod version;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xshell::cmd;

use crate::{
    project::Project,
    setup::{CrateTool, Part},
};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, serve, test, package and size of job-badge.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Finds the tools that the other commands need, and installs what is missing.
    Setup(setup::Options),
    /// Opens the admin page with living badges on 127.0.0.1.
    Serve(serve::Options),
    /// Runs every check: format, lints, host, wasm, browsers, package, size.
    Test(test::Options),
    /// Writes the npm package to target/package.
    Package(package::Options),
    /// Says how many bytes a page loads, and which crates they come from.
    Size(size::Options),
    /// Measures the package beside the same badge written by hand, in Chromium.
    Bench(bench::Options),
    /// Writes every state of the badge as pages to target/gallery.
    Gallery(gallery::Options),
    /// Writes the licences of what is linked into the wasm, and a bill of materials.
    Notices(notices::Options),
    /// Says whether what is committed can be published.
    ReleaseCheck(release::Options),
    /// Asks which dependencies have security advisories.
    Advisories,
    /// Writes a new version wherever it stands.
    Version(version::Options),
    /// Takes the README's pictures of the admin page.
    Screenshot(screenshot::Options),
    /// Writes front page, guide, gallery and admin page to target/site, for any static host.
    Site(site::Options),
    /// Scores the admin page's release build.
    Lighthouse(lighthouse::Options),
    /// Run by mdBook.
    #[command(hide = true)]
    GuideLinks { supports: Option<String>, renderer: Option<String> },
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // One line for people; a backtrace of xtask helps nobody.
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    let project = Project::find()?;
    match cli.command {
        Command::Setup(options) => setup::run(&project, &options),
        Command::Serve(options) => serve::run(&project, &options),
        Command::Test(options) => test::run(&project, &options),
        Command::Package(options) => package::run(&project, &options),
        Command::Size(options) => size::run(&project, &options),
        Command::Bench(options) => bench::run(&project, &options),
        Command::Gallery(options) => gallery::run(&project, &options),
        Command::Notices(options) => notices::run(&project, &options),
        Command::ReleaseCheck(options) => release::run(&project, &options),
        Command::Advisories => advisories(&project),
        Command::Version(options) => version::run(&project, &options),
        Command::Screenshot(options) => screenshot::run(&project, &options),
        Command::Site(options) => site::run(&project, &options),
        Command::Lighthouse(options) => lighthouse::run(&project, &options),
        Command::GuideLinks { supports, .. } => site::guide_links(supports.as_deref()),
    }
}

/// The database is fetched anew each time.
fn advisories(project: &Project) -> Result<()> {
    setup::ensure(project, &[Part::CrateTool(CrateTool::Deny)])?;
    let shell = project.shell()?;
    Ok(cmd!(shell, "cargo deny --workspace --locked check advisories").run()?)
}
