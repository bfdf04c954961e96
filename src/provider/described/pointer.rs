//! JSON pointers (RFC 6901).

use crate::provider::json::Json;

/// What stands there. Null is nothing, as if it were absent.
pub(super) fn find<'a>(base: &'a Json, pointer: &str) -> Option<&'a Json> {
    let mut json = base;
    for token in tokens(pointer) {
        json = match json {
            Json::List(list) => list.get(index(&token)?)?,
            _ => json.get(&token)?,
        };
    }
    (!matches!(json, Json::Nothing)).then_some(json)
}

/// The names and indices of a pointer.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    let mut tokens = pointer.split('/');
    // What stands before the first slash is nothing.
    tokens.next();
    tokens.map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// A name as it is written in a pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace("~", "~0").replace("/", "~1")
}

/// What is wrong with a pointer's text.
pub(super) fn is_pointer(text: &str) -> bool {
    let is_escaped = |rest: &str| rest.starts_with(['0', '1']);
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(is_escaped)
}

fn index(token: &str) -> Option<usize> {
    let is_digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let has_leading_zero = token.len() > 1 && token.starts_with('0');
    if is_digits && !has_leading_zero { token.parse().ok() } else { None }
}
