//! The machine and the time of a run, without which its figures mean little.

use std::{fs, thread};

use anyhow::Result;
use serde::Serialize;
use xshell::{Shell, cmd};

/// The machine, the day and the commit.
#[derive(Debug, Serialize)]
pub struct Machine {
    /// UTC, `2026-11-23T14:05:00Z`.
    date: String,
    /// As git describes it, `-dirty` with changes.
    commit: String,
    processor: String,
    cores: usize,
    /// The load average over the last minute, before the first sample.
    load: Option<f64>,
}

impl Machine {
    /// Asks the system; Linux tells most.
    pub fn detect(shell: &Shell) -> Result<Self> {
        let commit = cmd!(shell, "git describe --always --dirty").quiet().ignore_stderr().read();
        let loads = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Ok(Self {
            date: cmd!(shell, "date -u +%Y-%m-%dT%H:%M:%SZ").quiet().read()?,
            commit: commit.unwrap_or_else(|_| "no commit".to_owned()),
            processor: processor(&fs::read_to_string("/proc/cpuinfo").unwrap_or_default()),
            cores: thread::available_parallelism()?.get(),
            load: loads.split(' ').next().and_then(|load| load.parse().ok()),
        })
    }

    /// In one line.
    pub fn description(&self) -> String {
        let Self { date, commit, processor, cores, .. } = self;
        let load = self.load.map_or_else(String::new, |load| format!(", load {load:.1} before"));
        format!("{date}, {commit}, {processor}, {cores} cores{load}")
    }
}

fn processor(cpuinfo: &str) -> String {
    let mut names = cpuinfo.lines().filter_map(|line| line.strip_prefix("model name"));
    let name = names.next().and_then(|rest| rest.split_once(':')).map(|(_, name)| name.trim());
    name.unwrap_or("a processor without a name").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_named_where_linux_does() {
        let check = |text, expected| assert_eq!(processor(text), expected);
        check("processor\t: 0\nmodel name\t: AMD EPYC\nmodel name\t: Other\n", "AMD EPYC");
        check("", "a processor without a name");
    }
}
