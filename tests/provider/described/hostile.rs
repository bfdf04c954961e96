//! Texts, descriptions and job ids as somebody may write them who wants requests elsewhere.

use job_badge::job::JobId;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::with;

/// What may lead elsewhere, alone and in between.
pub fn hostile() -> impl Strategy<Value = String> {
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
pub fn link() -> impl Strategy<Value = String> {
    (hostile(), prop_oneof![Just("page=2".to_owned()), hostile()], hostile())
        .prop_map(|(before, query, after)| format!("{before}?{query}{after}"))
}

/// What an answer may hold where its next page stands.
pub fn hostile_value() -> impl Strategy<Value = Value> {
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
pub fn description() -> impl Strategy<Value = Value> {
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

pub fn job_id() -> impl Strategy<Value = JobId> {
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
