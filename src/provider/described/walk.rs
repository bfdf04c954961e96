//! The way through a description that is checked: where it is, and what it has found so far.

use super::{
    error::DescriptionError,
    job_parts::part_name,
    template::{Piece, pieces},
};
use crate::provider::json::Json;

/// The way through a description that is checked.
#[derive(Debug)]
pub(super) struct Walk {
    /// Where it is.
    place: String,
    /// The parts of a job's id, and whether each may hold slashes.
    parts: Vec<(String, bool)>,
    /// The names in pointers: the members of an answer that count.
    pub(super) names: Vec<String>,
    /// All members of an answer count: what is looked for stands at names that nobody knows.
    pub(super) all_count: bool,
}

pub(super) type Checked = Result<(), DescriptionError>;

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

    pub(super) fn fail<T>(&self, problem: impl Into<String>) -> Result<T, DescriptionError> {
        Err(DescriptionError { place: self.place.clone(), problem: problem.into() })
    }

    /// Does something one place further in.
    pub(super) fn inside(
        &mut self,
        name: &str,
        check: impl FnOnce(&mut Self) -> Checked,
    ) -> Checked {
        let length = self.place.len();
        self.place.push('/');
        self.place.push_str(&name.replace('~', "~0").replace('/', "~1"));
        check(self)?;
        self.place.truncate(length);
        Ok(())
    }

    pub(super) fn text<'a>(&self, json: &'a Json) -> Result<&'a str, DescriptionError> {
        json.text().map_or_else(|| self.fail("must be a text"), Ok)
    }

    pub(super) fn members<'a>(
        &self,
        json: &'a Json,
    ) -> Result<&'a [(String, Json)], DescriptionError> {
        match json {
            Json::Record(members) => Ok(members),
            _ => self.fail("must be an object"),
        }
    }

    pub(super) fn one_of(&self, text: &str, words: &[&str]) -> Checked {
        if words.contains(&text) {
            return Ok(());
        }
        self.fail(format!("must be one of \"{}\"", words.join("\", \"")))
    }

    /// Fails unless the object has exactly one of these members.
    pub(super) fn exactly_one(&self, json: &Json, names: &[&str]) -> Checked {
        if names.iter().filter(|name| json.get(name).is_some()).count() == 1 {
            return Ok(());
        }
        self.fail(format!("needs exactly one of {}", names.join(", ")))
    }

    /// Fails where the object has one member without another that it needs.
    pub(super) fn needs(&self, json: &Json, name: &str, other: &str) -> Checked {
        if json.get(name).is_none() || json.get(other).is_some() {
            return Ok(());
        }
        self.fail(format!("\"{name}\" needs \"{other}\" beside it"))
    }

    /// Whether a part may hold slashes. Fails where "job" has no such part.
    pub(super) fn part(&self, name: &str) -> Result<bool, DescriptionError> {
        match self.parts.iter().find(|(part, _)| part == name) {
            Some((_, has_slashes)) => Ok(*has_slashes),
            None => {
                let names: Vec<_> = self.parts.iter().map(|(name, _)| name.as_str()).collect();
                self.fail(format!(
                    "\"{name}\" is no part of the job; its parts are {}",
                    names.join(", ")
                ))
            }
        }
    }
}
