//! The badge's style sheet. It is shipped as it is written: its comments are 0.7 KB (brotli).

/// The style sheet of every badge.
pub const STYLE_SHEET: &str = include_str!("badge.css");
