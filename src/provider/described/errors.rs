//! What went wrong, in the API's own words.

use super::value::{Base, holds, one_or_more, value, words};
use crate::{
    job::ErrorDetail,
    provider::{error_body::detail, json::Json},
};

/// As many errors as a reader reads.
const MAX_ERRORS: usize = 20;

/// The errors that the rules find, each once.
pub(super) fn errors(rules: Option<&Json>, base: Base<'_>) -> Vec<ErrorDetail> {
    let mut errors = Vec::new();
    for rule in one_or_more(rules) {
        // A value in place of a rule is a list of errors, or one.
        let list = match rule {
            Json::Record(_) if rule.get("in").is_some() => base.find(rule.get("in")),
            Json::Record(_) => Some(base.json),
            _ => value(rule, base),
        };
        for entry in one_or_more(list) {
            if errors.len() < MAX_ERRORS
                && holds(rule.get("where"), base.of(entry))
                && let Some(error) = error(rule, base.of(entry))
                && !errors.contains(&error)
            {
                errors.push(error);
            }
        }
    }
    errors
}

fn error(rule: &Json, base: Base<'_>) -> Option<ErrorDetail> {
    let (code, message) = (rule.get("code"), rule.get("message"));
    if code.is_none() && message.is_none() {
        let words = |name| base.json.get(name).map(Json::words).unwrap_or_default();
        return match base.json {
            Json::Record(_) => detail(&words("code"), &words("message")),
            text => detail("", &text.words()),
        };
    }
    detail(&words(code, base), &words(message, base))
}
