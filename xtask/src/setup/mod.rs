//! Set-up: finds the tools that a command needs and installs what is missing, at pinned versions.
//!
//! A file for each way to install: rustup, cargo, npm, apt, pip. A second run only looks, and needs no
//! network. The other commands call [`ensure`] with the parts that they need.

mod apt;
mod browsers;
mod cargo_tools;
mod node;
mod proxies;
mod python;
mod rust;
mod version;

use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use xshell::Shell;

pub use self::{
    browsers::{Browser, drivers, program as browser},
    cargo_tools::CrateTool,
    node::{Apart, framework_modules, modules as node_modules, program as node_program},
    proxies::Proxy,
    python::environments,
    rust::has_std_sources,
    version::version_in,
};
use crate::{project::Project, step::seconds};

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

/// A part of set-up. Parts are set up in the order in which a command names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// std for `wasm32-unknown-unknown`.
    WasmTarget,
    /// std's sources, with which the package is smaller.
    StdSources,
    /// rustfmt and clippy.
    Lints,
    /// `wasm-bindgen` and its test runner, of the version in Cargo.lock.
    WasmBindgen,
    /// Trunk.
    Trunk,
    /// mdBook.
    Mdbook,
    /// The programs of `xtask/node/package-lock.json`.
    Node,
    /// What its workspace for frameworks and bundlers adds.
    Frameworks,
    /// A server that a recipe for proxies is for.
    Proxy(Proxy),
    /// Servers of others, for `--real`.
    Servers,
    /// A large program from npm that few commands need.
    Apart(Apart),
    /// A program that looks at the crates before a release.
    CrateTool(CrateTool),
    /// A browser and its WebDriver.
    Browser(Browser),
}

/// What `serve` needs.
pub const SERVE: &[Part] = &[Part::WasmTarget, Part::WasmBindgen, Part::Trunk];
/// What `package` and `size` need.
pub const PACKAGE: &[Part] = &[Part::WasmTarget, Part::StdSources, Part::WasmBindgen, Part::Node];
/// What `site` needs.
pub const SITE: &[Part] =
    &[Part::WasmTarget, Part::StdSources, Part::WasmBindgen, Part::Trunk, Part::Mdbook, Part::Node];
/// What `test` needs besides its browsers.
pub const TEST: &[Part] = &[
    Part::WasmTarget,
    Part::StdSources,
    Part::Lints,
    Part::WasmBindgen,
    Part::Trunk,
    Part::Mdbook,
    Part::Node,
    Part::Proxy(Proxy::Nginx),
];

/// Runs `cargo xtask setup`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let browsers = Browser::ALL.map(Part::Browser);
    let parts = match options.command {
        Some(For::Serve) => SERVE.to_vec(),
        Some(For::Package) => PACKAGE.to_vec(),
        Some(For::Test) | None => [TEST, &browsers].concat(),
    };
    let start = Instant::now();
    ensure(project, &parts)?;
    println!("setup: everything is in place ({})", seconds(start.elapsed()));
    Ok(())
}

/// Finds or installs the parts. Prints one line for each, with its time.
pub fn ensure(project: &Project, parts: &[Part]) -> Result<()> {
    let shell = project.shell()?;
    for part in parts {
        let start = Instant::now();
        let found = ensure_one(project, &shell, *part)
            .with_context(|| format!("set-up of {} failed", part.name()))?;
        println!("setup: {}: {found} ({})", part.name(), seconds(start.elapsed()));
    }
    cargo_tools::tidy(project)
}

/// Returns what was found or installed, in a few words.
fn ensure_one(project: &Project, shell: &Shell, part: Part) -> Result<String> {
    match part {
        Part::WasmTarget => rust::ensure_wasm_target(shell),
        Part::StdSources => Ok(rust::ensure_std_sources(shell)),
        Part::Lints => rust::ensure_lints(shell),
        Part::WasmBindgen => cargo_tools::ensure_wasm_bindgen(project, shell),
        Part::Trunk => cargo_tools::ensure_trunk(project, shell),
        Part::Mdbook => cargo_tools::ensure_mdbook(project, shell),
        Part::Node => node::ensure(project, shell),
        Part::Frameworks => node::ensure_frameworks(project, shell),
        Part::Proxy(proxy) => proxies::ensure(shell, proxy),
        Part::Servers => python::ensure_servers(project, shell),
        Part::Apart(program) => node::ensure_apart(project, shell, program),
        Part::CrateTool(tool) => cargo_tools::ensure_crate_tool(project, shell, tool),
        Part::Browser(browser) => browsers::ensure(project, shell, browser),
    }
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "wasm32 target",
            Self::StdSources => "std's sources",
            Self::Lints => "rustfmt and clippy",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Trunk => "trunk",
            Self::Mdbook => "mdbook",
            Self::Node => "npm packages",
            Self::Frameworks => "npm packages of frameworks",
            Self::Proxy(proxy) => proxy.name(),
            Self::Servers => "servers of others",
            Self::Apart(program) => program.name(),
            Self::CrateTool(tool) => tool.name(),
            Self::Browser(browser) => browser.name(),
        }
    }
}
