//! `cargo xtask test`: every check as a named step with its time, the cheap ones first. Stops at
//! the first failure. The list of steps is in `steps`.

mod background;
mod crates;
mod frameworks;
mod package_use;
mod reproducible;
mod steps;

use std::{path::PathBuf, time::Instant};

use anyhow::{Result, bail, ensure};
use clap::Args;

pub use self::steps::HOST;
use crate::{
    project::Project,
    setup::{self, Apart, Browser, CrateTool, Part, Proxy},
    step::seconds,
};

/// What `cargo xtask test` takes.
#[derive(Args, Debug)]
pub struct Options {
    /// Only what needs no wasm and no browser: format, lints, host tests.
    #[arg(long)]
    quick: bool,
    /// The browsers of the browser tests and the end-to-end tests.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "chromium,firefox,webkit")]
    browsers: Vec<Browser>,
    /// A folder with recorded answers, each of which must decode to what it says.
    #[arg(long)]
    fixtures: Option<PathBuf>,
    /// Also builds the examples of all frameworks and bundlers, and the package a second time in
    /// another folder, and compares the bytes; and does what --crates does.
    #[arg(long)]
    full: bool,
    /// Only what is asked of the crates before a release: dependencies and their licences, the public
    /// API beside that of a named commit, the oldest Rust, pages as docs.rs builds them.
    #[arg(long, conflicts_with_all = ["quick", "full", "real"])]
    crates: bool,
    /// Only the servers of others: Prefect, Airflow, and Celery with Flower are installed, started
    /// and followed by a badge in Chromium, and so are the recipes of proxies. Takes minutes; but for
    /// nginx it is in no other run.
    #[arg(long, conflicts_with_all = ["quick", "full"])]
    real: bool,
    /// With --real: a folder of published descriptions (`github-actions.json` …), over which Prism
    /// answers what the badge asks.
    #[arg(long, requires = "real")]
    descriptions: Option<PathBuf>,
    /// Only the steps whose name holds this text, such as `size` or `browser tests`.
    #[arg(long)]
    only: Option<String>,
}

/// A check with a name. Its work prints what it runs.
pub struct Step<'a> {
    name: String,
    work: Box<dyn FnOnce() -> Result<()> + 'a>,
}

impl<'a> Step<'a> {
    fn new(name: impl Into<String>, work: impl FnOnce() -> Result<()> + 'a) -> Self {
        Self { name: name.into(), work: Box::new(work) }
    }
}

/// Runs the steps. Fails with the name of the first that failed.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let start = Instant::now();
    setup::ensure(project, &parts(options))?;
    let shell = project.shell()?;
    let mut steps = steps::all(project, &shell, options)?;
    if let Some(text) = &options.only {
        steps.retain(|step| step.name.contains(text.as_str()));
        ensure!(!steps.is_empty(), "no step has `{text}` in its name");
    }
    let outcome = run_all(steps);
    println!("test: {} in {}", outcome.summary(), seconds(start.elapsed()));
    match outcome.failed {
        None => Ok(()),
        Some(name) => bail!("the step `{name}` failed"),
    }
}

/// What set-up must bring for these options.
fn parts(options: &Options) -> Vec<Part> {
    if options.quick {
        return vec![Part::Lints];
    }
    let crate_tools = CrateTool::ALL.into_iter().map(Part::CrateTool);
    if options.crates {
        return [Part::WasmTarget].into_iter().chain(crate_tools).collect();
    }
    if options.real {
        let prism = options.descriptions.as_ref().map(|_| Part::Apart(Apart::Prism));
        let servers = [Part::Servers, Part::Proxy(Proxy::Nginx), Part::Proxy(Proxy::Caddy)];
        let more = servers.into_iter().chain([Part::Browser(Browser::Chromium)]);
        return setup::PACKAGE.iter().copied().chain(prism).chain(more).collect();
    }
    let browsers = options.browsers.iter().copied().map(Part::Browser);
    let full = [Part::Frameworks].into_iter().chain(crate_tools).filter(|_| options.full);
    setup::TEST.iter().copied().chain(full).chain(browsers).collect()
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    passed: usize,
    failed: Option<String>,
    not_run: usize,
}

impl Outcome {
    /// `12 passed, 0 failed`, and how many steps were not reached.
    fn summary(&self) -> String {
        let failed = usize::from(self.failed.is_some());
        let not_run = match self.not_run {
            0 => String::new(),
            count => format!(", {count} not run"),
        };
        format!("{} passed, {failed} failed{not_run}", self.passed)
    }
}

fn run_all(steps: Vec<Step<'_>>) -> Outcome {
    let count = steps.len();
    let mut outcome = Outcome::default();
    for (index, step) in steps.into_iter().enumerate() {
        let number = index + 1;
        println!("\ntest: [{number}/{count}] {}", step.name);
        let start = Instant::now();
        let done = (step.work)();
        let time = seconds(start.elapsed());
        if let Err(problem) = done {
            println!("test: [{number}/{count}] {} FAILED ({time}): {problem:#}", step.name);
            outcome.failed = Some(step.name);
            outcome.not_run = count - number;
            return outcome;
        }
        println!("test: [{number}/{count}] {} passed ({time})", step.name);
        outcome.passed = number;
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_after_the_first_failure() {
        let good = || Step::new("good", || Ok(()));
        let bad = || Step::new("bad", || bail!("broken"));
        let check = |steps, expected: &str| assert_eq!(run_all(steps).summary(), expected);
        check(vec![good(), good()], "2 passed, 0 failed");
        check(vec![good(), bad(), good()], "1 passed, 1 failed, 1 not run");
        check(vec![bad()], "0 passed, 1 failed");
    }

    #[test]
    fn quick_needs_no_browser_and_no_wasm() {
        let options = Options {
            quick: true,
            browsers: Browser::ALL.to_vec(),
            fixtures: None,
            full: false,
            crates: false,
            real: false,
            descriptions: None,
            only: None,
        };
        assert_eq!(parts(&options), [Part::Lints]);
    }
}
