//! The steps of `cargo xtask test`, in order. Each runs a program as one would by hand; the tests
//! get paths and drivers by environment variables.

use std::{cell::RefCell, path::Path, rc::Rc};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell, cmd};

use super::{Options, Step, background::Background, crates, frameworks, package_use, reproducible};
use crate::{
    gallery, notices, package,
    project::Project,
    release,
    setup::{self, Browser},
    site, size,
    version::ensure_clean,
};

const WASM: &str = "wasm32-unknown-unknown";
/// xtask is built by itself, in a target folder of its own.
const ALL_BUT_XTASK: [&str; 3] = ["--workspace", "--exclude", "xtask"];
/// All steps build the same packages for the host: for another choice cargo would turn on other
/// features of the dependencies and build them once more. With the element, for its contract.
pub const HOST: [&str; 5] =
    [ALL_BUT_XTASK[0], ALL_BUT_XTASK[1], ALL_BUT_XTASK[2], "--features", "job-badge/element"];
/// This program, in the target folder in which `.cargo/config.toml` runs it.
const XTASK: [&str; 4] = ["--package", "xtask", "--target-dir", "target/xtask"];
/// The end-to-end tests of the package in other pages, the widest first.
const SUITES: [&str; 4] = ["element", "frameworks", "harness", "token_leak"];
/// Run by `--real` alone, as servers of others are.
const REAL: &str = "real";
/// The same, of what Prism makes of published descriptions.
const PUBLISHED: &str = "published";
/// The recipes of proxies: nginx's in every run, all by `--real`.
const PROXIES: &str = "proxies";
/// Run beside them, since most of the time each waits for something: they count what is left over and
/// what is sent, and measure no time by the clock.
const BESIDE: [&str; 6] = ["admin_page", "playground", "site", "gallery", "leak", PROXIES];

/// All steps that the options ask for.
pub fn all<'a>(
    project: &'a Project,
    shell: &'a Shell,
    options: &'a Options,
) -> Result<Vec<Step<'a>>> {
    if options.real {
        return real(project, shell, options);
    }
    if options.crates {
        return Ok(crates::steps(project, shell));
    }
    let mut steps = host(shell);
    if let Some(dir) = &options.fixtures {
        let dir = std::path::absolute(dir).context("--fixtures needs a folder")?;
        steps.push(Step::new("recorded answers", move || fixtures(shell, &dir)));
    }
    if options.quick {
        return Ok(steps);
    }
    // It uses one core most of the time, and what runs meanwhile compiles on the other.
    let building = Rc::new(RefCell::new(None));
    let started = Rc::clone(&building);
    steps.push(Step::new("package, started in the background", move || {
        *started.borrow_mut() = Some(start_package(project, shell)?);
        Ok(())
    }));
    steps.extend(wasm_lints(shell));
    steps.push(Step::new("documentation", || documentation(shell)));
    steps.push(Step::new("admin page", || site::admin_page(project, shell)));
    steps.push(Step::new("package", move || match building.take() {
        Some(started) => started.wait(),
        None => start_package(project, shell)?.wait(),
    }));
    steps.push(Step::new("notices name what is linked", || notices::check_names(project, shell)));
    steps.push(Step::new("the package, as others use it", || package_use::check(project, shell)));
    steps.push(Step::new("frameworks and bundlers", || {
        frameworks::build(project, shell, options.full)
    }));
    steps.push(Step::new("size", || size::check(project, shell)));
    steps.push(Step::new("gallery", || gallery::build(project, shell)));
    steps.push(Step::new("site", || site::build(project, shell)));
    // After the package: some count a page's turns, which needs a machine with nothing else to do.
    steps.extend(browser_tests(shell, &options.browsers));
    steps.push(Step::new("end to end", || end_to_end(project, shell, &options.browsers)));
    if options.full {
        steps.push(Step::new("package again, elsewhere", || reproducible::check(project, shell)));
        steps.extend(crates::steps(project, shell));
        steps.push(Step::new("publishing, dry run", || publishing(project, shell)));
    }
    Ok(steps)
}

/// The badge against servers that nobody here wrote.
fn real<'a>(project: &'a Project, shell: &'a Shell, options: &Options) -> Result<Vec<Step<'a>>> {
    let published = match &options.descriptions {
        Some(dir) => {
            let dir = std::path::absolute(dir).context("--descriptions needs a folder")?;
            Step::new("published descriptions", move || published(project, shell, &dir))
        }
        None => Step::new("published descriptions", || {
            println!("test: skipped: --descriptions DIR names a folder of them");
            Ok(())
        }),
    };
    Ok(vec![
        published,
        Step::new("package", || start_package(project, shell)?.wait()),
        Step::new("proxies", || proxies(project, shell)),
        Step::new("real servers", || real_servers(project, shell)),
    ])
}

/// What the badge asks of services that cannot be run here, against the services' own
/// descriptions; `dir` is absolute.
fn published(project: &Project, shell: &Shell, dir: &Path) -> Result<()> {
    run(cmd!(shell, "cargo test {HOST...} --test {PUBLISHED} -- --nocapture")
        .env("JOB_BADGE_DESCRIPTIONS", dir)
        .env("JOB_BADGE_PRISM", setup::Apart::Prism.program(project)?))
}

fn real_servers(project: &Project, shell: &Shell) -> Result<()> {
    run(cmd!(shell, "cargo test {HOST...} --test {REAL}")
        .env("E2E_BROWSERS", Browser::Chromium.name())
        .envs(setup::drivers(shell, &[Browser::Chromium])?)
        .env("JOB_BADGE_PACKAGE", package::folder(project))
        .env("JOB_BADGE_SERVERS", setup::environments(project)?))
}

/// All recipes of proxies that can be run here.
fn proxies(project: &Project, shell: &Shell) -> Result<()> {
    run(cmd!(shell, "cargo test {HOST...} --test {PROXIES}")
        .env("E2E_PROXIES", "all")
        .env("E2E_BROWSERS", Browser::Chromium.name())
        .envs(setup::drivers(shell, &[Browser::Chromium])?)
        .env("JOB_BADGE_PACKAGE", package::folder(project))
        .env("JOB_BADGE_NODE_MODULES", setup::node_modules(project)?))
}

/// What is not committed yet is not what would be published.
fn publishing(project: &Project, shell: &Shell) -> Result<()> {
    if ensure_clean(shell).is_err() {
        println!("test: skipped: something is not committed");
        return Ok(());
    }
    release::check(project, shell)
}

fn host(shell: &Shell) -> Vec<Step<'_>> {
    vec![
        Step::new("format", || run(cmd!(shell, "cargo fmt --all -- --check"))),
        Step::new("lints, host", || {
            run(cmd!(shell, "cargo clippy {ALL_BUT_XTASK...} --all-targets -- -D warnings"))?;
            run(cmd!(shell, "cargo clippy {XTASK...} --all-targets -- -D warnings"))
        }),
        Step::new("lints, pure rooms alone", || {
            run(cmd!(shell, "cargo clippy --no-default-features --lib -- -D warnings"))
        }),
        Step::new("host tests", || {
            // The end-to-end tests are built here too, and started without a browser.
            run(cmd!(shell, "cargo test {HOST...}").env("E2E_BROWSERS", "none"))?;
            run(cmd!(shell, "cargo test {XTASK...}"))
        }),
    ]
}

/// The test of recorded answers on another folder of them; `dir` is absolute.
fn fixtures(shell: &Shell, dir: &Path) -> Result<()> {
    run(cmd!(shell, "cargo test {HOST...} --test fixtures").env("JOB_BADGE_FIXTURES", dir))
}

/// Separate runs, since no build has both features, `element` and `demo`.
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

/// wasm-bindgen's runner knows Chromium and Firefox; WebKit has the end-to-end tests.
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

fn start_package(project: &Project, shell: &Shell) -> Result<Background> {
    let xtask = std::env::current_exe()?;
    Background::start(cmd!(shell, "{xtask} package"), &project.target().join("package.txt"))
}

fn documentation(shell: &Shell) -> Result<()> {
    let strict = "-D warnings";
    run(cmd!(shell, "cargo doc {HOST...} --no-deps").env("RUSTDOCFLAGS", strict))?;
    run(cmd!(shell, "cargo doc {XTASK...} --no-deps").env("RUSTDOCFLAGS", strict))?;
    run(cmd!(shell, "cargo doc --no-deps --lib --target {WASM} --features element")
        .env("RUSTDOCFLAGS", strict))
}

fn end_to_end(project: &Project, shell: &Shell, browsers: &[Browser]) -> Result<()> {
    run(cmd!(shell, "cargo build {HOST...} --bin ams-emulator"))?;
    let engines = browsers.iter().map(|browser| browser.name()).collect::<Vec<_>>().join(",");
    let emulator = format!("debug/ams-emulator{}", std::env::consts::EXE_SUFFIX);
    let suites = |names: &[&'static str]| -> Result<Cmd<'_>> {
        let suites = names.iter().flat_map(|suite| ["--test", suite]);
        Ok(cmd!(shell, "cargo test {HOST...} {suites...}")
            .env("E2E_BROWSERS", &engines)
            .envs(setup::drivers(shell, browsers)?)
            .env("JOB_BADGE_PACKAGE", package::folder(project))
            .env("JOB_BADGE_BUNDLED", package_use::folder(project))
            .env("JOB_BADGE_FRAMEWORKS", frameworks::folder(project))
            .env("JOB_BADGE_GALLERY", gallery::folder(project))
            .env("JOB_BADGE_PAGE", site::page_folder(project))
            .env("JOB_BADGE_SITE", site::folder(project))
            .env("JOB_BADGE_NODE_MODULES", setup::node_modules(project)?)
            .env("AMS_EMULATOR", project.target().join(&emulator)))
    };
    let output = project.target().join("background.txt");
    let background = Background::start(suites(&BESIDE)?, &output)?;
    run(suites(&SUITES)?)?;
    background.wait()
}

/// Prints the line and runs it.
pub fn run(command: Cmd<'_>) -> Result<()> {
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
        let mut run = [&SUITES[..], &[REAL, PUBLISHED], &BESIDE[..]].concat();
        named.sort_unstable();
        run.sort_unstable();
        assert_eq!(run, named);
    }
}
