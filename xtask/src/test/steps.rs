//! The steps of `cargo xtask test`, in order. Each runs a program as its user would by hand; the
//! paths and drivers that the tests need travel in the environment.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    rc::Rc,
};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell, cmd};

use super::{Options, Step, again, beside::Beside, frameworks, package_use};
use crate::{
    gallery, package,
    place::Place,
    setup::{self, Browser},
    size,
};

const WASM: &str = "wasm32-unknown-unknown";
/// What is linted and documented, with the features that it has by itself.
const OTHERS: [&str; 3] = ["--workspace", "--exclude", "xtask"];
/// What is built for the host is chosen alike by all steps: with another choice cargo gives the
/// dependencies other features and builds them once more. With the element, for its contract.
pub const HOST: [&str; 5] = [OTHERS[0], OTHERS[1], OTHERS[2], "--features", "job-badge/element"];
/// This program, where its dependencies are built already: as `.cargo/config.toml` runs it.
const XTASK: [&str; 4] = ["--package", "xtask", "--target-dir", "target/xtask"];
/// The end-to-end tests, the widest first.
const SUITES: [&str; 6] =
    ["element", "frameworks", "admin_page", "gallery", "harness", "token_leak"];
/// Beside them, in Chromium alone: it counts what is left, and not how soon.
const BESIDE: [&str; 1] = ["leak"];

/// All steps that the options ask for.
pub fn all<'a>(place: &'a Place, shell: &'a Shell, options: &'a Options) -> Result<Vec<Step<'a>>> {
    let mut steps = host(shell);
    if let Some(dir) = &options.fixtures {
        let dir = std::path::absolute(dir).context("--fixtures needs a folder")?;
        steps.push(Step::new("recorded answers", move || fixtures(shell, &dir)));
    }
    if options.quick {
        return Ok(steps);
    }
    // Its compiler and optimizer use one core most of the time. What runs beside them compiles.
    let building = Rc::new(RefCell::new(None));
    let begun = Rc::clone(&building);
    steps.push(Step::new("package, begun beside the next steps", move || {
        *begun.borrow_mut() = Some(begin_package(place, shell)?);
        Ok(())
    }));
    steps.extend(wasm_lints(shell));
    steps.push(Step::new("documentation", || documentation(shell)));
    steps.push(Step::new("admin page", || admin_page(place, shell)));
    steps.push(Step::new("package", move || match building.take() {
        Some(begun) => begun.end(),
        None => begin_package(place, shell)?.end(),
    }));
    steps.push(Step::new("the package, as others use it", || package_use::check(place, shell)));
    steps.push(Step::new("frameworks and bundlers", || {
        frameworks::build(place, shell, options.full)
    }));
    steps.push(Step::new("size", || size::check(place, shell)));
    steps.push(Step::new("gallery", || gallery::build(place, shell)));
    // After the package, since what they count in a page's turns wants a quiet machine.
    steps.extend(browser_tests(shell, &options.browsers));
    steps.push(Step::new("end to end", || end_to_end(place, shell, &options.browsers)));
    if options.full {
        steps.push(Step::new("package again, elsewhere", || again::same_bytes(place, shell)));
    }
    Ok(steps)
}

fn host(shell: &Shell) -> Vec<Step<'_>> {
    vec![
        Step::new("format", || format(shell)),
        Step::new("lints, host", || {
            run(cmd!(shell, "cargo clippy {OTHERS...} --all-targets -- -D warnings"))?;
            run(cmd!(shell, "cargo clippy {XTASK...} --all-targets -- -D warnings"))
        }),
        Step::new("lints, pure rooms alone", || {
            run(cmd!(shell, "cargo clippy --no-default-features --lib -- -D warnings"))
        }),
        Step::new("host tests", || {
            // The end-to-end tests are built here too, and meet no browser yet.
            run(cmd!(shell, "cargo test {HOST...}").env("E2E_BROWSERS", "none"))?;
            run(cmd!(shell, "cargo test {XTASK...}"))
        }),
    ]
}

fn format(shell: &Shell) -> Result<()> {
    let toolchain = setup::rustfmt_toolchain(shell).context("no rustfmt")?;
    if toolchain == "system" {
        return run(cmd!(shell, "cargo fmt --all -- --check"));
    }
    run(cmd!(shell, "rustup run {toolchain} cargo fmt --all -- --check"))
}

/// The crate's own test of a folder of recorded answers; `dir` is absolute.
fn fixtures(shell: &Shell, dir: &Path) -> Result<()> {
    run(cmd!(shell, "cargo test {HOST...} --test fixtures").env("JOB_BADGE_FIXTURES", dir))
}

/// Separate runs, since `element` and `demo` never meet in one build.
fn wasm_lints(shell: &Shell) -> Vec<Step<'_>> {
    vec![
        Step::new("lints, wasm, library", || {
            run(cmd!(shell, "cargo clippy --target {WASM} --lib -- -D warnings"))
        }),
        Step::new("lints, wasm, element and browser tests", || {
            run(cmd!(
                shell,
                "cargo clippy --target {WASM} --features element --lib --test browser -- -D warnings"
            ))
        }),
        Step::new("lints, wasm, admin page", || {
            run(cmd!(
                shell,
                "cargo clippy --target {WASM} --features demo --bin admin-page -- -D warnings"
            ))
        }),
        Step::new("lints, wasm, emulator's core", || {
            run(cmd!(
                shell,
                "cargo clippy -p ams-emulator --no-default-features --lib --target {WASM} -- -D warnings"
            ))
        }),
    ]
}

/// wasm-bindgen's runner speaks to Chromium and Firefox; WebKit is met in the end-to-end tests.
fn browser_tests<'a>(shell: &'a Shell, browsers: &'a [Browser]) -> Vec<Step<'a>> {
    let runs = browsers.iter().copied().filter(|browser| *browser != Browser::Webkit);
    runs.map(|browser| {
        Step::new(format!("browser tests, {}", browser.name()), move || {
            let test = cmd!(shell, "cargo test --target {WASM} --features element --test browser");
            let drivers = setup::drivers(shell, &[browser])?;
            run(test.envs(drivers).env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
        })
    })
    .collect()
}

/// In a process of its own, as everybody starts it.
fn begin_package(place: &Place, shell: &Shell) -> Result<Beside> {
    let xtask = std::env::current_exe()?;
    Beside::begin(cmd!(shell, "{xtask} package"), &place.target().join("package.txt"))
}

fn documentation(shell: &Shell) -> Result<()> {
    let strict = "-D warnings";
    run(cmd!(shell, "cargo doc {OTHERS...} --no-deps").env("RUSTDOCFLAGS", strict))?;
    run(cmd!(shell, "cargo doc {XTASK...} --no-deps").env("RUSTDOCFLAGS", strict))?;
    run(cmd!(shell, "cargo doc --no-deps --lib --target {WASM} --features element")
        .env("RUSTDOCFLAGS", strict))
}

/// The page as plain `trunk serve` builds it; `cargo xtask size` measures a release.
fn admin_page(place: &Place, shell: &Shell) -> Result<()> {
    let dist = tested_page(place);
    run(cmd!(shell, "trunk build --dist {dist}"))
}

fn tested_page(place: &Place) -> PathBuf {
    place.target().join("page-tested")
}

fn end_to_end(place: &Place, shell: &Shell, browsers: &[Browser]) -> Result<()> {
    run(cmd!(shell, "cargo build {HOST...} --bin ams-emulator"))?;
    let engines = browsers.iter().map(|browser| browser.name()).collect::<Vec<_>>().join(",");
    let emulator = format!("debug/ams-emulator{}", std::env::consts::EXE_SUFFIX);
    let suites = |names: &[&'static str]| -> Result<Cmd<'_>> {
        let suites = names.iter().flat_map(|suite| ["--test", suite]);
        Ok(cmd!(shell, "cargo test {HOST...} {suites...}")
            .env("E2E_BROWSERS", &engines)
            .envs(setup::drivers(shell, browsers)?)
            .env("JOB_BADGE_PACKAGE", package::folder(place))
            .env("JOB_BADGE_BUNDLED", package_use::folder(place))
            .env("JOB_BADGE_FRAMEWORKS", frameworks::folder(place))
            .env("JOB_BADGE_GALLERY", gallery::folder(place))
            .env("JOB_BADGE_PAGE", tested_page(place))
            .env("JOB_BADGE_NODE_MODULES", setup::node_modules(place)?)
            .env("AMS_EMULATOR", place.target().join(&emulator)))
    };
    let beside = Beside::begin(suites(&BESIDE)?, &place.target().join("beside.txt"))?;
    run(suites(&SUITES)?)?;
    beside.end()
}

/// Prints the line and runs it.
fn run(command: Cmd<'_>) -> Result<()> {
    println!("$ {command}");
    Ok(command.quiet().run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_to_end_suite_is_run() {
        let manifest = include_str!("../../../tests/e2e/Cargo.toml");
        let (_, targets) = manifest.split_once("[[test]]").unwrap();
        let names = targets.lines().filter_map(|line| line.strip_prefix("name = "));
        let mut named = names.map(|name| name.trim_matches('"')).collect::<Vec<_>>();
        let mut run = [&SUITES[..], &BESIDE[..]].concat();
        named.sort_unstable();
        run.sort_unstable();
        assert_eq!(run, named);
    }
}
