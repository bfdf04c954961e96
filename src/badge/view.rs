//! The view: everything that a badge shows, ready to draw.

use core::time::Duration;

use super::times::{day_changes_in, elapsed, elapsed_words, eta_words, next_change, silent_in};
use super::{Bar, Details, Eta, Format, Note, Phrase, ProgressHistory, Width, Words};
use crate::job::{Freshness, JobState, Progress, Report, Status, Timestamp, visible};

/// How much room a badge takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// The shape alone, with a ring for the progress.
    Dot,
    /// One line.
    #[default]
    Pill,
    /// A block with all that is worth knowing.
    Card,
}

impl Density {
    /// All densities.
    pub const ALL: [Self; 3] = [Self::Dot, Self::Pill, Self::Card];

    /// The contract's name, as in the element's `density` attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Pill => "pill",
            Self::Card => "card",
        }
    }

    /// The density of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|density| density.name() == name)
    }
}

/// What the page says about one badge's looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewSettings {
    /// Its name; else the job's name, else the job's id.
    pub label: Option<String>,
    /// How much room it takes.
    pub density: Density,
    /// Whether its details are open.
    pub details: bool,
    /// The language of its words (a BCP 47 tag); `None`: that of the page around it.
    pub lang: Option<String>,
    /// Whether it has buttons: set it only where their clicks are listened for.
    pub buttons: bool,
    /// Whether an indeterminate bar stands still, as on a page of many badges.
    pub still: bool,
}

/// Everything that a badge shows. Two equal views look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The job's id.
    pub job: String,
    /// The badge's name (untrusted text); never empty.
    pub label: String,
    /// How much room it takes.
    pub density: Density,
    /// The job's state; it picks shape and colour.
    pub state: JobState,
    /// The language of the words, and with it their direction, where it is not the page's.
    pub lang: Option<String>,
    /// The state in words.
    pub state_word: String,
    /// Whether nothing is known yet.
    pub waiting: bool,
    /// How far what is shown can be trusted.
    pub freshness: Freshness,
    /// What is wrong and what to do, when it is not live.
    pub note: Option<Note>,
    /// The bar.
    pub bar: Bar,
    /// The percentage, where there is one.
    pub value: String,
    /// Elapsed, or how long it took; may be empty.
    pub elapsed: String,
    /// Time left or when it ended; may be empty.
    pub until: String,
    /// All in one sentence, for `aria-valuetext`.
    pub value_text: String,
    /// The details, when they are open.
    pub details: Option<Box<Details>>,
    /// The names of the badge's buttons, where it has any.
    pub buttons: Option<Buttons>,
    next_tick: NextTick,
}

/// The part of a view by which a change is judged to be worth announcing or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub(super) state: JobState,
    pub(super) freshness: Freshness,
    pub(super) waiting: bool,
}

/// The names of the badge's own buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buttons {
    /// Opens and closes the details: `Details of` and the badge's name.
    pub details: String,
    /// Asks again: `Check now`.
    pub refresh: String,
}

/// When the view changes by itself. It is no part of what is shown, so all are equal.
#[derive(Clone, Copy, Debug, Eq)]
struct NextTick(Option<Duration>);

impl PartialEq for NextTick {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl View {
    /// The view of what is known of a job at `now` (this machine's clock).
    pub fn new(
        status: &Status,
        settings: &ViewSettings,
        history: &ProgressHistory,
        now: Timestamp,
        words: &Words,
        format: &dyn Format,
    ) -> Self {
        let report = status.report.as_deref();
        let state = status.state();
        let note = Note::new(status, now, words, format);
        let waiting = report.is_none();
        let finishing = state == JobState::Running && status.progress == Some(Progress::FULL);
        let state_word = match (&note, report) {
            (Some(note), None) => note.word.clone(),
            (None, None) => words.say(Phrase::Loading),
            (_, Some(report))
                if state == JobState::Unknown && visible(&report.raw_state).is_some() =>
            {
                report.raw_state.clone()
            }
            _ if finishing => words.say(Phrase::Finishing),
            _ => words.say(Phrase::of_state(state)),
        };
        let live = status.freshness == Freshness::Live;
        let passed = report.and_then(|report| elapsed(status, report, now));
        // Without a start it runs at least since it was first seen.
        let seen_for = history.points().first().map(|first| now.since(first.at));
        let silent_in = silent_in(state, status.progress, passed.or(seen_for)).filter(|_| live);
        let is_silent = silent_in == Some(Duration::ZERO);
        let bar = match bar(status, finishing) {
            Bar::Determinate(_) if is_silent && settings.still => Bar::Still,
            Bar::Determinate(_) if is_silent => Bar::Indeterminate,
            Bar::Indeterminate if settings.still => Bar::Still,
            bar => bar,
        };
        let value = match (bar, status.progress) {
            // All its parts are over, by failing or for want of the one that failed: no 100 %.
            _ if matches!(state, JobState::Failed | JobState::Canceled)
                && status.progress == Some(Progress::FULL) =>
            {
                String::new()
            }
            (Bar::Determinate(_), Some(progress)) => format.percent(progress.percent()),
            _ => String::new(),
        };

        let eta = if live && !finishing && !is_silent { history.eta(now) } else { Eta::Hidden };
        // What is not live shows its age; to count its elapsed time on would be a guess.
        let passed = passed.filter(|_| live || state.is_final());
        let spoken_eta = eta_words(eta, Width::Long, words, format);
        let until = match report.and_then(Report::ended) {
            Some(end) if state.is_final() => {
                words.fill(Phrase::EndedAt, &[("time", &format.clock(end, now))])
            }
            _ => eta_words(eta, Width::Short, words, format),
        };
        let mut value_text = state_word.clone();
        if !state.is_final() {
            value_text = words.join(words.join(value_text, &value), &spoken_eta);
        }
        if let Some(note) = note.as_ref().filter(|_| !waiting) {
            value_text = words.join(words.join(value_text, &note.word), &note.age);
        }

        let label = [settings.label.as_deref(), report.and_then(|report| report.name.as_deref())]
            .into_iter()
            .flatten()
            .find_map(visible)
            .unwrap_or(status.job.as_str())
            .to_owned();
        let counting = settings.density == Density::Card || settings.details;
        let age = status.checked_at.filter(|_| note.is_some() && !waiting);
        let next_tick = next_change(
            passed.filter(|_| counting && !state.is_final()),
            eta,
            age.map(|at| now.since(at)),
            [
                silent_in.filter(|wait| !wait.is_zero()),
                day_changes_in(
                    [
                        report.and_then(Report::ended).filter(|_| state.is_final()),
                        status.retry_at.filter(|_| note.is_some()),
                    ],
                    now,
                    format,
                ),
            ],
            history,
            now,
        );
        Self {
            job: status.job.as_str().to_owned(),
            density: settings.density,
            lang: settings.lang.clone(),
            state,
            state_word,
            waiting,
            freshness: status.freshness,
            bar,
            value,
            elapsed: passed.filter(|_| counting).map_or_else(String::new, |passed| {
                elapsed_words(passed, state.is_final(), words, format)
            }),
            until,
            value_text,
            details: settings
                .details
                .then(|| Box::new(Details::new(status, history, now, words, format))),
            buttons: settings.buttons.then(|| Buttons {
                details: words.fill(Phrase::DetailsOf, &[("name", &label)]),
                refresh: words.say(Phrase::CheckNow),
            }),
            label,
            note,
            next_tick: NextTick(next_tick),
        }
    }

    /// The part by which a change is judged to be worth announcing or not.
    pub const fn summary(&self) -> Summary {
        Summary { state: self.state, freshness: self.freshness, waiting: self.waiting }
    }

    /// Whether asking now may help: not while the service named a time, nor without a sign-in or a
    /// network.
    pub const fn may_refresh(&self) -> bool {
        !matches!(self.freshness, Freshness::SignedOut | Freshness::Waiting | Freshness::Offline)
    }

    /// How long until the view may change by itself; `None`: it does not, and needs no timer.
    pub const fn next_tick(&self) -> Option<Duration> {
        self.next_tick.0
    }
}

/// Motion says that work is being done, so there is none where that is not known.
fn bar(status: &Status, finishing: bool) -> Bar {
    let live = status.freshness == Freshness::Live;
    let Some(report) = status.report.as_deref() else {
        return if live { Bar::Indeterminate } else { Bar::None };
    };
    match status.progress {
        _ if finishing && live => Bar::Indeterminate,
        Some(progress) => Bar::Determinate(progress.permille()),
        None if report.state.is_active() && live => Bar::Indeterminate,
        None => Bar::None,
    }
}
