//! Pointers, values, numbers, times, conditions and amounts: a table for each.

use job_badge::job::{JobState, Progress};
use serde_json::{Value, json};

use super::{iso, report, with};

fn sample() -> Value {
    json!({
        "state": "run",
        "a": {"b": "deep", "null": null, "": "empty", "x/y": "slash", "m~n": "tilde", "~1": "both"},
        "list": [{"type": "A", "status": "False"}, {"type": "B", "status": "True", "at": 7}],
        "n": 4, "zero": 0, "text": "12.5", "flag": true, "word": "four", "object": {"of": 3},
        "parts": [{"s": "done"}, {"s": "open"}, {"s": "left"}, {"s": "done"}],
        "map": {"one": {"s": "done"}, "two": {"s": "open"}},
        "pairs": [["1", {"s": "done"}], ["2", {"s": "done"}], 3],
    })
}

/// The name that a value gives.
#[test]
fn a_value_is_found_at_a_pointer_at_the_first_of_several_or_in_an_entry() {
    let check = |value: Value, expected: &str| {
        let report = report(&with(&json!({ "name": value })), &sample());
        assert_eq!(report.name.as_deref().unwrap_or("-"), expected, "{value}");
    };
    check(json!("/a/b"), "deep");
    check(json!("/a/"), "empty");
    check(json!("/a/x~1y"), "slash");
    check(json!("/a/m~0n"), "tilde");
    check(json!("/a/~01"), "both");
    check(json!("/list/1/type"), "B");
    check(json!("/list/01/type"), "-");
    check(json!("/list/+1/type"), "-");
    check(json!("/list/-/type"), "-");
    check(json!("/list/2/type"), "-");
    check(json!("/a/null"), "-");
    check(json!("/a"), "-");
    check(json!("/n"), "4");
    check(json!(["/gone", "/a/null", "/a/b", "/n"]), "deep");
    check(json!([["/gone"], "/n"]), "4");
    let entry =
        |at: &str| json!({"in": "/list", "where": {"at": "/status", "is": "true"}, "at": at});
    check(entry("/type"), "B");
    check(entry("/gone"), "-");
    check(json!({"in": "/a", "where": {"at": "/b", "is": "x"}, "at": "/b"}), "-");
    check(json!([entry("/gone"), "/a/b"]), "deep");
}

#[test]
fn a_number_is_read_from_text_too_summed_or_replaced() {
    let check = |number: Value, permille: Option<u16>| {
        let report = report(&with(&json!({"progress": {"percent": number}})), &sample());
        assert_eq!(report.progress.map(Progress::permille), permille, "{number}");
    };
    check(json!("/n"), Some(40));
    check(json!("/text"), Some(125));
    check(json!("/zero"), Some(0));
    for nothing in ["/flag", "/word", "/object", "/a/null", "/list", "/gone", ""] {
        check(json!(nothing), None);
    }
    check(json!({"sum": ["/n", "/text", {"sum": ["/n"]}]}), Some(205));
    check(json!({"sum": ["/n", "/gone"]}), None);
    check(json!({"sum": ["/n", {"value": "/gone", "else": 1}]}), Some(50));
    check(json!({"value": "/n", "else": 9}), Some(40));
    check(json!({"value": "/word", "else": 9}), None);
}

#[test]
fn a_time_is_read_in_each_spelling() {
    let check = |given: Value, expected: &str| {
        let description = with(&json!({"started": "/t"}));
        let report = report(&description, &json!({"state": "run", "t": given}));
        assert_eq!(iso(report.started_at), expected, "{given}");
    };
    check(json!("2026-11-28T16:51:43Z"), "2026-11-28T16:51:43.000Z");
    check(json!("2026-11-28T16:51:43"), "2026-11-28T16:51:43.000Z");
    check(json!("2026-11-28T16:51:43.123456789+02:00"), "2026-11-28T14:51:43.123Z");
    check(json!("20261128T165143+0000"), "2026-11-28T16:51:43.000Z");
    check(json!("20261128T165143Z"), "2026-11-28T16:51:43.000Z");
    check(json!("20261128T165143-0130"), "2026-11-28T18:21:43.000Z");
    check(json!(1_700_000_000), "2023-11-14T22:13:20.000Z");
    check(json!(1_700_000_000.25), "2023-11-14T22:13:20.250Z");
    check(json!("1700000000.123"), "2023-11-14T22:13:20.123Z");
    check(json!(1_700_000_000_123_i64), "2023-11-14T22:13:20.123Z");
    check(json!("1700000000123"), "2023-11-14T22:13:20.123Z");
    for none in [
        json!(null),
        json!(0),
        json!("0"),
        json!(-5),
        json!(""),
        json!("0001-01-01T00:00:00"),
        json!("soon"),
        json!(true),
        json!({}),
        json!(1e300),
        json!("2026T1"),
        json!("éééé1128T165143Z"),
    ] {
        check(none, "-");
    }
}

#[test]
fn a_time_can_be_after_another() {
    let check = |eta: Value, expected: &str| {
        let body =
            json!({"state": "run", "t": 1_700_000_000, "s": 90.5, "m": "1500", "none": null});
        assert_eq!(iso(report(&with(&json!({ "eta": eta })), &body).eta), expected, "{eta}");
    };
    check(json!({"after": "/t", "seconds": "/s"}), "2023-11-14T22:14:50.500Z");
    check(json!({"after": "/t", "millis": "/m"}), "2023-11-14T22:13:21.500Z");
    check(json!({"after": "/t", "seconds": {"sum": ["/s", "/s"]}}), "2023-11-14T22:16:21.000Z");
    check(json!({"after": "/none", "seconds": "/s"}), "-");
    check(json!({"after": "/t", "seconds": "/none"}), "-");
    check(json!({"after": "/t", "millis": {"value": "/none", "else": 0}}), "-");
    check(json!({"after": "/t", "millis": {"value": "/none", "else": -1}}), "-");
    check(json!(["/none", "/t"]), "2023-11-14T22:13:20.000Z");
}

#[test]
fn an_end_counts_once_the_job_has_ended() {
    let ended = |state: &str| {
        let body = json!({"state": state, "t": 1_700_000_000});
        let rules = json!([{"at": "/state", "means": {"running": "run", "failed": "bad"}}]);
        iso(report(&with(&json!({"state": rules, "ended": "/t"})), &body).ended_at)
    };
    assert_eq!(ended("run"), "-");
    assert_eq!(ended("new word"), "-");
    assert_eq!(ended("bad"), "2023-11-14T22:13:20.000Z");
}

#[test]
fn a_condition_holds_when_all_of_it_does() {
    let check = |condition: Value, expected: bool| {
        let rules = json!([{"if": condition, "is": "blocked"}, {"at": "/state", "means": {"running": "run"}}]);
        let report = report(&with(&json!({ "state": rules })), &sample());
        assert_eq!(report.state == JobState::Blocked, expected, "{condition}");
    };
    check(json!({"at": "/a/b", "is": "DEEP"}), true);
    check(json!({"at": "/a/b", "is": ["x", "deep"]}), true);
    check(json!({"at": "/a/b", "is": "dee"}), false);
    check(json!({"at": "/n", "is": 4}), true);
    check(json!({"at": "/n", "is": "4"}), true);
    check(json!({"at": "/flag", "is": true}), true);
    check(json!({"at": "/flag", "is": "true"}), true);
    check(json!({"at": "/gone", "is": false}), false);
    check(json!({"at": "/object", "is": "x"}), false);
    check(json!({"at": "/a/b", "has": "EE"}), true);
    check(json!({"at": "/a/b", "has": "xx"}), false);
    check(json!({"at": "/gone", "has": ""}), false);
    check(json!({"at": "/object", "present": true}), true);
    check(json!({"at": "/a/null", "present": true}), false);
    check(json!({"at": "/a/null", "present": false}), true);
    check(json!({"at": "/n", "above": 3}), true);
    check(json!({"at": "/n", "above": 4}), false);
    check(json!({"at": "/text", "above": 12}), true);
    check(json!({"at": "/word", "above": 0}), false);
    check(json!({"at": "/gone", "above": -1}), false);
    check(json!({"any": "/list", "where": {"at": "/type", "is": "B"}}), true);
    check(json!({"any": "/list", "where": {"at": "/type", "is": "C"}}), false);
    check(json!({"any": "/gone", "where": {"at": "/type", "present": false}}), false);
    check(json!({"not": {"at": "/n", "is": 4}}), false);
    check(json!({"not": {"at": "/n", "is": 5}}), true);
    check(json!({"not": [{"at": "/n", "is": 4}, {"at": "/n", "is": 5}]}), true);
    check(json!([{"at": "/n", "is": 4}, {"at": "/flag", "is": true}]), true);
    check(json!([{"at": "/n", "is": 4}, {"at": "/flag", "is": false}]), false);
    check(json!({"status": 200, "page": false, "at": "/n", "is": 4}), true);
    check(json!({"status": [202, 200]}), true);
    check(json!({"status": "redirect"}), false);
    check(json!({"page": true}), false);
    check(json!({"status": 202, "at": "/n", "is": 4}), false);
}

#[test]
fn the_first_amount_that_gives_something_is_the_progress() {
    let check = |amount: Value, permille: Option<u16>| {
        let mut body = sample();
        body["of"] = json!({"f": 0.25, "done": "3", "all": 12, "ratio": "3/5", "bad": "3 of 5", "null": null});
        let report = report(&with(&json!({ "progress": amount })), &body);
        assert_eq!(report.progress.map(Progress::permille), permille, "{amount}");
    };
    check(json!({"fraction": "/of/f"}), Some(250));
    check(json!({"fraction": "/n"}), Some(1000));
    check(json!({"done": "/of/done", "of": "/of/all"}), Some(250));
    check(json!({"done": "/of/done", "of": "/zero"}), None);
    check(json!({"done": "/zero", "of": "/zero"}), None);
    check(json!({"done": "/zero", "of": "/n"}), Some(0));
    check(json!({"done": {"sum": ["/of/done", "/of/done"]}, "of": "/of/all"}), Some(500));
    check(json!({"done": {"value": "/gone", "else": 0}, "of": "/n"}), Some(0));
    check(json!({"ratio": "/of/ratio"}), Some(600));
    check(json!({"ratio": "/of/bad"}), None);
    check(json!({"ratio": "/n"}), None);
    let done = json!({"at": "/s", "is": "done"});
    check(json!({"share": "/parts", "done": done}), Some(500));
    let left = json!({"at": "/s", "is": "left"});
    check(json!({"share": "/parts", "done": done, "leaveOut": left}), Some(667));
    check(json!({"share": "/map", "done": done, "form": "values"}), Some(500));
    check(json!({"share": "/pairs", "done": done, "form": "pairs"}), Some(1000));
    check(json!({"share": "/map", "done": done}), None);
    check(json!({"share": "/gone", "done": done}), None);
    check(
        json!({"share": "/parts", "done": done, "leaveOut": {"at": "/s", "present": true}}),
        None,
    );
    check(json!([{"percent": "/gone"}, {"percent": "/object"}, {"ratio": "/of/ratio"}]), Some(600));
    let never = json!({"at": "/gone", "present": true});
    check(json!([{"if": never, "percent": "/n"}, {"fraction": "/of/f"}]), Some(250));
    check(json!({"percent": {"value": "/gone", "else": -7}}), Some(0));
}
