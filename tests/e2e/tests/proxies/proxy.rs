//! A recipe that runs: its files with names and ports filled in, in a folder of its own.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use e2e::answer::Answer;
use e2e::http::Trouble;
use e2e::process::Guarded;
use e2e::stage::Stage;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::{caddy, nginx, node};

/// Which recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Nginx,
    Caddy,
    Express,
    Worker,
}

/// A running proxy. Dropping it ends its processes and removes its folder.
pub struct Proxy {
    /// Where the pages and `/media-api/` are.
    pub origin: String,
    _process: Guarded,
    _folder: Folder,
}

impl Proxy {
    /// Starts it between `home`, which serves the pages and says who is signed in, and `api`, which
    /// notes what the emulator is asked. `None`, and a line that says so, where its program is missing.
    pub async fn start(stage: &Stage, kind: Kind) -> Option<Self> {
        stage.home.answer("/session", Answer::Fixed(204, "text/plain", String::new()));
        let started = match kind {
            Kind::Nginx => nginx::start(stage, nginx::Certificate::Ours).await,
            Kind::Caddy => caddy::start(stage).await,
            Kind::Express => node::start_express(stage).await,
            Kind::Worker => node::start_worker(stage).await,
        };
        Self::or_skip(kind, started)
    }

    /// What was started. Where its program is missing, that is said.
    pub fn or_skip(kind: Kind, started: Result<Self, Missing>) -> Option<Self> {
        match started {
            Ok(proxy) => Some(proxy),
            Err(Missing::Program(what)) => {
                eprintln!("proxies: SKIPPED, {kind:?}: {what}");
                None
            }
            Err(Missing::Started(why)) => panic!("{kind:?}: {why}"),
        }
    }

    /// Starts a program that serves on this port, and waits until it does.
    pub async fn run(
        program: &Path,
        args: &[&str],
        env: &[(&str, &str)],
        (port, folder): (u16, Folder),
    ) -> Result<Self, Missing> {
        let process = Guarded::start(&program.display().to_string(), args, env)
            .map_err(|e| Missing::Started(format!("{}: {e}", program.display())))?;
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if Instant::now() > deadline {
                let why = format!("{} does not listen (E2E_VERBOSE=1)", program.display());
                return Err(Missing::Started(why));
            }
            sleep(Duration::from_millis(20)).await;
        }
        let origin = format!("http://127.0.0.1:{port}");
        Ok(Self { origin, _process: process, _folder: folder })
    }
}

/// Why there is no proxy.
pub enum Missing {
    /// Its program is not installed.
    Program(String),
    /// It did not start.
    Started(Trouble),
}

impl From<std::io::Error> for Missing {
    fn from(error: std::io::Error) -> Self {
        Self::Started(error.to_string())
    }
}

/// A folder for one run.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn make() -> std::io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("e2e-proxy-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// The path of a file in it, as text.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A recipe's file with what its reader fills in. Each text must be there, so that no change of a
/// recipe goes past the test.
pub fn filled(file: &str, texts: &[(&str, &str)]) -> Result<String, Missing> {
    let path = examples().join(file);
    let mut text = fs::read_to_string(&path)
        .map_err(|e| Missing::Started(format!("{}: {e}", path.display())))?;
    for (from, to) in texts {
        assert!(text.contains(from), "{file} has no `{from}`");
        text = text.replace(from, to);
    }
    Ok(text)
}

pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/proxies")
}

/// A program on the PATH, or where Debian puts servers.
pub fn program(name: &str, install: &str) -> Result<PathBuf, Missing> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]);
    let found = folders.map(|folder| folder.join(name)).find(|file| file.is_file());
    found.ok_or_else(|| Missing::Program(format!("{name} is not installed ({install})")))
}

/// A port that is free now.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
