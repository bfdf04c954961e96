//! What is read from an answer: jobs, tasks, errors, lists, and what statuses mean.

use core::time::Duration;

use job_badge::{
    job::{Answer, FailureKind, JobState, Query},
    provider::{Head, Provider},
};
use serde_json::{Value, json};

use super::{answer, described, head, id, iso, jobs, read, report, with};

#[test]
fn a_whole_job_is_read() {
    let description = json!({
        "version": 1, "title": "T", "get": "jobs/{job}", "at": "/result",
        "name": ["/title", "/name"],
        "state": [{"at": "/status/phase", "means": {"running": ["Active", "Busy"], "failed": "*"}}],
        "progress": [{"percent": "/pct"}, {"ratio": "/progress"}],
        "created": "/created", "started": "/started", "ended": "/ended",
        "eta": {"after": "/started", "millis": "/expected"},
        "errors": [{"in": "/problems", "code": "/no", "message": "/text"}, ["/gone", "/note"]],
        "link": "/url",
        "items": {
            "at": "/steps", "name": "/title", "state": [{"at": "/s", "means": {"succeeded": "ok"}}],
            "progress": {"fraction": "/f"}, "started": "/from", "ended": "/to", "errors": "/error",
        },
    });
    let body = json!({"result": {
        "name": "Night run", "status": {"phase": "BUSY"}, "pct": null, "progress": "3/5",
        "created": 1_700_000_000, "started": "2023-11-14T22:13:30Z", "ended": null, "expected": 5000,
        "problems": [{"no": 7, "text": "Seven."}, {"text": ""}, {"no": 7, "text": "Seven."}],
        "note": "A note.", "url": "https://ci.example/runs/1",
        "steps": [
            {"title": "One", "s": "ok", "from": 1_700_000_000, "to": 1_700_000_001},
            {"s": "odd", "f": 0.5, "error": {"code": "E1", "message": "Bad."}},
        ],
    }});
    let report = report(&description, &body);
    assert_eq!((report.job.as_str(), report.name.as_deref()), ("a", Some("Night run")));
    assert_eq!((report.state, report.raw_state.as_str()), (JobState::Running, "BUSY"));
    assert_eq!(report.progress.unwrap().permille(), 600);
    assert_eq!(iso(report.created_at), "2023-11-14T22:13:20.000Z");
    assert_eq!(iso(report.started_at), "2023-11-14T22:13:30.000Z");
    assert_eq!(iso(report.ended_at), "-");
    assert_eq!(iso(report.eta), "2023-11-14T22:13:35.000Z");
    assert_eq!(report.link.as_deref(), Some("https://ci.example/runs/1"));
    let errors: Vec<_> =
        report.errors.iter().map(|e| (e.code.as_str(), e.message.as_str())).collect();
    assert_eq!(errors, [("7", "Seven."), ("", "A note.")]);
    let tasks = report.tasks.unwrap();
    assert_eq!(tasks.len(), 2);
    assert_eq!((tasks[0].name.as_str(), tasks[0].state), ("One", JobState::Succeeded));
    assert_eq!(iso(tasks[0].ended_at), "2023-11-14T22:13:21.000Z");
    assert_eq!((tasks[1].state, tasks[1].raw_state.as_str()), (JobState::Unknown, "odd"));
    assert_eq!(
        (tasks[0].progress.unwrap().permille(), tasks[1].progress.unwrap().permille()),
        (1000, 500)
    );
    assert_eq!(tasks[1].errors[0].code, "E1");
}

fn check_state(rules: &Value, body: &Value, expected: &str) {
    let found = read(&with(&json!({ "state": rules })), body);
    let found = found.map_or_else(
        |failure| failure.kind.name().to_owned(),
        |report| format!("{} {}", report.state.name(), report.raw_state),
    );
    assert_eq!(found, expected, "{rules} {body}");
}

#[test]
fn the_first_rule_that_holds_and_knows_the_word_tells_the_state() {
    let two = json!([
        {"if": {"at": "/blocked", "is": true}, "is": "blocked", "at": "/status"},
        {"if": {"at": "/status", "is": "completed"}, "at": "/conclusion",
         "means": {"succeeded": "success", "failed": ["failure", "timed_out"]}},
        {"at": "/status", "means": {"running": "in_progress", "queued": [7, true]}},
    ]);
    check_state(&two, &json!({"status": "in_progress"}), "running in_progress");
    check_state(&two, &json!({"status": "IN_PROGRESS"}), "running IN_PROGRESS");
    check_state(
        &two,
        &json!({"status": "completed", "conclusion": "success"}),
        "succeeded success",
    );
    check_state(&two, &json!({"status": "completed", "conclusion": "odd"}), "unknown odd");
    check_state(&two, &json!({"status": "completed", "conclusion": null}), "unknown completed");
    check_state(&two, &json!({"status": "done", "blocked": true}), "blocked done");
    check_state(&two, &json!({"blocked": true}), "blocked ");
    check_state(&two, &json!({"status": 7}), "queued 7");
    check_state(&two, &json!({"status": true}), "queued true");
    check_state(&two, &json!({"status": "*"}), "unknown *");
    check_state(&two, &json!({"status": {}}), "bad-answer");
    check_state(&two, &json!({"status": null}), "bad-answer");
    check_state(&two, &json!({}), "bad-answer");
    check_state(&two, &json!([]), "bad-answer");
    check_state(&two, &json!("in_progress"), "bad-answer");
}

#[test]
fn a_star_is_every_other_word() {
    let star = json!([{"at": "/s", "means": {"running": "*", "succeeded": "ok"}}]);
    check_state(&star, &json!({"s": "ok"}), "succeeded ok");
    check_state(&star, &json!({"s": "anything"}), "running anything");
    check_state(&star, &json!({"s": "*"}), "running *");
    check_state(&star, &json!({"s": null}), "bad-answer");
}

#[test]
fn a_condition_of_a_list_tells_the_state() {
    let condition = |name: &str| json!({"any": "/c", "where": [{"at": "/type", "is": name}, {"at": "/status", "is": "True"}]});
    let rules = json!([
        {"if": condition("Complete"), "is": "succeeded"},
        {"if": condition("Failed"), "is": "failed"},
        {"is": "running", "if": {"at": "/active", "above": 0}},
        {"is": "queued"},
    ]);
    let check = |body: Value, expected: &str| check_state(&rules, &body, expected);
    check(
        json!({"c": [{"type": "Failed", "status": "False"}, {"type": "Complete", "status": "True"}]}),
        "succeeded ",
    );
    check(json!({"c": [{"type": "Failed", "status": "True"}]}), "failed ");
    check(json!({"c": [{"type": "FailureTarget", "status": "True"}], "active": 2}), "running ");
    check(json!({}), "queued ");
}

#[test]
fn what_is_no_job_says_what_was_found_and_what_was_looked_for() {
    let message = |description: Value, body: Value| read(&description, &body).unwrap_err().message;
    assert_eq!(
        message(with(&json!({})), json!({"id": 4, "status": "done"})),
        "Nothing is at \"/state\"; the answer has id, status."
    );
    assert_eq!(
        message(
            with(&json!({"at": "/job"})),
            json!({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9})
        ),
        "Nothing is at \"/job\"; the answer has a, b, c, d, e, f, g, h."
    );
    assert_eq!(
        message(with(&json!({})), json!([1])),
        "Nothing is at \"/state\"; the answer is a list."
    );
    assert_eq!(
        message(with(&json!({})), json!(7)),
        "Nothing is at \"/state\"; the answer is no object."
    );
    let long = "x".repeat(5000);
    assert!(message(with(&json!({})), json!({ long: 1 })).len() < 100);
}

#[test]
fn only_a_plain_https_link_is_kept() {
    let check = |link: Value, is_kept: bool| {
        let report = report(&with(&json!({"link": "/l"})), &json!({"state": "run", "l": link}));
        assert_eq!(report.link.is_some(), is_kept, "{link}");
    };
    check(json!("https://ci.example/1?a=b#c"), true);
    for bad in [
        "http://ci.example",
        "javascript:alert(1)",
        "//x",
        "/jobs/1",
        "",
        "https://a b",
        "https://a\nb",
        "HTTPS://x\u{0}",
    ] {
        check(json!(bad), false);
    }
    check(json!(format!("https://{}", "x".repeat(9000))), false);
    check(json!(7), false);
    check(json!(null), false);
}

#[test]
fn errors_are_read_in_each_form() {
    let check = |errors: Value, expected: &[&str]| {
        let body = json!({"state": "bad", "e": {"code": 5, "message": "Five."}, "text": "Plain.",
            "list": ["One.", {"code": "X", "message": null}, {}, 3, null], "kind": "K", "n": null,
            "causes": [{"k": "a", "m": "A"}, {"k": "b", "m": "B"}]});
        let report = report(&with(&json!({ "errors": errors })), &body);
        let found: Vec<_> =
            report.errors.iter().map(|e| format!("{}|{}", e.code, e.message)).collect();
        assert_eq!(found, expected, "{errors}");
    };
    check(json!("/e"), &["5|Five."]);
    check(json!("/text"), &["|Plain."]);
    check(json!("/list"), &["|One.", "X|", "|3"]);
    check(json!("/n"), &[]);
    check(json!("/gone"), &[]);
    check(json!([["/gone", "/text"]]), &["|Plain."]);
    check(json!({"code": "/kind", "message": "/text"}), &["K|Plain."]);
    check(json!({"in": "/e", "code": "/code"}), &["5|"]);
    check(json!({"in": "/list"}), &["|One.", "X|", "|3"]);
    check(
        json!({"in": "/causes", "where": {"at": "/k", "is": "b"}, "code": "/k", "message": "/m"}),
        &["b|B"],
    );
    check(json!({"where": {"at": "/state", "is": "ok"}, "message": "/text"}), &[]);
    check(json!(["/e", "/text", "/text"]), &["5|Five.", "|Plain."]);
}

fn tasks_of(items: &Value, body: &Value) -> Vec<String> {
    let report = report(&with(&json!({ "items": items })), body);
    let progress = |p: Option<job_badge::job::Progress>| p.map_or(-1, |p| i32::from(p.permille()));
    let tasks = report.tasks.as_deref().unwrap_or_default().iter();
    tasks
        .map(|task| format!("{} {} {}", task.name, task.state.name(), progress(task.progress)))
        .collect()
}

#[test]
fn items_come_in_three_forms_and_each_gets_a_progress() {
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
        &["A succeeded 1000", "B running 0", " failed 1000", "D succeeded 1000"],
    );
    check(
        json!({"progress": {"percent": "/p"}}),
        list.clone(),
        &["A succeeded 1000", "B running 0", " failed 300", "D succeeded 1000"],
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
        &["id1 succeeded 1000", "N running 0"],
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

/// What an answer of this status and body is, in short.
fn special(description: &Value, head: &Head, body: &str) -> String {
    match answer(&described(description), &jobs("a"), head, body) {
        None => "as everywhere".to_owned(),
        Some(Ok(Answer::Jobs(reports))) => reports[0].state.name().to_owned(),
        Some(Ok(_)) => "other".to_owned(),
        Some(Err(failure)) => {
            let wait =
                failure.retry_after.map_or(String::new(), |wait| format!(" {}", wait.as_millis()));
            format!("{} {}{wait}", failure.kind.name(), failure.message)
        }
    }
}

#[test]
fn a_rejected_token_is_told_by_more_than_a_status() {
    let description = with(&json!({"rejected": [
        {"status": 403, "at": "/detail", "has": "jwt"},
        {"status": [200, 203], "page": true},
        {"status": "redirect"},
    ]}));
    let check = |head: Head, body: &str, expected: &str| {
        assert_eq!(special(&description, &head, body), expected, "{head:?} {body}");
    };
    check(head(403), "{\"detail\":\"Invalid JWT token\",\"message\":\"No.\"}", "auth No.");
    check(head(403), "{\"detail\":\"Not yours\"}", "as everywhere");
    check(head(403), "<html>", "as everywhere");
    check(Head { is_page: true, ..head(203) }, "<html><title>Sign in</title>", "auth ");
    check(Head { is_page: true, ..head(500) }, "<html>", "as everywhere");
    check(head(0), "", "auth ");
    check(head(302), "", "auth ");
    check(head(200), "{\"state\":\"run\"}", "running");
}

#[test]
fn a_limit_may_stand_in_the_body() {
    let description = with(&json!({"limited": {
        "if": [{"status": [403, 429]}, {"at": "/notice", "has": "throttled"}], "wait": "/notice", "least": 60,
    }}));
    let check = |head: Head, body: &str, expected: &str| {
        assert_eq!(special(&description, &head, body), expected, "{body}");
    };
    check(
        head(429),
        "{\"notice\":\"Request was throttled. Expected available in 1 second.\"}",
        "throttled  1000",
    );
    check(head(403), "{\"notice\":\"throttled 2.5s\"}", "throttled  2500");
    check(head(403), "{\"notice\":\"throttled\"}", "throttled  60000");
    check(head(403), "{\"notice\":\"forbidden\"}", "as everywhere");
    let named = Head { wait: Some(Duration::from_secs(9)), ..head(429) };
    check(named, "{\"notice\":\"throttled, 1 s\"}", "throttled  9000");
}

#[test]
fn a_status_may_be_a_state() {
    let description = with(&json!({"state": [
        {"if": {"status": 202}, "is": "running"},
        {"if": {"status": "redirect"}, "is": "succeeded"},
        {"if": {"status": 410, "at": "/gone", "present": false}, "is": "skipped"},
        {"at": "/state", "means": {"failed": "bad"}},
        {"if": {"status": [200, 204]}, "is": "succeeded"},
    ]}));
    let check = |status: u16, body: &str, expected: &str| {
        assert_eq!(special(&description, &head(status), body), expected, "{status} {body}");
    };
    check(202, "", "running");
    check(202, "{\"state\":\"bad\"}", "running");
    check(303, "", "succeeded");
    check(0, "", "succeeded");
    check(304, "", "as everywhere");
    check(410, "", "skipped");
    check(410, "{\"gone\":1}", "as everywhere");
    check(204, "", "succeeded");
    check(200, "{\"state\":\"bad\"}", "failed");
    check(200, "{}", "succeeded");
    check(404, "{\"state\":\"bad\"}", "as everywhere");
    check(500, "", "as everywhere");
}
