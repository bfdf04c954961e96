//! `cargo xtask bench`: the package beside the same badge written by hand (`tests/bench`), in one
//! run in Chromium: a Markdown table with ratios, and all of it as JSON. Times are reported; only
//! wrong counts fail. docs/benchmark.md says what each row means.

mod failures;
mod machine;
mod plan;
mod rows;
mod samples;
mod site;
mod table;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;
use xshell::cmd;

use self::{
    machine::Machine,
    plan::{Plan, Stack},
};
use crate::{
    package,
    project::Project,
    setup::{self, Browser, Part},
    step::step,
};

/// What `cargo xtask bench` takes.
#[derive(Args, Debug)]
pub struct Options {
    /// Only these pages.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Stack>,
    /// Numbers of badges [default: 1,100,1000; with --quick 1,100].
    #[arg(long, value_delimiter = ',')]
    n: Vec<usize>,
    /// How often all of it is done; the table has medians [default: 3; with --quick 1].
    #[arg(long)]
    runs: Option<usize>,
    /// Rounds that are measured in each sample [default: 5; with --quick 2].
    #[arg(long)]
    rounds: Option<usize>,
    /// Small numbers: for a first look, and to see that it works.
    #[arg(long)]
    quick: bool,
    /// Where the JSON goes [default: target/bench.json].
    #[arg(long)]
    out: Option<PathBuf>,
    /// A package that is built already, instead of target/package.
    #[arg(long)]
    package: Option<PathBuf>,
}

/// Measures, prints the table and writes the JSON.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let plan = Plan::of(options);
    setup::ensure(project, setup::PACKAGE)?;
    setup::ensure(project, &[Part::Browser(Browser::Chromium)])?;
    let shell = project.shell()?;
    let package = match &options.package {
        Some(package) => std::path::absolute(package).context("--package needs a folder")?,
        None => {
            package::build(project, &shell)?;
            package::folder(project)
        }
    };
    let folder = project.target().join("bench");
    let site = step("bench", "pages", || site::write(project, &shell, &package, &folder))?;
    step("bench", "compile", || {
        Ok(cmd!(shell, "cargo build --quiet --release -p e2e --example bench").quiet().run()?)
    })?;
    let raw = folder.join("samples.json");
    let asked = plan.for_harness(&site).to_string();
    let machine = Machine::detect(&shell)?;
    step("bench", "samples", || {
        Ok(cmd!(shell, "cargo run --quiet --release -p e2e --example bench -- {asked} {raw}")
            .envs(setup::drivers(&shell, &[Browser::Chromium])?)
            .quiet()
            .run()?)
    })?;
    let text = fs::read_to_string(&raw)?;
    let samples = samples::read(&text).with_context(|| format!("cannot read {}", raw.display()))?;
    let rows = rows::all(&samples, plan.quiet_seconds);
    let browser = samples.iter().find_map(|sample| sample.text("browser")).unwrap_or("Chromium");
    println!("\n{}, {browser}, {}", machine.description(), plan.description());
    println!("{}", table::markdown(&rows, &plan.stacks));
    let out = options.out.clone().unwrap_or_else(|| project.target().join("bench.json"));
    let all = json!({
        "machine": machine,
        "browser": browser,
        "plan": plan,
        "rows": rows,
        "samples": samples,
    });
    fs::write(&out, serde_json::to_string_pretty(&all)? + "\n")
        .with_context(|| format!("cannot write {}", out.display()))?;
    println!("bench: {}", out.display());
    let failures = failures::failures(&samples);
    if !failures.is_empty() {
        bail!("{}", failures.join("\n"));
    }
    Ok(())
}
