//! Set-up: finds the tools that a command needs and installs what is missing, at pinned versions.
//!
//! Every tool has a file of its own that knows how to find, check and install it. A second run
//! only looks, and needs no network. The other commands call [`ensure`] with the parts they need.

mod browsers;
mod cargo_tools;
mod debian;
mod debian_std;
mod node;
mod override_here;
mod rustfmt;
mod version;
mod wasm_target;

use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use xshell::Shell;

pub use self::{
    browsers::{Browser, drivers},
    node::{framework_modules, modules as node_modules, program as node_program},
    rustfmt::toolchain as rustfmt_toolchain,
    version::version_in,
};
use crate::{place::Place, step::seconds};

/// What `cargo xtask setup` takes.
#[derive(Args)]
pub struct Options {
    /// Only what this command needs; everything when left out.
    #[arg(long = "for", value_enum)]
    command: Option<For>,
}

#[derive(Clone, Copy, ValueEnum)]
enum For {
    Serve,
    Test,
    Package,
}

/// A part of set-up. Asked for by the commands, done in the order given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A compiler that builds for `wasm32-unknown-unknown`.
    WasmTarget,
    /// A rustfmt, from whichever toolchain has one.
    Rustfmt,
    /// `wasm-bindgen` and its test runner, of the version in Cargo.lock.
    WasmBindgen,
    /// Trunk.
    Trunk,
    /// The programs of `xtask/node/package-lock.json`.
    Node,
    /// What its workspace for frameworks and bundlers adds.
    Frameworks,
    /// A browser and its WebDriver.
    Browser(Browser),
}

/// What `serve` needs.
pub const SERVE: &[Part] = &[Part::WasmTarget, Part::WasmBindgen, Part::Trunk];
/// What `package` and `size` need.
pub const PACKAGE: &[Part] = &[Part::WasmTarget, Part::WasmBindgen, Part::Node];
/// What `test` needs besides its browsers.
pub const TEST: &[Part] =
    &[Part::WasmTarget, Part::Rustfmt, Part::WasmBindgen, Part::Trunk, Part::Node];

/// Runs `cargo xtask setup`.
pub fn run(place: &Place, options: &Options) -> Result<()> {
    let browsers = Browser::ALL.map(Part::Browser);
    let parts = match options.command {
        Some(For::Serve) => SERVE.to_vec(),
        Some(For::Package) => PACKAGE.to_vec(),
        Some(For::Test) | None => [TEST, &browsers].concat(),
    };
    let start = Instant::now();
    ensure(place, &parts)?;
    println!("setup: everything is in place ({})", seconds(start.elapsed()));
    Ok(())
}

/// Sees to it that the parts are there. Prints one line for each, with its time.
pub fn ensure(place: &Place, parts: &[Part]) -> Result<()> {
    let shell = place.shell()?;
    for part in parts {
        let start = Instant::now();
        let found = ensure_one(place, &shell, *part)
            .with_context(|| format!("set-up of {} failed", part.name()))?;
        println!("setup: {}: {found} ({})", part.name(), seconds(start.elapsed()));
    }
    cargo_tools::tidy(place)
}

/// Returns what was found or done, in a few words.
fn ensure_one(place: &Place, shell: &Shell, part: Part) -> Result<String> {
    match part {
        Part::WasmTarget => wasm_target::ensure(place, shell),
        Part::Rustfmt => rustfmt::ensure(shell),
        Part::WasmBindgen => cargo_tools::ensure_wasm_bindgen(place, shell),
        Part::Trunk => cargo_tools::ensure_trunk(place, shell),
        Part::Node => node::ensure(place, shell),
        Part::Frameworks => node::ensure_frameworks(place, shell),
        Part::Browser(browser) => browsers::ensure(place, shell, browser),
    }
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "wasm32 target",
            Self::Rustfmt => "rustfmt",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Trunk => "trunk",
            Self::Node => "node parts",
            Self::Frameworks => "frameworks",
            Self::Browser(browser) => browser.name(),
        }
    }
}
