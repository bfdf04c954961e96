//! Which rows are shown: those of some states, of some connections, and whose name or id holds a text.

use job_badge::job::JobState;

use super::row::Row;

/// What rows are picked by. Where nothing is named, all are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// States.
    pub states: Vec<JobState>,
    /// Connections, by number.
    pub connections: Vec<u32>,
    /// Words that the name must hold, in any case; or a piece of the id.
    pub text: String,
}

impl Filter {
    /// Whether it lets all rows through.
    pub(crate) fn is_empty(&self) -> bool {
        self.states.is_empty() && self.connections.is_empty() && self.text.trim().is_empty()
    }

    /// The rows that it lets through.
    pub(crate) fn pick(&self, rows: &[Row]) -> Vec<Row> {
        let words = self.words();
        let picked = rows.iter().filter(|row| {
            (self.states.is_empty() || self.states.contains(&row.state())) && self.fits(row, &words)
        });
        picked.cloned().collect()
    }

    /// Whether the text is a piece of an id. A short one stands in most ids that were made by a machine:
    /// it has to begin a part of it.
    fn is_of_id(&self, id: &str) -> bool {
        const TELLING: usize = 4;
        let (id, text) = (id.to_lowercase(), self.text.trim().to_lowercase());
        let is_telling = text.chars().count() >= TELLING && id.contains(&text);
        is_telling || id.split(['/', ':']).any(|part| part.starts_with(&text))
    }

    fn words(&self) -> Vec<String> {
        self.text.split_whitespace().map(str::to_lowercase).collect()
    }

    fn fits(&self, row: &Row, words: &[String]) -> bool {
        if !self.connections.is_empty() && !self.connections.contains(&row.key.connection) {
            return false;
        }
        words.is_empty() || holds_all(row.name(), words) || self.is_of_id(row.key.job.as_str())
    }
}

fn holds_all(name: &str, words: &[String]) -> bool {
    let name = name.to_lowercase();
    words.iter().all(|word| name.contains(word))
}

/// How many rows of each state there are, whatever states are picked: those that occur, and those that
/// are picked.
pub(crate) fn state_counts(filter: &Filter, rows: &[Row]) -> Vec<(JobState, usize)> {
    let words = filter.words();
    let rows: Vec<_> = rows.iter().filter(|row| filter.fits(row, &words)).collect();
    let count = |state| rows.iter().filter(|row| row.state() == state).count();
    let counts = JobState::ALL.into_iter().map(|state| (state, count(state)));
    counts.filter(|(state, count)| *count > 0 || filter.states.contains(state)).collect()
}
