//! A page that nobody sees or that has no network asks for nothing.

use job_badge::job::Freshness;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    reply::Reply,
    stage::{Stage, Statuses, job},
};

struct Way {
    name: &'static str,
    leave: fn(),
    come_back: fn(),
}

const WAYS: [Way; 3] = [
    Way {
        name: "hidden",
        leave: || page::set_visible(false),
        come_back: || page::set_visible(true),
    },
    Way {
        name: "freeze",
        leave: || page::dispatch("freeze"),
        come_back: || page::dispatch("resume"),
    },
    Way {
        name: "pagehide",
        leave: || page::dispatch("pagehide"),
        come_back: || page::dispatch("pageshow"),
    },
];

#[wasm_bindgen_test]
async fn a_page_that_is_left_clears_the_timer_and_aborts_the_request() {
    for Way { name, leave, come_back } in WAYS {
        let stage = Stage::new();
        stage.script(|asked| Some(Reply::running(asked, 40).held()));
        let (source, statuses) = (stage.source(), Statuses::default());
        let watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        leave();
        stage.settle().await;
        assert!(stage.calls()[0].aborted, "{name}");
        assert_eq!(page::timers(), [0.0; 0], "{name}");
        stage.pass_seconds(600).await;
        assert_eq!(stage.calls().len(), 1, "{name}");
        come_back();
        stage.settle().await;
        assert_eq!(stage.calls().len(), 2, "{name}");
        assert!(!stage.calls()[1].aborted, "{name}");
        drop(watching);
        stage.settle().await;
        stage.assert_empty();
    }
}

#[wasm_bindgen_test]
async fn on_return_one_round_is_made_at_once_if_one_is_due() {
    for Way { name, leave, come_back } in WAYS {
        let stage = Stage::all_running();
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        leave();
        stage.pass_seconds(1).await;
        come_back();
        stage.settle().await;
        assert_eq!(stage.rounds(), 1, "{name}: none is due");
        assert_eq!(page::timers().len(), 1, "{name}");
        leave();
        stage.pass_seconds(300).await;
        assert_eq!(stage.rounds(), 1, "{name}: away");
        come_back();
        stage.settle().await;
        assert_eq!(stage.rounds(), 2, "{name}: one is due");
        assert_eq!(statuses.last().freshness, Freshness::Live, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_watch_that_comes_while_nobody_sees_the_page_sends_nothing() {
    let stage = Stage::all_running();
    // Made while the page is seen, watched while it is not: the driver hears of neither by itself.
    let (source, statuses) = (stage.source(), Statuses::default());
    for seen_before in [false, true] {
        if seen_before {
            page::set_visible(true);
            drop(statuses.watch(&source, &job("a")));
            stage.settle().await;
        }
        page::set_visible(false);
        let rounds = stage.rounds();
        let watching = statuses.watch(&source, &job("b"));
        stage.pass_seconds(60).await;
        assert_eq!(stage.rounds(), rounds);
        assert_eq!(page::timers(), [0.0; 0]);
        page::set_visible(true);
        stage.settle().await;
        assert_eq!(stage.rounds(), rounds + 1);
        drop(watching);
        stage.settle().await;
    }
}

#[wasm_bindgen_test]
async fn in_the_background_it_asks_once_a_minute_until_the_page_is_left() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    page::set_visible(false);
    source.set_background(true);
    let rounds = stage.rounds();
    stage.pass_seconds(180).await;
    assert!((rounds + 2..=rounds + 4).contains(&stage.rounds()), "{}", stage.rounds());
    page::dispatch("freeze");
    let rounds = stage.rounds();
    stage.pass_seconds(180).await;
    assert_eq!(stage.rounds(), rounds, "frozen");
    page::dispatch("resume");
    stage.settle().await;
    assert_eq!(stage.rounds(), rounds + 1);
    source.set_background(false);
    stage.pass_seconds(180).await;
    assert_eq!(stage.rounds(), rounds + 1);
    page::set_visible(true);
    stage.settle().await;
    assert_eq!(stage.rounds(), rounds + 2);
}

#[wasm_bindgen_test]
async fn offline_is_said_and_taken_back() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    page::set_online(false);
    stage.settle().await;
    // The service is on the page's own origin or on loopback: it is asked once a minute.
    assert_eq!(statuses.last().freshness, Freshness::Live);
    let rounds = stage.rounds();
    stage.pass_seconds(180).await;
    assert!((rounds + 2..=rounds + 4).contains(&stage.rounds()), "{}", stage.rounds());
    assert_eq!(statuses.last().freshness, Freshness::Live);
    page::set_online(true);
    stage.settle().await;
    assert_eq!(statuses.last().freshness, Freshness::Live);
}

#[wasm_bindgen_test]
async fn after_a_sleep_of_the_machine_one_round_is_made() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    page::sleep(8.0 * 3_600_000.0);
    stage.pass_seconds(0).await;
    assert_eq!(stage.rounds(), 2);
    assert_eq!(statuses.last().freshness, Freshness::Live);
    assert_eq!(page::timers().len(), 1);
}
