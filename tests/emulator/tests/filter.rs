//! `$filter`: what it matches, what it refuses, and that no text makes the parser panic.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use ams_emulator::{
    entity::{Entity, JOBS, TASKS, Value},
    filter::Filter,
};
use proptest::prelude::*;

/// 2015-02-11T01:46:16.58Z.
const START: i64 = 1_423_619_176_580;

fn job() -> Entity {
    let values = vec![
        ("Id", Value::Text("nb:jid:UUID:1".to_owned())),
        ("Name", Value::Text("It's großer Film".to_owned())),
        ("Created", Value::Date(START - 7683)),
        ("LastModified", Value::Date(START)),
        ("EndTime", Value::Null),
        ("Priority", Value::Int(-3)),
        ("RunningDuration", Value::Double(1.5)),
        ("StartTime", Value::Date(START)),
        ("State", Value::Int(2)),
    ];
    Entity { job: String::new(), values }
}

#[test]
fn filters_match_the_entities_that_they_describe() {
    let check = |text: &str, expected: bool| {
        let filter = Filter::parse(text, &JOBS);
        assert_eq!(filter.map(|filter| filter.admits(&job())), Ok(expected), "{text}");
    };
    check("Id eq 'nb:jid:UUID:1'", true);
    check("Id eq 'nb:jid:UUID:2'", false);
    check("Id ne 'nb:jid:UUID:2'", true);
    check("'nb:jid:UUID:1' eq Id", true);
    check("Id eq 'x' or Id eq 'nb:jid:UUID:1' or Id eq 'y'", true);
    check("Name eq 'It''s großer Film'", true);
    check("State eq 2", true);
    check("State lt 2", false);
    check("State le 2", true);
    check("State gt 1", true);
    check("State ge 3", false);
    check("State gt 1.5", true);
    check("RunningDuration eq 1.5", true);
    check("Priority eq -3", true);
    // `and` binds closer than `or`.
    check("State eq 2 or State eq 1 and Priority eq 9", true);
    check("(State eq 2 or State eq 1) and Priority eq 9", false);
    check("not (State eq 2)", false);
    check("not State eq 3 and State eq 2", true);
    check("((((State eq 2))))", true);
    check("startswith(Name,'It''s')", true);
    check("startswith(Name, 'it')", false);
    check("startswith(Name,'It') eq true", true);
    check("startswith(Name,'It') eq false", false);
    check("substringof('großer',Name)", true);
    check("substringof(Name,'großer')", false);
    check("substringof('Film',Name) and not startswith(Name,'Film')", true);
    check("StartTime eq datetime'2015-02-11T01:46:16.58'", true);
    check("StartTime gt datetime'2015-02-11T01:46:16'", true);
    check("StartTime ge datetime'2015-02-11T01:46:16.58Z'", true);
    check("Created lt datetime'2015-02-11T01:46' and LastModified ge Created", false);
    check("LastModified ge Created", true);
    check("EndTime eq null", true);
    check("EndTime ne null", false);
    check("EndTime lt datetime'2015-02-11T01:46:16'", false);
    check("EndTime ge null", false);
    check("StartTime ne null", true);
}

#[test]
fn invalid_filters_are_refused() {
    let check = |text: &str| {
        assert!(Filter::parse(text, &JOBS).is_err(), "{text}");
    };
    check("");
    check("Id");
    check("Id eq");
    check("Id eq 'open");
    check("Id eq 'a' b");
    check("Id eq 'a' and");
    check("Id eq 'a' or or Id eq 'b'");
    check("(Id eq 'a'");
    check("Id eq 'a')");
    check("id eq 'a'");
    check("Id EQ 'a'");
    check("Progress eq 5");
    check("State eq '2'");
    check("Id eq 2");
    check("StartTime eq '2015-02-11T01:46:16'");
    check("StartTime eq datetime'2015-02-31T01:46:16'");
    check("StartTime eq date'2015-02-11'");
    check("State eq 99999999999999999999x");
    check("JobNotificationSubscriptions eq null");
    check("startswith(Name)");
    check("startswith(State,'a')");
    check("startswith(Name,'a') eq 1");
    check("endswith(Name,'a')");
    check("Id eq \"a\"");
    check(&"(".repeat(100_000));
    check(&"not ".repeat(100_000));
    assert!(Filter::parse("Progress ge 50.5", &TASKS).is_ok());
}

#[test]
fn a_filter_for_many_jobs_is_not_deep() {
    let terms: Vec<_> = (0..500).map(|number| format!("Id eq '{number}'")).collect();
    assert!(!Filter::parse(&terms.join(" or "), &JOBS).unwrap().admits(&job()));
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser(text in "\\PC*") {
        let _ = Filter::parse(&text, &JOBS).map(|filter| filter.admits(&job()));
    }

    #[test]
    fn no_order_of_words_breaks_the_parser(
        words in prop::collection::vec(prop::sample::select(vec![
            "(", ")", ",", "'", "''", "'a'", "Id", "State", "EndTime", "null", "2", "-", "1.5", "eq",
            "gt", "and", "or", "not", "startswith", "substringof", "datetime", "true", "é",
            "datetime'2015-02-11T01:46:16'",
        ]), 0..24),
        space in prop::sample::select(vec![" ", ""]),
    ) {
        let _ = Filter::parse(&words.join(space), &JOBS).map(|filter| filter.admits(&job()));
    }

    #[test]
    fn any_name_is_found_by_its_own_literal(name in "\\PC*") {
        let mut job = job();
        let text = format!("Name eq '{}'", name.replace('\'', "''"));
        job.set("Name", Value::Text(name));
        prop_assert!(Filter::parse(&text, &JOBS).unwrap().admits(&job));
    }
}
