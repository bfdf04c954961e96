//! A server of somebody else's: its programs, its processes, and the folder that they write to.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use e2e::http::{self, Trouble};
use e2e::process::{Guarded, free_port};
use serde_json::Value;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

/// Names the folder of virtual environments, one for each server.
const ENVIRONMENTS: &str = "JOB_BADGE_SERVERS";

/// How long a server may take to come up, or to do what it was told: Airflow on a busy machine
/// needs more than a minute.
const PATIENCE: Duration = Duration::from_secs(240);

/// Whether the servers are there.
pub fn installed() -> bool {
    std::env::var_os(ENVIRONMENTS).is_some()
}

/// The project's files for a server: `tests/real/NAME`.
pub fn files(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../real").join(name)
}

/// A server and what belongs to it. Its folder is emptied at the start, removed after success and
/// kept, with all logs, after a failure.
#[derive(Debug)]
pub struct Server {
    /// Where everything is that its processes write.
    pub folder: PathBuf,
    /// `http://127.0.0.1:PORT`, no slash at the end.
    pub origin: String,
    /// The port of `origin`.
    pub port: u16,
    programs: PathBuf,
    environment: Vec<(&'static str, String)>,
    processes: Mutex<Vec<Guarded>>,
}

impl Server {
    /// An empty folder and a port. `environment` is that of all its processes; it is told both.
    pub async fn new(
        name: &str,
        environment: impl FnOnce(&str, u16) -> Vec<(&'static str, String)>,
    ) -> Result<Self, Trouble> {
        let environments = std::env::var_os(ENVIRONMENTS).ok_or("no virtual environments")?;
        let programs = PathBuf::from(environments).join(name).join("bin");
        let folder = e2e::folder("CARGO_TARGET_DIR", "target").join("real").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("gates")).map_err(|e| e.to_string())?;
        let folder = folder.canonicalize().map_err(|e| e.to_string())?;
        let port = free_port().await.map_err(|e| e.to_string())?;
        let mut environment = environment(&folder.display().to_string(), port);
        let path = std::env::var("PATH").unwrap_or_default();
        environment.push(("PATH", format!("{}:{path}", programs.display())));
        environment.push(("GATES", folder.join("gates").display().to_string()));
        // The project's folder stays as it is.
        environment.push(("PYTHONDONTWRITEBYTECODE", "1".to_owned()));
        let origin = format!("http://127.0.0.1:{port}");
        Ok(Self { folder, origin, port, programs, environment, processes: Mutex::default() })
    }

    /// Starts one of its programs, which runs until the server stops, and logs to `NAME.log`.
    pub fn start(&self, name: &str, program: &str, args: &[&str]) -> Result<(), Trouble> {
        let program = self.programs.join(program).display().to_string();
        let environment: Vec<_> =
            self.environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let log = self.folder.join(format!("{name}.log"));
        let started = Guarded::logging(&program, args, &environment, &log)
            .map_err(|e| format!("{program}: {e}"))?;
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).push(started);
        Ok(())
    }

    /// Runs one of its programs to its end.
    pub async fn run(&self, program: &str, args: &[&str]) {
        let mut command = Command::new(self.programs.join(program));
        let environment = self.environment.iter().map(|(name, value)| (name, value.as_str()));
        let ended = command.args(args).envs(environment).kill_on_drop(true).output().await.unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{program} {args:?}: {}\n{said}", ended.status);
    }

    /// Opens a gate: the task that waits there goes on.
    pub fn open(&self, gate: &str) {
        let file = self.folder.join("gates").join(gate);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, "").unwrap();
    }

    /// What a program has logged so far.
    pub fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(format!("{name}.log"))).unwrap_or_default()
    }

    /// One request, with a token or without. An answer that is no JSON is given as a text.
    pub async fn call(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Result<(u16, Value), Trouble> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = body.map_or_else(String::new, |body| body.to_string());
        let request = request.body(Body::from(body)).map_err(|e| format!("{path}: {e}"))?;
        let answer = http::send(request).await?;
        let text = String::from_utf8_lossy(answer.body()).into_owned();
        let status = answer.status().as_u16();
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }

    /// Asks until the answer is this. Fails with the last answer and where the logs are.
    pub async fn wait_until(
        &self,
        path: &str,
        fits: impl Fn(u16, &Value) -> bool,
    ) -> Result<Value, Trouble> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let last = self.call("GET", path, None, None).await;
            match last {
                Ok((status, body)) if fits(status, &body) => return Ok(body),
                last if Instant::now() > deadline => {
                    let logs = self.folder.display();
                    return Err(format!("{path} is still {last:?}; the logs are in {logs}"));
                }
                _ => sleep(Duration::from_millis(200)).await,
            }
        }
    }

    /// Stops all its processes, and removes its folder unless something failed.
    pub async fn stop(&self, succeeded: bool) {
        let started =
            std::mem::take(&mut *self.processes.lock().unwrap_or_else(PoisonError::into_inner));
        // The last first: what was started later needs what was there before.
        for process in started.into_iter().rev() {
            process.stop().await;
        }
        if succeeded {
            let _ = std::fs::remove_dir_all(&self.folder);
        } else {
            eprintln!("the logs are in {}", self.folder.display());
        }
    }
}
