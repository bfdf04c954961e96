//! What to show: from what is known of a job ([`crate::job::Status`]) to words, numbers and
//! shapes that are ready to draw ([`View`]).
//!
//! Pure: no clock, no DOM, no Yew. Time is an argument. What a language or a zone decides (numbers,
//! plurals, dates) is asked of a [`Format`] that is handed in; phrases come from [`Words`]. How a
//! view looks is the business of `ui` and its style sheet.

mod announce;
mod coarse;
mod details;
mod eta;
mod format;
mod language;
mod note;
mod phrase;
mod plain;
mod progress_history;
pub mod texts;
mod times;
mod view;
mod words;

pub use announce::Tally;
pub use coarse::{Coarse, Span, Unit};
pub use details::{Chart, Details, FactRow, TaskRow};
pub use eta::Eta;
pub use format::{Format, Plural, Width};
pub use language::{Language, is_rtl};
pub use note::Note;
pub use phrase::Phrase;
pub use plain::Plain;
pub use progress_history::{Point, ProgressHistory};
pub use view::{Bar, Buttons, Density, Summary, View, ViewSettings};
pub use words::Words;
