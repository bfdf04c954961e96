//! The Yew component: what it shows as its settings change, and that nothing is left of it.

use core::{cell::RefCell, time::Duration};
use std::rc::Rc;

use job_badge::{
    browser::{Credential, Source},
    job::{Change, Freshness, JobState, Status},
    ui::{JobBadge, JobBadgeProps, use_job},
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;
use yew::prelude::*;

use super::{
    page,
    reply::Reply,
    stage::{Stage, job},
};

fn room() -> Element {
    let document = web_sys::window().unwrap().document().unwrap();
    let room = document.create_element("div").unwrap();
    document.query_selector("body").unwrap().unwrap().append_child(&room).unwrap();
    room
}

fn text(room: &Element) -> String {
    room.text_content().unwrap_or_default()
}

fn props(source: &Source, job: &str) -> JobBadgeProps {
    yew::props!(JobBadgeProps { source: source.clone(), job: job.to_owned() })
}

fn draw(room: &Element, props: JobBadgeProps) -> yew::AppHandle<JobBadge> {
    yew::Renderer::<JobBadge>::with_root_and_props(room.clone(), props).render()
}

#[wasm_bindgen_test]
async fn a_badge_draws_its_job_and_keeps_it_fresh() {
    let stage = Stage::new();
    let (room, source, id) = (room(), stage.source(), stage.job(10, 100));
    let badge = draw(&room, props(&source, id.as_str()));
    stage.settle().await;
    assert!(text(&room).contains("Queued"), "{}", text(&room));
    stage.pass_seconds(40).await;
    assert!(text(&room).contains("Running"), "{}", text(&room));
    let face = room.query_selector("[role=progressbar]").unwrap().unwrap();
    let percent: f64 = face.get_attribute("aria-valuenow").unwrap().parse().unwrap();
    assert!((25.0..=30.0).contains(&percent), "{percent}");
    stage.pass_seconds(100).await;
    assert!(text(&room).contains("Succeeded"), "{}", text(&room));
    // Nothing counts any more; a minute is enough to see another day.
    assert!(page::timers().iter().all(|wait| *wait > 1000.0), "{:?}", page::timers());
    badge.destroy();
    stage.settle().await;
    assert_eq!(text(&room), "");
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_badge_that_is_added_later_shows_what_is_known_already() {
    let stage = Stage::new();
    let (first, second, source, id) = (room(), room(), stage.source(), stage.job(10, 100));
    let badge = draw(&first, props(&source, id.as_str()));
    stage.settle().await;
    let asked = stage.calls().len();
    let later = draw(&second, props(&source, id.as_str()));
    stage.settle().await;
    assert_eq!(stage.calls().len(), asked, "what is known is not asked for");
    assert!(text(&second).contains("Queued"), "{}", text(&second));
    badge.destroy();
    later.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_badge_of_ones_own_backend_needs_no_description() {
    let stage = Stage::new();
    stage.always(Reply::new(200, r#"{"name":"Export","status":"in_progress","done":3,"total":4}"#));
    let (room, source) = (room(), Source::json(&stage.root(), Credential::cookie()));
    let badge = draw(&room, props(&source, "42"));
    stage.settle().await;
    assert!(stage.calls()[0].path.ends_with("/api/42"), "{:?}", stage.calls());
    for part in ["Export", "Running", "75%"] {
        assert!(text(&room).contains(part), "{part}: {}", text(&room));
    }
    stage.always(Reply::new(200, r#"{"name":"Export","status":"completed"}"#));
    stage.pass_seconds(6).await;
    assert!(text(&room).contains("Succeeded"), "{}", text(&room));
    // The live region speaks a moment later.
    stage.pass_seconds(1).await;
    badge.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn each_change_is_told_once_and_the_end_once() {
    let stage = Stage::new();
    let (room, source, id) = (room(), stage.source(), stage.job(5, 10));
    let changes = Rc::new(RefCell::new(Vec::<Change>::new()));
    let ends = Rc::new(RefCell::new(Vec::<Rc<Status>>::new()));
    let (kept_changes, kept_ends) = (Rc::clone(&changes), Rc::clone(&ends));
    let props = JobBadgeProps {
        on_change: Callback::from(move |change| kept_changes.borrow_mut().push(change)),
        on_done: Callback::from(move |status| kept_ends.borrow_mut().push(status)),
        ..props(&source, id.as_str())
    };
    let badge = draw(&room, props);
    stage.pass_seconds(60).await;
    let changes = changes.take();
    assert!(changes.iter().all(|change| change.status.differs(&change.previous)));
    assert!(changes.windows(2).all(|pair| pair[0].status == pair[1].previous));
    let mut states: Vec<_> = changes.iter().map(|change| change.status.state()).collect();
    states.dedup();
    assert_eq!(states.first(), Some(&JobState::Queued));
    assert_eq!(states.last(), Some(&JobState::Succeeded));
    assert_eq!(ends.borrow().len(), 1);
    badge.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_new_token_keeps_what_is_shown() {
    let stage = Stage::all_running();
    let room = room();
    let first = Source::ams_v2(&stage.root(), "first");
    let mut badge = draw(&room, props(&first, "a"));
    stage.settle().await;
    assert!(text(&room).contains("40%"), "{}", text(&room));
    let said = page::record(&room);
    stage.script(|asked| Some(Reply::running(asked, 60).held()));
    badge.update(props(&Source::ams_v2(&stage.root(), "second"), "a"));
    for _ in 0..3 {
        stage.settle().await;
        assert!(text(&room).contains("40%"), "{}", text(&room));
        assert!(text(&room).contains("Job a"), "{}", text(&room));
        if stage.in_flight() == 0 {
            break;
        }
        // First the job without its tasks; the last one to go brings the tasks.
        if stage.calls().last().is_some_and(|call| call.is_tasks()) {
            break;
        }
        page::release();
    }
    page::release();
    stage.settle().await;
    assert!(text(&room).contains("60%"), "{}", text(&room));
    for said in page::texts(&said) {
        assert!(said.contains("40%") || said.contains("60%"), "{said}");
    }
    assert!(stage.calls().iter().any(|call| call.header("authorization") == Some("Bearer second")));
    badge.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn another_job_starts_anew_without_a_flash_of_the_old_one() {
    let stage = Stage::all_running();
    let (room, source) = (room(), stage.source());
    let mut badge = draw(&room, props(&source, "a"));
    stage.settle().await;
    assert!(text(&room).contains("40%"), "{}", text(&room));
    let said = page::record(&room);
    stage.script(|asked| Some(Reply::running(asked, 60).held()));
    badge.update(props(&source, "b"));
    stage.settle().await;
    let said = page::texts(&said);
    assert!(!said.is_empty());
    for said in said {
        assert!(!said.contains("40%") && !said.contains("Job a") && said.contains('b'), "{said}");
    }
    for _ in 0..2 {
        page::release();
        stage.settle().await;
    }
    assert!(text(&room).contains("Job b"), "{}", text(&room));
    assert!(text(&room).contains("60%"), "{}", text(&room));
    badge.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn other_settings_of_a_living_badge_restart_nothing() {
    let stage = Stage::all_running();
    let (room, source) = (room(), stage.source());
    let mut badge = draw(&room, props(&source, "a"));
    stage.settle().await;
    let calls = stage.calls().len();
    let slower = JobBadgeProps {
        label: Some("Mine".into()),
        interval: Some(Duration::from_secs(60)),
        ..props(&source, "a")
    };
    badge.update(slower.clone());
    stage.settle().await;
    assert!(text(&room).contains("Mine") && text(&room).contains("40%"), "{}", text(&room));
    stage.pass_seconds(50).await;
    assert_eq!(stage.calls().len(), calls);
    badge.update(JobBadgeProps { paused: true, ..slower });
    stage.pass_seconds(600).await;
    assert_eq!(stage.calls().len(), calls);
    assert!(text(&room).contains("40%"), "{}", text(&room));
    badge.update(props(&source, "a"));
    stage.settle().await;
    assert!(stage.calls().len() > calls);
    badge.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_job_without_a_usable_id_says_so_and_asks_nothing() {
    let stage = Stage::all_running();
    let (room, source) = (room(), stage.source());
    let badge = draw(&room, props(&source, " "));
    stage.pass_seconds(10).await;
    assert_eq!(stage.calls().len(), 0);
    let badge_root = room.query_selector(".job-badge").unwrap().unwrap();
    let freshness = badge_root.get_attribute("data-freshness");
    assert_eq!(freshness.as_deref(), Some(Freshness::Misconfigured.name()));
    badge.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[derive(Clone, PartialEq, Properties)]
struct ManyProps {
    source: Source,
    count: usize,
}

#[component]
fn Many(props: &ManyProps) -> Html {
    let badge = |n: usize| {
        html! { <JobBadge key={n} source={props.source.clone()} job={format!("job-{n}")} details={n.is_multiple_of(2)} /> }
    };
    html! { <>{ for (0..props.count).map(badge) }</> }
}

#[wasm_bindgen_test]
async fn ten_thousand_mounts_and_unmounts_leave_nothing() {
    let stage = Stage::all_running();
    let (room, source) = (room(), stage.source());
    let many = |count| ManyProps { source: source.clone(), count };
    let mut app = yew::Renderer::<Many>::with_root_and_props(room.clone(), many(0)).render();
    for _ in 0..100 {
        app.update(many(100));
        super::stage::turn().await;
        app.update(many(0));
        super::stage::turn().await;
    }
    stage.settle().await;
    assert_eq!(room.query_selector_all(".job-badge").unwrap().length(), 0);
    assert_eq!(source.status(&job("job-1")), None);
    assert!(stage.calls().len() >= 100);
    stage.assert_empty();
    // It still works, and what is answered now is taken down too.
    app.update(many(100));
    stage.settle().await;
    let running = room.query_selector_all(".job-badge[data-state=running]").unwrap();
    assert_eq!(running.length(), 100);
    app.destroy();
    stage.settle().await;
    stage.assert_empty();
}

#[derive(Clone, PartialEq, Properties)]
struct FaceProps {
    source: Source,
}

#[component]
fn OwnFace(props: &FaceProps) -> Html {
    let job = use_job(&props.source, "a");
    html! { <b>{ job.status.state().name() }</b> }
}

#[wasm_bindgen_test]
async fn a_face_of_ones_own_follows_a_job() {
    let stage = Stage::all_running();
    let (room, source) = (room(), stage.source());
    let props = FaceProps { source };
    let app = yew::Renderer::<OwnFace>::with_root_and_props(room.clone(), props).render();
    stage.settle().await;
    assert_eq!(text(&room), "running");
    app.destroy();
    stage.settle().await;
    stage.assert_empty();
}
