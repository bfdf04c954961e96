//! The way through a description that is checked: where it is, and what it has found so far.

use super::{
    job_parts::part_name,
    pointer::escaped,
    template::{Piece, pieces},
};
use crate::provider::json::Json;

/// The way through a description that is checked.
#[derive(Debug)]
pub(super) struct Walk {
    /// Where it is.
    pub(super) place: String,
    /// The parts of a job's id, and whether each may hold slashes.
    parts: Vec<(String, bool)>,
    /// The names in pointers, sorted: the members of an answer that count.
    pub(super) names: Vec<String>,
    /// All members of an answer count: what is looked for stands at names that nobody knows.
    pub(super) all_count: bool,
}

/// What is wrong, at the place where the walk is then.
pub(super) type Checked = Result<(), String>;

/// The check fails where the walk is.
pub(super) fn fail<T>(problem: impl Into<String>) -> Result<T, String> {
    Err(problem.into())
}

/// A text.
pub(super) fn text(json: &Json) -> Result<&str, String> {
    json.text().map_or_else(|| fail("must be a text"), Ok)
}

/// The members of an object.
pub(super) fn members(json: &Json) -> Result<&[(String, Json)], String> {
    match json {
        Json::Record(members) => Ok(members),
        _ => fail("must be an object"),
    }
}

/// Fails unless a text is one of these words.
pub(super) fn one_of(text: &str, words: &[&str]) -> Checked {
    if words.contains(&text) {
        return Ok(());
    }
    fail(format!("must be one of \"{}\"", words.join("\", \"")))
}

impl Walk {
    /// The start, with the form of the job's id: all URLs need its parts.
    pub(super) fn new(job: &str) -> Self {
        let parts = pieces(job).unwrap_or_default().into_iter().filter_map(|piece| match piece {
            Piece::Part(part) => {
                let (name, has_slashes) = part_name(part);
                Some((name.to_owned(), has_slashes))
            }
            Piece::Text(_) => None,
        });
        // An error that is an object is read for these.
        let names = vec!["code".to_owned(), "message".to_owned()];
        Self { place: String::new(), parts: parts.collect(), names, all_count: false }
    }

    /// Goes one place further in. What is given back is for [`Walk::leave`].
    pub(super) fn enter(&mut self, name: &str) -> usize {
        let length = self.place.len();
        self.place.push('/');
        self.place.push_str(&escaped(name));
        length
    }

    /// Goes back out. After a failure nobody does: the place is where it happened.
    pub(super) fn leave(&mut self, place: usize) {
        self.place.truncate(place);
    }

    /// Notes a name in a pointer.
    pub(super) fn count(&mut self, name: String) {
        if let Err(at) = self.names.binary_search(&name) {
            self.names.insert(at, name);
        }
    }

    /// Whether a part may hold slashes. Fails where "job" has no such part.
    pub(super) fn part(&self, name: &str) -> Result<bool, String> {
        match self.parts.iter().find(|(part, _)| part == name) {
            Some((_, has_slashes)) => Ok(*has_slashes),
            None => {
                let names: Vec<_> = self.parts.iter().map(|(name, _)| name.as_str()).collect();
                fail(format!(
                    "\"{name}\" is no part of the job; its parts are {}",
                    names.join(", ")
                ))
            }
        }
    }
}
