//! Lists of things in an answer, in the three forms that APIs have for them.

use super::value::{Base, holds};
use crate::provider::json::Json;

/// The entries of a list that count, each with its name where the form gives one.
///
/// `spec` has the `form` and what is left out. `None`: it is no list of that form. Null is an empty
/// one, as some languages write it.
pub(super) fn entries<'a>(
    list: &'a Json,
    spec: &Json,
    base: Base<'a>,
) -> Option<Vec<(&'a str, &'a Json)>> {
    let mut entries: Vec<(&str, &Json)> = match (form(spec), list) {
        (_, Json::Nothing) => Vec::new(),
        ("values", Json::Record(members)) => {
            members.iter().map(|(name, item)| (name.as_str(), item)).collect()
        }
        ("pairs", Json::List(pairs)) => pairs.iter().filter_map(pair).collect(),
        ("list", Json::List(list)) => list.iter().map(|item| ("", item)).collect(),
        _ => return None,
    };
    if let Some(left_out) = spec.get("leaveOut") {
        entries.retain(|(_, item)| !holds(Some(left_out), base.of(item)));
    }
    Some(entries)
}

fn form(spec: &Json) -> &str {
    spec.text_at("form").unwrap_or("list")
}

fn pair(pair: &Json) -> Option<(&str, &Json)> {
    let [id, item] = pair.list()? else { return None };
    Some((id.text().unwrap_or_default(), item))
}
