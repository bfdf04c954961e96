//! Any JSON is read or refused, and no job is finished without a rule that says so.

use job_badge::{
    job::{Answer, FailureKind, JobId, JobState, Query, Report},
    provider::{Body, Description, Head, Members, Provider},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::{Text, described, hostile::hostile, try_described, with};

/// Names that the descriptions below look at.
const NAMES: [&str; 14] = [
    "state", "status", "rows", "id", "progress", "total", "done", "at", "error", "code", "message",
    "url", "type", "0",
];

fn some_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-2..120).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9]{0,20}(\\.[0-9]{0,20})?".prop_map(Value::from),
        "[0-9]{1,6}/[0-9]{1,6}".prop_map(Value::from),
        "[0-9]{4}-?[0-9]{2}-?[0-9]{2}T[0-9:.Z+-]{0,20}".prop_map(Value::from),
        prop::sample::select(vec!["run", "ok", "bad", "RUN", "okay", "*"]).prop_map(Value::from),
        hostile().prop_map(Value::from),
    ];
    let name = prop_oneof![3 => prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..7)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A description that looks at all names in all ways.
fn curious(form: &str, own_get: bool) -> Description {
    let state = json!([
        {"if": {"status": [202, "redirect"]}, "is": "running"},
        {"if": {"any": "/rows", "where": {"not": {"at": "/type", "above": 3}}}, "at": "/status", "means": {"succeeded": "ok"}},
        {"at": ["/state", "/status/state"], "means": {"running": "run", "succeeded": "ok", "failed": ["bad", 3]}},
    ]);
    let progress = json!([
        {"percent": "/progress"}, {"fraction": {"value": "/done", "else": 0.5}}, {"ratio": "/progress"},
        {"done": {"sum": ["/done", "/progress/done"]}, "of": "/total"},
        {"share": "/rows", "done": {"at": "/state", "is": "ok"}, "leaveOut": {"at": "/type", "has": "x"}, "form": form},
    ]);
    let mut items = json!({
        "at": "/rows", "form": form, "leaveOut": {"at": "/type", "present": false}, "name": ["/id", ""],
        "state": state, "progress": progress, "started": "/at", "ended": {"after": "/at", "seconds": "/total"}, "errors": ["/error", "/message"],
    });
    if own_get {
        items["get"] = json!("tasks/{job}");
    }
    described(&with(&json!({
        "name": {"in": "/rows", "where": {"at": "/type", "is": "ok"}, "at": "/id"},
        "state": state, "progress": progress, "created": "/at", "eta": {"after": "/at", "millis": "/total"},
        "errors": [{"in": "/error", "code": "/code", "message": ["/message", "/0"]}, "/error"], "link": "/url",
        "items": items,
        "list": {"get": "jobs", "at": "/rows", "job": {"job": "/id"}, "size": 3},
        "rejected": {"status": 403, "at": "/message", "has": "run"},
        "limited": {"if": {"at": "/code", "above": 100}, "wait": "/message"},
    })))
}

fn words_of_final(state: JobState) -> &'static [&'static str] {
    match state {
        JobState::Succeeded => &["ok"],
        JobState::Failed => &["bad", "3"],
        _ => &[],
    }
}

fn check_report(report: &Report) -> Result<(), TestCaseError> {
    let is_said = |state: JobState, raw: &str| {
        !state.is_final() || words_of_final(state).iter().any(|word| word.eq_ignore_ascii_case(raw))
    };
    prop_assert!(is_said(report.state, &report.raw_state), "{report:?}");
    prop_assert!(report.progress.is_none_or(|progress| progress.permille() <= 1000));
    prop_assert!(report.link.as_ref().is_none_or(|link| link.starts_with("https://")
        && Url::parse(link).is_ok()
        || link.len() <= 2000));
    prop_assert!(report.name.as_ref().is_none_or(|name| name.chars().count() <= 256));
    for task in report.tasks.as_deref().unwrap_or_default() {
        prop_assert!(is_said(task.state, &task.raw_state), "{task:?}");
    }
    let tasks = report.tasks.as_deref().unwrap_or_default();
    let with_progress = tasks.iter().filter(|task| task.progress.is_some()).count();
    prop_assert!(with_progress == 0 || with_progress == tasks.len());
    Ok(())
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused_and_nothing_is_final_without_a_rule(
        body in some_json(),
        status in prop::sample::select(vec![0_u16, 200, 202, 204, 303, 403, 404, 429, 500]),
        form in prop::sample::select(vec!["list", "values", "pairs"]),
        own_get in any::<bool>(),
    ) {
        let description = curious(form, own_get);
        let (a, b) = (JobId::parse("a").unwrap(), JobId::parse("1").unwrap());
        let head = Head { status, ..Head::OK };
        let text = Text(body.to_string());
        for query in [
            Query::Jobs(vec![a.clone()]),
            Query::Active { jobs: vec![a.clone(), b.clone()], skip: 0, top: 3 },
            Query::Tasks(a),
        ] {
            let special = description.special(&query, &head, &text);
            let json = text.json(Members::All).unwrap();
            let cut = text.json(description.members()).unwrap();
            let read = description.read(&query, &head, &cut);
            if read.is_ok() {
                // What is cut away by the names does not count.
                prop_assert_eq!(&read, &description.read(&query, &head, &json));
            }
            for answer in special.into_iter().chain([read]) {
                match answer {
                    Err(failure) => prop_assert!(
                        [FailureKind::BadAnswer, FailureKind::Auth, FailureKind::Throttled].contains(&failure.kind)
                    ),
                    Ok(Answer::Jobs(reports) | Answer::Active { reports, .. }) => {
                        for report in &reports {
                            prop_assert!(query.jobs().contains(&report.job));
                            check_report(report)?;
                        }
                    }
                    Ok(Answer::Tasks(tasks)) => {
                        prop_assert!(query.is_about_tasks());
                        prop_assert!(tasks.iter().all(|task| !task.state.is_final() || !words_of_final(task.state).is_empty()));
                    }
                }
            }
        }
    }

    #[test]
    fn any_json_is_a_description_or_none(json in some_json(), text in hostile()) {
        for json in [json.clone(), with(&json!({ "progress": json })), with(&json!({ "get": text }))] {
            if let Err(error) = try_described(&json) {
                prop_assert!(!error.problem.is_empty());
            }
        }
    }
}
