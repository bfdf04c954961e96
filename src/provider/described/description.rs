//! A description that has been checked, and the provider that it makes.

use core::{hash, time::Duration};

use serde::Deserializer;

use super::{
    answer::answer,
    check::check,
    digest::digest_of,
    error::DescriptionError,
    next_page::{MAX_PAGES, Place, next_url, size},
    request::{MAX_URL, pattern, request, url},
    special::special,
    value::Base,
    walk::Walk,
};
use crate::{
    job::{Answer, Failure, JobId, Query},
    provider::{
        endpoint::ApiRoot,
        http::{Body, Head},
        json::{Json, Members, whole},
        provider::Provider,
        request::Request,
    },
};

/// How an API is asked and read. Two are equal when they have the same name and say the same.
#[derive(Debug, PartialEq)]
pub struct Description {
    name: String,
    /// It has been checked: all that reads it finds what the grammar says.
    source: Json,
    /// The members of an answer that count; `None`: all.
    members: Option<Vec<String>>,
}

impl Description {
    /// Reads the description of the provider of this name.
    ///
    /// # Errors
    /// Where the description breaks the grammar, and how.
    pub fn read<'de, D: Deserializer<'de>>(name: &str, from: D) -> Result<Self, DescriptionError> {
        match Json::read(from, Members::All) {
            Ok(source) => Self::parse(name, source),
            Err(_) => Err(DescriptionError {
                place: String::new(),
                problem: "is not JSON that can be read".to_owned(),
            }),
        }
    }

    /// As [`Description::read`], of JSON that has been read.
    ///
    /// # Errors
    /// Where the description breaks the grammar, and how.
    pub fn parse(name: &str, source: Json) -> Result<Self, DescriptionError> {
        let mut walk = Walk::new(pattern(&source));
        if let Err(problem) = check(&mut walk, &source) {
            return Err(DescriptionError { place: walk.place, problem });
        }
        let members = (!walk.all_count).then_some(walk.names);
        Ok(Self { name: name.to_owned(), source, members })
    }

    /// A number that stands for name and content: the same in every tab of a browser.
    pub fn digest(&self) -> u64 {
        digest_of(&self.name, &self.source)
    }

    fn number(&self, name: &str) -> Option<i64> {
        whole(self.source.get(name)?.number()?)
    }
}

impl Provider for Description {
    fn name(&self) -> &str {
        &self.name
    }

    fn interval(&self) -> Duration {
        let seconds = self.number("interval").and_then(|seconds| u64::try_from(seconds).ok());
        Duration::from_secs(seconds.unwrap_or(5))
    }

    fn separate_tasks(&self) -> bool {
        self.source.get("items").is_some_and(|items| items.get("get").is_some())
    }

    fn max_in_flight(&self) -> usize {
        self.number("parallel").and_then(|count| usize::try_from(count).ok()).unwrap_or(4)
    }

    fn list_page(&self) -> Option<usize> {
        // Its pages follow one another within a query, so that none is asked for by its number.
        self.source.get("list").map(|_| usize::MAX)
    }

    fn has_entity_tags(&self) -> bool {
        self.source.get("entityTags") == Some(&Json::Flag(true))
    }

    fn members(&self) -> Members<'_> {
        match &self.members {
            Some(names) => Members::Listed(names),
            None => Members::All,
        }
    }

    fn fits(&self, _: &ApiRoot, _: &[JobId]) -> usize {
        1
    }

    fn request(&self, root: &ApiRoot, query: &Query, _: u128) -> Result<Request, Failure> {
        Ok(request(&self.source, url(&self.source, root, query)?))
    }

    fn special(
        &self,
        query: &Query,
        head: &Head,
        body: &dyn Body,
    ) -> Option<Result<Answer, Failure>> {
        special(&self.source, self.members(), query, head, body)
    }

    fn read(&self, query: &Query, head: &Head, body: &Json) -> Result<Answer, Failure> {
        answer(&self.source, query, Base { json: body, head })
    }

    fn next_page(
        &self,
        root: &ApiRoot,
        query: &Query,
        head: &Head,
        body: &dyn Body,
        read_so_far: &Answer,
        pages: usize,
    ) -> Option<Request> {
        let holder = match query {
            Query::Jobs(_) => return None,
            Query::Active { top, .. } => {
                // More rows than that are not worth reading.
                if matches!(read_so_far, Answer::Active { rows, .. } if rows >= top) {
                    return None;
                }
                self.source.get("list")?
            }
            Query::Tasks(_) => self.source.get("items")?,
        };
        holder.get("next").filter(|_| pages < MAX_PAGES)?;
        let size = size(holder);
        // All pages of a list that goes on were full. Tasks may have been left out.
        let rows = match read_so_far {
            Answer::Active { rows, .. } => rows.saturating_sub(size * pages.saturating_sub(1)),
            _ => usize::MAX,
        };
        let first = url(&self.source, root, query).ok()?;
        let place = Place { pages, rows };
        let url = next_url(root, &first, holder, place, head, &|| body.json(self.members()))?;
        if url.len() > MAX_URL { None } else { Some(request(&self.source, url)) }
    }
}

impl Eq for Description {}

impl hash::Hash for Description {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.digest());
    }
}
