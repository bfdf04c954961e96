//! A description that has been checked, and the provider that it makes.

use core::{hash, time::Duration};

use serde::Deserializer;

use super::{
    check::Check,
    error::DescriptionError,
    job_parts::parts,
    list,
    next_page::{MAX_PAGES, Place, next_url, size, url_after},
    reading::{report, tasks},
    schema::{HEADERS, TOKEN_HEADERS},
    special::special,
    state::Rules,
    template::fill,
    value::{Base, one_or_more},
};
use crate::{
    job::{Answer, Failure, FailureKind, JobId, Query, SHORT_TEXT, cap},
    provider::{
        endpoint::ApiRoot,
        http::{Body, Head},
        json::{Json, Members, whole},
        provider::Provider,
        request::{Request, TokenHeader},
    },
};

/// The longest URL that is sent.
const MAX_URL: usize = 16 * 1024;

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
        let mut check = Check::default();
        check.description(&source)?;
        let mut names = check.names;
        names.sort_unstable();
        names.dedup();
        let members = (!check.all_count).then_some(names);
        Ok(Self { name: name.to_owned(), source, members })
    }

    /// A number that stands for name and content: the same in every tab of a browser.
    pub fn digest(&self) -> u64 {
        digest(digest_bytes(0xcbf2_9ce4_8422_2325, self.name.as_bytes()), &self.source)
    }

    fn pattern(&self) -> &str {
        self.source.get("job").and_then(Json::text).unwrap_or("{job}")
    }

    fn number(&self, name: &str) -> Option<i64> {
        whole(self.source.get(name)?.number()?)
    }

    /// The URL of a query, without its pages.
    fn url(&self, root: &ApiRoot, query: &Query) -> Result<String, Failure> {
        let refused = |problem: &str| {
            Failure::new(FailureKind::Config).with_message(format!(
                "The job id cannot be asked for: {problem}. Its form is {}.",
                self.pattern()
            ))
        };
        let holder = match query {
            Query::Jobs(_) => Some(&self.source),
            Query::Active { .. } => self.source.get("list"),
            Query::Tasks(_) => self.source.get("items"),
        };
        let job = query.jobs().first().map_or("", JobId::as_str);
        let parts = parts(self.pattern(), job).ok_or_else(|| refused("it is of another form"))?;
        let template = holder.and_then(|holder| template(holder.get("get")?, &parts));
        let template = template.ok_or_else(|| refused("no rule of the description fits it"))?;
        let url = format!("{root}{}", fill(template, &parts).map_err(|problem| refused(&problem))?);
        if url.len() > MAX_URL { Err(refused("its URL is too long")) } else { Ok(url) }
    }

    fn request_for(&self, url: String) -> Request {
        let given = self.source.get("headers");
        let mut headers: Vec<(&'static str, String)> = Vec::new();
        for &name in HEADERS {
            match given.and_then(|headers| headers.get(name)).and_then(Json::text) {
                Some(value) => headers.push((name, value.to_owned())),
                None if name == "Accept" => headers.push((name, "application/json".to_owned())),
                None => {}
            }
        }
        Request { url, headers, token: self.token() }
    }

    fn token(&self) -> TokenHeader {
        let token = self.source.get("token");
        let text = |name| token.and_then(|token| token.get(name)).and_then(Json::text);
        let given = text("header").unwrap_or_default();
        let header = TOKEN_HEADERS.iter().find(|header| **header == given);
        let name = header.copied().unwrap_or(TokenHeader::BEARER.name);
        let is_authorization = name == TokenHeader::BEARER.name;
        let scheme = match text("scheme") {
            Some("Bearer") => TokenHeader::BEARER.scheme,
            Some("Token") => "Token ",
            Some("Basic") => "Basic ",
            None if is_authorization => TokenHeader::BEARER.scheme,
            _ => "",
        };
        TokenHeader { name, scheme }
    }

    /// What was looked for, and what was there in its place.
    fn not_read(&self, at: &Json, body: &Json) -> Failure {
        let mut places = Vec::new();
        first_pointers(at, &mut places);
        let found = match body {
            Json::Record(members) => {
                let names: Vec<_> = members.iter().take(8).map(|(name, _)| cap(name, 40)).collect();
                format!("the answer has {}", names.join(", "))
            }
            Json::List(_) => "the answer is a list".to_owned(),
            _ => "the answer is no object".to_owned(),
        };
        let message = format!("Nothing is at {}; {found}.", places.join(" or "));
        Failure::new(FailureKind::BadAnswer).with_message(cap(&message, 2 * SHORT_TEXT))
    }

    fn answer(&self, query: &Query, base: Base<'_>) -> Result<Answer, Failure> {
        let source = &self.source;
        match query {
            Query::Jobs(jobs) => {
                let at = source.get("at").unwrap_or(&Json::Nothing);
                let Some(job) = base.find(Some(at)) else {
                    return Err(self.not_read(at, base.json));
                };
                let asked = jobs.first();
                let report =
                    asked.and_then(|asked| report(source, Rules::All, asked, base.of(job)));
                let states = source.get("state").unwrap_or(&Json::Nothing);
                report
                    .map(|report| Answer::Jobs(vec![report]))
                    .ok_or_else(|| self.not_read(states, job))
            }
            Query::Active { jobs, .. } => {
                let list = source.get("list").unwrap_or(&Json::Nothing);
                let at = list.get("at").unwrap_or(&Json::Nothing);
                let rows =
                    list::rows(list, base.json).ok_or_else(|| self.not_read(at, base.json))?;
                let reports = list::reports(source, self.pattern(), list, jobs, rows, base);
                Ok(Answer::Active { reports, rows: rows.len() })
            }
            Query::Tasks(_) => {
                let items = source.get("items").unwrap_or(&Json::Nothing);
                let at = items.get("at").unwrap_or(&Json::Nothing);
                let tasks = tasks(items, base).ok_or_else(|| self.not_read(at, base.json))?;
                Ok(Answer::Tasks(tasks))
            }
        }
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
        let list = self.source.get("list")?;
        Some(size(list) * if list.get("next").is_some() { MAX_PAGES } else { 1 })
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
        let mut url = self.url(root, query)?;
        if let (Query::Active { skip, .. }, Some(list)) = (query, self.source.get("list")) {
            url = url_after(url, list, *skip);
        }
        Ok(self.request_for(url))
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
        self.answer(query, Base { json: body, head })
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
        let (holder, skip) = match query {
            Query::Jobs(_) => return None,
            Query::Active { skip, .. } => (self.source.get("list")?, *skip),
            Query::Tasks(_) => (self.source.get("items")?, 0),
        };
        holder.get("next").filter(|_| pages < MAX_PAGES)?;
        let size = size(holder);
        // All pages of a list that goes on were full. Tasks may have been left out.
        let rows = match read_so_far {
            Answer::Active { rows, .. } => rows.saturating_sub(size * pages.saturating_sub(1)),
            _ => usize::MAX,
        };
        let url = self.url(root, query).ok()?;
        let place = Place { skip, pages, rows };
        let url = next_url(root, &url, holder, place, head, &|| body.json(self.members()))?;
        if url.len() > MAX_URL { None } else { Some(self.request_for(url)) }
    }
}

impl Eq for Description {}

impl hash::Hash for Description {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.digest());
    }
}

/// The template of the first rule that fits the job.
fn template<'a>(get: &'a Json, parts: &[(&str, &str)]) -> Option<&'a str> {
    one_or_more(Some(get)).iter().find_map(|rule| {
        let fits = |(name, prefix): &(String, Json)| {
            parts.iter().any(|(part, value)| {
                part == name && value.starts_with(prefix.text().unwrap_or_default())
            })
        };
        match rule.get("if") {
            Some(Json::Record(prefixes)) if !prefixes.iter().all(fits) => None,
            _ => rule.get("get").unwrap_or(rule).text(),
        }
    })
}

/// The pointers that a reader of an error is told: at most four.
fn first_pointers(spec: &Json, places: &mut Vec<String>) {
    match spec {
        Json::Text(pointer) if places.len() < 4 => places.push(format!("\"{pointer}\"")),
        Json::List(several) => {
            for one in several {
                first_pointers(one, places);
            }
        }
        Json::Record(_) => {
            for name in ["in", "at"] {
                if let Some(spec) = spec.get(name) {
                    first_pointers(spec, places);
                }
            }
        }
        _ => {}
    }
}

/// FNV-1a, 64 bits.
fn digest_bytes(seed: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(seed, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn digest(seed: u64, json: &Json) -> u64 {
    match json {
        Json::Nothing => digest_bytes(seed, b"n"),
        Json::Flag(flag) => digest_bytes(seed, &[b'f', u8::from(*flag)]),
        Json::Number(number) => {
            digest_bytes(digest_bytes(seed, b"d"), &number.to_bits().to_le_bytes())
        }
        Json::Text(text) => digest_bytes(digest_bytes(seed, text.as_bytes()), b"\""),
        Json::List(list) => digest_bytes(list.iter().fold(digest_bytes(seed, b"["), digest), b"]"),
        Json::Record(members) => {
            let members = members.iter().fold(digest_bytes(seed, b"{"), |seed, (name, value)| {
                digest(digest_bytes(digest_bytes(seed, name.as_bytes()), b":"), value)
            });
            digest_bytes(members, b"}")
        }
    }
}
