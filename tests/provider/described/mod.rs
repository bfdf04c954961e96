//! The engine of described providers: how it asks, how it reads, what it refuses. No request leaves
//! the process.

mod any_json;
mod below_the_root;
mod grammar;
mod hostile;
mod items;
mod list;
mod next_page;
mod reading;
mod request;
mod special;
mod states;
mod values;

use job_badge::{
    job::{Answer, Failure, JobId, Query, Report, Timestamp},
    provider::{ApiRoot, Body, Description, DescriptionError, Head, Json, Members, Provider},
};
use serde_json::{Deserializer, Value, json};

const ROOT: &str = "https://api.example/v1/";

fn root() -> ApiRoot {
    ApiRoot::absolute(ROOT).unwrap()
}

fn id(text: &str) -> JobId {
    JobId::parse(text).unwrap()
}

fn jobs(text: &str) -> Query {
    Query::Jobs(vec![id(text)])
}

fn try_described(description: &Value) -> Result<Description, DescriptionError> {
    Description::read("test", &mut Deserializer::from_str(&description.to_string()))
}

fn described(description: &Value) -> Description {
    try_described(description).unwrap_or_else(|error| panic!("{error}"))
}

/// The plainest description with these members in addition.
fn with(more: &Value) -> Value {
    let mut description = json!({
        "version": 1,
        "get": "jobs/{job}",
        "state": [{"at": "/state", "means": {"running": "run", "succeeded": "ok", "failed": "bad"}}],
    });
    for (name, value) in more.as_object().unwrap() {
        description[name] = value.clone();
    }
    description
}

/// An answer's text.
struct Text(String);

impl Body for Text {
    fn json(&self, members: Members<'_>) -> Option<Json> {
        Json::read(&mut Deserializer::from_str(&self.0), members).ok()
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

fn head(status: u16) -> Head {
    Head { status, ..Head::OK }
}

/// As an answer is read by its status.
fn answer(
    description: &Description,
    query: &Query,
    head: &Head,
    body: &str,
) -> Option<Result<Answer, Failure>> {
    let body = Text(body.to_owned());
    if let Some(special) = description.special(query, head, &body) {
        return Some(special);
    }
    let json = body.json(description.members()).filter(|_| head.is_success())?;
    Some(description.read(query, head, &json))
}

fn read(description: &Value, body: &Value) -> Result<Report, Failure> {
    let answer = answer(&described(description), &jobs("a"), &Head::OK, &body.to_string());
    let Answer::Jobs(mut reports) = answer.unwrap()? else { panic!("no jobs") };
    Ok(reports.remove(0))
}

fn report(description: &Value, body: &Value) -> Report {
    read(description, body).unwrap_or_else(|failure| panic!("{failure}"))
}

fn iso(time: Option<Timestamp>) -> String {
    time.map_or_else(|| "-".to_owned(), Timestamp::to_iso)
}
