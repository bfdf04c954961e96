//! Which badges share a source.

use core::time::Duration;

use job_badge::browser::{Credential, Source};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    stage::{Stage, Statuses, job},
};

#[wasm_bindgen_test]
async fn a_source_is_shared_by_equal_settings_and_not_by_others() {
    let stage = Stage::all_running();
    let root = stage.root();
    let asks = page::script("return 'token'", &js_sys::Array::new());
    let others_ask = page::script("return 'token'", &js_sys::Array::new());
    let rust = Credential::provider(|_| async { Some("token".into()) });
    let rust_again = Credential::provider(|_| async { Some("token".into()) });
    let source = |credential: &Credential| Source::ams_v2(&root, credential.clone());
    let check = |one: &Credential, two: &Credential, same: bool| {
        assert_eq!(source(one) == source(two), same);
        // Both must live at once, or the first is gone before the second is made.
        let (one, two) = (source(one), source(two));
        assert_eq!(one == two, same);
    };
    check(&"token".into(), &Credential::token("token"), true);
    check(&"token".into(), &"other".into(), false);
    check(&"token".into(), &Credential::none(), false);
    check(&Credential::script(asks.clone()), &Credential::script(asks.clone()), true);
    check(&Credential::script(asks.clone()), &Credential::script(others_ask), false);
    check(&Credential::script(asks.clone()), &Credential::script(asks).and_token("token"), false);
    check(&rust, &rust.clone(), true);
    check(&rust, &rust_again, false);
    let other_root = Source::ams_v2(&format!("{root}v2/"), "token");
    assert!(source(&"token".into()) != other_root);
}

#[wasm_bindgen_test]
async fn watches_of_equal_sources_share_requests_whatever_their_intervals() {
    let stage = Stage::all_running();
    let statuses = Statuses::default();
    let _watching = [
        statuses.watch(&stage.source(), &job("a")),
        statuses.watch_every(&stage.source(), &job("a"), Some(Duration::from_secs(30))),
        statuses.watch_every(&stage.source(), &job("b"), Some(Duration::from_secs(1))),
    ];
    stage.settle().await;
    assert_eq!(stage.rounds(), 1);
    stage.pass(Duration::from_millis(1100)).await;
    assert_eq!(stage.rounds(), 2);
}

#[wasm_bindgen_test]
async fn a_source_that_nobody_holds_is_made_anew() {
    let stage = Stage::all_running();
    drop(Statuses::default().watch(&stage.source(), &job("a")));
    stage.settle().await;
    let statuses = Statuses::default();
    let _watching = statuses.watch(&stage.source(), &job("a"));
    stage.settle().await;
    assert!(statuses.last().report.is_some());
}
