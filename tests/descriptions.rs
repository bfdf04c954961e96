//! The grammar of descriptions is written down twice: `description.schema.json` for editors, and the
//! parser. What ships satisfies both, and what is broken is refused by both.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use boon::{Compiler, SchemaIndex, Schemas};
use job_badge::{
    job::{JobId, Query},
    provider::{Api, ApiRoot, Description, DescriptionError, described::catalog},
};
use serde_json::{Deserializer, Value, json};

struct Schema(Schemas, SchemaIndex);

impl Schema {
    fn load() -> Self {
        let text = include_str!("../static/package/description.schema.json");
        let schema: Value = serde_json::from_str(text).unwrap();
        let id = schema["$id"].as_str().unwrap().to_owned();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(&id, schema).unwrap();
        let index = compiler.compile(&id, &mut schemas).unwrap();
        Self(schemas, index)
    }

    fn check(&self, description: &Value) -> Result<(), String> {
        self.0.validate(description, self.1).map_err(|error| format!("{error:#}"))
    }
}

fn parse(description: &Value) -> Result<Description, DescriptionError> {
    Description::read("test", &mut Deserializer::from_str(&description.to_string()))
}

#[test]
fn what_ships_satisfies_the_schema_and_the_parser() {
    let schema = Schema::load();
    for (name, text) in catalog::ALL {
        let description: Value = serde_json::from_str(text).unwrap();
        schema.check(&description).unwrap_or_else(|error| panic!("{name}: {error}"));
        parse(&description).unwrap_or_else(|error| panic!("{name}: {error}"));
        for member in ["title", "job"] {
            assert!(description[member].is_string(), "{name} says no {member}");
        }
    }
}

/// One that has something of everything.
fn whole() -> Value {
    json!({
        "version": 1,
        "title": "A farm of encoders",
        "job": "{group+}/{id}",
        "get": [{"if": {"id": "x-"}, "get": "x/{id}"}, {"get": "groups/{+group}/jobs/{id}?all=1"}],
        "token": {"header": "X-API-Key", "scheme": ""},
        "headers": {"Accept": "application/json"},
        "interval": 5,
        "parallel": 2,
        "entityTags": true,
        "at": "/data",
        "name": ["/name", "/title"],
        "state": [
            {"at": "/state", "means": {"running": ["run", 1, true], "failed": "*"}},
            {"if": {"at": "/hold", "present": true}, "is": "blocked", "at": "/hold"}
        ],
        "progress": [
            {"percent": {"value": "/percent", "else": 0}},
            {"if": {"any": "/parts", "where": {"at": "/x", "is": "y"}}, "fraction": "/fraction"},
            {"done": {"sum": ["/ok", "/bad"]}, "of": "/all"},
            {"ratio": "/ratio"},
            {"share": "/steps", "done": {"at": "/state", "is": "ok"}, "form": "values"}
        ],
        "created": "/created",
        "started": {"after": "/created", "seconds": "/waited"},
        "ended": {"in": "/events", "where": {"at": "/name", "is": "end"}, "at": "/time"},
        "eta": {"after": "/created", "millis": "/expected"},
        "errors": ["/error", {"in": "/errors", "code": "/code", "message": "/text"}],
        "link": "/url",
        "items": {
            "get": "groups/{+group}/jobs/{id}/tasks?limit=50",
            "at": "/tasks",
            "form": "pairs",
            "leaveOut": {"not": {"at": "/counts", "is": true}},
            "next": {"page": "page"},
            "size": 50,
            "state": [{"at": "/state", "means": {"running": "run"}}]
        },
        "list": {
            "get": "groups/{+group}/jobs",
            "at": "/rows",
            "job": {"id": "/id"},
            "size": 100,
            "next": {"cursor": "/next", "parameter": "after"}
        },
        "rejected": [{"status": 403, "at": "/message", "has": "token"}, {"page": true}],
        "limited": {"if": {"status": [429, "redirect"]}, "wait": "/message", "least": 60}
    })
}

/// The whole description with another value at a place; `null`: without it.
fn with(place: &str, value: Value) -> Value {
    let mut description = whole();
    let (parent, name) = place.rsplit_once('/').unwrap();
    let parent = description.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(members), Value::Null) => drop(members.remove(name)),
        (Value::Object(members), value) => drop(members.insert(name.to_owned(), value)),
        (Value::Array(list), value) => list[name.parse::<usize>().unwrap()] = value,
        _ => panic!("{place} is in nothing"),
    }
    description
}

#[test]
fn one_with_everything_satisfies_both() {
    let schema = Schema::load();
    schema.check(&whole()).unwrap();
    parse(&whole()).unwrap();
    let least =
        json!({"version": 1, "get": "{job}", "state": [{"at": "/s", "means": {"failed": "x"}}]});
    schema.check(&least).unwrap();
    parse(&least).unwrap();
}

#[test]
fn what_is_broken_is_refused_by_both_and_the_parser_names_the_place() {
    let schema = Schema::load();
    let mut wrong = Vec::new();
    let mut check = |place: &str, value: Value, named: &str| {
        let broken = with(place, value.clone());
        if schema.check(&broken).is_ok() {
            wrong.push(format!("the schema takes {value} at {place}"));
        }
        match parse(&broken) {
            Ok(_) => wrong.push(format!("the parser takes {value} at {place}")),
            Err(error) if error.place == named => {}
            Err(error) => wrong.push(format!("{value} at {place}: the parser says {error}")),
        }
    };
    // Missing and unknown members.
    check("/version", Value::Null, "");
    check("/get", Value::Null, "");
    check("/state", Value::Null, "");
    check("/sate", json!([]), "/sate");
    check("/body", json!({}), "/body");
    check("/method", json!("POST"), "/method");
    check("/list/job", Value::Null, "/list");
    check("/list/size", Value::Null, "/list");
    check("/items/size", Value::Null, "/items");
    check("/items/get", Value::Null, "/items");
    check("/limited/if", Value::Null, "/limited");
    check("/limited/status", json!(429), "/limited/status");
    // Numbers and words.
    check("/version", json!(2), "/version");
    check("/version", json!("1"), "/version");
    check("/interval", json!(0), "/interval");
    check("/interval", json!(90000), "/interval");
    check("/interval", json!("5"), "/interval");
    check("/interval", json!(2.5), "/interval");
    check("/parallel", json!(9), "/parallel");
    check("/entityTags", json!("yes"), "/entityTags");
    check("/title", json!(7), "/title");
    check("/token/header", json!("Cookie"), "/token/header");
    check("/token/scheme", json!("Digest"), "/token/scheme");
    check("/headers/Cookie", json!("a=b"), "/headers/Cookie");
    check("/headers/X-HTTP-Method-Override", json!("PUT"), "/headers/X-HTTP-Method-Override");
    check("/headers/Accept", json!(""), "/headers/Accept");
    check("/headers/Accept", json!("a\r\nCookie: b"), "/headers/Accept");
    check("/items/form", json!("tree"), "/items/form");
    // What is sent.
    check("/list/get", json!("https://evil.example/"), "/list/get");
    check("/list/get", json!("//evil.example/"), "/list/get");
    check("/list/get", json!("/jobs"), "/list/get");
    check("/list/get", json!("../jobs"), "/list/get");
    check("/list/get", json!("a/../../jobs"), "/list/get");
    check("/list/get", json!("a/./jobs"), "/list/get");
    check("/list/get", json!("a//jobs"), "/list/get");
    check("/list/get", json!("\\evil"), "/list/get");
    check("/list/get", json!("jobs#top"), "/list/get");
    check("/list/get", json!("jobs/{id"), "/list/get");
    check("/list/get", json!("jobs/id}"), "/list/get");
    check("/list/get", json!(["jobs"]), "/list/get");
    check("/get", json!([]), "/get");
    check("/get", json!([{"if": {"id": "x"}}]), "/get/0");
    check("/get/0/if", json!({}), "/get/0/if");
    check("/job", json!("plain"), "/job");
    check("/job", json!("{a}{b}"), "/job");
    check("/job", json!("{a b}"), "/job");
    // Pointers and values.
    check("/at", json!("data"), "/at");
    check("/at", json!("/a~2b"), "/at");
    check("/name", json!([]), "/name");
    check("/name", json!(["name"]), "/name/0");
    check("/name", json!(7), "/name");
    check("/ended", json!({"in": "/events", "at": "/time"}), "/ended");
    check("/started", json!({"after": "/created"}), "/started");
    check("/started", json!({"after": "/a", "seconds": "/b", "millis": "/c"}), "/started");
    // States.
    check("/state", json!([]), "/state");
    check("/state", json!({"at": "/s", "means": {"failed": "x"}}), "/state");
    check("/state/0", json!({"at": "/s"}), "/state/0");
    check("/state/0", json!({"means": {"failed": "x"}}), "/state/0");
    check("/state/0/means/done", json!("x"), "/state/0/means/done");
    check("/state/0/means/unknown", json!("x"), "/state/0/means/unknown");
    check("/state/0/means/failed", json!({}), "/state/0/means/failed");
    check("/state/1/is", json!("ready"), "/state/1/is");
    check("/state/1/means", json!({"failed": "x"}), "/state/1");
    // Conditions.
    check("/state/1/if", json!({}), "/state/1/if");
    check("/state/1/if", json!([]), "/state/1/if");
    check("/state/1/if", json!({"is": "x"}), "/state/1/if");
    check("/state/1/if", json!({"at": "/x"}), "/state/1/if");
    check("/state/1/if", json!({"at": "/x", "is": "a", "has": "b"}), "/state/1/if");
    check("/state/1/if", json!({"any": "/x"}), "/state/1/if");
    check("/state/1/if", json!({"where": {"status": 200}}), "/state/1/if");
    check("/state/1/if", json!({"at": "/x", "above": "0"}), "/state/1/if/above");
    check("/state/1/if", json!({"at": "/x", "present": 1}), "/state/1/if/present");
    check("/state/1/if", json!({"status": "ok"}), "/state/1/if/status");
    check("/state/1/if", json!({"status": 1000}), "/state/1/if/status");
    check("/state/1/if", json!([{"not": {"is": "x"}}]), "/state/1/if/0/not");
    // Progress.
    check("/progress/0", json!({}), "/progress/0");
    check("/progress/0", json!({"percent": "/a", "fraction": "/b"}), "/progress/0");
    check("/progress/0", json!({"done": "/a"}), "/progress/0");
    check("/progress/0", json!({"share": "/a"}), "/progress/0");
    check("/progress/0", json!({"percent": {"sum": []}}), "/progress/0/percent/sum");
    check("/progress/0", json!({"percent": {"sum": "/a"}}), "/progress/0/percent/sum");
    check(
        "/progress/0",
        json!({"percent": {"value": "/a", "else": "0"}}),
        "/progress/0/percent/else",
    );
    // Errors and pages.
    check("/errors", json!([]), "/errors");
    check("/errors", json!({"text": "/a"}), "/errors/text");
    check("/items/next", json!({}), "/items/next");
    check("/items/next", json!({"page": "a&b"}), "/items/next/page");
    check("/items/next", json!({"page": "p", "offset": "o"}), "/items/next");
    check("/items/next", json!({"header": "Refresh"}), "/items/next/header");
    check("/list/next", json!({"cursor": "/a"}), "/list/next");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a schema cannot say: it would need to compare two members.
#[test]
fn what_names_a_part_that_is_none_is_refused_by_the_parser() {
    let check = |place: &str, value: Value| {
        let error = parse(&with(place, value)).err().unwrap_or_else(|| panic!("{place} is taken"));
        assert_eq!(error.place, place, "{error}");
    };
    check("/list/get", json!("jobs/{group}/{name}"));
    check("/list/get", json!("jobs/{+id}"));
    check("/list/job/name", json!("/name"));
    check("/get/0/if/name", json!("x"));
    check("/job", json!("{a}/{a}"));
    check("/job", json!("{a+}/{b+}"));
}

#[test]
fn each_provider_has_its_page_and_its_row() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/providers");
    let read = |file: &str| {
        std::fs::read_to_string(format!("{root}/{file}.md"))
            .unwrap_or_else(|e| panic!("{file}: {e}"))
    };
    let table = read("README");
    for (name, text) in catalog::ALL {
        let page = read(name);
        let headings: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(
            headings,
            [
                "Endpoint and job",
                "A token with the least rights",
                "From a browser",
                "Limits",
                "What progress means",
                "Traps",
                "Tested against",
            ],
            "{name}"
        );
        assert!(table.contains(&format!("| [`{name}`]({name}.md) |")), "{name} has no row");
        // The example's job is of the form that the description wants.
        let description: Value = serde_json::from_str(text).unwrap();
        let (_, example) = page.split_once("job=\"").unwrap();
        let (job, _) = example.split_once('"').unwrap();
        let api = Api::Described(parse(&description).unwrap().into());
        let endpoint = ApiRoot::absolute("https://api.example/").unwrap();
        let query = Query::Jobs(vec![JobId::parse(job).unwrap()]);
        api.request(&endpoint, &query, 0).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
