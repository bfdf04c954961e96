//! The tasks of a job, from its own answer and from a second one.

use job_badge::{
    job::{Answer, Query},
    provider::{Head, Provider},
};
use serde_json::{Value, json};

use super::{answer, described, id, jobs, report, with};

fn tasks_of(items: &Value, body: &Value) -> Vec<String> {
    let report = report(&with(&json!({ "items": items })), body);
    let progress = |p: Option<job_badge::job::Progress>| p.map_or(-1, |p| i32::from(p.permille()));
    let tasks = report.tasks.as_deref().unwrap_or_default().iter();
    tasks
        .map(|task| format!("{} {} {}", task.name, task.state.name(), progress(task.progress)))
        .collect()
}

#[test]
fn items_come_in_three_forms_and_what_is_over_is_whole() {
    let state = json!([{"at": "/s", "means": {"running": "run", "succeeded": "ok", "failed": "bad", "queued": "wait"}}]);
    let items = |more: Value| {
        let mut items = json!({"at": "/i", "name": "/n", "state": state});
        for (name, value) in more.as_object().unwrap() {
            items[name] = value.clone();
        }
        items
    };
    let check = |more: Value, list: Value, expected: &[&str]| {
        let found = tasks_of(&items(more.clone()), &json!({"state": "run", "i": list}));
        assert_eq!(found, expected, "{more}");
    };
    let list = json!([{"n": "A", "s": "ok"}, {"n": "B", "s": "run"}, {"s": "bad", "p": 30}, {"n": "D", "s": "ok", "p": 30}]);
    check(
        json!({}),
        list.clone(),
        &["A succeeded 1000", "B running -1", " failed 1000", "D succeeded 1000"],
    );
    check(
        json!({"progress": {"percent": "/p"}}),
        list.clone(),
        &["A succeeded 1000", "B running -1", " failed 300", "D succeeded 1000"],
    );
    check(json!({"leaveOut": {"at": "/s", "is": ["ok", "bad"]}}), list, &["B running -1"]);
    check(
        json!({"form": "values"}),
        json!({"one": {"s": "wait"}, "two": {"n": "Two", "s": "run"}}),
        &["one queued -1", "Two running -1"],
    );
    check(
        json!({"form": "pairs"}),
        json!([["id1", {"s": "ok"}], ["id2", {"n": "N", "s": "run"}], 7]),
        &["id1 succeeded 1000", "N running -1"],
    );
    check(json!({}), json!([]), &[]);
    check(json!({}), json!({}), &[]);
    check(json!({}), json!(null), &[]);
    check(json!({}), json!([1, null]), &[" unknown -1", " unknown -1"]);
}

#[test]
fn tasks_of_an_answer_of_their_own_are_read() {
    let description = described(&with(&json!({"items": {
        "get": "jobs/{job}/steps", "at": "/steps", "name": "/n",
        "state": [{"at": "/s", "means": {"succeeded": "ok"}}],
    }})));
    assert!(description.separate_tasks());
    let query = Query::Tasks(id("a"));
    let read = |body: Value| answer(&description, &query, &Head::OK, &body.to_string()).unwrap();
    let Ok(Answer::Tasks(tasks)) = read(json!({"steps": [{"n": "A", "s": "ok"}]})) else {
        panic!()
    };
    assert_eq!((tasks.len(), tasks[0].name.as_str()), (1, "A"));
    let failure = read(json!({"step": []})).unwrap_err();
    assert_eq!(failure.message, "Nothing is at \"/steps\"; the answer has step.");
    // The job itself says nothing of them.
    let Ok(Answer::Jobs(reports)) =
        answer(&description, &jobs("a"), &Head::OK, "{\"state\":\"run\",\"steps\":[]}").unwrap()
    else {
        panic!()
    };
    assert_eq!(reports[0].tasks, None);
}
