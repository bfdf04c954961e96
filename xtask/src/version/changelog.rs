//! The changelog's headings, as Keep a Changelog has them.

use anyhow::{Context, Result, ensure};
use semver::Version;
use time::Date;

const UNRELEASED: &str = "## [Unreleased]\n";

/// The changelog with what was not released as this version's.
pub fn with_heading(text: &str, version: &Version, date: Date) -> Result<String> {
    let (before, after) = text.split_once(UNRELEASED).context("no heading `## [Unreleased]`")?;
    let section = after.split_once("\n## ").map_or(after, |(section, _)| section);
    ensure!(!section.trim().is_empty(), "there is nothing under `## [Unreleased]`");
    Ok(format!("{before}{UNRELEASED}\n## [{version}] - {date}\n{after}"))
}

/// Whether it has a section of this version.
pub fn has_heading(text: &str, version: &Version) -> bool {
    let heading = format!("## [{version}] - ");
    text.lines().any(|line| line.starts_with(&heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_released_gets_the_versions_heading() {
        let date = Date::from_calendar_date(2026, time::Month::December, 1).unwrap();
        let version = Version::new(1, 2, 3);
        let before =
            "# Changelog\n\n## [Unreleased]\n\n### Added\n- A.\n\n## [1.0.0] - 2026-01-01\n";
        let after = with_heading(before, &version, date).unwrap();
        assert_eq!(
            after,
            "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n\n### Added\n- A.\n\n\
             ## [1.0.0] - 2026-01-01\n"
        );
        assert!(has_heading(&after, &version));
        assert!(!has_heading(before, &version));
        // Nothing has happened since.
        assert!(with_heading(&after, &Version::new(1, 2, 4), date).is_err());
        assert!(with_heading("# Changelog\n", &version, date).is_err());
    }
}
