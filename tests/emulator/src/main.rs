//! The command line: `ams-emulator serve` and `ams-emulator token`.

use std::io::{self, Write as _};

use ams_emulator::{
    Cors, Emulator, Settings,
    server::{Server, now_millis},
    token::DEFAULT_LIFETIME,
};
use clap::{Parser, Subcommand};

/// The Azure Media Services v2 REST API's jobs on 127.0.0.1.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, and prints its root and a token when it is ready.
    Serve {
        /// The port; 0 for a free one.
        #[arg(long, default_value_t = 8081)]
        port: u16,
        /// Divides all durations; 0 freezes time.
        #[arg(long, default_value_t = 1.0, value_parser = speed)]
        speed: f64,
        /// The seed of all ids.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Which origin may call from a page: an origin, `*` or `none`.
        #[arg(long, default_value = "*", value_name = "ORIGIN|*|none")]
        cors: String,
        /// How many demo jobs there are.
        #[arg(long, default_value_t = 12)]
        jobs: usize,
    },
    /// Prints a token that `serve` accepts.
    Token {
        /// How long it lives, in seconds; negative for one that has expired.
        #[arg(long, default_value_t = DEFAULT_LIFETIME, allow_negative_numbers = true)]
        expires_in: i64,
    },
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "a number is needed".to_owned())?;
    if speed.is_finite() && speed >= 0.0 {
        Ok(speed)
    } else {
        Err("0 or more is needed".to_owned())
    }
}

/// Prints the start-up lines at once. The reader may have closed the pipe by now; the server runs
/// anyway.
fn announce(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

fn main() -> io::Result<()> {
    match Cli::parse().command {
        Command::Token { expires_in } => {
            writeln!(io::stdout(), "{}", Emulator::mint_token(now_millis(), expires_in))
        }
        Command::Serve { port, speed, seed, cors, jobs } => {
            let cors = Cors::parse(&cors);
            let settings = Settings { seed, speed, jobs, cors, ..Settings::default() };
            tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
                // Ids depend on the seed alone, so a second emulator has the same ones.
                let id = Emulator::new(settings.clone()).named_job_id(now_millis());
                let job = id.map(|id| format!("\njob: {id}"));
                let server = Server::bind(port, settings).await?;
                let token = Emulator::mint_token(now_millis(), DEFAULT_LIFETIME);
                announce(&format!(
                    "ready: {}\ntoken: {token}{}\n",
                    server.root(),
                    job.unwrap_or_default()
                ))?;
                server.run().await
            })
        }
    }
}
