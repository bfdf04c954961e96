//! `cargo xtask size`: how many bytes a page loads, raw and compressed, which crates they come
//! from, and whether that is within the record.

mod crates;
mod measure;
mod record;

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use xshell::{Shell, cmd};

pub use self::measure::brotli;
use self::{
    measure::{Size, measure, table},
    record::{Records, Tools},
};
use crate::{package, project::Project, setup, setup::Part, site, step::step};

/// What `cargo xtask size` takes.
#[derive(Args)]
pub struct Options {
    /// Writes the sizes of this compiler and wasm-opt into xtask/size.json.
    #[arg(long)]
    record: bool,
    /// Also names this many of the largest functions.
    #[arg(long, default_value_t = 0)]
    functions: usize,
}

/// Crates that are named in the report; the others are summed.
const NAMED: usize = 20;

/// Runs `cargo xtask size`: builds the package and the admin page, and reports both.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, setup::PACKAGE)?;
    setup::ensure(project, &[Part::Trunk])?;
    let shell = project.shell()?;
    package::build(project, &shell)?;
    step("size", "admin page", || site::admin_page(project, &shell))?;
    let total = report(project, &shell, options.functions)?;
    let tools = tools(project, &shell)?;
    let mut records = Records::read(&record_file(project))?;
    if options.record {
        records.set(tools, total);
        records.write(&record_file(project))?;
        println!("size: recorded in {}", record_file(project).display());
    } else {
        println!("size: {}", records.compare(&tools, total)?);
    }
    Ok(())
}

/// Reports on the last build, and fails when the package is larger than its record allows.
pub fn check(project: &Project, shell: &Shell) -> Result<()> {
    let total = report(project, shell, 0)?;
    let records = Records::read(&record_file(project))?;
    println!("size: {}", records.compare(&tools(project, shell)?, total)?);
    Ok(())
}

fn record_file(project: &Project) -> PathBuf {
    project.root.join("xtask/size.json")
}

/// Prints the tables, with the names of so many functions; returns what a page with one English
/// badge loads.
fn report(project: &Project, shell: &Shell, functions: usize) -> Result<Size> {
    let contents = package::contents(&package::folder(project))?;
    let (first, later) = split(&contents);
    let first = measure_all(&first);
    println!("size: a page with one badge loads");
    print!("{}", table(&first));
    let total = first.iter().map(|(_, size)| *size).sum();
    let later = measure_all(&later);
    if !later.is_empty() {
        println!("size: loaded when needed");
        print!("{}", table(&later));
    }
    let page = site::page_folder(project);
    let page = if page.exists() { package::contents(&page)? } else { BTreeMap::new() };
    let page = page.iter().filter(|(name, _)| is_code(name)).collect::<Vec<_>>();
    if !page.is_empty() {
        println!("size: the admin page, with the emulator's core in it");
        print!("{}", table(&measure_all(&page)));
    }
    let named = fs::read(package::named_wasm(project, shell)?)?;
    if functions > 0 {
        println!("size: raw bytes of the largest functions, after wasm-opt");
        for (name, bytes) in crates::functions(&named)?.iter().take(functions) {
            println!("{bytes:>9}  {name}");
        }
    }
    print!("{}", by_crate(&named)?);
    Ok(total)
}

fn by_crate(wasm: &[u8]) -> Result<String> {
    let shares = crates::shares(wasm)?;
    let mut text = String::from("size: raw bytes of the wasm by crate, after wasm-opt\n");
    for (name, bytes) in shares.iter().take(NAMED) {
        text.push_str(&format!("{bytes:>9}  {name}\n"));
    }
    let rest = shares.iter().skip(NAMED).map(|(_, bytes)| bytes).sum::<usize>();
    if rest > 0 {
        text.push_str(&format!("{rest:>9}  ({} more)\n", shares.len() - NAMED));
    }
    Ok(text)
}

type File<'a> = (&'a String, &'a Vec<u8>);

/// A script at the top that only some pages load.
const SUMMARY: &str = "summary.js";

/// Files that every page loads, which lie at the top, and files that are loaded when needed, which
/// lie in folders, but for the summary's script.
fn split(contents: &BTreeMap<String, Vec<u8>>) -> (Vec<File<'_>>, Vec<File<'_>>) {
    let is_first = |name: &str| !name.contains('/') && name != SUMMARY;
    contents.iter().filter(|(name, _)| is_code(name)).partition(|(name, _)| is_first(name))
}

fn is_code(name: &str) -> bool {
    [".js", ".wasm", ".css"].iter().any(|end| name.ends_with(end))
}

fn measure_all(files: &[File<'_>]) -> Vec<(String, Size)> {
    files.iter().map(|(name, bytes)| ((*name).clone(), measure(bytes))).collect()
}

fn tools(project: &Project, shell: &Shell) -> Result<Tools> {
    let rustc = cmd!(shell, "rustc --version").quiet().read()?;
    let [major, minor, patch] = setup::version_in(&rustc).context("rustc has no version")?;
    let wasm_opt = setup::node_program(project, "wasm-opt")?;
    // `wasm-opt version 132 (version_132)`
    let line = cmd!(shell, "{wasm_opt} --version").quiet().read()?;
    let wasm_opt = line.split_whitespace().nth(2).context("wasm-opt has no version")?.to_owned();
    let std = package::std_of_last_build(project)?;
    Ok(Tools { compiler: format!("{major}.{minor}.{patch}"), wasm_opt, std })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_hold_what_is_loaded_when_needed() {
        let names = ["README.md", "define.js", "job-badge_bg.wasm", "words/de.js"];
        let contents = names.map(|name| (name.to_owned(), Vec::new())).into_iter().collect();
        let (first, later) = split(&contents);
        let names = |files: Vec<File<'_>>| {
            files.into_iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(first), ["define.js", "job-badge_bg.wasm"]);
        assert_eq!(names(later), ["words/de.js"]);
    }
}
