//! What a page's one live region says of many badges, batched into one sentence.

use super::{Format, Phrase, Summary, View, Words};
use crate::job::{Freshness, JobState};

/// What happened to the jobs of a page since it was last said. One is kept for the whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    finished: u64,
    failed: u64,
    canceled: u64,
    in_trouble: u64,
    /// The sentence about the only job, as long as it is the only one.
    only: String,
}

impl Tally {
    /// Takes note of a badge's change. Only milestones count: a job that ends, and trouble that
    /// needs somebody. Progress and first views are not spoken of.
    pub fn note(&mut self, before: Summary, after: &View, words: &Words) {
        let ended = after.state.is_final() && !before.state.is_final() && !before.waiting;
        let trouble = needs_somebody(after.freshness) && !needs_somebody(before.freshness);
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
        self.only = words.fill(Phrase::OneJob, &[("name", &after.label), ("state", word)]);
    }

    /// The sentence, and an empty tally after it: `3 jobs finished, 1 failed`; for one job its
    /// name and state. `None` when there is nothing to say.
    pub fn take(&mut self, words: &Words, format: &dyn Format) -> Option<String> {
        let tally = core::mem::take(self);
        let counts = [
            (Phrase::JobsFinished, tally.finished),
            (Phrase::JobsFailed, tally.failed),
            (Phrase::JobsCanceled, tally.canceled),
            (Phrase::JobsInTrouble, tally.in_trouble),
        ];
        match counts.iter().map(|(_, count)| count).sum() {
            0_u64 => None,
            1 => Some(tally.only),
            _ => {
                let mut said = String::new();
                for (phrase, count) in counts {
                    if count > 0 {
                        said = words.join(said, &words.count(phrase, count, format));
                    }
                }
                Some(said)
            }
        }
    }
}

const fn needs_somebody(freshness: Freshness) -> bool {
    matches!(
        freshness,
        Freshness::SignedOut
            | Freshness::Forbidden
            | Freshness::Misconfigured
            | Freshness::Unreachable
            | Freshness::Gone
    )
}
