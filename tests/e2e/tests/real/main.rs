//! The badge against servers that nobody here wrote: Prefect, Airflow, Celery with Flower. Each is
//! started from its own virtual environment, on 127.0.0.1, does real work while a badge in a real
//! page looks on, and is stopped and removed. `cargo xtask test --real` installs them; without it
//! nothing is run.
//!
//! No work is timed: each task waits at a gate, a file that the test writes once it has seen the
//! badge say what came before.

mod airflow;
mod badge;
mod celery;
mod prefect;
mod server;

use std::process::ExitCode;

use e2e::browser::Engine;
use e2e::http::Trouble;
use e2e::stage::Needs;
use e2e::suite::{self, Scenario};
use tokio::runtime::{Builder, Runtime};

use crate::server::Server;

fn main() -> ExitCode {
    if !server::installed() || Engine::asked().is_ok_and(|engines| engines.is_empty()) {
        println!("real: not run; `cargo xtask test --real` installs the servers and runs them");
        return ExitCode::SUCCESS;
    }
    let runtime = match Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("real: {e}");
            return ExitCode::FAILURE;
        }
    };
    let outcomes = [
        with(&runtime, "prefect", prefect::scenarios(), || runtime.block_on(prefect::start())),
        with(&runtime, "airflow", airflow::scenarios(), || runtime.block_on(airflow::start())),
        with(&runtime, "celery", celery::scenarios(), || runtime.block_on(celery::start())),
    ];
    outcomes.into_iter().find(|code| *code != ExitCode::SUCCESS).unwrap_or(ExitCode::SUCCESS)
}

/// Runs these scenarios while the server is up. It is not started when the command line asks for
/// none of them.
fn with(
    runtime: &Runtime,
    name: &str,
    scenarios: Vec<Scenario>,
    start: impl FnOnce() -> Result<&'static Server, Trouble>,
) -> ExitCode {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let named = |s: &Scenario| words.iter().any(|word| s.name.contains(word.as_str()));
    if !words.iter().all(|word| word.starts_with('-')) && !scenarios.iter().any(named) {
        return ExitCode::SUCCESS;
    }
    if words.iter().any(|word| word == "--list") {
        return suite::run(name, Needs::RealServer, scenarios);
    }
    let began = tokio::time::Instant::now();
    let server = match start() {
        Ok(server) => server,
        Err(e) => {
            eprintln!("{name}: {e}");
            return ExitCode::FAILURE;
        }
    };
    println!("{name}: up after {:.0} s", began.elapsed().as_secs_f32());
    let outcome = suite::run(name, Needs::RealServer, scenarios);
    runtime.block_on(server.stop(outcome == ExitCode::SUCCESS));
    outcome
}
