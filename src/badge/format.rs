//! Numbers, times and plurals as a language and a time zone have them.
//!
//! In the browser `Intl` answers; on the host [`Plain`](super::Plain) does.

use super::{RoundedDuration, Unit};
use crate::job::Timestamp;

/// Formats numbers and times for one language and one time zone.
pub trait Format {
    /// Whole percent, 0 to 100: `33%` in English, `33 %` in German.
    fn percent(&self, percent: u16) -> String;

    /// A whole number with the language's digits and separators.
    fn number(&self, number: u64) -> String;

    /// A duration: `2 hours 5 minutes` or `2 h 5 min`.
    fn duration(&self, duration: RoundedDuration, width: Width) -> String;

    /// How long ago: `3 minutes ago`.
    fn ago(&self, value: u64, unit: Unit) -> String;

    /// A time in the reader's zone, as short as it is clear at `now`: the time of day alone when
    /// it is the same day.
    fn clock(&self, at: Timestamp, now: Timestamp) -> String;

    /// A date and time in the reader's zone, with seconds.
    fn date_time(&self, at: Timestamp) -> String;

    /// The plural category of a count (CLDR's cardinal rules).
    fn plural(&self, count: u64) -> Plural;
}

/// How much room a unit may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Abbreviated, for the eye: `5 min`.
    Short,
    /// In full, for the ear: `5 minutes`.
    Long,
}

/// CLDR's plural categories. A language uses some of them, always [`Plural::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// Arabic 0.
    Zero,
    /// English 1.
    One,
    /// Arabic 2.
    Two,
    /// Arabic 3 to 10, Polish 2 to 4.
    Few,
    /// Arabic 11 to 99, Spanish millions.
    Many,
    /// All else.
    Other,
}

impl Plural {
    /// All categories.
    pub const ALL: [Self; 6] =
        [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// CLDR's name, as `Intl.PluralRules` answers it and as it ends a phrase's key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The category of this name; [`Plural::Other`] for a name that is none.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|plural| plural.name() == name).unwrap_or(Self::Other)
    }
}
