//! Answers that do not mean what their status means elsewhere: a token that was rejected, a limit
//! that was reached, a status that is a state.

use core::time::Duration;

use super::{
    reading::report,
    state::Rules,
    value::{Base, asks_for_status, head_allows, holds, one_or_more, words},
};
use crate::{
    job::{Answer, ErrorDetail, Failure, FailureKind, Query},
    provider::{
        decimal::decimal,
        error_body::error_in,
        http::{Body, Head},
        json::{Json, Members},
    },
};

/// What such an answer says. `None`: it is none.
pub(super) fn special(
    description: &Json,
    members: Members<'_>,
    query: &Query,
    head: &Head,
    body: &dyn Body,
) -> Option<Result<Answer, Failure>> {
    let rejected = one_or_more(description.get("rejected"));
    let limited = description.get("limited");
    let states = one_or_more(description.get("state"));
    let by_status = |rule: &&Json| {
        let condition = rule.get("if");
        asks_for_status(condition) && head_allows(condition, head)
    };
    // The body is read only where the head leaves something open: most answers are read once.
    let limit = limited.and_then(|limited| limited.get("if"));
    let is_open = rejected.iter().any(|condition| head_allows(Some(condition), head))
        || (limit.is_some() && head_allows(limit, head))
        || states.iter().any(|rule| by_status(&rule));
    if !is_open {
        return None;
    }
    let json = body.json(members);
    let has_json = json.is_some();
    let json = json.unwrap_or(Json::Nothing);
    let base = Base { json: &json, head };
    let refusal = |kind, retry_after| {
        let detail = if head.is_page { None } else { error_in(body) };
        let ErrorDetail { code, message } = detail.unwrap_or_default();
        let status = (head.status != 0).then_some(head.status);
        Some(Err(Failure { kind, status, code, message, retry_after }))
    };
    if rejected.iter().any(|condition| holds(Some(condition), base)) {
        return refusal(FailureKind::Auth, head.wait);
    }
    if let Some(limited) = limited
        && holds(limited.get("if"), base)
    {
        let text = words(limited.get("wait"), base);
        let seconds = first_number(&text).or_else(|| limited.get("least")?.number());
        let wait = head.wait.or_else(|| seconds.map(duration));
        return refusal(FailureKind::Throttled, wait);
    }
    if let Query::Jobs(jobs) = query
        && !(head.is_success() && has_json)
        && let Some(job) = jobs.first()
    {
        let base = base.of(base.find(description.get("at")).unwrap_or(&Json::Nothing));
        return Some(Ok(Answer::Jobs(vec![report(description, Rules::ByStatus, job, base)?])));
    }
    None
}

/// The first number in a text: `Expected available in 12 seconds.`
fn first_number(text: &str) -> Option<f64> {
    let in_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let mut words = text.split(|letter| !in_number(letter));
    words.find_map(|word| decimal(word.trim_matches('.')))
}

/// The cast saturates.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn duration(seconds: f64) -> Duration {
    Duration::from_millis((seconds * 1000.0) as u64)
}
