//! What the class of `<job-badge>` holds: settings in, events and a snapshot out.

use core::time::Duration;

use job_badge::element::BadgeHandle;
use js_sys::{Object, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::{page, reply::Reply, stage::Stage};

pub struct Badge {
    pub host: HtmlElement,
    recorder: page::Recorder,
    pub handle: BadgeHandle,
}

impl Badge {
    pub fn new() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.query_selector("body").unwrap().unwrap().append_child(&host).unwrap();
        let recorder = page::Recorder::new();
        let page: &JsValue = recorder.as_ref();
        let handle = BadgeHandle::new(host.clone(), page.clone().unchecked_into());
        Self { host, recorder, handle }
    }

    pub fn update(&self, settings: &[(&str, &str)]) {
        let raw = Object::new();
        for (name, text) in settings {
            Reflect::set(&raw, &(*name).into(), &(*text).into()).unwrap();
        }
        self.handle.update(&raw);
    }

    fn root(&self) -> ShadowRoot {
        self.host.shadow_root().expect("a shadow root")
    }

    fn shown(&self) -> String {
        self.root().text_content().unwrap_or_default()
    }

    /// The first such element in its shadow root.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root().query_selector(selector).unwrap()
    }

    fn has(&self, selector: &str) -> bool {
        self.find(selector).is_some()
    }

    /// The names of the events so far.
    fn events(&self) -> Vec<String> {
        let events = json(&self.recorder.events());
        let name = |event: &Value| event["event"].as_str().unwrap().to_owned();
        events.as_array().unwrap().iter().map(name).collect()
    }

    fn last_event(&self) -> Value {
        json(&self.recorder.events()).as_array().unwrap().last().unwrap().clone()
    }

    pub fn states(&self) -> Value {
        json(&self.recorder.named())
    }
}

fn json(value: &JsValue) -> Value {
    let text = js_sys::JSON::stringify(value).unwrap();
    serde_json::from_str(&String::from(text)).unwrap()
}

#[wasm_bindgen_test]
async fn a_badge_is_shown_hidden_and_freed() {
    let stage = Stage::all_running();
    let (badge, root) = (Badge::new(), stage.root());
    assert_eq!(badge.handle.status(), JsValue::NULL);
    badge.update(&[("endpoint", &root), ("token", "good")]);
    stage.settle().await;
    assert_eq!((stage.calls().len(), badge.handle.status()), (0, JsValue::NULL));

    let settings = [("endpoint", root.as_str()), ("token", "good"), ("job", "a")];
    badge.update(&settings);
    stage.settle().await;
    assert!(badge.shown().contains("40%"), "{}", badge.shown());
    assert_eq!(page::sheets(&badge.root()), 1);
    assert_eq!(badge.states(), serde_json::json!(["running", "live"]));

    badge.update(&settings[..2]);
    stage.settle().await;
    assert_eq!(badge.shown(), "");
    assert!(badge.has("slot"));
    assert_eq!((badge.states(), badge.handle.status()), (serde_json::json!([]), JsValue::NULL));
    stage.assert_empty();

    badge.update(&settings);
    stage.settle().await;
    assert!(badge.shown().contains("40%"), "{}", badge.shown());
    drop(badge.handle);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_name_draws_nothing_of_its_own() {
    let stage = Stage::all_running();
    let (badge, root) = (Badge::new(), stage.root());
    let name = "x\0<img src=y onerror=z>\u{feff}'\"&amp;";
    let settings = [("endpoint", root.as_str()), ("token", "good"), ("job", "a"), ("label", name)];
    badge.update(&settings);
    stage.settle().await;
    assert!(!badge.has("img"));
    assert!(badge.shown().contains(name), "{}", badge.shown());
    let face = badge.find("[role=progressbar]").unwrap();
    assert_eq!(face.get_attribute("aria-label").unwrap(), name);
    badge.update(&settings[..2]);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn an_event_is_told_once_for_each_change() {
    let stage = Stage::all_running();
    let badge = Badge::new();
    badge.update(&[("endpoint", &stage.root()), ("token", "good"), ("job", "a")]);
    stage.settle().await;
    let first = badge.events();
    assert!(first.iter().all(|name| name == "job-badge-change"), "{first:?}");
    let event = badge.last_event();
    assert_eq!(event["states"], serde_json::json!(["running", "live"]));
    assert_eq!(event["detail"]["status"]["progress"], 40);
    assert_eq!(event["detail"]["status"]["state"], "running");

    // Answers that say the same are no change.
    let before = stage.calls().len();
    stage.pass_seconds(30).await;
    assert!(stage.calls().len() > before + 10);
    assert_eq!(badge.events(), first);

    // Trouble is told when it begins, not at each attempt.
    stage.always(Reply::new(500, ""));
    stage.pass_seconds(120).await;
    let errors = |badge: &Badge| badge.events().iter().filter(|n| *n == "job-badge-error").count();
    assert_eq!(errors(&badge), 1);
    let detail = badge.last_event()["detail"].clone();
    assert_eq!((&detail["kind"], detail["retryAt"].is_string()), (&"server".into(), true));
    assert!(detail["message"].as_str().is_some_and(|text| text.len() > 20), "{detail}");
    stage.always(Reply::fate("network", ""));
    stage.pass_seconds(120).await;
    assert_eq!(errors(&badge), 2);
    // The browser gives no words of its own.
    let detail = badge.last_event()["detail"].clone();
    assert!(detail["message"].as_str().is_some_and(|text| text.contains("CORS")), "{detail}");

    stage.script(|asked| {
        let mut reply = Reply::running(asked, 100);
        let text = String::from_utf8(reply.body).unwrap().replace("\"State\":2", "\"State\":3");
        reply.body = text.into();
        Some(reply)
    });
    stage.pass_seconds(600).await;
    assert_eq!(badge.events().iter().filter(|name| *name == "job-badge-done").count(), 1);
    assert_eq!(badge.states(), serde_json::json!(["succeeded", "live"]));
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn the_snapshot_is_frozen_all_the_way_down_and_has_the_contracts_members() {
    let stage = Stage::all_running();
    let badge = Badge::new();
    badge.update(&[("endpoint", &stage.root()), ("token", "s3cret"), ("job", "a")]);
    let waiting = badge.handle.status();
    assert!(page::is_frozen(&waiting));
    assert_eq!(json(&waiting)["state"], "unknown");
    stage.settle().await;
    let snapshot = badge.handle.status();
    assert!(page::is_frozen(&snapshot));
    let snapshot = json(&snapshot);
    let mut names: Vec<_> = snapshot.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "checkedAt",
            "createdAt",
            "endedAt",
            "errors",
            "eta",
            "freshness",
            "job",
            "name",
            "progress",
            "rawState",
            "startedAt",
            "state",
            "tasks"
        ]
    );
    assert_eq!(snapshot["tasks"][0]["progress"], 40);
    assert_eq!(snapshot["startedAt"], "2026-01-01T00:00:00.000Z");
    assert_eq!(snapshot["rawState"], "Processing");
    let events = badge.recorder.events();
    for event in js_sys::Array::from(&events) {
        let detail = Reflect::get(&event, &"detail".into()).unwrap();
        assert!(page::is_frozen(&detail));
    }
    assert!(!json(&events).to_string().contains("s3cret"));
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn a_new_token_keeps_what_the_page_sees_and_another_job_does_not() {
    let stage = Stage::all_running();
    let (badge, root) = (Badge::new(), stage.root());
    badge.update(&[("endpoint", &root), ("token", "one"), ("job", "a")]);
    stage.settle().await;
    stage.script(|asked| Some(Reply::running(asked, 60).held()));
    badge.update(&[("endpoint", &root), ("token", "two"), ("job", "a")]);
    stage.settle().await;
    assert_eq!(json(&badge.handle.status())["progress"], 40);
    assert!(badge.shown().contains("40%"), "{}", badge.shown());
    badge.update(&[("endpoint", &root), ("token", "two"), ("job", "b")]);
    assert_eq!(json(&badge.handle.status())["job"], "b");
    assert_eq!(json(&badge.handle.status())["progress"], Value::Null);
    stage.settle().await;
    assert!(!badge.shown().contains("40%"), "{}", badge.shown());
    assert_eq!(json(&badge.handle.status())["state"], "unknown");
}

#[wasm_bindgen_test]
async fn bad_settings_are_warned_of_and_the_defaults_hold() {
    let stage = Stage::all_running();
    let badge = Badge::new();
    let root = stage.root();
    badge.update(&[
        ("endpoint", root.as_str()),
        ("token", "good"),
        ("job", "a"),
        ("interval", "soon"),
        ("density", "huge"),
    ]);
    stage.settle().await;
    let warnings = json(&badge.recorder.warnings());
    let names: Vec<_> = warnings.as_array().unwrap().iter().map(|one| one[0].clone()).collect();
    assert_eq!(names, ["density", "interval"]);
    assert!(badge.shown().contains("40%"), "{}", badge.shown());
}

#[wasm_bindgen_test]
async fn refresh_asks_at_once() {
    let stage = Stage::all_running();
    let badge = Badge::new();
    badge.handle.refresh();
    badge.update(&[
        ("endpoint", &stage.root()),
        ("token", "good"),
        ("job", "a"),
        ("interval", "3600"),
    ]);
    stage.pass_seconds(60).await;
    assert_eq!(stage.rounds(), 1);
    badge.handle.refresh();
    stage.settle().await;
    assert_eq!(stage.rounds(), 2);
}

#[wasm_bindgen_test]
async fn of_many_those_of_which_nothing_is_known_wait_for_their_first_answer() {
    for answers in [true, false] {
        let stage = Stage::new();
        stage.script(|asked| Some(Reply::running(asked, 40).held()));
        let root = stage.root();
        let badges: Vec<Badge> = (0..42).map(|_| Badge::new()).collect();
        for badge in &badges {
            badge.update(&[("endpoint", &root), ("token", "good"), ("job", "a")]);
        }
        stage.settle().await;
        let drawn = || {
            let is_drawn = |badge: &&Badge| badge.has("[role=progressbar]") && !badge.has("slot");
            badges.iter().filter(is_drawn).count()
        };
        assert_eq!(drawn(), 40);
        assert!(badges[41].has("slot"), "its own children are shown meanwhile");
        if answers {
            page::release();
            stage.settle().await;
            assert!(badges[41].shown().contains("Running"), "{}", badges[41].shown());
        } else {
            stage.pass(Duration::from_millis(800)).await;
        }
        assert_eq!(drawn(), 42);
        // Nor is any drawn anew with what was known before.
        stage.pass(Duration::from_secs(1)).await;
        assert_eq!(badges[41].shown(), badges[0].shown());
    }
}
