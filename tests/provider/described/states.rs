//! Rules for the state.

use serde_json::{Value, json};

use super::{read, with};

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
