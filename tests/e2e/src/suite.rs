//! Runs scenarios: each engine started once, its scenarios one after another in it, the engines
//! side by side. A test binary's `main` is one call of [`run`].
//!
//! Supports two arguments of `cargo test -- …`: a word filters scenarios by name, `--list` lists
//! them.

use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use crate::browser::{Browser, Engine};
use crate::emulator::Emulator;
use crate::http::Trouble;
use crate::stage::{Needs, Stage};
use crate::tab::Tab;

/// A scenario that takes longer fails, and its browser is replaced.
const SCENARIO_TIMEOUT: Duration = Duration::from_secs(120);

/// The same, where the servers of others do the work.
const REAL_SERVER_TIMEOUT: Duration = Duration::from_secs(300);

/// After this many failures in an engine its other scenarios are skipped. When the package is broken
/// as a whole, waiting for each of them would take minutes and show nothing new.
const MAX_FAILURES: usize = 6;

/// A behaviour that is checked in every engine.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// The function's name, which describes the behaviour.
    pub name: &'static str,
    /// The engines that support it; empty for all.
    pub only: &'static [Engine],
    /// Runs the scenario; it panics when the behaviour is wrong.
    pub run: fn(Stage) -> Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// A list of scenarios from `async fn(stage: Stage)` items; `name: [Engine, …]` limits one.
#[macro_export]
macro_rules! scenarios {
    ($($path:path $(: [$($engine:ident),+])?),* $(,)?) => {
        vec![$($crate::suite::Scenario {
            name: stringify!($path),
            only: &[$($($crate::browser::Engine::$engine),+)?],
            run: |stage| Box::pin($path(stage)),
        }),*]
    };
}

/// Runs the scenarios in the engines that `E2E_BROWSERS` names and prints the results.
#[must_use]
pub fn run(suite: &str, needs: Needs, mut scenarios: Vec<Scenario>) -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|w| w == "--list") {
        scenarios.iter().for_each(|s| println!("{}: test", s.name));
        return ExitCode::SUCCESS;
    }
    let engines = Engine::asked();
    if engines.as_ref().is_ok_and(Vec::is_empty) {
        println!("{suite}: no browser was asked for");
        return ExitCode::SUCCESS;
    }
    let filters: Vec<_> = args.iter().filter(|w| !w.starts_with('-')).collect();
    scenarios.retain(|s| filters.is_empty() || filters.iter().any(|f| s.name.contains(*f)));
    // Prints one line for each panic. The message, which includes the page's log, is printed once
    // at the end.
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("panicked at {}", panic.location().map_or_else(String::new, ToString::to_string));
    }));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let failures = match (runtime, engines, check_needs(needs)) {
        (Ok(runtime), Ok(engines), Ok(())) => {
            runtime.block_on(run_in_engines(suite, needs, engines, &scenarios))
        }
        (Err(e), _, _) => vec![e.to_string()],
        (_, Err(e), _) | (_, _, Err(e)) => vec![e],
    };
    for failure in &failures {
        eprintln!("\n{suite}: {failure}");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check_needs(needs: Needs) -> Result<(), Trouble> {
    let (variable, default, file, command) = match needs {
        Needs::Browser => return Ok(()),
        Needs::Package | Needs::RealServer => {
            ("JOB_BADGE_PACKAGE", "target/package", "define.js", "cargo xtask package")
        }
        Needs::AdminPage => ("JOB_BADGE_PAGE", "dist", "index.html", "trunk build"),
        Needs::Gallery => {
            ("JOB_BADGE_GALLERY", "target/gallery", "tree.html", "cargo xtask gallery")
        }
        Needs::Site => ("JOB_BADGE_SITE", "target/site", "index.html", "cargo xtask site"),
    };
    let folder = crate::folder(variable, default);
    match folder.join(file).is_file() {
        true => Ok(()),
        false => {
            Err(format!("no {file} in {}: run `{command}`, or set {variable}", folder.display()))
        }
    }
}

async fn run_in_engines(
    suite: &str,
    needs: Needs,
    engines: Vec<Engine>,
    scenarios: &[Scenario],
) -> Vec<Trouble> {
    let at_once = std::env::var("E2E_AT_ONCE").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let permits = Arc::new(Semaphore::new(at_once));
    let runs: Vec<_> = engines
        .into_iter()
        .map(|engine| {
            let (permits, scenarios) = (Arc::clone(&permits), scenarios.to_vec());
            tokio::spawn(async move {
                let _permit = permits.acquire_owned().await;
                run_in_engine(engine, needs, &scenarios).await
            })
        })
        .collect();
    let began = Instant::now();
    let mut failures = Vec::new();
    for run in runs {
        match run.await {
            Ok(found) => failures.extend(found),
            Err(e) => failures.push(e.to_string()),
        }
    }
    println!("{suite}: {} failures, {:.1} s", failures.len(), began.elapsed().as_secs_f32());
    failures
}

async fn run_in_engine(engine: Engine, needs: Needs, scenarios: &[Scenario]) -> Vec<Trouble> {
    let fits = |s: &&Scenario| s.only.is_empty() || s.only.contains(&engine);
    let scenarios: Vec<_> = scenarios.iter().filter(fits).collect();
    if scenarios.is_empty() {
        return Vec::new();
    }
    let began = Instant::now();
    let emulator = match needs {
        Needs::Browser | Needs::Gallery | Needs::Site | Needs::RealServer => None,
        _ => match Emulator::start().await {
            Ok(emulator) => Some(Arc::new(emulator)),
            Err(e) => return vec![e],
        },
    };
    let mut browser = match Browser::launch(engine).await {
        Ok(browser) => browser,
        Err(e) => return vec![e],
    };
    println!("{:9} started ({:.1} s)", engine.name(), began.elapsed().as_secs_f32());
    let mut failures = Vec::new();
    let max_failures =
        if std::env::var_os("E2E_KEEP_GOING").is_some() { usize::MAX } else { MAX_FAILURES };
    for scenario in &scenarios {
        if failures.len() >= max_failures {
            failures.push(format!("{}: the rest was not run (E2E_KEEP_GOING)", engine.name()));
            break;
        }
        let began = Instant::now();
        let tab = Tab { engine, session: browser.session.clone() };
        let longest = match needs {
            Needs::RealServer => REAL_SERVER_TIMEOUT,
            _ => SCENARIO_TIMEOUT,
        };
        let held = run_scenario(scenario, tab.clone(), emulator.clone(), longest).await;
        let time = began.elapsed().as_secs_f32();
        let outcome = if held.is_ok() { "ok" } else { "FAILED" };
        println!("{:9} {} ... {outcome} ({time:.1} s)", engine.name(), scenario.name);
        if let Err(why) = held {
            failures.push(format!("{} {}\n{why}", engine.name(), scenario.name));
        }
        // Leaves the page, so that it cannot affect the next scenario. A browser that fails to do
        // so is replaced.
        let cleared = async {
            tab.session.enter_frame(None).await?;
            tab.session.goto("about:blank").await
        };
        if !matches!(timeout(Duration::from_secs(10), cleared).await, Ok(Ok(()))) {
            browser.quit().await;
            browser = match Browser::launch(engine).await {
                Ok(browser) => browser,
                Err(e) => {
                    failures.push(e);
                    return failures;
                }
            };
        }
    }
    browser.quit().await;
    if let Some(emulator) = emulator.and_then(|e| Arc::try_unwrap(e).ok()) {
        emulator.stop().await;
    }
    let (count, time) = (scenarios.len(), began.elapsed().as_secs_f32());
    println!("{:9} {count} scenarios, {} failed, {time:.1} s", engine.name(), failures.len());
    failures
}

async fn run_scenario(
    scenario: &Scenario,
    tab: Tab,
    emulator: Option<Arc<Emulator>>,
    longest: Duration,
) -> Result<(), Trouble> {
    let run = scenario.run;
    let stage = Stage::new(tab, emulator);
    let task = tokio::spawn(async move { run(stage.await.expect("three ports")).await });
    let stop = task.abort_handle();
    match timeout(longest, task).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(panicked)) => Err(panic_message(panicked)),
        Err(_) => {
            stop.abort();
            Err(format!("not done after {longest:?}"))
        }
    }
}

fn panic_message(failed: tokio::task::JoinError) -> Trouble {
    let Ok(payload) = failed.try_into_panic() else { return "aborted".to_owned() };
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default()
}
