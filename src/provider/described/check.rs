//! Checks a description against the grammar, so that all that reads it later finds what it expects.

use super::{
    address::problem,
    error::DescriptionError,
    job_parts::part_name,
    pointer::{is_pointer, tokens},
    schema::{
        AFTER, AMOUNT, CONDITION, DESCRIPTION, ELSE, ENTRY, ERROR_RULE, GET_RULE, HEADERS, Kind,
        Member, SHARE, STATE_RULE, SUM, TOKEN,
    },
    state::named,
    template::{Piece, Slot, pieces},
};
use crate::{
    job::JobState,
    provider::json::{Json, whole},
};

/// What a check has found out on its way.
#[derive(Debug, Default)]
pub(super) struct Check {
    /// Where it is.
    place: String,
    /// The parts of a job's id, and whether each may hold slashes.
    parts: Vec<(String, bool)>,
    /// The names in pointers: the members of an answer that count.
    pub(super) names: Vec<String>,
    /// All members of an answer count: what is looked for stands at names that nobody knows.
    pub(super) all_count: bool,
}

type Checked = Result<(), DescriptionError>;

impl Check {
    /// Checks a whole description.
    pub(super) fn description(&mut self, json: &Json) -> Checked {
        // The parts of the job are needed for all URLs, so what is wrong with them is said first.
        if let Some(job) = json.get("job") {
            self.inside("job", |check| check.kind(job, Kind::Job))?;
        }
        let job = json.get("job").and_then(Json::text).unwrap_or("{job}");
        for piece in pieces(job).unwrap_or_default() {
            if let Piece::Part(part) = piece {
                let (name, has_slashes) = part_name(part);
                self.parts.push((name.to_owned(), has_slashes));
            }
        }
        // An error that is an object is read for these.
        self.names.extend(["code".to_owned(), "message".to_owned()]);
        self.object(json, DESCRIPTION)
    }

    fn fail<T>(&self, problem: impl Into<String>) -> Result<T, DescriptionError> {
        Err(DescriptionError { place: self.place.clone(), problem: problem.into() })
    }

    /// Does something one place further in.
    fn inside(&mut self, name: &str, check: impl FnOnce(&mut Self) -> Checked) -> Checked {
        let length = self.place.len();
        self.place.push('/');
        self.place.push_str(&name.replace('~', "~0").replace('/', "~1"));
        check(self)?;
        self.place.truncate(length);
        Ok(())
    }

    fn text<'a>(&self, json: &'a Json) -> Result<&'a str, DescriptionError> {
        json.text().map_or_else(|| self.fail("must be a text"), Ok)
    }

    fn members<'a>(&self, json: &'a Json) -> Result<&'a [(String, Json)], DescriptionError> {
        match json {
            Json::Record(members) => Ok(members),
            _ => self.fail("must be an object"),
        }
    }

    /// Each entry of a list that is not empty.
    fn each(&mut self, list: &[Json], kind: Kind) -> Checked {
        if list.is_empty() {
            return self.fail("must not be empty");
        }
        for (index, entry) in list.iter().enumerate() {
            self.inside(&index.to_string(), |check| check.kind(entry, kind))?;
        }
        Ok(())
    }

    fn object(&mut self, json: &Json, allowed: &[Member]) -> Checked {
        let members = self.members(json)?;
        for (index, (name, value)) in members.iter().enumerate() {
            self.inside(name, |check| {
                if members.iter().take(index).any(|(other, _)| other == name) {
                    return check.fail("stands there twice");
                }
                match allowed.iter().find(|(allowed, ..)| allowed == name) {
                    Some((_, kind, _)) => check.kind(value, *kind),
                    None => {
                        let names: Vec<_> = allowed.iter().map(|(name, ..)| *name).collect();
                        check.fail(format!("is not known here; known are {}", names.join(", ")))
                    }
                }
            })?;
        }
        match allowed.iter().find(|(name, _, needed)| *needed && json.get(name).is_none()) {
            Some((name, ..)) => self.fail(format!("needs \"{name}\"")),
            None => Ok(()),
        }
    }

    fn one_of(&self, text: &str, words: &[&str]) -> Checked {
        if words.contains(&text) {
            return Ok(());
        }
        self.fail(format!("must be one of \"{}\"", words.join("\", \"")))
    }

    /// Fails unless the object has exactly one of these members.
    fn exactly_one(&self, json: &Json, names: &[&str]) -> Checked {
        if names.iter().filter(|name| json.get(name).is_some()).count() == 1 {
            return Ok(());
        }
        self.fail(format!("needs exactly one of {}", names.join(", ")))
    }

    /// Fails where the object has one member without another that it needs.
    fn needs(&self, json: &Json, name: &str, other: &str) -> Checked {
        if json.get(name).is_none() || json.get(other).is_some() {
            return Ok(());
        }
        self.fail(format!("\"{name}\" needs \"{other}\" beside it"))
    }

    fn kind(&mut self, json: &Json, kind: Kind) -> Checked {
        match kind {
            Kind::Version if *json == Json::Number(1.0) => Ok(()),
            Kind::Version => self.fail("must be 1: this job-badge knows no other version"),
            Kind::Text => self.text(json).map(drop),
            Kind::Flag if matches!(json, Json::Flag(_)) => Ok(()),
            Kind::Flag => self.fail("must be true or false"),
            Kind::Plain if matches!(json, Json::Number(_)) => Ok(()),
            Kind::Plain => self.fail("must be a number"),
            Kind::Whole(max) => match json {
                Json::Number(number)
                    if whole(*number).is_some_and(|number| (1..=max.into()).contains(&number)) =>
                {
                    Ok(())
                }
                _ => self.fail(format!("must be a whole number from 1 to {max}")),
            },
            Kind::Word(words) => self.one_of(self.text(json)?, words),
            Kind::Job => self.job(self.text(json)?),
            Kind::Get => match json {
                Json::List(rules) => self.each(rules, Kind::Object(GET_RULE)),
                _ => self.kind(json, Kind::Template),
            },
            Kind::Template => self.template(self.text(json)?),
            Kind::Prefixes => self.of_parts(json, Kind::Text),
            Kind::Parts => self.of_parts(json, Kind::Value),
            Kind::Token => self.object(json, TOKEN),
            Kind::Headers => self.headers(json),
            Kind::Parameter => {
                let name = self.text(json)?;
                let in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.$".contains(&byte);
                if name.is_empty()
                    || !name.bytes().all(in_name)
                    || problem(&format!("?{name}=")).is_some()
                {
                    return self.fail("must be a parameter's name: letters, digits, - _ . $");
                }
                Ok(())
            }
            Kind::Pointer => {
                let text = self.text(json)?;
                if !is_pointer(text) {
                    return self.fail(
                        "must be a JSON pointer: empty, or /name/name (~1 for a /, ~0 for a ~)",
                    );
                }
                self.names.extend(tokens(text));
                Ok(())
            }
            Kind::Value => match json {
                Json::List(several) => self.each(several, Kind::Value),
                Json::Record(_) => self.object(json, ENTRY),
                _ => self.kind(json, Kind::Pointer),
            },
            Kind::Number if json.get("sum").is_some() => self.object(json, SUM),
            Kind::Number if json.get("else").is_some() => self.object(json, ELSE),
            Kind::Number => self.kind(json, Kind::Value),
            Kind::Numbers => match json {
                Json::List(numbers) => self.each(numbers, Kind::Number),
                _ => self.fail("must be a list"),
            },
            Kind::Time if json.get("after").is_some() => {
                self.exactly_one(json, &["seconds", "millis"])?;
                self.object(json, AFTER)
            }
            Kind::Time => self.kind(json, Kind::Value),
            Kind::Condition => match json {
                Json::List(all) => self.each(all, Kind::Condition),
                _ => self.condition(json),
            },
            Kind::Status => match json {
                Json::List(several) => self.each(several, Kind::Status),
                Json::Text(_) => self.kind(json, Kind::Word(&["redirect"])),
                _ => self.kind(json, Kind::Whole(599)),
            },
            Kind::Words => match json {
                Json::List(words) => self.each(words, Kind::Words),
                Json::Text(_) | Json::Number(_) | Json::Flag(_) => Ok(()),
                _ => self.fail("must be a word, a number, a flag or a list of these"),
            },
            Kind::States => match json {
                Json::List(rules) => self.each(rules, Kind::StateRule),
                _ => self.fail("must be a list of rules"),
            },
            Kind::Means => self.means(json),
            Kind::StateRule => self.state_rule(json),
            Kind::State => self.state_name(json),
            Kind::Amounts => match json {
                Json::List(amounts) => self.each(amounts, Kind::Amounts),
                _ if json.get("share").is_some() => self.object_of_form(json, SHARE),
                _ => {
                    self.exactly_one(json, &["percent", "fraction", "ratio", "done", "share"])?;
                    self.needs(json, "done", "of")?;
                    self.needs(json, "of", "done")?;
                    self.object(json, AMOUNT)
                }
            },
            Kind::Errors => match json {
                Json::List(rules) => self.each(rules, Kind::Error),
                _ => self.kind(json, Kind::Error),
            },
            Kind::Error => match json {
                Json::Record(_) => self.object(json, ERROR_RULE),
                _ => self.kind(json, Kind::Value),
            },
            Kind::Items => {
                self.needs(json, "next", "get")?;
                self.paging(json)?;
                self.object_of_form(json, super::schema::ITEMS)
            }
            Kind::List => {
                self.paging(json)?;
                self.object(json, super::schema::LIST)
            }
            Kind::Next => {
                self.exactly_one(json, &["link", "header", "cursor", "offset", "page"])?;
                self.needs(json, "cursor", "parameter")?;
                self.needs(json, "parameter", "cursor")?;
                self.object(json, super::schema::NEXT)
            }
            Kind::Object(members) => self.object(json, members),
        }
    }

    /// An object with a form: one whose names nobody knows needs all of an answer.
    fn object_of_form(&mut self, json: &Json, allowed: &[Member]) -> Checked {
        self.all_count |= json.get("form").and_then(Json::text) == Some("values");
        self.object(json, allowed)
    }

    /// Pages by number or offset end with one that is not full.
    fn paging(&self, json: &Json) -> Checked {
        let next = json.get("next");
        let is_counted = |next: &Json| next.get("offset").is_some() || next.get("page").is_some();
        if next.is_some_and(is_counted) { self.needs(json, "next", "size") } else { Ok(()) }
    }

    fn condition(&mut self, json: &Json) -> Checked {
        const TESTS: [&str; 4] = ["is", "has", "present", "above"];
        if self.members(json)?.is_empty() {
            return self.fail("must not be empty");
        }
        if json.get("at").is_some() {
            self.exactly_one(json, &TESTS)?;
        }
        for test in TESTS {
            self.needs(json, test, "at")?;
        }
        self.needs(json, "any", "where")?;
        self.needs(json, "where", "any")?;
        self.object(json, CONDITION)
    }

    fn state_rule(&mut self, json: &Json) -> Checked {
        self.exactly_one(json, &["means", "is"])?;
        self.needs(json, "means", "at")?;
        self.object(json, STATE_RULE)
    }

    fn state_name(&self, json: &Json) -> Checked {
        if named(json).is_some() {
            return Ok(());
        }
        let names: Vec<_> = JobState::ALL.into_iter().map(JobState::name).collect();
        let names = names.join(", ");
        self.fail(format!("must be one of {}", names.trim_end_matches(", unknown")))
    }

    fn means(&mut self, json: &Json) -> Checked {
        for (name, words) in self.members(json)? {
            self.inside(name, |check| {
                check.state_name(&Json::Text(name.clone()))?;
                check.kind(words, Kind::Words)
            })?;
        }
        Ok(())
    }

    /// An object whose names are parts of the job.
    fn of_parts(&mut self, json: &Json, kind: Kind) -> Checked {
        let members = self.members(json)?;
        if members.is_empty() {
            return self.fail("must not be empty");
        }
        for (name, value) in members {
            self.inside(name, |check| {
                check.part(name)?;
                check.kind(value, kind)
            })?;
        }
        Ok(())
    }

    /// Whether a part may hold slashes. Fails where "job" has no such part.
    fn part(&self, name: &str) -> Result<bool, DescriptionError> {
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

    fn job(&self, pattern: &str) -> Checked {
        let Some(pieces) = pieces(pattern) else {
            return self.fail("has a brace without its other half");
        };
        let in_name = |letter: char| letter.is_ascii_alphanumeric();
        let mut seen: Vec<&str> = Vec::new();
        let mut with_slashes = 0;
        let mut after_part = false;
        for piece in pieces {
            let Piece::Part(part) = piece else {
                after_part = false;
                continue;
            };
            let (name, has_slashes) = part_name(part);
            if name.is_empty() || !name.chars().all(in_name) || seen.contains(&name) {
                return self.fail("needs names of letters and digits in its braces, each once");
            }
            if after_part {
                return self.fail("needs a text between two parts, such as /");
            }
            seen.push(name);
            with_slashes += usize::from(has_slashes);
            after_part = true;
        }
        if seen.is_empty() || with_slashes > 1 {
            return self.fail(
                "needs a part in braces, such as {job}, and at most one {part+} with slashes",
            );
        }
        Ok(())
    }

    fn template(&self, template: &str) -> Checked {
        let Some(pieces) = pieces(template) else {
            return self.fail("has a brace without its other half");
        };
        // As it looks with the plainest parts.
        let mut plain = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => plain.push_str(text),
                Piece::Part(part) => {
                    let slot = Slot::parse(part);
                    let has_slashes = self.part(slot.name)?;
                    plain.push('x');
                    plain.push_str(slot.between.unwrap_or_default());
                    plain.push('x');
                    if slot.between.is_some() && !has_slashes {
                        return self.fail(format!(
                            "{{{part}}} needs slashes in its part: write {{{}+}} in \"job\"",
                            slot.name
                        ));
                    }
                }
            }
        }
        match problem(&plain) {
            Some(problem) => self.fail(format!("must follow the API root: {problem}")),
            None => Ok(()),
        }
    }

    fn headers(&mut self, json: &Json) -> Checked {
        for (name, value) in self.members(json)? {
            self.inside(name, |check| {
                check.one_of(name, HEADERS)?;
                let value = check.text(value)?;
                let is_plain = value.bytes().all(|byte| byte.is_ascii_graphic());
                if value.is_empty() || value.len() > 256 || !is_plain {
                    return check
                        .fail("must be visible ASCII without spaces, at most 256 characters");
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}
