//! Which known word was meant by one that is not known.

use strsim::jaro_winkler;

/// From here on two words are alike: "stat" and "state", "failure" and "failed".
const ALIKE: f64 = 0.8;
/// What comes before the known words in what the engine says is wrong.
pub(super) const LISTS: [&str; 3] = ["known are ", "must be one of ", "its parts are "];

/// Of the words that stand there and of the known ones that are listed in what is wrong: the two that
/// are nearest to each other.
pub(super) fn nearest<'a>(given: &[&'a str], problem: &str) -> Option<(&'a str, String)> {
    let (_, known) = LISTS.iter().find_map(|list| problem.split_once(list))?;
    let known = known.split([',', '"']).map(str::trim).filter(|word| !word.is_empty());
    let pairs = known.flat_map(|word| given.iter().map(move |given| (*given, word)));
    let scored = pairs.map(|(given, word)| {
        (jaro_winkler(&given.to_lowercase(), &word.to_lowercase()), given, word)
    });
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 >= ALIKE).then(|| (best.1, best.2.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_word_is_found() {
        let check = |given: &str, problem: &str, expected: Option<&str>| {
            assert_eq!(
                nearest(&[given], problem).map(|(_, word)| word).as_deref(),
                expected,
                "{given}"
            );
        };
        let members = "is not known here; known are version, title, job, state, progress, created, \
                       started, ended, errors, items";
        check("stat", members, Some("state"));
        check("status", members, Some("state"));
        check("State", members, Some("state"));
        check("progres", members, Some("progress"));
        check("end", members, Some("ended"));
        check("error", members, Some("errors"));
        check("webhook", members, None);
        let states = "must be one of queued, scheduled, running, canceling, succeeded, partial, \
                      failed, canceled, skipped, blocked";
        check("succeded", states, Some("succeeded"));
        check("success", states, Some("succeeded"));
        check("failure", states, Some("failed"));
        check("cancelled", states, Some("canceled"));
        check("quued", states, Some("queued"));
        check("42", states, None);
        check("lst", "must be one of \"list\", \"values\", \"pairs\"", Some("list"));
        check("stat", "must be a text", None);
    }
}
