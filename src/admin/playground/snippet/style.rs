//! The page's style sheet: the badge's looks that are not attributes.

use super::super::{looks::Theme, query::PlaygroundQuery};

/// The style sheet; `None` where all is as usual.
pub(super) fn style(query: &PlaygroundQuery) -> Option<String> {
    let scheme = match query.theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let rules = [
        ("color-scheme", scheme),
        ("--job-badge-running", query.accent.color()),
        ("--job-badge-size", query.size.length()),
    ];
    let rules =
        rules.into_iter().filter_map(|(name, value)| Some(format!("  {name}: {};\n", value?)));
    let rules: String = rules.collect();
    (!rules.is_empty()).then(|| format!(":root {{\n{rules}}}\n"))
}
