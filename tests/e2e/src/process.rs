//! Starts a program so that none of its processes outlives this one, however this one ends.
//!
//! A browser is a family of processes, some in process groups of their own, so killing the one
//! that was started is not enough. A small shell script guards them: it starts the program and waits until
//! its standard input closes, because we dropped it or because we were killed. Then it sends TERM to
//! every process with the program's unique mark in its environment, kills those that do not end,
//! and removes their folder for temporary files.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdout, Command};

// TERM comes first, because Xvfb removes the lock of its screen only then. KILL is repeated until no
// process is found, because new children may have started in the meantime.
const GUARD: &str = r#"
mkdir -p -- "$TMPDIR"
"$@" </dev/null &
cat >/dev/null
sweep() {
  found=1
  for dir in /proc/[0-9]*; do
    pid=${dir#/proc/}
    if [ "$pid" != "$$" ] && grep -qsaF "E2E_MARK=$E2E_MARK" "$dir/environ"; then
      kill "-$1" "$pid" && found=0
    fi
  done
  return $found
}
sweep TERM
left=10
while [ $left -gt 0 ] && sweep 0; do left=$((left - 1)); sleep 0.1; done
left=20
while [ $left -gt 0 ] && sweep KILL; do left=$((left - 1)); done
rm -rf -- "$TMPDIR"
kill -KILL 0
"#;

/// A running program and its guard. Dropping it kills the program and all that it started.
#[derive(Debug)]
pub struct Guarded {
    guard: Child,
    mark: String,
    folder: PathBuf,
    /// What the program prints, line by line, when it was started with [`Guarded::reading`].
    pub lines: Option<Lines<BufReader<ChildStdout>>>,
}

impl Guarded {
    /// Starts `program` with its output thrown away (or shown, when `E2E_VERBOSE` is set).
    pub fn start(program: &str, args: &[&str], env: &[(&str, &str)]) -> std::io::Result<Self> {
        Self::spawn(program, args, env, shown(), shown())
    }

    /// Starts `program` and keeps its standard output to be read.
    pub fn reading(program: &str, args: &[&str], env: &[(&str, &str)]) -> std::io::Result<Self> {
        Self::spawn(program, args, env, Stdio::piped(), shown())
    }

    /// Starts `program` and writes all that it prints to a file.
    pub fn logging(
        program: &str,
        args: &[&str],
        env: &[(&str, &str)],
        log: &Path,
    ) -> std::io::Result<Self> {
        let log = File::create(log)?;
        Self::spawn(program, args, env, log.try_clone()?.into(), log.into())
    }

    fn spawn(
        program: &str,
        args: &[&str],
        env: &[(&str, &str)],
        stdout: Stdio,
        stderr: Stdio,
    ) -> std::io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let mark = format!("{}-{}.", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(format!("e2e-{}", mark.trim_end_matches('.')));
        let mut guard = Command::new("sh")
            .args(["-c", GUARD, "guard", program])
            .args(args)
            .envs(env.iter().copied())
            .env("E2E_MARK", &mark)
            .env("TMPDIR", &folder)
            // Python programs that set their title would write it over their environment, and so
            // over the mark.
            .env("SPT_NOENV", "1")
            .stdin(Stdio::piped())
            .stdout(stdout)
            .stderr(stderr)
            // A process group of its own, so that Ctrl-C ends us first and the guard only by its
            // closed input.
            .process_group(0)
            .spawn()?;
        let lines = guard.stdout.take().map(|stdout| BufReader::new(stdout).lines());
        Ok(Self { guard, mark, folder, lines })
    }

    /// The mark in the environment of the program and its children.
    #[must_use]
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// The program's `TMPDIR`, which is removed when it ends.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Stops the program and its children, and returns when all have ended.
    pub async fn stop(mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait().await;
    }
}

/// The output of a program that nobody reads.
fn shown() -> Stdio {
    if std::env::var_os("E2E_VERBOSE").is_some() { Stdio::inherit() } else { Stdio::null() }
}

/// A port of 127.0.0.1 that is free now, for a program that takes one as an argument.
///
/// # Errors
/// When no port is free.
pub async fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0)).await?.local_addr()?.port())
}

/// The processes that carry a mark and are still running, the guard included (Linux only).
#[must_use]
pub fn family(mark: &str) -> Vec<u32> {
    let line = format!("E2E_MARK={mark}").into_bytes();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|e| e.file_name().to_str()?.parse().ok())
        .filter(|pid: &u32| {
            let environ = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            environ.split(|b| *b == 0).any(|v| v == line)
        })
        .collect()
}
