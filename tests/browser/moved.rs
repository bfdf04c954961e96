//! Badges that are moved to another window: the page is the one that they stand in now.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use super::{badge_handle::Badge, page, stage::Stage};

/// A badge of a running job, and its settings.
struct Moving<'a> {
    stage: &'a Stage,
    badge: Badge,
    job: &'static str,
}

impl<'a> Moving<'a> {
    async fn new(stage: &'a Stage, job: &'static str) -> Self {
        let moving = Self { stage, badge: Badge::new(), job };
        moving.update();
        stage.settle().await;
        moving
    }

    /// What the class does when it is told of a move.
    fn update(&self) {
        let root = self.stage.root();
        self.badge.update(&[("endpoint", &root), ("token", "good"), ("job", self.job)]);
    }

    async fn move_to(&self, place: &Element) {
        place.append_child(&self.badge.host).unwrap();
        self.update();
        self.stage.settle().await;
    }
}

/// Whether the source asks for something within a minute.
async fn is_awake(stage: &Stage) -> bool {
    let before = stage.rounds();
    stage.pass_seconds(60).await;
    stage.rounds() > before
}

#[wasm_bindgen_test]
async fn a_badge_that_is_moved_sleeps_and_wakes_with_the_window_that_it_is_in_now() {
    let stage = Stage::all_running();
    let moving = Moving::new(&stage, "a").await;
    let body = web_sys::window().unwrap().document().unwrap().body().unwrap();
    let frame = page::frame();
    page::set_visible(false);
    stage.settle().await;
    assert!(!is_awake(&stage).await, "it is hidden with its page");
    moving.move_to(&frame).await;
    assert!(is_awake(&stage).await, "the page that it has left is hidden");
    page::set_visible(true);
    page::set_frame_visible(&frame, false);
    stage.settle().await;
    assert!(!is_awake(&stage).await, "it is hidden with the frame");
    assert_eq!(page::timers(), [0.0; 0]);
    page::set_frame_visible(&frame, true);
    stage.settle().await;
    assert!(is_awake(&stage).await);
    page::dispatch("pagehide");
    stage.settle().await;
    assert!(is_awake(&stage).await, "the page that it has left is left");
    page::dispatch_in_frame(&frame, "pagehide");
    stage.settle().await;
    assert!(!is_awake(&stage).await, "its frame is left");
    moving.move_to(&body).await;
    assert!(is_awake(&stage).await, "it is back");
    page::set_frame_visible(&frame, false);
    stage.settle().await;
    assert!(is_awake(&stage).await);
    moving.badge.host.remove();
    drop(moving);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn badges_in_two_windows_are_awake_while_one_of_them_is() {
    let stage = Stage::all_running();
    let (one, other) = (Moving::new(&stage, "a").await, Moving::new(&stage, "b").await);
    let frame = page::frame();
    other.move_to(&frame).await;
    for (page_visible, frame_visible) in
        [(true, false), (false, true), (false, false), (true, true)]
    {
        page::set_visible(page_visible);
        page::set_frame_visible(&frame, frame_visible);
        stage.settle().await;
        let expected = page_visible || frame_visible;
        assert_eq!(is_awake(&stage).await, expected, "{page_visible} {frame_visible}");
    }
    page::dispatch_in_frame(&frame, "pagehide");
    stage.settle().await;
    assert!(is_awake(&stage).await, "only the frame is left");
    page::dispatch("pagehide");
    page::set_frame_visible(&frame, false);
    stage.settle().await;
    for Moving { badge, .. } in [one, other] {
        badge.host.remove();
    }
    stage.settle().await;
    stage.assert_empty();
}
