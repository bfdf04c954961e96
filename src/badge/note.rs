//! The freshness in words: what is so, why, what to do, and when it is tried again.

use core::time::Duration;

use super::{Format, Phrase, Span, Words};
use crate::job::{Freshness, Status, Timestamp};

/// What is said when what is shown is not live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The word for it, for example `Offline`.
    pub word: String,
    /// How old what is shown is (`3 min ago`); empty where there is nothing to show.
    pub age: String,
    /// Why it is so: a sentence.
    pub why: String,
    /// What to do: a sentence.
    pub remedy: String,
    /// When it is tried again: a sentence.
    pub retry: String,
    /// The API's own words (untrusted); empty where it gave none.
    pub cause: String,
}

impl Note {
    /// What a line has room for: the age of what is stale, else the word.
    pub fn short(&self, freshness: Freshness) -> &str {
        let is_age = freshness == Freshness::Stale && !self.age.is_empty();
        if is_age { &self.age } else { &self.word }
    }

    pub(super) fn new(
        status: &Status,
        now: Timestamp,
        words: &Words,
        format: &dyn Format,
    ) -> Option<Self> {
        let [word, why, remedy] = Phrase::of_freshness(status.freshness)?;
        // What is stale is so for a reason, and the reason is worth more than the word.
        let why = match &status.failure {
            Some(failure) if status.freshness == Freshness::Stale => {
                Phrase::of_failure(failure.kind)
            }
            _ => why,
        };
        let seen = status.checked_at.filter(|_| status.report.is_some());
        let age = seen.map_or_else(String::new, |at| {
            let (value, unit) = Span::passed(now.since(at)).whole();
            format.ago(value, unit)
        });
        let retry = match status.retry_at.filter(|at| *at > now) {
            Some(at) if at.since(now) < SOON => words.say(Phrase::NextCheckSoon),
            Some(at) => words.fill(Phrase::NextCheck, &[("time", &format.clock(at, now))]),
            None if rests(status.freshness) => words.say(Phrase::NotAskedAgain),
            None => String::new(),
        };
        let cause = status.failure.as_ref().map_or_else(String::new, |failure| {
            let (code, message) = (failure.code.as_str(), failure.message.as_str());
            match (code.is_empty(), message.is_empty()) {
                (false, false) => words.fill(Phrase::Named, &[("name", code), ("value", message)]),
                (true, _) => message.to_owned(),
                (_, true) => code.to_owned(),
            }
        });
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

/// What is so near is said without a time: a countdown would nag.
const SOON: Duration = Duration::from_secs(60);

/// Whether the poller rests until somebody asks it to look again.
const fn rests(freshness: Freshness) -> bool {
    matches!(freshness, Freshness::Forbidden | Freshness::Misconfigured | Freshness::Gone)
}
