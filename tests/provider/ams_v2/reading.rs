//! What each shape of an answer is read as, and what is refused as none. Whole answers from files
//! are read in the `fixtures` test.

use job_badge::{
    job::{Answer, FailureKind, Query, Timestamp},
    provider::Api,
};
use serde_json::{Deserializer, Value, json};

use super::{A, B, active, id, jobs};

/// An answer, with a line for each job or task.
fn summary(query: &Query, body: &Value) -> String {
    let time = |time: Option<Timestamp>| time.map_or("-".to_owned(), Timestamp::to_iso);
    let body = body.to_string();
    match Api::AmsV2.read(query, &mut Deserializer::from_str(&body)) {
        Err(failure) => failure.kind.name().to_owned(),
        Ok(Answer::Active { reports, rows }) => {
            let lines = reports.iter().map(|job| format!("{} {}", job.job, job.state.name()));
            format!("{rows} rows: {}", lines.collect::<Vec<_>>().join(", "))
        }
        Ok(Answer::Jobs(reports)) => {
            let lines = reports.iter().map(|job| {
                assert!(job.tasks.is_none() && job.errors.is_empty() && job.progress.is_none());
                let times = [job.created_at, job.started_at, job.ended_at].map(time).join(" ");
                let name = job.name.as_deref().unwrap_or("-");
                format!("{} {name} {} {} {times}", job.job, job.state.name(), job.raw_state)
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Ok(Answer::Tasks(tasks)) => {
            let lines = tasks.iter().map(|task| {
                let progress = task.progress.map_or("-".to_owned(), |p| p.permille().to_string());
                let errors = task.errors.iter().map(|e| format!(" [{}|{}]", e.code, e.message));
                let times = [task.started_at, task.ended_at].map(time).join(" ");
                format!(
                    "{} {} {} {progress} {times}{}",
                    task.name,
                    task.state.name(),
                    task.raw_state,
                    errors.collect::<String>()
                )
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn check(query: &Query, body: &Value, expected: &str) {
    assert_eq!(summary(query, body), expected, "{body}");
}

#[test]
fn all_wrappings_of_a_job_are_read() {
    let job = json!({"Id": A, "Name": "N", "State": 2, "Created": "2021-06-01T09:00:00.12",
        "StartTime": "2021-06-01T09:00:10Z", "EndTime": null, "RunningDuration": 0.0});
    let line =
        format!("{A} N running Processing 2021-06-01T09:00:00.120Z 2021-06-01T09:00:10.000Z -");
    for body in [
        json!({"odata.metadata": "https://media.example/api/$metadata#Jobs", "value": [job]}),
        json!({"value": [job]}),
        json!({"d": {"results": [job]}}),
        json!({"d": [job]}),
        json!({"d": job}),
        job.clone(),
        json!([job]),
    ] {
        check(&jobs(&[A]), &body, &line);
    }
}

#[test]
fn states_are_read_in_every_spelling() {
    let states = [
        "queued Queued",
        "scheduled Scheduled",
        "running Processing",
        "succeeded Finished",
        "failed Error",
        "canceled Canceled",
        "canceling Canceling",
    ];
    let check = |state: Value, said: &str| {
        let body = json!({"value": [{"Id": A, "State": state}]});
        check(&jobs(&[A]), &body, &format!("{A} - {said} - - -"));
    };
    for (number, said) in (0_u8..).zip(states) {
        check(json!(number), said);
        check(json!(f64::from(number)), said);
        check(json!(number.to_string()), said);
        check(json!(format!("{number}.0")), said);
        check(json!(said.split(' ').nth(1).unwrap().to_lowercase()), said);
    }
    check(json!(7), "unknown 7");
    check(json!(-1), "unknown -1");
    check(json!(4_000_000_000_u64), "unknown 4000000000");
    check(json!("Paused"), "unknown Paused");
    check(json!("12"), "unknown 12");
    check(json!(2.5), "unknown ");
    check(json!(null), "unknown ");
    check(json!(true), "unknown ");
    check(json!([2]), "unknown ");
}

#[test]
fn names_and_times_may_be_null_missing_or_of_another_type() {
    let empty = format!("{A} - queued Queued - - -");
    for body in [
        json!({"Id": A, "State": 0}),
        json!({"Id": A, "State": 0, "Name": null, "Created": null, "StartTime": null}),
        json!({"Id": A, "State": 0, "Name": "", "Created": "0001-01-01T00:00:00"}),
        json!({"Id": A, "State": 0, "Name": 5, "Created": 5, "StartTime": {}, "EndTime": [1]}),
        json!({"State": 0}),
        json!({"Id": null, "State": 0}),
    ] {
        check(&jobs(&[A]), &json!({"value": [body]}), &empty);
    }
    check(&jobs(&[A]), &json!({"Id": A}), &format!("{A} - unknown  - - -"));
    let long = json!({"Id": A, "State": 0, "Name": "x".repeat(4000)});
    check(&jobs(&[A]), &long, &format!("{A} {}… queued Queued - - -", "x".repeat(255)));
}

#[test]
fn only_jobs_that_were_asked_for_are_told() {
    let queued = |id: &str| json!({"Id": id, "State": 0});
    let line = |id: &str| format!("{id} - queued Queued - - -");
    check(&jobs(&[A]), &json!({"value": []}), "");
    check(&jobs(&[A]), &json!({"value": [queued(B)]}), "");
    check(&jobs(&[A]), &json!({"value": [queued(B), queued(A), queued(A)]}), &line(A));
    check(&jobs(&[A, B]), &json!({"value": [queued(B)]}), &line(B));
    check(&jobs(&[A, B]), &json!({"value": [{"State": 0}]}), "");
    let upper = A.to_uppercase();
    check(&jobs(&[A, B]), &json!({"value": [queued(&upper)]}), &line(A));
    let both = format!("{}\n{}", line(&upper), line(A));
    check(&jobs(&[&upper, A]), &json!({"value": [queued(A)]}), &both);
}

#[test]
fn tasks_are_read() {
    let query = Query::Tasks(id(A));
    let error = json!({"Code": "UserInput", "Message": "Bad\r\nsource."});
    let error_line = "N failed Error 0 - - [UserInput|Bad\nsource.]";
    let task = json!({"Name": "N", "State": 4, "Progress": 0.0, "ErrorDetails": [error]});
    check(&query, &json!({"value": [task]}), error_line);
    let verbose = json!({"Name": "N", "State": 4, "Progress": 0,
        "ErrorDetails": {"__metadata": {}, "results": [error]}});
    check(&query, &json!({"d": {"results": [verbose]}}), error_line);
    check(&query, &json!({"value": []}), "");
    let progress = |progress: Value| {
        let body = json!({"value": [{"Name": null, "State": 2, "Progress": progress}]});
        summary(&query, &body).split(' ').nth(3).unwrap().to_owned()
    };
    assert_eq!(progress(json!(100)), "1000");
    assert_eq!(progress(json!(41.67)), "417");
    assert_eq!(progress(json!("37.5")), "375");
    assert_eq!(progress(json!(122.0)), "1000");
    assert_eq!(progress(json!(-5)), "0");
    assert_eq!(progress(json!(null)), "-");
    assert_eq!(progress(json!("NaN")), "-");
    assert_eq!(progress(json!("INF")), "-");
    let odd = json!({"State": 4, "ErrorDetails": [{"Code": 5, "Message": 7}, {}, 3, null]});
    check(&query, &json!({"value": [odd]}), " failed Error - - - [5|7]");
    check(
        &query,
        &json!({"value": [{"State": 3, "ErrorDetails": null}]}),
        " succeeded Finished - - -",
    );
}

#[test]
fn a_list_is_read_for_the_jobs_that_are_meant_and_counted_with_all_others() {
    let row = |id: &str, state: u8| json!({"Id": id, "Name": "N", "State": state});
    let list = |rows: &[Value]| json!({ "value": rows });
    let upper = A.to_uppercase();
    for (query, rows, expected) in [
        (active(&[A, B], 0, 9), vec![], "0 rows: ".to_owned()),
        (
            active(&[A, B], 0, 9),
            vec![row("x", 0), row(B, 2), row("y", 6), row(A, 6)],
            format!("4 rows: {B} running, {A} canceling"),
        ),
        // Pages may shift while they are read.
        (active(&[A], 5, 9), vec![row(A, 1), row(A, 2)], format!("2 rows: {A} scheduled")),
        (active(&[A], 0, 9), vec![row(&upper, 2)], format!("1 rows: {A} running")),
        (active(&[A], 0, 9), vec![json!({"State": 2})], "1 rows: ".to_owned()),
    ] {
        check(&query, &list(&rows), &expected);
    }
    let twins = [A, upper.as_str()];
    let both = format!("1 rows: {A} running, {upper} running");
    check(&active(&twins, 0, 9), &list(&[row(A, 2)]), &both);
}

#[test]
fn what_is_no_answer_of_the_service_is_refused() {
    let error = json!({"error": {"code": "X", "message": "Y"}});
    let service = json!({"value": [{"name": "Jobs", "url": "Jobs"}]});
    for query in [jobs(&[A]), jobs(&[A, B]), active(&[A, B], 0, 9), Query::Tasks(id(A))] {
        for body in [
            json!(null),
            json!(2),
            json!("text"),
            json!(true),
            json!({}),
            json!({"d": null}),
            json!({"d": 5}),
            json!({"value": null}),
            json!({"value": [1]}),
            json!({"value": [null]}),
            json!({"value": [{}]}),
            json!({"value": [{"State": 1, "Progress": 0}, "x"]}),
            error.clone(),
            service.clone(),
        ] {
            check(&query, &body, "bad-answer");
        }
    }
    // Not "the job is not there": its id is no id of this service.
    for query in [jobs(&[A]), jobs(&[A, B]), active(&[A, B], 0, 9)] {
        for id in [json!(7), json!({"Id": A}), json!([A])] {
            check(&query, &json!({"value": [{"Id": id}]}), "bad-answer");
            check(
                &query,
                &json!({"value": [{"Id": A, "State": 1}, {"Id": id, "State": 1}]}),
                "bad-answer",
            );
        }
    }
    for text in ["", "{", "<html>", "{\"value\":[{\"Id\":\"a\",\"State\":2}"] {
        let failure =
            Api::AmsV2.read(&jobs(&["a"]), &mut Deserializer::from_str(text)).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadAnswer, "{text}");
    }
}
