//! What is not known beyond doubt is unknown, and what holds no state is not read.

use job_badge::job::FailureKind;

use super::answer::{check, read};

#[test]
fn doubt_is_unknown_and_never_final() {
    for body in [
        // Two states that disagree.
        r#"{"state":"running","status":"completed"}"#,
        r#"{"state":"PROGRESS","status":"SUCCESS"}"#,
        r#"{"status":"completed","phase":"running"}"#,
        r#"{"status":"completed","state":"archiving"}"#,
        r#"{"status":"running","job":{"status":"completed"}}"#,
        r#"{"status":"failed","run":{"status":"succeeded"}}"#,
        r#"{"status":"archiving","run":{"status":"succeeded"}}"#,
        r#"{"status":"success","conclusion":"failure"}"#,
        r#"{"status":"completed","conclusion":"neutral"}"#,
        r#"{"status":"completed","exitCode":137}"#,
        r#"{"status":"completed","done":false}"#,
        r#"{"status":"success","failed":true}"#,
        // Numbers, flags and HTTP's statuses.
        r#"{"status":3}"#,
        r#"{"status":"3"}"#,
        r#"{"status":200}"#,
        r#"{"status":"200 OK"}"#,
        r#"{"status":"OK"}"#,
        r#"{"status":true}"#,
        // Words that are not in the table, and those that only look like one.
        r#"{"status":"terminated"}"#,
        r#"{"status":"ready"}"#,
        r#"{"status":"done?"}"#,
        r#"{"status":"not done"}"#,
        r#"{"status":"не done"}"#,
        r#"{"status":"completed (almost)"}"#,
        r#"{"status":"frobnicated","progress":100}"#,
        r#"{"status":"success","data":{"status":"frobnicated"}}"#,
        r#"{"ready":true}"#,
    ] {
        let report = read(body).unwrap().unwrap();
        assert_eq!(report.state.name(), "unknown", "{body}");
    }
    check(r#"{"status":"frobnicated","progress":100}"#, "unknown 1000");
    let raw = |body: &str| read(body).unwrap().unwrap().raw_state;
    assert_eq!(raw(r#"{"status":"frobnicated"}"#), "frobnicated");
    assert_eq!(raw(r#"{"status":3}"#), "3");
}

#[test]
fn a_result_is_never_looked_into() {
    check(r#"{"status":"SUCCESS","result":{"status":"failed"}}"#, "succeeded");
    check(r#"{"state":"running","result":{"state":"completed","progress":100}}"#, "running");
    for body in
        [r#"{"result":{"state":"completed"}}"#, r#"{"success":true,"result":{"status":"done"}}"#]
    {
        assert_eq!(read(body).unwrap_err().kind, FailureKind::BadAnswer, "{body}");
    }
}

#[test]
fn what_holds_no_state_is_not_read_and_says_what_was_found() {
    for body in [
        r#"{"status":"success","data":{"progress":50}}"#,
        r#"{"status":"success","data":null}"#,
        r#"{"status":"error","message":"Database is busy.","code":17}"#,
        r#"{"status":"fail","data":{"id":"No such job."}}"#,
        r#"{"success":true}"#,
        r#"{"success":false,"message":"No such job."}"#,
        r#"{"id":42,"progress":100}"#,
        r#"{"state":null}"#,
        r#"{"status":{"conditions":[]}}"#,
        r#"{"jobs":[{"status":"done"},{"status":"done"}]}"#,
        r#"[{"status":"done"},{"status":"done"}]"#,
        r#"{"error":{"status":"failed"}}"#,
        "{}",
        "true",
        "3",
        r#""completed""#,
    ] {
        let failure = read(body).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadAnswer, "{body}");
        assert!(failure.message.contains("description"), "{}", failure.message);
    }
    let long = "x".repeat(500);
    let body = format!(r#"{{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"{long}":7,"h":8,"i":9}}"#);
    let message = read(&body).unwrap_err().message;
    assert!(message.contains("a, b, c, d, e, f, xxx"), "{message}");
    assert!(message.contains("h, …") && !message.contains("i,"), "{message}");
    assert!(message.len() < 250, "{message}");
}

#[test]
fn an_empty_answer_means_that_the_job_is_not_there() {
    assert_eq!(read("null"), Ok(None));
    assert_eq!(read("[]"), Ok(None));
}
