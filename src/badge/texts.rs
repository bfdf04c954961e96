//! The package's language files as texts, for Rust that has no page to load them from. What is not
//! named is not compiled in, so an app pays for its own languages alone:
//!
//! ```
//! use job_badge::badge::{Phrase, Words, texts};
//!
//! let words = Words::read(texts::GERMAN);
//! assert_eq!(words.get(Phrase::Failed), "Fehlgeschlagen");
//! ```

/// German, `de`.
pub const GERMAN: &str = include_str!("../../static/package/words/de.js");
/// French, `fr`.
pub const FRENCH: &str = include_str!("../../static/package/words/fr.js");
/// Spanish, `es`.
pub const SPANISH: &str = include_str!("../../static/package/words/es.js");
/// Japanese, `ja`.
pub const JAPANESE: &str = include_str!("../../static/package/words/ja.js");
/// Arabic, `ar`.
pub const ARABIC: &str = include_str!("../../static/package/words/ar.js");
/// Simplified Chinese, `zh-Hans`.
pub const SIMPLIFIED_CHINESE: &str = include_str!("../../static/package/words/zh-Hans.js");
