//! What the harness in tests/e2e has measured, as it wrote it into a file.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::plan::Stack;

/// One page, opened once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sample {
    /// Which page.
    pub stack: Stack,
    /// With how many badges.
    pub n: usize,
    /// The number of the run.
    pub run: usize,
    /// The machine's load average when it began.
    pub load: Option<f64>,
    /// Why there are no figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(flatten)]
    figures: Map<String, Value>,
}

impl Sample {
    /// A figure by its name; some belong to some samples only.
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.figures.get(name).and_then(Value::as_f64)
    }

    /// A text by its name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.figures.get(name).and_then(Value::as_str)
    }

    /// Bytes of all files that the page loaded, as they were sent.
    pub fn loaded(&self) -> Option<f64> {
        let files = self.figures.get("files")?.as_object()?;
        Some(files.values().filter_map(Value::as_f64).fold(0.0, |sum, bytes| sum + bytes))
    }
}

/// Reads the harness's list.
pub fn read(text: &str) -> Result<Vec<Sample>> {
    Ok(serde_json::from_str(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_name() {
        let text = r#"[
            {"stack":"ours","n":1,"run":2,"load":0.5,"mainMs":3.5,"browser":"Chrome/1","files":{"/a.js":2,"/b":3}},
            {"stack":"bare","n":1,"run":1,"load":null,"error":"no browser"}
        ]"#;
        let samples = read(text).unwrap();
        assert_eq!((samples[0].stack, samples[0].run), (Stack::Ours, 2));
        assert_eq!(samples[0].figure("mainMs"), Some(3.5));
        assert_eq!(samples[0].figure("browser"), None);
        assert_eq!(samples[0].text("browser"), Some("Chrome/1"));
        assert_eq!(samples[0].loaded(), Some(5.0));
        assert_eq!(samples[1].error.as_deref(), Some("no browser"));
        assert_eq!(samples[1].loaded(), None);
        assert!(read(r#"[{"stack":"theirs","n":1,"run":1}]"#).is_err());
    }
}
