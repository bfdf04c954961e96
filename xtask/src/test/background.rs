//! A command that runs in the background of other steps. Its output goes into a file and is shown
//! at its end, with the time that it took.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::SystemTime,
};

use anyhow::{Context, Result, ensure};
use xshell::Cmd;

use crate::step::seconds;

/// A command that was started. Dropped before its end it is killed.
#[derive(Debug)]
pub struct Background {
    line: String,
    child: Child,
    started: SystemTime,
    output: PathBuf,
}

impl Background {
    /// Starts the command; it prints into the file `output`.
    pub fn start(command: Cmd<'_>, output: &Path) -> Result<Self> {
        let line = command.to_string();
        println!("$ {line} (in the background)");
        let file = File::create(output)?;
        let started = SystemTime::now();
        let child = Command::from(command)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("cannot start {line}"))?;
        Ok(Self { line, child, started, output: output.to_path_buf() })
    }

    /// Waits for its end and shows its output. Fails when it failed.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait()?;
        println!("$ {}", self.line);
        io::stdout().write_all(&fs::read(&self.output)?)?;
        // It may have ended long before anybody waited for it: its last output says when.
        let ended = fs::metadata(&self.output)?.modified()?;
        let took = ended.duration_since(self.started).unwrap_or_default();
        println!("test: it ran in the background for {}", seconds(took));
        ensure!(status.success(), "`{}`: {status}", self.line);
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Does nothing where it has ended.
        let _ = self.child.kill();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xshell::{Shell, cmd};

    #[test]
    fn a_failure_in_the_background_is_a_failure() {
        let shell = Shell::new().unwrap();
        let folder = shell.create_temp_dir().unwrap();
        let check = |command: Cmd<'_>, succeeds: bool, prints: &str| {
            let output = folder.path().join("output.txt");
            let outcome = Background::start(command, &output).unwrap().wait();
            assert_eq!(outcome.is_ok(), succeeds, "{outcome:?}");
            assert!(fs::read_to_string(output).unwrap().contains(prints), "{prints}");
        };
        check(cmd!(shell, "cargo --version"), true, "cargo");
        check(cmd!(shell, "cargo no-such-command"), false, "no-such-command");
    }
}
