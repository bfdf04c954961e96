//! The badge's style sheet.

/// The style sheet of every badge.
#[cfg(not(feature = "package"))]
pub const STYLE_SHEET: &str = include_str!("badge.css");

/// The style sheet of every badge, minified by `cargo xtask package`: 0.7 KB (brotli) less.
#[cfg(feature = "package")]
pub const STYLE_SHEET: &str = include_str!(env!("JOB_BADGE_STYLE_SHEET"));
