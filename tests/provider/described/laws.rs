//! What holds whatever descriptions, job ids and answers hold: requests stay below the API root, and
//! reading never panics nor calls a job finished without a rule that says so.

use std::rc::Rc;

use job_badge::{
    job::{Answer, FailureKind, JobId, JobState, Query, Report},
    provider::{ApiRoot, Body, Description, Head, Members, Provider, Request, described::catalog},
};
use proptest::prelude::*;
use serde_json::{Deserializer, Value, json};
use url::Url;

use super::{Text, try_described, with};

const ROOTS: [&str; 4] = [
    "https://api.example/v1/",
    "https://api.example/",
    "http://localhost:8080/a/b%20c/",
    "https://api.example/projects/x..y/",
];

/// What may lead elsewhere, alone and in between.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "..",
        ".",
        "/",
        "//",
        "\\",
        "%2e",
        "%2E",
        "%252e",
        "%25252e",
        "%2f",
        "%252F",
        "%5c",
        "%255c",
        "%",
        "%25",
        "@",
        "user:pass@",
        ":",
        "?",
        "&",
        "=",
        "#",
        "%23",
        ";",
        "\t",
        "\n",
        "\r",
        "\u{0}",
        "%0a",
        "%00",
        " ",
        "é",
        "\u{202e}",
        "\u{ff0e}",
        "\u{2215}",
        "http:",
        "https://evil.example/",
        "//evil.example",
        "javascript:",
        "evil.example",
        "_method=DELETE",
        "%5fmethod=put",
        "%255Fmethod=put",
        "X-HTTP-Method-Override=PUT",
        "a",
        "b",
        "jobs",
        "x",
        "1",
        "batch_",
        "{job}",
        "{a}",
        "{+a}",
        "{+a?}",
        "{a/../}",
        "{a/%2e%2e/}",
        "{a//}",
        "{a/job/}",
        "{b}",
        "{",
        "}",
        "{}",
    ]);
    prop_oneof![
        8 => prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// A link to a next page, perhaps elsewhere.
fn link() -> impl Strategy<Value = String> {
    (hostile(), prop_oneof![Just("page=2".to_owned()), hostile()], hostile())
        .prop_map(|(before, query, after)| format!("{before}?{query}{after}"))
}

fn hostile_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => link().prop_map(Value::from),
        4 => hostile().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ]
}

/// One of these, or now and then a hostile text.
fn mostly(plain: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        29 => prop::sample::select(plain).prop_map(str::to_owned),
        1 => hostile(),
    ]
}

/// What follows the API root: a template, with or without something hostile around it.
fn get() -> impl Strategy<Value = String> {
    const TEMPLATES: &[&str] = &[
        "jobs/{a}",
        "{+a}",
        "{+a?}",
        "x/{+a?}",
        "j/{a/job/}/x",
        "{a/%2f/}",
        "{a/;/}",
        "{a}",
        "x{a}",
        "%2{a}",
        "%{a}",
        "%25{a}",
        ".{a}",
        "{a}.",
        "{a}/{a}",
        "{+a}/{+a}",
        "%2e{a}",
        "a?q={a}",
        "a?{a}",
        "a?{+a}",
        "a?_{a}",
        "a;{a}",
        "{+a}?x=1",
        "{a}{a}",
    ];
    prop_oneof![
        8 => mostly(TEMPLATES),
        1 => (prop::sample::select(TEMPLATES), hostile()).prop_map(|(get, more)| format!("{get}{more}")),
        1 => (prop::sample::select(TEMPLATES), hostile()).prop_map(|(get, more)| format!("{more}{get}")),
    ]
}

/// A description of whose texts each may be hostile, but most are not: else nearly all are refused.
fn description() -> impl Strategy<Value = Value> {
    let job = prop::sample::select(vec!["{a+}", "{a+}/{b}", "{b}:{a+}", "{b}/{a+}/{c}"]);
    let next = prop_oneof![
        2 => Just(json!({"link": "/next"})),
        2 => Just(json!({"header": "Link"})),
        2 => mostly(&["cursor", "page_token"]).prop_map(|name| json!({"cursor": "/next", "parameter": name})),
        1 => mostly(&["offset"]).prop_map(|name| json!({ "offset": name })),
        1 => mostly(&["page"]).prop_map(|name| json!({ "page": name })),
    ];
    let headers =
        (mostly(&["Accept", "X-Api-Version", "OpenAI-Beta"]), mostly(&["1", "application/json"]));
    let token = (
        mostly(&["PRIVATE-TOKEN", "X-API-Key", "Authorization"]),
        mostly(&["", "Basic", "Token", "Bearer"]),
    );
    (get(), get(), get(), job, next, headers, token).prop_map(
        |(get, items, list, job, next, headers, token)| {
            with(&json!({
                "get": get,
                "job": job,
                "headers": {headers.0: headers.1},
                "token": {"header": token.0, "scheme": token.1},
                "items": {"get": items, "at": "/rows", "next": next, "size": 1},
                "list": {"get": list, "at": "/rows", "job": {"a": "/id"}, "next": next, "size": 1},
            }))
        },
    )
}

fn check(root: &ApiRoot, request: &Request) -> Result<(), TestCaseError> {
    let url = &request.url;
    prop_assert!(url.starts_with(root.as_str()), "{url}");
    prop_assert!(url.len() <= 16 * 1024);
    prop_assert!(url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{url}");
    let (parsed, root) = (Url::parse(url).unwrap(), Url::parse(root.as_str()).unwrap());
    prop_assert_eq!(parsed.origin(), root.origin(), "{}", url);
    prop_assert!(parsed.path().starts_with(root.path()), "{url}");
    prop_assert_eq!(parsed.fragment(), None);
    prop_assert_eq!((parsed.username(), parsed.password()), ("", None));
    // A server that decodes as often as it likes stays below the root, too.
    let mut path = parsed.path().get(root.path().len()..).unwrap().to_owned();
    loop {
        prop_assert!(
            !path.contains("//") && !path.starts_with('/') && !path.contains('\\'),
            "{url}"
        );
        prop_assert!(
            !path.split(['/', ';']).any(|segment| segment == "." || segment == ".."),
            "{url}"
        );
        let decoded = percent_encoding::percent_decode_str(&path).decode_utf8_lossy().into_owned();
        if decoded == path {
            break;
        }
        path = decoded;
    }
    for (name, _) in parsed.query_pairs() {
        let name = name.to_ascii_lowercase();
        prop_assert!(!name.starts_with("_method") && !name.contains("method-override"), "{url}");
    }
    let known = [
        "Accept",
        "X-GitHub-Api-Version",
        "Api-Version",
        "X-Api-Version",
        "anthropic-version",
        "OpenAI-Beta",
    ];
    for (name, value) in &request.headers {
        prop_assert!(known.contains(name));
        prop_assert!(
            !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic()),
            "{value:?}"
        );
    }
    let tokens = ["Authorization", "PRIVATE-TOKEN", "Circle-Token", "X-API-Key", "X-Api-Token"];
    prop_assert!(tokens.contains(&request.token.name));
    prop_assert!(["", "Bearer ", "Token ", "Basic "].contains(&request.token.scheme));
    Ok(())
}

thread_local! {
    static SHIPPED: Rc<[Description]> = catalog::ALL
        .iter()
        .map(|(name, text)| Description::read(name, &mut Deserializer::from_str(text)).unwrap())
        .collect();
}

fn job_id() -> impl Strategy<Value = JobId> {
    let part = || {
        prop_oneof![
            2 => hostile(),
            1 => "[a-z]{1,5}([/.%?&=-][a-z2e]{1,5}){0,3}".prop_map(|id| id),
        ]
    };
    let id = prop_oneof![
        2 => part(),
        2 => (part(), "[:/]", part()).prop_map(|(a, between, b)| format!("{a}{between}{b}")),
        1 => part().prop_map(|part| format!("b/{part}/c")),
        1 => part().prop_map(|part| format!("b:{part}")),
    ];
    id.prop_filter_map("no id", |id| JobId::parse(&id).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_request_stays_below_the_api_root(
        description in description(),
        ids in prop::collection::vec(job_id(), 1..3),
        root in prop::sample::select(ROOTS.to_vec()),
        next in hostile_value(),
        link in link(),
        skip in prop::sample::select(vec![0_usize, 1, 10, usize::MAX / 2]),
        pages in 1..12_usize,
    ) {
        let Ok(description) = try_described(&description) else { return Ok(()) };
        let root = ApiRoot::absolute(root).unwrap();
        let head = Head { link: Some(format!("<{link}>; rel=\"next\"")), ..Head::OK };
        let body = Text(json!({"next": next, "rows": [{"id": "x", "state": "run"}]}).to_string());
        let queries = [
            Query::Jobs(ids.clone()),
            Query::Active { jobs: ids.clone(), skip, top: 1 },
            Query::Tasks(ids[0].clone()),
        ];
        for query in queries {
            match description.request(&root, &query, 0) {
                Ok(request) => check(&root, &request)?,
                Err(failure) => prop_assert_eq!(failure.kind, FailureKind::Config),
            }
            let read = if query.is_about_tasks() {
                Answer::Tasks(Vec::new())
            } else {
                Answer::Active { reports: Vec::new(), rows: pages }
            };
            if let Some(request) = description.next_page(&root, &query, &head, &body, &read, pages) {
                check(&root, &request)?;
                prop_assert!(pages < 10);
            }
        }
    }

    #[test]
    fn no_id_sends_a_shipped_description_elsewhere(id in job_id(), root in prop::sample::select(ROOTS.to_vec())) {
        let root = ApiRoot::absolute(root).unwrap();
        for description in SHIPPED.with(Rc::clone).iter() {
            let queries = [
                Query::Jobs(vec![id.clone()]),
                Query::Active { jobs: vec![id.clone()], skip: 0, top: 1 },
                Query::Tasks(id.clone()),
            ];
            for query in queries {
                if let Ok(request) = description.request(&root, &query, 0) {
                    check(&root, &request)?;
                }
            }
        }
    }
}

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
    super::described(&with(&json!({
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
