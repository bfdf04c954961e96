//! The freshness in words: what it is, why, what to do, and when the next attempt is.

use core::time::Duration;

use super::{Format, Phrase, RoundedDuration, Words};
use crate::job::{Failure, Freshness, Status, Timestamp};

/// The words beside what is shown and not live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The word for it, for example `Offline`.
    pub word: String,
    /// How old what is shown is (`3 min ago`); empty where there is nothing to show.
    pub age: String,
    /// The reason: a sentence.
    pub why: String,
    /// What to do: a sentence.
    pub remedy: String,
    /// When the next attempt is: a sentence.
    pub retry: String,
    /// The API's own words (untrusted); empty where it gave none.
    pub cause: String,
}

/// A failure in the API's own words; empty where it gave none.
pub(super) fn cause(failure: &Failure, words: &Words) -> String {
    let (code, message) = (failure.code.as_str(), failure.message.as_str());
    match (code.is_empty(), message.is_empty()) {
        (false, false) => words.fill(Phrase::Named, &[("name", code), ("value", message)]),
        (true, _) => message.to_owned(),
        (_, true) => code.to_owned(),
    }
}

impl Note {
    /// What a line has room for: the age of what is stale, else the word.
    pub fn short(&self, freshness: Freshness) -> &str {
        let is_age = freshness == Freshness::Stale && !self.age.is_empty();
        if is_age { &self.age } else { &self.word }
    }

    /// Why, what to do, and when the next attempt is.
    pub fn advice(&self) -> String {
        format!("{} {} {}", self.why, self.remedy, self.retry).trim_end().to_owned()
    }

    /// Why a status is not live and what to do, or only why its last request failed; empty where all
    /// is well.
    pub fn reason(status: &Status, words: &Words) -> String {
        match (phrases(status), &status.failure) {
            (Some([_, why, remedy]), _) => format!("{} {}", words.get(why), words.get(remedy)),
            (None, Some(failure)) => words.say(Phrase::of_failure(failure.kind)),
            (None, None) => String::new(),
        }
    }

    pub(super) fn new(
        status: &Status,
        now: Timestamp,
        words: &Words,
        format: &dyn Format,
    ) -> Option<Self> {
        let [word, why, remedy] = phrases(status)?;
        let seen = status.checked_at.filter(|_| status.report.is_some());
        let age = seen.map_or_else(String::new, |at| {
            let (value, unit) = RoundedDuration::elapsed(now.since(at)).leading();
            format.ago(value, unit)
        });
        let retry = match status.retry_at.filter(|at| *at > now) {
            Some(at) if at.since(now) < SOON => words.say(Phrase::NextCheckSoon),
            Some(at) => words.fill(Phrase::NextCheck, &[("time", &format.clock(at, now))]),
            None if waits_for_refresh(status.freshness) => words.say(Phrase::NotAskedAgain),
            None => String::new(),
        };
        let failure = status.failure.as_ref();
        let cause = failure.map_or_else(String::new, |failure| cause(failure, words));
        Some(Self {
            word: words.say(word),
            age,
            why: words.say(why),
            remedy: words.say(remedy),
            retry,
            cause,
        })
    }
}

/// The word, the reason and the remedy.
fn phrases(status: &Status) -> Option<[Phrase; 3]> {
    let [word, why, remedy] = Phrase::of_freshness(status.freshness)?;
    // A report is stale for a reason, which says more than the general sentence.
    let why = match &status.failure {
        Some(failure) if status.freshness == Freshness::Stale => Phrase::of_failure(failure.kind),
        _ => why,
    };
    Some([word, why, remedy])
}

/// A retry that is nearer than this is said without a time: a countdown would nag.
const SOON: Duration = Duration::from_secs(60);

/// Whether the poller asks no more until `refresh()`.
const fn waits_for_refresh(freshness: Freshness) -> bool {
    matches!(freshness, Freshness::Forbidden | Freshness::Misconfigured | Freshness::Gone)
}
