//! How a described API is asked: URLs and headers.

use super::{
    job_parts::parts,
    schema::{HEADERS, TOKEN_HEADERS},
    template::fill,
    value::one_or_more,
};
use crate::{
    job::{Failure, FailureKind, JobId, Query},
    provider::{
        endpoint::ApiRoot,
        json::Json,
        request::{Request, TokenHeader},
    },
};

/// The longest URL that is sent.
pub(super) const MAX_URL: usize = 16 * 1024;

/// The form of a job's id.
pub(super) fn pattern(source: &Json) -> &str {
    source.text_at("job").unwrap_or("{job}")
}

/// The URL of a query, without its pages.
pub(super) fn url(source: &Json, root: &ApiRoot, query: &Query) -> Result<String, Failure> {
    let url = address(source, query).map(|address| format!("{root}{address}"));
    let problem = match url {
        Ok(url) if url.len() <= MAX_URL => return Ok(url),
        Ok(_) => "its URL is too long".to_owned(),
        Err(problem) => problem,
    };
    Err(Failure::new(FailureKind::Config).with_message(format!(
        "The job id cannot be asked for: {problem}. Its form is {}.",
        pattern(source)
    )))
}

/// What follows the API root, or why there is nothing.
fn address(source: &Json, query: &Query) -> Result<String, String> {
    let holder = match query {
        Query::Jobs(_) => Some(source),
        Query::Active { .. } => source.get("list"),
        Query::Tasks(_) => source.get("items"),
    };
    let job = query.jobs().first().map_or("", JobId::as_str);
    let parts = parts(pattern(source), job).ok_or("it is of another form")?;
    let template = holder.and_then(|holder| template(holder.get("get")?, &parts));
    fill(template.ok_or("no rule of the description fits it")?, &parts)
}

/// The request for a URL, with the description's headers.
pub(super) fn request(source: &Json, url: String) -> Request {
    let given = source.get("headers");
    let mut headers: Vec<(&'static str, String)> = Vec::new();
    for &name in HEADERS {
        match given.and_then(|headers| headers.text_at(name)) {
            Some(value) => headers.push((name, value.to_owned())),
            None if name == "Accept" => headers.push((name, "application/json".to_owned())),
            None => {}
        }
    }
    Request { url, headers, token: token(source) }
}

fn token(source: &Json) -> TokenHeader {
    let token = source.get("token");
    let text = |name| token.and_then(|token| token.text_at(name));
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
