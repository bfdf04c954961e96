//! The project's commands: `cargo xtask setup | serve | test | package | size`.
//!
//! This file only reads the command line. Each command has a file of its own and calls the parts
//! of set-up that it needs.

mod clean;
mod package;
mod place;
mod serve;
mod setup;
mod size;
mod step;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::place::Place;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, serve, test, package and size of job-badge.")]
struct Line {
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
}

fn main() -> Result<()> {
    let line = Line::parse();
    clean::restart_clean()?;
    let place = Place::find()?;
    match line.command {
        Command::Setup(options) => setup::run(&place, &options),
        Command::Serve(options) => serve::run(&place, &options),
        Command::Test(options) => test::run(&place, &options),
        Command::Package(options) => package::run(&place, &options),
        Command::Size(options) => size::run(&place, &options),
    }
}
