//! A command that runs beside the steps. What it prints waits in a file until the step that it is
//! for; then it is shown, with the time that it took.

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

/// A command that was begun. Dropped before its end it is killed.
#[derive(Debug)]
pub struct Beside {
    line: String,
    child: Child,
    began: SystemTime,
    said: PathBuf,
}

impl Beside {
    /// Starts the command; it prints into the file `said`.
    pub fn begin(command: Cmd<'_>, said: &Path) -> Result<Self> {
        let line = command.to_string();
        println!("$ {line} (beside)");
        let output = File::create(said)?;
        let began = SystemTime::now();
        let child = Command::from(command)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {line}"))?;
        Ok(Self { line, child, began, said: said.to_path_buf() })
    }

    /// Waits for it and shows what it said. Fails when it failed.
    pub fn end(mut self) -> Result<()> {
        let status = self.child.wait()?;
        println!("$ {}", self.line);
        io::stdout().write_all(&fs::read(&self.said)?)?;
        // Its last word is its end, however much later somebody asks.
        let last = fs::metadata(&self.said)?.modified()?;
        let took = last.duration_since(self.began).unwrap_or_default();
        println!("test: it ran beside others, for {}", seconds(took));
        ensure!(status.success(), "`{}`: {status}", self.line);
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It has ended already where its end was awaited.
        let _ = self.child.kill();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xshell::{Shell, cmd};

    #[test]
    fn what_fails_beside_fails_at_its_end() {
        let shell = Shell::new().unwrap();
        let folder = shell.create_temp_dir().unwrap();
        let check = |command: Cmd<'_>, fine: bool, says: &str| {
            let said = folder.path().join("said.txt");
            let outcome = Beside::begin(command, &said).unwrap().end();
            assert_eq!(outcome.is_ok(), fine, "{outcome:?}");
            assert!(fs::read_to_string(said).unwrap().contains(says), "{says}");
        };
        check(cmd!(shell, "cargo --version"), true, "cargo");
        check(cmd!(shell, "cargo no-such-command"), false, "no-such-command");
    }
}
