//! How a source shares polling in a group of tabs, with real channels and locks.

use core::time::Duration;

use job_badge::{
    browser::{Share, Source, Watching},
    job::JobState,
};
use js_sys::{Array, Function, JSON};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    reply::Reply,
    stage::{Stage, Statuses, job, turn},
};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    type Other;
    #[wasm_bindgen(constructor)]
    fn new(group: &str) -> Other;
    #[wasm_bindgen(method)]
    fn post(this: &Other, message: &JsValue);
    #[wasm_bindgen(method)]
    fn close(this: &Other);
    #[wasm_bindgen(method)]
    fn count(this: &Other, kind: u32) -> u32;
    #[wasm_bindgen(method)]
    fn last(this: &Other, kind: u32) -> String;

    #[wasm_bindgen]
    async fn hold(name: &str) -> JsValue;
    #[wasm_bindgen]
    async fn locks(group: &str) -> JsValue;
    #[wasm_bindgen]
    async fn digests() -> JsValue;
    fn channels() -> u32;
    #[wasm_bindgen(js_name = setLocks)]
    fn set_locks(there: bool);
}

const TOKEN: &str = "a-token-that-is-long-enough-to-be-known-again";
const INTERVAL: Duration = Duration::from_millis(2500);

fn group(stage: &Stage) -> String {
    format!("job-badge 1 ams-v2 {} =team", stage.root())
}

fn source(stage: &Stage) -> Source {
    Source::ams_v2(&stage.root(), TOKEN).share("team")
}

/// Waits until the source has announced itself this many times, and announces the other tab.
async fn greet(other: &Other, times: u32) {
    until(|| other.count(5) == times).await;
    post(other, "[5]");
}

fn post(other: &Other, json: &str) {
    other.post(&JSON::parse(json).unwrap());
}

/// Waits for a condition. Locks and messages need an unknown number of tasks.
async fn until(mut held: impl FnMut() -> bool) {
    for _ in 0..20_000 {
        if held() {
            return;
        }
        turn().await;
    }
    panic!("the condition never held");
}

async fn until_locks(group: &str, count: f64) {
    for _ in 0..2_000 {
        if locks(group).await.as_f64() == Some(count) {
            return;
        }
        turn().await;
    }
    panic!("{:?} locks, not {count}", locks(group).await);
}

/// Closes the other tab, drops the watch, and asserts that nothing is left.
async fn end(stage: &Stage, group: &str, other: Other, watching: Watching) {
    other.close();
    drop(watching);
    stage.settle().await;
    until_locks(group, 0.0).await;
    stage.assert_empty();
}

fn release(lock: JsValue) {
    lock.unchecked_into::<Function>().call0(&JsValue::UNDEFINED).unwrap();
}

#[wasm_bindgen_test]
async fn the_tab_that_polls_polls_for_other_tabs_until_they_close() {
    let stage = Stage::all_running();
    let (group, statuses) = (group(&stage), Statuses::default());
    let other = Other::new(&group);
    let watching = statuses.watch(&source(&stage), &job("a"));
    stage.settle().await;
    greet(&other, 1).await;
    until(|| other.count(0) == 1).await;
    let alive = hold(&format!("{group}\n7")).await;
    post(&other, r#"[1,7,"2500\n1b"]"#);
    // Two locks of the source, one of the other tab, and the source's wait for that one, which shows
    // that it has received the other tab's message.
    until_locks(&group, 4.0).await;
    assert_eq!(other.count(2), 0, "no tab had asked for anything");
    stage.pass(INTERVAL * 2).await;
    until(|| other.count(2) > 0).await;
    assert!(stage.calls().iter().any(|call| call.path.contains("%27b%27")), "b is asked for");
    let answers = other.last(2);
    assert!(answers.contains("Processing") || answers.contains("\"State\":2"), "{answers}");
    release(alive);
    until_locks(&group, 2.0).await;
    stage.settle().await;
    let (calls, answers) = (stage.calls().len(), other.count(2));
    stage.pass(INTERVAL * 3).await;
    assert!(stage.calls()[calls..].iter().all(|call| !call.path.contains("%27b%27")));
    assert_eq!(other.count(2), answers, "no other tab is left");
    end(&stage, &group, other, watching).await;
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_poll_accepts_valid_answers_only() {
    let stage = Stage::all_running();
    let (group, statuses) = (group(&stage), Statuses::default());
    let other = Other::new(&group);
    let lead = hold(&group).await;
    let watching = statuses.watch(&source(&stage), &job("a"));
    stage.settle().await;
    until(|| other.count(5) == 1).await;
    post(&other, "[0]");
    until(|| other.count(1) == 1).await;
    let wants = other.last(1);
    assert!(wants.ends_with(",\"2500\\n1a\"]"), "{wants}");
    for nonsense in [
        "null",
        "7",
        "\"text\"",
        "{}",
        "[]",
        "[null]",
        "[-1]",
        "[99]",
        "[1]",
        "[1,7,7]",
        "[0.5]",
        r#"[1,7,"1000\n0b"]"#,
        r#"[1,"x","1000"]"#,
        "[2]",
        r#"[2,"a"]"#,
        r#"[2,"a",null]"#,
        r#"[2,"a",{"value":7}]"#,
        r#"[2,"a",{"odata.error":{"code":""}}]"#,
        r#"[2,["a"],{"value":[{"Id":"a","State":3}]}]"#,
        r#"[2,"",{"value":[{"Id":"a","State":3}]}]"#,
        r#"[2,"b",{"value":[{"Id":"a","State":3}]}]"#,
        r#"[3,"",{"value":[]}]"#,
        r#"[3,"a",{"value":[{"Id":"a","State":3}]}]"#,
        r#"[3,"a\u0000",{"value":[]}]"#,
    ] {
        post(&other, nonsense);
    }
    let many: String = (0..5000).map(|at| format!("{at}\n")).collect();
    let body = JSON::parse(r#"{"value":[{"Id":"a","State":3}]}"#).unwrap();
    other.post(&Array::of3(&2.into(), &JsValue::from_str(&format!("{many}a")), &body));
    post(&other, r#"[0]"#);
    until(|| other.count(1) == 2).await;
    assert_eq!(statuses.last().state(), JobState::Running);
    post(&other, r#"[2,"a",{"value":[{"Id":"a","Name":"Statuses","State":3}]}]"#);
    until(|| statuses.last().state() == JobState::Succeeded).await;
    assert_eq!(statuses.last().report.as_ref().unwrap().name.as_deref(), Some("Statuses"));
    other.close();
    drop(watching);
    stage.settle().await;
    release(lead);
    until_locks(&group, 0.0).await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn an_answer_that_echoes_the_token_is_not_shared() {
    let stage = Stage::new();
    stage.script(|asked| {
        let echo = format!(r#"{{"Id":"a","State":2,"Name":"Bearer {}"}}"#, asked.token);
        Some(Reply::new(200, &format!(r#"{{"value":[{echo}]}}"#)))
    });
    let (group, statuses) = (group(&stage), Statuses::default());
    let other = Other::new(&group);
    let _alive = hold(&format!("{group}\n7")).await;
    let watching = statuses.watch(&source(&stage), &job("a"));
    stage.settle().await;
    greet(&other, 1).await;
    until(|| other.count(0) == 1).await;
    post(&other, r#"[1,7,"2500\n2a"]"#);
    until_locks(&group, 4.0).await;
    stage.pass(INTERVAL * 3).await;
    assert!(stage.rounds() > 2);
    // Messages arrive in order, so all earlier ones have arrived with this announcement.
    drop(watching);
    stage.settle().await;
    let again = statuses.watch(&source(&stage), &job("a"));
    stage.settle().await;
    until(|| other.count(5) == 2).await;
    assert_eq!(other.count(2), 0);
    other.close();
    drop(again);
}

#[wasm_bindgen_test]
async fn a_page_that_is_hidden_frozen_left_or_offline_releases_its_locks_at_once() {
    type Way = (fn(), fn());
    let ways: [Way; 3] = [
        (|| page::set_visible(false), || page::set_visible(true)),
        (|| page::dispatch("freeze"), || page::dispatch("resume")),
        (|| page::dispatch("pagehide"), || page::dispatch("pageshow")),
    ];
    for (leave, come_back) in ways {
        let stage = Stage::all_running();
        let (group, statuses) = (group(&stage), Statuses::default());
        let watching = statuses.watch(&source(&stage), &job("a"));
        stage.settle().await;
        let other = Other::new(&group);
        // The source announced itself before the other tab existed, so only that one announces itself.
        post(&other, "[5]");
        until_locks(&group, 2.0).await;
        leave();
        until_locks(&group, 0.0).await;
        come_back();
        stage.pass(INTERVAL * 2).await;
        greet(&other, 1).await;
        until_locks(&group, 2.0).await;
        end(&stage, &group, other, watching).await;
    }
}

#[wasm_bindgen_test]
async fn a_tab_that_is_alone_holds_no_lock() {
    let stage = Stage::all_running();
    let (group, statuses) = (group(&stage), Statuses::default());
    let other = Other::new(&group);
    let watching = statuses.watch(&source(&stage), &job("a"));
    stage.settle().await;
    until(|| other.count(5) == 1).await;
    stage.pass(INTERVAL * 3).await;
    until_locks(&group, 0.0).await;
    assert_eq!(other.count(0), 0, "it knows of no other tab");
    post(&other, "[5]");
    until_locks(&group, 2.0).await;
    until(|| other.count(0) == 1).await;
    other.close();
    stage.pass(INTERVAL * 6).await;
    until_locks(&group, 0.0).await;
    drop(watching);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_group_is_named_by_its_tokens_digest_only() {
    let stage = Stage::all_running();
    let statuses = Statuses::default();
    let front = format!("job-badge 1 ams-v2 {} #", stage.root());
    // The same root as a relative URL: another source, but the same group.
    let path = stage.root().split_off(stage.root().find("/stage").unwrap());
    let watching = [stage.root(), path]
        .map(|endpoint| statuses.watch(&Source::ams_v2(&endpoint, TOKEN), &job("a")));
    stage.settle().await;
    until_locks(&front, 4.0).await;
    let names = page::texts(&digests().await.unchecked_into());
    assert!(names.iter().all(|name| !name.contains("a-token")), "{names:?}");
    let of_this = names.iter().find(|name| name.starts_with(&front)).unwrap();
    let digest = of_this.strip_prefix(&front).unwrap().split('\n').next().unwrap();
    assert_eq!(digest.len(), 64, "{digest}");
    drop(watching);
    stage.settle().await;
    until_locks(&front, 0.0).await;
}

#[wasm_bindgen_test]
async fn a_source_that_may_not_or_cannot_share_polls_alone() {
    let check = async |what: &str, source: fn(&Stage) -> Source| {
        let stage = Stage::all_running();
        let (statuses, opened) = (Statuses::default(), channels());
        let watching = statuses.watch(&source(&stage), &job("a"));
        stage.pass(INTERVAL * 4).await;
        assert!(stage.rounds() >= 4, "{what}");
        assert_eq!(channels(), opened, "{what}");
        drop(watching);
        stage.settle().await;
        stage.assert_empty();
    };
    let provided = |stage: &Stage| {
        let provider = job_badge::browser::Credential::provider(|_| async { Some(TOKEN.into()) });
        Source::ams_v2(&stage.root(), provider)
    };
    check("off", |stage| source(stage).share(Share::Off)).await;
    check("a token provider without a name", provided).await;
    set_locks(false);
    let stage = Stage::all_running();
    let (statuses, opened) = (Statuses::default(), channels());
    let watching = statuses.watch(&source(&stage), &job("a"));
    stage.pass(INTERVAL * 4).await;
    set_locks(true);
    assert!(stage.rounds() >= 4, "without locks");
    assert_eq!(channels(), opened, "without locks");
    drop(watching);
    stage.settle().await;
    stage.assert_empty();
}
