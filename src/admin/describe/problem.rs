//! What is wrong with a text, and where in it.

use job_badge::provider::{Description, Json, Members};

use super::{
    nearest::{LISTS, nearest},
    place::{Place, place_of, ranges},
};

/// What is wrong with a text, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where it is.
    pub place: Option<Place>,
    /// The same as a JSON pointer; empty where the text is no JSON.
    pub pointer: String,
    /// What is wrong, and what is right.
    pub text: String,
    /// The known word that is nearest to the one that is not known.
    pub suggestion: Option<Box<str>>,
    /// The whole text with that word in it.
    pub mended: Option<Box<str>>,
}

impl Problem {
    /// What is wrong, in one sentence. Where it is known which word was meant, without the list of
    /// all that are known.
    pub(crate) fn sentence(&self) -> String {
        match &self.suggestion {
            Some(word) => {
                let text = match self.text.split_once(';') {
                    Some((text, _)) => text,
                    None => "is not one of the known words",
                };
                format!("{text}. Did you mean “{word}”?")
            }
            None => format!("{}.", self.text),
        }
    }

    /// All words that are known, where [`Problem::sentence`] leaves them out.
    pub(crate) fn known(&self) -> Option<String> {
        self.suggestion.as_ref()?;
        let (_, list) = LISTS.iter().find_map(|list| self.text.split_once(list))?;
        Some(format!("Known are {}.", list.replace('"', "")))
    }
}

/// Reads a JSON text.
///
/// # Errors
/// Where it is no JSON, and why.
pub(crate) fn parse(text: &str) -> Result<Json, Problem> {
    let mut from = serde_json::Deserializer::from_str(text);
    let json = Json::read(&mut from, Members::All);
    json.and_then(|json| from.end().map(|()| json)).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let sentence = error.to_string();
        let text_of = sentence.rsplit_once(" at line ").map_or(&*sentence, |(text, _)| text);
        let is_empty = text.trim().is_empty();
        Problem {
            place: Some(Place::of_line(text, line, column)),
            pointer: String::new(),
            text: if is_empty { "nothing stands here".to_owned() } else { text_of.to_owned() },
            suggestion: None,
            mended: None,
        }
    })
}

/// Reads a description, under this name.
///
/// # Errors
/// Where it is no JSON or breaks the grammar, and how.
pub(crate) fn check(name: &str, text: &str) -> Result<Description, Problem> {
    let json = parse(text)?;
    Description::parse(name, json.clone()).map_err(|error| {
        // The name that stands there, what it holds, and what the problem itself quotes.
        let name = error.place.rsplit('/').next().unwrap_or_default();
        let mut given = vec![name];
        if error.problem.starts_with("must be one of ") {
            given.extend(at(&json, &error.place).and_then(Json::text));
        }
        if error.problem.contains("is no part") {
            given.extend(error.problem.split('"').nth(1));
        }
        let meant = nearest(&given, &error.problem);
        Problem {
            place: place_of(text, &error.place),
            mended: meant.as_ref().and_then(|(given, word)| {
                let (name_range, value_range) = ranges(text, &error.place)?;
                let range = if *given == name { name_range } else { value_range };
                let mended = text.get(range.clone())?.replacen(given, word, 1);
                Some([text.get(..range.start)?, &mended, text.get(range.end..)?].concat().into())
            }),
            suggestion: meant.map(|(_, word)| word.into()),
            pointer: error.place,
            text: error.problem,
        }
    })
}

/// What stands at a JSON pointer.
pub(super) fn at<'a>(json: &'a Json, pointer: &str) -> Option<&'a Json> {
    pointer.split('/').skip(1).try_fold(json, |json, token| match json {
        Json::List(list) => list.get(token.parse::<usize>().ok()?),
        _ => json.get(&token.replace("~1", "/").replace("~0", "~")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_has_its_place_and_the_word_that_was_meant() {
        let check = |text: &str, expected: (usize, usize, &str, Option<&str>)| {
            let problem = super::check("a", text).unwrap_err();
            let place = problem.place.unwrap();
            let found =
                (place.line, place.column, problem.pointer.as_str(), problem.suggestion.as_deref());
            assert_eq!(found, expected, "{text}: {}", problem.text);
        };
        let state = "\"state\": [{ \"at\": \"/s\", \"means\": { \"running\": \"*\" } }]";
        check("", (1, 1, "", None));
        check("{\n  \"version\": 1\n  \"get\": \"\"\n}", (3, 3, "", None));
        check("{} x", (1, 4, "", None));
        check("{\n  \"version\": 1,\n  \"gett\": \"x\"\n}", (3, 3, "/gett", Some("get")));
        check(
            "{\"version\":1,\"get\":\"x\",\n \"state\":[{\"at\":\"/s\",\"means\":{\n\"succeded\":\"ok\"}}]}",
            (3, 1, "/state/0/means/succeded", Some("succeeded")),
        );
        check(
            "{\"version\":1,\"get\":\"x\",\n \"state\":[{\"if\":{\"page\":true},\"is\":\"faild\"}]}",
            (2, 31, "/state/0/is", Some("failed")),
        );
        check(
            &format!(
                "{{\"version\":1,\"job\":\"{{queue}}/{{id}}\",\n\"get\":\"{{que}}\",{state}}}"
            ),
            (2, 1, "/get", Some("queue")),
        );
        check("{ \"version\": 1 }", (1, 1, "", None));
    }

    #[test]
    fn where_a_word_was_meant_the_list_of_all_is_left_out() {
        let check = |text: &str, expected: &str| {
            assert_eq!(super::check("a", text).unwrap_err().sentence(), expected);
        };
        let known = super::check("a", "{ \"token\": { \"schme\": 1 } }").unwrap_err().known();
        assert_eq!(known.as_deref(), Some("Known are header, scheme."));
        check("{ \"gett\": 1 }", "is not known here. Did you mean “get”?");
        check("{ \"job\": 1 }", "must be a text.");
        check(
            "{ \"job\": \"{id}\", \"get\": \"{ids}\" }",
            "\"ids\" is no part of the job. Did you mean “id”?",
        );
        check(
            "{ \"token\": { \"scheme\": \"bearer\" } }",
            "is not one of the known words. Did you mean “Bearer”?",
        );
    }

    #[test]
    fn the_word_that_was_meant_is_put_in() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(super::check("a", text).unwrap_err().mended.as_deref(), expected);
        };
        check("{ \"gett\": \"gett\" }", Some("{ \"get\": \"gett\" }"));
        check(
            "{ \"items\": { \"form\": \"pair\" } }",
            Some("{ \"items\": { \"form\": \"pairs\" } }"),
        );
        check(
            "{ \"job\": \"{id}\", \"get\": \"a/{ids}\" }",
            Some("{ \"job\": \"{id}\", \"get\": \"a/{id}\" }"),
        );
        check("{ \"job\": 1 }", None);
    }

    #[test]
    fn what_is_right_is_a_description() {
        assert!(check("a", super::super::example::DESCRIPTION).is_ok());
    }
}
