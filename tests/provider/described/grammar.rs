//! Descriptions that are refused: the place and the remedy of each.

use job_badge::provider::{Description, described::catalog};
use serde_json::{Deserializer, Value, json};

use super::{try_described, with};

fn check(more: Value, expected: &str) {
    let error = try_described(&with(&more)).expect_err(&more.to_string());
    assert!(error.to_string().starts_with(expected), "{more}: {error}");
}

#[test]
fn what_breaks_the_grammar_is_named_with_its_place() {
    check(json!({"version": 2}), "/version: must be 1");
    check(json!({"versions": 1}), "/versions: is not known here; known are version, title, job,");
    check(json!({"get": null}), "/get: must be a text");
    check(json!({"interval": 0}), "/interval: must be a whole number from 1 to 86400");
    check(json!({"interval": 2.5}), "/interval: must be a whole");
    check(json!({"parallel": 9}), "/parallel: must be a whole number from 1 to 8");
    check(json!({"entityTags": "yes"}), "/entityTags: must be true or false");
    check(json!({"at": "result"}), "/at: must be a JSON pointer");
    check(json!({"at": "/a~b"}), "/at: must be a JSON pointer");
    check(json!({"name": []}), "/name: must not be empty");
    check(json!({"name": ["/a", 3]}), "/name/1: must be a text");
    check(json!({"name": {"in": "/a", "at": "/b"}}), "/name: needs \"where\"");
    check(json!({"headers": {"Cookie": "a"}}), "/headers/Cookie: must be one of \"Accept\"");
    check(json!({"headers": {"Accept": "a\nb"}}), "/headers/Accept: must be visible ASCII");
    check(json!({"headers": {"accept": "a"}}), "/headers/accept: must be one of");
    check(json!({"token": {"header": "Cookie"}}), "/token/header: must be one of");
    check(json!({"token": {"scheme": "bearer"}}), "/token/scheme: must be one of");
    check(json!({"state": []}), "/state: must not be empty");
    check(json!({"state": {}}), "/state: must be a list of rules");
    check(json!({"state": ["running"]}), "/state/0: needs exactly one of means, is");
    check(json!({"state": [{"at": "/s"}]}), "/state/0: needs exactly one of means, is");
    check(json!({"state": [{"means": {"running": "a"}}]}), "/state/0: \"means\" needs \"at\"");
    check(
        json!({"state": [{"at": "/s", "means": {"done": "a"}}]}),
        "/state/0/means/done: must be one of queued,",
    );
    check(
        json!({"state": [{"at": "/s", "means": {"unknown": "a"}}]}),
        "/state/0/means/unknown: must be one of",
    );
    check(
        json!({"state": [{"at": "/s", "means": {"failed": {}}}]}),
        "/state/0/means/failed: must be a word",
    );
    check(json!({"state": [{"is": "done"}]}), "/state/0/is: must be one of");
    check(json!({"state": [{"is": "failed", "if": {}}]}), "/state/0/if: must not be empty");
    check(
        json!({"state": [{"is": "failed", "if": {"at": "/a"}}]}),
        "/state/0/if: needs exactly one of is, has",
    );
    check(
        json!({"state": [{"is": "failed", "if": {"is": "a"}}]}),
        "/state/0/if: \"is\" needs \"at\"",
    );
    check(
        json!({"state": [{"is": "failed", "if": {"any": "/a"}}]}),
        "/state/0/if: \"any\" needs \"where\"",
    );
    check(
        json!({"state": [{"is": "failed", "if": {"status": "ok"}}]}),
        "/state/0/if/status: must be one of \"redirect\"",
    );
    check(
        json!({"state": [{"is": "failed", "if": {"status": 700}}]}),
        "/state/0/if/status: must be a whole",
    );
    check(
        json!({"state": [{"is": "failed", "if": [{"not": {"a~/b": 1}}]}]}),
        "/state/0/if/0/not/a~0~1b: is not known here",
    );
    check(
        json!({"progress": {"percent": "/a", "fraction": "/b"}}),
        "/progress: needs exactly one of",
    );
    check(json!({"progress": [{"done": "/a"}]}), "/progress/0: \"done\" needs \"of\"");
    check(json!({"progress": {"share": "/a"}}), "/progress: needs \"done\"");
    check(
        json!({"progress": {"percent": {"sum": []}}}),
        "/progress/percent/sum: must not be empty",
    );
    check(
        json!({"progress": {"percent": {"value": "/a", "else": "0"}}}),
        "/progress/percent/else: must be a number",
    );
    check(json!({"ended": {"after": "/a"}}), "/ended: needs exactly one of seconds, millis");
    check(
        json!({"errors": {"text": "/a"}}),
        "/errors/text: is not known here; known are in, where, code, message",
    );
    check(
        json!({"items": {"at": "/a", "form": "map"}}),
        "/items/form: must be one of \"list\", \"values\", \"pairs\"",
    );
    check(json!({"items": {"next": {"page": "p"}}}), "/items: \"next\" needs \"get\"");
    check(json!({"items": {"get": "x", "next": {"page": "p"}}}), "/items: \"next\" needs \"size\"");
    check(
        json!({"items": {"get": "x", "size": 2, "next": {"page": "a b"}}}),
        "/items/next/page: must be a parameter",
    );
    check(
        json!({"items": {"get": "x", "size": 2, "next": {"page": "_method"}}}),
        "/items/next/page: must be a parameter",
    );
    check(
        json!({"items": {"get": "x", "next": {"cursor": "/c"}}}),
        "/items/next: \"cursor\" needs \"parameter\"",
    );
    check(
        json!({"items": {"get": "x", "next": {"header": "X"}}}),
        "/items/next/header: must be one of \"Link\"",
    );
    check(json!({"list": {"get": "x", "size": 2}}), "/list: needs \"job\"");
    check(
        json!({"list": {"get": "x", "size": 2, "job": {"id": "/id"}}}),
        "/list/job/id: \"id\" is no part of the job; its parts are job",
    );
    check(json!({"list": {"get": "x", "size": 2, "job": {}}}), "/list/job: must not be empty");
    check(json!({"limited": {"wait": "/a"}}), "/limited: needs \"if\"");
    let missing = try_described(&json!({"version": 1, "get": "x"})).unwrap_err();
    assert_eq!(missing.to_string(), "needs \"state\"");
    assert_eq!(try_described(&json!([])).unwrap_err().to_string(), "must be an object");
    for text in ["", "{", "nul"] {
        let error = Description::read("x", &mut Deserializer::from_str(text)).unwrap_err();
        assert_eq!(error.problem, "is not JSON that can be read");
    }
    let twice = r#"{"version":1,"get":"a","get":"b","state":[{"is":"failed"}]}"#;
    let error = Description::read("x", &mut Deserializer::from_str(twice)).unwrap_err();
    assert_eq!(error.to_string(), "/get: stands there twice");
}

#[test]
fn the_form_of_a_job_must_be_one_that_can_be_taken_apart() {
    for (job, expected) in [
        ("job", "/job: needs a part in braces"),
        ("", "/job: needs a part in braces"),
        ("{a}{b}", "/job: needs a text between two parts"),
        ("{a+}/{b+}", "/job: needs a part in braces, such as {job}, and at most one"),
        ("{a}/{a}", "/job: needs names of letters"),
        ("{}", "/job: needs names of letters"),
        ("{a b}", "/job: needs names of letters"),
        ("{a", "/job: has a brace without"),
        ("a}", "/job: has a brace without"),
        ("{a{b}}", "/job: has a brace without"),
    ] {
        check(json!({ "job": job, "get": "x" }), expected);
    }
}

#[test]
fn what_is_asked_for_must_be_below_the_api_root() {
    for get in [
        "/jobs/{job}",
        "//evil.example/{job}",
        "https://evil.example/{job}",
        "../{job}",
        "a/../{job}",
        "a/./b",
        "./{job}",
        "%2e%2e/{job}",
        "%252e%252e/{job}",
        "a/%2e%2e",
        "a\\{job}",
        "\\\\evil",
        "a%5c{job}",
        "a#{job}",
        "a b",
        "é/{job}",
        "a\n{job}",
        "a?_method=DELETE",
        "a?x=1&%5fmethod=DELETE",
        "a?X-HTTP-Method-Override=DELETE",
        "a//b",
        "a%2f%2fb",
        "..;/x",
    ] {
        check(json!({ "get": get }), "/get: must follow the API root: ");
        check(json!({"get": [{"get": get}]}), "/get/0/get: must follow the API root: ");
        check(json!({"items": {"get": get}}), "/items/get: must follow the API root: ");
        let list = json!({"get": get, "job": {"job": "/id"}, "size": 2});
        check(json!({ "list": list }), "/list/get: must follow the API root: ");
    }
    check(json!({"get": "jobs/{id}"}), "/get: \"id\" is no part of the job; its parts are job");
    check(
        json!({"get": "jobs/{+job}"}),
        "/get: {+job} needs slashes in its part: write {job+} in \"job\"",
    );
    check(json!({"get": "jobs/{job/x/}"}), "/get: {job/x/} needs slashes");
    check(json!({"get": "jobs/{job"}), "/get: has a brace without its other half");
    check(json!({"get": [{"if": {"id": "x"}, "get": "a"}]}), "/get/0/if/id: \"id\" is no part");
    let get = json!([{"if": {"job": 3}, "get": "a"}]);
    check(json!({ "get": get }), "/get/0/if/job: must be a text");
}

#[test]
fn every_shipped_description_is_taken() {
    for (name, text) in catalog::ALL {
        if let Err(error) = Description::read(name, &mut Deserializer::from_str(text)) {
            panic!("{name}: {error}");
        }
    }
}
