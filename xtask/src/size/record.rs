//! The record of sizes, `xtask/size.json`, and the rule: no growth by more than one percent over
//! the record of the same tools unless the record changes in the same commit.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::measure::Size;

/// What a size depends on besides the sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tools {
    /// `1.96.0`.
    pub compiler: String,
    /// `132`.
    pub wasm_opt: String,
    /// `built along` or `stable`.
    pub std: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Record {
    #[serde(flatten)]
    tools: Tools,
    gzip: usize,
    brotli: usize,
}

/// One record for each set of tools.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Records(Vec<Record>);

/// What the record says of a size.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At most one percent over it.
    Within(String),
    /// More: a failure.
    Over(String),
    /// No record for these tools: only told.
    Unknown(String),
}

impl Records {
    /// Reads the file; none yet is an empty record.
    pub fn read(file: &Path) -> Result<Self> {
        if !file.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(file)?;
        serde_json::from_str(&text).with_context(|| format!("cannot read {}", file.display()))
    }

    /// Writes the file.
    pub fn write(&self, file: &Path) -> Result<()> {
        Ok(fs::write(file, serde_json::to_string_pretty(self)? + "\n")?)
    }

    /// Sets the record of these tools.
    pub fn set(&mut self, tools: Tools, size: Size) {
        self.0.retain(|record| record.tools != tools);
        self.0.push(Record { tools, gzip: size.gzip, brotli: size.brotli });
    }

    fn of(&self, tools: &Tools) -> Option<&Record> {
        self.0.iter().find(|record| record.tools == *tools)
    }
}

/// Compares a size with the record of the same tools.
pub fn judge(records: &Records, tools: &Tools, size: Size) -> Verdict {
    let Tools { compiler, wasm_opt, std } = tools;
    let now = size.brotli;
    let with = format!("brotli {now} with rustc {compiler}, wasm-opt {wasm_opt}, std {std}");
    let Some(record) = records.of(tools) else {
        return Verdict::Unknown(format!("{with}: no record, so nothing to compare with"));
    };
    let then = record.brotli;
    if now * 100 > then * 101 {
        return Verdict::Over(format!(
            "{with}: more than 1 % over the record of {then}. Make it smaller, or say why in the \
             commit that runs `cargo xtask size --record`"
        ));
    }
    Verdict::Within(format!("{with}: within 1 % of the record of {then}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(compiler: &str, std: &str) -> Tools {
        Tools { compiler: compiler.into(), wasm_opt: "132".into(), std: std.into() }
    }

    #[test]
    fn one_percent_is_allowed_and_no_more() {
        let mut records = Records::default();
        let here = tools("1.96.0", "built along");
        records.set(here.clone(), Size { raw: 0, gzip: 60_000, brotli: 50_000 });
        let check = |tools: &Tools, brotli, expected: fn(String) -> Verdict| {
            let verdict = judge(&records, tools, Size { raw: 0, gzip: 0, brotli });
            let words = match &verdict {
                Verdict::Within(words) | Verdict::Over(words) | Verdict::Unknown(words) => words,
            };
            assert_eq!(verdict, expected(words.clone()));
        };
        check(&here, 40_000, Verdict::Within);
        check(&here, 50_500, Verdict::Within);
        check(&here, 50_501, Verdict::Over);
        check(&tools("1.97.0", "built along"), 90_000, Verdict::Unknown);
        check(&tools("1.96.0", "stable"), 90_000, Verdict::Unknown);
    }

    #[test]
    fn a_new_record_replaces_only_its_own() {
        let mut records = Records::default();
        let size = |brotli| Size { raw: 0, gzip: 1, brotli };
        records.set(tools("1.95.0", "stable"), size(10));
        records.set(tools("1.96.0", "stable"), size(20));
        records.set(tools("1.95.0", "stable"), size(30));
        let text = serde_json::to_string(&records).unwrap();
        let read: Records = serde_json::from_str(&text).unwrap();
        assert_eq!(read.of(&tools("1.95.0", "stable")).unwrap().brotli, 30);
        assert_eq!(read.of(&tools("1.96.0", "stable")).unwrap().brotli, 20);
        assert_eq!(read.0.len(), 2);
    }
}
