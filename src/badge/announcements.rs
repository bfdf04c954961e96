//! What a page's one live region announces of many badges, batched into one sentence.

use super::{Format, Phrase, Summary, View, Words};
use crate::job::{Freshness, JobState};

/// What happened to the jobs of a page since the last announcement. One is kept for the whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcements {
    finished: u64,
    failed: u64,
    canceled: u64,
    in_trouble: u64,
    /// The sentence about the last change: announced when it is the only one.
    last: String,
}

impl Announcements {
    /// Adds a badge's change. Only milestones count: a job that ends, and trouble that a person has
    /// to act on. Progress and first views are not announced.
    pub fn add(&mut self, before: Summary, after: &View, words: &Words) {
        let ended = after.state.is_final() && !before.state.is_final() && !before.waiting;
        let trouble = needs_action(after.freshness) && !needs_action(before.freshness);
        let counter = match after.state {
            _ if !ended && !trouble => return,
            _ if trouble => &mut self.in_trouble,
            JobState::Failed | JobState::Partial => &mut self.failed,
            JobState::Canceled | JobState::Skipped => &mut self.canceled,
            _ => &mut self.finished,
        };
        *counter = counter.saturating_add(1);
        let word = match &after.note {
            Some(note) if trouble => &note.word,
            _ => &after.state_word,
        };
        self.last = words.fill(Phrase::OneJob, &[("name", &after.label), ("state", word)]);
    }

    /// Takes the sentence: `3 jobs finished, 1 failed`; for one job its name and state. `None` when
    /// there is nothing to announce.
    pub fn take(&mut self, words: &Words, format: &dyn Format) -> Option<String> {
        let taken = core::mem::take(self);
        let counts = [
            (Phrase::JobsFinished, taken.finished),
            (Phrase::JobsFailed, taken.failed),
            (Phrase::JobsCanceled, taken.canceled),
            (Phrase::JobsInTrouble, taken.in_trouble),
        ];
        match counts.iter().map(|(_, count)| count).sum() {
            0_u64 => None,
            1 => Some(taken.last),
            _ => {
                let counts = counts.into_iter().filter(|(_, count)| *count > 0);
                let parts = counts.map(|(phrase, count)| words.count(phrase, count, format));
                Some(parts.fold(String::new(), |list, next| words.join(list, &next)))
            }
        }
    }
}

const fn needs_action(freshness: Freshness) -> bool {
    matches!(
        freshness,
        Freshness::SignedOut
            | Freshness::Forbidden
            | Freshness::Misconfigured
            | Freshness::Unreachable
            | Freshness::Gone
    )
}
