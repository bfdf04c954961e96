//! Lists of many jobs.

use job_badge::{
    job::{Answer, FailureKind, Query},
    provider::Head,
};
use serde_json::{Value, json};

use super::{answer, described, id, with};

#[test]
fn a_list_is_read_for_the_jobs_that_are_meant() {
    let description = described(&with(&json!({
        "job": "{dag}/{run}",
        "get": "dags/{dag}/runs/{run}",
        "list": {"get": "dags/~/runs?limit=2", "at": "/rows", "job": {"dag": "/d", "run": "/r"}, "size": 2},
    })));
    let active = |asked: &[&str]| Query::Active {
        jobs: asked.iter().map(|job| id(job)).collect(),
        skip: 0,
        top: 2,
    };
    let check = |asked: &[&str], body: Value, expected: &str| {
        let answer = answer(&description, &active(asked), &Head::OK, &body.to_string()).unwrap();
        let Ok(Answer::Active { reports, rows }) = answer else { panic!("{answer:?}") };
        let found: Vec<_> =
            reports.iter().map(|r| format!("{} {}", r.job, r.state.name())).collect();
        assert_eq!(format!("{rows}: {}", found.join(", ")), expected, "{body}");
    };
    let row = |d: &str, r: Value, s: &str| json!({"d": d, "r": r, "state": s});
    check(
        &["a/1", "b/2"],
        json!({"rows": [row("b", json!(2), "run"), row("c", json!("1"), "ok"), row("a", json!("1"), "ok")]}),
        "3: b/2 running, a/1 succeeded",
    );
    check(
        &["a/1"],
        json!({"rows": [row("a", json!(1), "run"), row("a", json!(1), "ok")]}),
        "2: a/1 running",
    );
    check(&["a/1"], json!({"rows": [{"d": "a", "r": 1}, 7, null]}), "3: ");
    check(&["a/1", "odd"], json!({"rows": []}), "0: ");
    check(&["a/1"], json!({"rows": null}), "0: ");
    check(&["a/1"], json!({}), "0: ");
    for bad in [json!([]), json!({"rows": {}}), json!({"rows": 3}), json!("x")] {
        let answer = answer(&description, &active(&["a/1"]), &Head::OK, &bad.to_string()).unwrap();
        assert_eq!(answer.unwrap_err().kind, FailureKind::BadAnswer, "{bad}");
    }
}

#[test]
fn a_list_with_parts_of_the_job_stands_for_jobs_that_share_them() {
    let description = described(&with(&json!({
        "job": "{repo}/{run}",
        "get": "{repo}/runs/{run}",
        "list": {"get": "{repo}/runs", "at": "/rows", "job": {"run": "/id"}, "size": 2},
    })));
    let query = Query::Active { jobs: vec![id("x/1"), id("y/1"), id("x/2")], skip: 0, top: 2 };
    let body = json!({"rows": [{"id": 1, "state": "run"}, {"id": 2, "state": "ok"}]});
    let answer = answer(&description, &query, &Head::OK, &body.to_string()).unwrap();
    let Ok(Answer::Active { reports, .. }) = answer else { panic!("{answer:?}") };
    let found: Vec<_> = reports.iter().map(|report| report.job.as_str()).collect();
    assert_eq!(found, ["x/1", "x/2"]);
}
