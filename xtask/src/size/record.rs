//! The record of sizes, `xtask/size.json`, and the rule: no growth by more than one percent over
//! the record of the same tools unless the record changes in the same commit.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
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

    /// Compares a size with the record of the same tools, and says how it went.
    ///
    /// # Errors
    ///
    /// It is more than one percent over the record.
    pub fn compare(&self, tools: &Tools, size: Size) -> Result<String> {
        let Tools { compiler, wasm_opt, std } = tools;
        let now = size.brotli;
        let with = format!("brotli {now} with rustc {compiler}, wasm-opt {wasm_opt}, std {std}");
        let Some(record) = self.0.iter().find(|record| record.tools == *tools) else {
            return Ok(format!("{with}: no record, so nothing to compare with"));
        };
        let then = record.brotli;
        ensure!(
            now * 100 <= then * 101,
            "{with}: more than 1 % over the record of {then}. Make it smaller, or say why in the \
             commit that runs `cargo xtask size --record`"
        );
        Ok(format!("{with}: within 1 % of the record of {then}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(compiler: &str, std: &str) -> Tools {
        Tools { compiler: compiler.into(), wasm_opt: "132".into(), std: std.into() }
    }

    fn size(brotli: usize) -> Size {
        Size { raw: 0, gzip: 0, brotli }
    }

    #[test]
    fn one_percent_is_allowed_and_no_more() {
        let mut records = Records::default();
        let here = tools("1.96.0", "built along");
        records.set(here.clone(), size(50_000));
        let check = |tools: &Tools, brotli, expected: Option<&str>| match (
            records.compare(tools, size(brotli)),
            expected,
        ) {
            (Ok(text), Some(expected)) => assert!(text.ends_with(expected), "{text}"),
            (outcome, expected) => assert_eq!(outcome.is_ok(), expected.is_some(), "{outcome:?}"),
        };
        check(&here, 40_000, Some("within 1 % of the record of 50000"));
        check(&here, 50_500, Some("within 1 % of the record of 50000"));
        check(&here, 50_501, None);
        check(&tools("1.97.0", "built along"), 90_000, Some("nothing to compare with"));
        check(&tools("1.96.0", "stable"), 90_000, Some("nothing to compare with"));
    }

    #[test]
    fn a_new_record_replaces_only_its_own() {
        let mut records = Records::default();
        records.set(tools("1.95.0", "stable"), size(10));
        records.set(tools("1.96.0", "stable"), size(20));
        records.set(tools("1.95.0", "stable"), size(30));
        let text = serde_json::to_string(&records).unwrap();
        let read: Records = serde_json::from_str(&text).unwrap();
        let recorded = read.0.iter().map(|record| (record.tools.compiler.as_str(), record.brotli));
        assert_eq!(recorded.collect::<Vec<_>>(), [("1.96.0", 20), ("1.95.0", 30)]);
    }
}
