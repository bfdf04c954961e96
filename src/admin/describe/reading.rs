//! An answer, read as a badge would read it.

use job_badge::{
    job::{Failure, Report},
    provider::{Api, Json},
};

use super::{
    description_places::description_places,
    facts::{Fact, TITLES, lines},
    origins::origins,
    report::{Asked, report},
};

/// What was read from an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// What the badge gets.
    pub report: Report,
    /// The same in words, each with where it is from.
    pub facts: Vec<Fact>,
}

/// Reads an answer to what was asked. `description` is the JSON of the API's description, where it
/// has one.
///
/// # Errors
/// What the badge would say.
pub(crate) fn read(
    api: &Api,
    description: Option<&Json>,
    answer: &Json,
    asked: Asked,
) -> Result<Reading, Failure> {
    let read = |answer: &Json| report(api, answer, asked);
    let report = read(answer)?;
    let origins = origins(answer, &report, &read);
    let facts = TITLES.into_iter().zip(lines(&report)).zip(origins).map(
        |(((title, member), lines), answer_places)| Fact {
            title,
            description: description.filter(|_| !lines.is_empty()).map_or_else(
                Vec::new,
                |source| {
                    description_places(source, member, &report, &answer_places, (answer, asked))
                },
            ),
            lines,
            answer: answer_places,
        },
    );
    let facts = facts.collect();
    Ok(Reading { report, facts })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use job_badge::job::FailureKind;

    use super::*;
    use crate::describe::{
        example::{ANSWER, DESCRIPTION, USUAL_ANSWER},
        problem::{check, parse},
    };

    fn check_facts(reading: &Reading, expected: &[(&str, &str, &str, &str)]) {
        let facts: Vec<_> = reading
            .facts
            .iter()
            .filter(|fact| !fact.lines.is_empty())
            .map(|fact| {
                (
                    fact.title,
                    fact.lines.join("; "),
                    fact.answer.join(" "),
                    fact.description.join(" "),
                )
            })
            .collect();
        let facts: Vec<_> = facts
            .iter()
            .map(|(title, lines, answer, description)| {
                (*title, lines.as_str(), answer.as_str(), description.as_str())
            })
            .collect();
        assert_eq!(facts, expected);
    }

    fn described(description: &str, answer: &str, status: u16) -> Result<Reading, Failure> {
        let api = Api::Described(Rc::new(check("a", description).unwrap()));
        read(
            &api,
            Some(&parse(description).unwrap()),
            &parse(answer).unwrap(),
            Asked { tasks: false, status },
        )
    }

    #[test]
    fn the_example_is_read_by_its_description() {
        let reading = described(DESCRIPTION, ANSWER, 200).unwrap();
        check_facts(
            &reading,
            &[
                ("State", "running (“busy”)", "/phase", "/state/0/at /state/0/means/running"),
                ("Progress", "42 %", "/rows/read /rows/all", "/progress/done /progress/of"),
                ("Name", "Import of customers", "/title", "/name"),
                ("Started", "2026-11-28T16:51:44.000Z", "/started_at", "/started"),
                (
                    "Errors",
                    "row_skipped: Row 17 has no address",
                    "/problems/*/code /problems/*/text",
                    "/errors/in /errors/code /errors/message",
                ),
                (
                    "Tasks",
                    "Read: succeeded (“ok”), 100 %; Check: running (“busy”)",
                    "/parts/*/label /parts/*/phase",
                    "/items/at /items/name /items/state/0/at",
                ),
            ],
        );
    }

    #[test]
    fn the_usual_example_is_read_without_a_description() {
        let answer = parse(USUAL_ANSWER).unwrap();
        let reading = read(&Api::Json, None, &answer, Asked { tasks: false, status: 200 }).unwrap();
        check_facts(
            &reading,
            &[
                ("State", "running", "/data/status", ""),
                ("Progress", "42 %", "/data/progress", ""),
                ("Name", "Import of customers", "/data/name", ""),
                ("Created", "2026-11-28T16:51:43.000Z", "/data/createdAt", ""),
                ("Started", "2026-11-28T16:51:44.000Z", "/data/startedAt", ""),
                (
                    "Tasks",
                    "Read: succeeded (“done”), 100 %; Check: running",
                    "/data/steps/*/name /data/steps/*/status",
                    "",
                ),
            ],
        );
    }

    #[test]
    fn of_several_rules_the_one_that_counted_is_named() {
        let description = r#"{ "version": 1, "get": "runs/{job}", "state": [
            { "if": { "at": "/status", "is": "completed" }, "at": "/conclusion",
              "means": { "succeeded": "success", "failed": "failure" } },
            { "at": "/status", "means": { "queued": "queued", "running": "*" } } ],
            "progress": [{ "percent": "/percent" }, { "ratio": "/done" }],
            "ended": ["/finished", "/updated"] }"#;
        let done = r#"{ "status": "completed", "conclusion": "failure", "done": "3/5",
            "updated": "2026-11-28T16:51:44Z" }"#;
        check_facts(
            &described(description, done, 200).unwrap(),
            &[
                (
                    "State",
                    "failed (“failure”)",
                    "/status /conclusion",
                    "/state/0/if/at /state/0/at /state/0/means/failed",
                ),
                ("Progress", "60 %", "/done", "/progress/1/ratio"),
                ("Ended", "2026-11-28T16:51:44.000Z", "/updated", "/ended/1"),
            ],
        );
        let failure = described(description, r#"{ "other": 1 }"#, 200).unwrap_err();
        assert!(failure.message.contains("the answer has other"), "{}", failure.message);
        let failure = described(description, done, 429).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Throttled);
    }

    #[test]
    fn an_answer_about_tasks_alone_has_no_state() {
        let description = r#"{ "version": 1, "get": "runs/{job}",
            "state": [{ "at": "/status", "means": { "running": "*" } }],
            "items": { "get": "runs/{job}/jobs", "at": "/jobs", "name": "/name",
                "state": [{ "at": "/status", "means": { "succeeded": "ok", "running": "*" } }] } }"#;
        let answer = r#"{ "jobs": [{ "name": "a", "status": "ok" }, { "status": "going" }] }"#;
        let api = Api::Described(Rc::new(check("a", description).unwrap()));
        let source = parse(description).unwrap();
        let asked = Asked { tasks: true, status: 200 };
        let reading = read(&api, Some(&source), &parse(answer).unwrap(), asked).unwrap();
        check_facts(
            &reading,
            &[
                ("Progress", "50 %", "/jobs/*/status", "/items/at /items/state/0/at"),
                (
                    "Tasks",
                    "a: succeeded (“ok”), 100 %; (no name): running (“going”)",
                    "/jobs/*/name /jobs/*/status",
                    "/items/at /items/name /items/state/0/at",
                ),
            ],
        );
    }
}
