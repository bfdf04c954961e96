//! What to show: from what is known of a job ([`crate::job::Status`]) to words, numbers and
//! shapes that are ready to draw ([`View`]).
//!
//! Pure: no clock, no DOM, no Yew. Time is an argument. Numbers, plurals and dates are left to a
//! [`Format`] that is handed in; phrases come from [`Words`]. How a view looks is left to `ui` and
//! its style sheet.
//!
//! ```
//! use std::{rc::Rc, time::Duration};
//!
//! use job_badge::{
//!     badge::{Density, Plain, ProgressHistory, View, ViewSettings, Words, texts},
//!     job::{JobId, JobState, Progress, Report, Status, Timestamp},
//! };
//!
//! let job = JobId::parse("42")?;
//! let now = Timestamp::EPOCH.plus(Duration::from_secs(90));
//! let report = Report {
//!     name: Some("Holiday film".into()),
//!     started_at: Some(Timestamp::EPOCH),
//!     ..Report::new(job.clone(), JobState::Running, "Processing")
//! };
//! let status = Status {
//!     report: Some(Rc::new(report)),
//!     progress: Some(Progress::from_permille(400)),
//!     ..Status::waiting(job)
//! };
//!
//! let settings = ViewSettings { density: Density::Card, ..ViewSettings::default() };
//! let history = ProgressHistory::default();
//! let view = |words: &Words| View::new(&status, &settings, &history, now, words, &Plain);
//! let english = view(&Words::default());
//! assert_eq!((&*english.label, &*english.state_word), ("Holiday film", "Running"));
//! assert_eq!((&*english.value, &*english.elapsed), ("40%", "1 min so far"));
//! assert_eq!(view(&Words::read(texts::GERMAN)).state_word, "Läuft");
//! # Ok::<(), job_badge::job::InvalidJobId>(())
//! ```

mod announcements;
mod bar;
mod details;
mod eta;
mod format;
mod language;
mod note;
mod phrase;
mod plain;
mod progress_history;
mod progress_point;
mod rounded_duration;
pub mod texts;
mod time_left;
mod times;
mod view;
mod words;

pub use announcements::Announcements;
pub use bar::Bar;
pub use details::{Chart, Details, FactRow, TaskRow};
pub use eta::Eta;
pub use format::{Format, Plural, Width};
pub use language::{Language, is_rtl};
pub use note::Note;
pub use phrase::Phrase;
pub use plain::Plain;
pub use progress_history::ProgressHistory;
pub use progress_point::Point;
pub use rounded_duration::{RoundedDuration, Unit};
pub use time_left::TimeLeft;
pub use view::{Buttons, Density, Summary, View, ViewSettings};
pub use words::Words;
