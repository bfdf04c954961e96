//! The real `ams-emulator serve` on a free port, with its clock frozen (`--speed 0`): a test
//! advances it. Its control routes are described in `tests/emulator/README.md`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::process::Command;
use tokio::sync::OnceCell;

use crate::http::{self, Trouble};
use crate::process::Guarded;

/// A running emulator. Dropping it kills it.
#[derive(Debug)]
pub struct Emulator {
    /// `http://127.0.0.1:PORT`, no slash at the end.
    pub origin: String,
    /// The token that it printed when it was ready.
    pub token: String,
    process: Guarded,
}

impl Emulator {
    /// Starts the emulator without jobs, and waits until it prints that it is ready.
    ///
    /// # Errors
    /// When it cannot be built or started, or does not print its root and token within 20 s.
    pub async fn start() -> Result<Self, Trouble> {
        let program = program().await?;
        let args = ["serve", "--port", "0", "--speed", "0", "--jobs", "0"];
        let mut process = Guarded::reading(&program.display().to_string(), &args, &[])
            .map_err(|e| format!("{}: {e}", program.display()))?;
        let printed = tokio::time::timeout(Duration::from_secs(20), async {
            let (mut root, mut token) = (None, None);
            let lines = process.lines.as_mut()?;
            while root.is_none() || token.is_none() {
                let line = lines.next_line().await.ok()??;
                root = root.or(line.strip_prefix("ready: ").map(str::to_owned));
                token = token.or(line.strip_prefix("token: ").map(str::to_owned));
            }
            root.zip(token)
        });
        let printed = printed.await.map_err(|_| "ams-emulator: not ready after 20 s")?;
        let (root, token) = printed.ok_or("ams-emulator: ended before it was ready")?;
        let origin = root.trim_end_matches('/').trim_end_matches("/api").to_owned();
        Ok(Self { origin, token, process })
    }

    /// The API root, with its slash.
    #[must_use]
    pub fn root(&self) -> String {
        format!("{}/api/", self.origin)
    }

    async fn control(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/_emulator/{path}", self.origin);
        match http::json(method, &url, body.as_ref()).await {
            Ok((status, answer)) if status < 300 => answer,
            other => panic!("{method} {url} {body:?}: {other:?}"),
        }
    }

    /// Makes a job that waits `queued` seconds and then runs its tasks one after another, and
    /// returns its id. A task is a name and its seconds.
    pub async fn create_job(&self, name: &str, queued: u32, tasks: &[(&str, u32)]) -> String {
        let tasks: Vec<_> = tasks
            .iter()
            .map(|(name, seconds)| json!({ "name": name, "seconds": seconds, "error": null }))
            .collect();
        self.create(json!({ "name": name, "queuedSeconds": queued, "tasks": tasks })).await
    }

    /// Makes a job from the whole of the control route's body, and returns its id.
    pub async fn create(&self, job: Value) -> String {
        let made = self.control("POST", "jobs", Some(job)).await;
        made["Id"].as_str().unwrap_or_else(|| panic!("no Id: {made}")).to_owned()
    }

    /// Moves every job on by this many seconds.
    pub async fn advance(&self, seconds: u32) {
        self.control("POST", "clock", Some(json!({ "advance": seconds }))).await;
    }

    /// Replaces the list of fault scenarios.
    pub async fn faults(&self, list: Value) {
        self.control("POST", "faults", Some(list)).await;
    }

    /// Requests by route, status and job.
    pub async fn stats(&self) -> Value {
        self.control("GET", "stats", None).await
    }

    /// Restores the initial state: no jobs, no faults, no statistics.
    pub async fn reset(&self) {
        self.control("POST", "reset", None).await;
    }

    /// A token that expires in this many seconds of wall time; negative for an expired one.
    pub async fn mint(&self, expires_in: i64) -> String {
        let minted = self.control("GET", &format!("token?expiresIn={expires_in}"), None).await;
        minted["token"].as_str().unwrap_or_else(|| panic!("no token: {minted}")).to_owned()
    }

    /// Stops the emulator, and returns when its process has ended.
    pub async fn stop(self) {
        self.process.stop().await;
    }
}

/// `AMS_EMULATOR`, or the workspace's own, built once for each run.
async fn program() -> Result<PathBuf, Trouble> {
    static BUILT: OnceCell<PathBuf> = OnceCell::const_new();
    if let Some(named) = std::env::var_os("AMS_EMULATOR") {
        return Ok(named.into());
    }
    BUILT.get_or_try_init(build).await.cloned()
}

async fn build() -> Result<PathBuf, Trouble> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "-p", "ams-emulator"])
        .current_dir(&workspace)
        .status()
        .await
        .map_err(|e| format!("cargo build -p ams-emulator: {e}"))?;
    if !built.success() {
        return Err(format!("cargo build -p ams-emulator: {built}"));
    }
    let target = crate::folder("CARGO_TARGET_DIR", "target");
    Ok(target.join("debug/ams-emulator"))
}
