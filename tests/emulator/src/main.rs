//! The command line: `ams-emulator serve` and `ams-emulator token`.

use std::io::{self, Write as _};

use ams_emulator::{
    Cors, Emulator, Settings,
    server::{Server, now_millis},
    token::LIFE,
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
    /// Serves the API, and says when it is ready: its root and a token.
    Serve {
        /// The port; 0 for a free one.
        #[arg(long, default_value_t = 8081)]
        port: u16,
        /// Divides all durations; 0 freezes time.
        #[arg(long, default_value_t = 1.0, value_parser = speed)]
        speed: f64,
        /// What ids are made from.
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
        #[arg(long, default_value_t = LIFE, allow_negative_numbers = true)]
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

/// Says it in one go. Who started the server may have stopped listening by now: it serves all the
/// same.
fn announce(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(gone) if gone.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        told => told,
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
                // Ids come from the seed alone, so a twin knows them.
                let id = Emulator::new(settings.clone()).named_job_id(now_millis());
                let job = id.map(|id| format!("\njob: {id}"));
                let server = Server::bind(port, settings).await?;
                let token = Emulator::mint_token(now_millis(), LIFE);
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
