//! What is read of a job.

use job_badge::job::JobState;
use serde_json::{Value, json};

use super::{iso, read, report, with};

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
