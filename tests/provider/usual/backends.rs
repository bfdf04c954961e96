//! Answers of backends that somebody wrote by hand, and of envelopes.

use super::answer::{check, read};

#[test]
fn envelopes_say_nothing_of_the_job() {
    check(r#"{"status":"success","data":{"state":"running","progress":40}}"#, "running 400");
    check(r#"{"status":"success","data":{"job":{"id":42,"status":"queued"}}}"#, "queued");
    check(
        r#"{"status":"success","message":"Job found","data":{"status":"failed","error":"No space."}}"#,
        "failed [No space.]",
    );
    check(r#"{"success":true,"data":{"status":"done"}}"#, "succeeded");
    check(r#"{"ok":true,"job":{"id":42,"state":"in-progress"}}"#, "running");
    check(r#"{"status":200,"message":"OK","data":{"status":"Completed"}}"#, "succeeded");
    check(r#"{"status":"200 OK","data":{"phase":"Succeeded"}}"#, "succeeded");
    check(
        r#"{"code":0,"msg":"ok","data":{"taskStatus":"SUCCESS","percent":"100"}}"#,
        "succeeded 1000",
    );
    check(
        r#"{"data":{"type":"jobs","id":"42","attributes":{"status":"complete","progress":1}},
            "links":{"self":"/jobs/42"}}"#,
        "succeeded 1000",
    );
    check(r#"[{"id":42,"status":"running","progress":0.25}]"#, "running 250");
    check(r#"{"data":[{"id":42,"status":"running"}]}"#, "running");
    check(r#"{"id":42,"status":"success","job":{"id":7,"name":"Import"}}"#, "succeeded");
    check(r#"{"id":"r-1","status":"success","job":{"id":42,"status":"failed"}}"#, "failed");
    check(r#"{"report":{"id":42,"stage":"rendering"}}"#, "running");
}

#[test]
fn hand_written_answers() {
    check(r#"{"status":"done"}"#, "succeeded");
    check(r#"{"status":"completed","progress":1}"#, "succeeded 1000");
    check(r#"{"id":42,"status":"running","progress":1}"#, "running 10");
    check(r#"{"id":42,"state":"Not Started"}"#, "queued");
    check(r#"{"id":42,"job_status":"IN PROGRESS","done":3,"total":4}"#, "running 750");
    check(r#"{"status":"processing","processed":30,"count":120}"#, "running 250");
    check(
        r#"{"status":"running","progress":{"current":30,"total":120,"message":"x"}}"#,
        "running 250",
    );
    check(r#"{"status":"running","progress":{"value":0.3}}"#, "running 300");
    check(r#"{"status":"running","progress":"3/5"}"#, "running 600");
    check(r#"{"status":"running","percentComplete":0.5}"#, "running 5");
    check(r#"{"status":"running","fraction":0.5}"#, "running 500");
    check(r#"{"status":"running","ratio":"0.25","percent":null}"#, "running 250");
    check(r#"{"status":"failed","stage":"encoding","message":"No space."}"#, "failed [No space.]");
    check(r#"{"status":"running","stage":"uploading","progress":40}"#, "running 400");
    check(
        r#"{"status":"error","error":{"code":"E42","message":"No space."}}"#,
        "failed [E42: No space.]",
    );
    check(
        r#"{"status":"failed","errors":[{"code":1,"detail":"A."},"B.",null,{}]}"#,
        "failed [1: A.] [B.]",
    );
    check(r#"{"status":"cancelled","finished":"2026-11-28T16:51:43Z"}"#, "canceled e");
    check(r#"{"status":"awaiting_approval"}"#, "blocked");
    check(r#"{"status":"completed_with_errors","errors":["A."]}"#, "partial [A.]");
    check(r#"{"status":"completed","total":100,"completed":97,"failed":3}"#, "partial 970");
    check(r#"{"status":"completed","error":"3 rows left out"}"#, "partial [3 rows left out]");
    check(r#"{"status":"completed","error":"","errors":[],"failed":0}"#, "succeeded");
    check(r#"{"status":"completed","conclusion":"failure"}"#, "failed");
    check(r#"{"status":"completed","conclusion":"success"}"#, "succeeded");
    check(r#"{"status":"completed","result":"Canceled"}"#, "canceled");
    check(r#"{"status":"completed","result":"https://files.example/42.csv"}"#, "succeeded");
    check(r#"{"status":"finished","exitCode":0}"#, "succeeded");
    check(r#"{"status":"finished","success":false,"message":"No space."}"#, "failed [No space.]");
    check(r#"{"progress":100,"done":true}"#, "succeeded 1000");
    check(r#"{"progress":40,"done":false}"#, "running 400");
    check(r#"{"done":true,"error":{"code":3,"message":"No space."}}"#, "failed [3: No space.]");
    check(r#"{"status":{"state":"running","percentage":40}}"#, "running 400");
    check(r#"{"status":{"stage":"ERROR","message":"No space."}}"#, "failed [No space.]");
    check(r#"{"state":{"type":"COMPLETED","name":"Completed","message":null}}"#, "succeeded");
    check(r#"{"status":"succeeded","updatedAt":"2026-11-28T16:51:43Z"}"#, "succeeded");
    check(r#"{"status":"running","completedAt":"2026-11-28T16:51:43Z"}"#, "running");
}

#[test]
fn what_is_no_progress_is_none() {
    for progress in [
        r#""progress":null"#,
        r#""done":0,"total":0"#,
        r#""done":null,"total":10"#,
        r#""progress":-1"#,
        r#""progress":"soon""#,
        r#""progress":true"#,
        r#""progress":[1,2]"#,
        r#""progress":{"progress":{"percent":40}}"#,
        r#""fraction":40"#,
        r#""total":10"#,
        r#""progress":"0/0""#,
    ] {
        check(&format!(r#"{{"status":"running",{progress}}}"#), "running");
    }
    check(r#"{"status":"running","percent":-1,"done":1,"total":4}"#, "running 250");
    check(r#"{"status":"running","done":5,"total":4}"#, "running 1000");
}

#[test]
fn tasks_have_states_or_progress() {
    let report = read(
        r#"{"status":"running","steps":[{"name":"Fetch","status":"done"},
            {"title":"Encode","state":"running","progress":0.5,"startedAt":1795884703},
            {"label":"Mail","percent":10},{"id":"no task"},"text",
            {"name":"Send","status":"failed","error":"No route."}]}"#,
    );
    let report = report.unwrap().unwrap();
    let tasks: Vec<_> = report.tasks.iter().flat_map(|tasks| tasks.iter()).collect();
    let line = |task: &job_badge::job::Task| {
        let permille = task.progress.map(job_badge::job::Progress::permille);
        format!("{} {} {permille:?} {}", task.name, task.state.name(), task.errors.len())
    };
    let lines: Vec<_> = tasks.iter().map(|task| line(task)).collect();
    assert_eq!(
        lines,
        [
            "Fetch succeeded Some(1000) 0",
            "Encode running Some(500) 0",
            "Mail unknown Some(100) 0",
            "Send failed Some(1000) 1",
        ]
    );
    assert!(tasks[1].started_at.is_some());
    check(r#"{"status":"running","items":[{"sku":1},{"sku":2}]}"#, "running");
    check(r#"{"status":"running","steps":[],"tasks":[{"status":"queued"}]}"#, "running 1 tasks");
    check(r#"{"status":"running","steps":4}"#, "running");
}
