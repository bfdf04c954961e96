//! What documents tell people to depend on: lines of TOML such as `job-badge = "0.1"`.

use semver::Version;
use toml_edit::{DocumentMut, value};

/// The published crates.
const CRATES: [&str; 2] = ["job-badge", "ams-emulator"];

/// The text with requirements that this version suits.
pub fn in_text(text: &str, version: &Version) -> String {
    let lines = text.split_inclusive('\n');
    lines.map(|line| in_line(line, version).unwrap_or_else(|| line.to_owned())).collect()
}

/// The line with another requirement, if it is one of TOML that asks for a published crate.
fn in_line(line: &str, version: &Version) -> Option<String> {
    let name = CRATES.into_iter().find(|name| line.trim_start().starts_with(name))?;
    let mut document: DocumentMut = line.parse().ok()?;
    let item = document.get_mut(name)?;
    let item = if item.is_str() { item } else { item.as_table_like_mut()?.get_mut("version")? };
    *item = value(requirement(version));
    Some(document.to_string())
}

/// As much of a version as says what suits it: `0.2`, `1`; all of one before a release.
fn requirement(version: &Version) -> String {
    match (version.pre.is_empty(), version.major) {
        (false, _) => version.to_string(),
        (true, 0) => format!("0.{}", version.minor),
        (true, major) => major.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_ask_for_our_crates_change() {
        let check = |line: &str, version: &str, expected: &str| {
            assert_eq!(in_text(line, &version.parse().unwrap()), expected, "{line}");
        };
        check("job-badge = \"0.1\"\n", "0.2.0", "job-badge = \"0.2\"\n");
        check("job-badge = \"0.1\"\n", "1.4.0", "job-badge = \"1\"\n");
        check("job-badge = \"0.1\"\n", "0.2.0-rc.1", "job-badge = \"0.2.0-rc.1\"\n");
        check(
            "job-badge = { version = \"0.1\", default-features = false }\n",
            "0.3.1",
            "job-badge = { version = \"0.3\", default-features = false }\n",
        );
        check("ams-emulator = \"0.1\"\n", "0.2.0", "ams-emulator = \"0.2\"\n");
        for line in [
            "job-badge = { path = \"..\" }\n",
            "job-badge-change = \"0.1\"\n",
            "job-badge is at version 0.1.\r\n",
            "yew = \"0.1\"\n",
        ] {
            check(line, "0.2.0", line);
        }
    }
}
