//! The admin page as Trunk builds it: with the emulator as a server, and without a server.

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use serde_json::json;

/// The badge that the form added. The page's badges have no shadow root.
const BADGE: &str = "document.querySelector('.watched [part~=badge]')";

fn serve(stage: &Stage) {
    stage.home.answer("/", Answer::Folder(e2e::folder("JOB_BADGE_PAGE", "dist")));
}

async fn a_watched_job_goes_from_queued_to_finished(stage: Stage) {
    serve(&stage);
    let job = stage.emulator().create_job("Watched", 10, &[("encode", 100)]).await;
    let root = stage.api_root();
    stage.tab.open(&format!("{}/?api={root}", stage.home.origin)).await;
    let tab = &stage.tab;
    tab.wait_until("document.querySelector('form#watch input[name=token]')").await;
    let filled = "return document.querySelector('form#watch input[name=endpoint]').value";
    assert_eq!(tab.js(filled).await, json!(root), "?api= fills in the API root");
    tab.session.type_into("form#watch input[name=token]", &stage.emulator().token).await.unwrap();
    tab.session.type_into("form#watch input[name=job]", &job).await.unwrap();
    // The page must show the origin that receives the token before it is sent.
    let shows_origin = format!(
        "document.querySelector('form#watch').textContent.includes({})",
        json!(stage.api.origin)
    );
    tab.wait_until(&shows_origin).await;
    tab.session.click("form#watch [type=submit], form#watch button:not([type])").await.unwrap();
    let state = |state: &str| format!("({BADGE})?.dataset.state === '{state}'");
    tab.wait_until(&state("queued")).await;
    let percent = format!(
        "+(({BADGE})?.querySelector('[role=progressbar]') ?? ({BADGE}))?.getAttribute('aria-valuenow')"
    );
    let mut last = 0.0;
    for _ in 0..4 {
        stage.emulator().advance(25).await;
        tab.wait_until(&format!("({percent}) > {last} || ({})", state("succeeded"))).await;
        last = tab.js(&format!("return {percent}")).await.as_f64().unwrap_or(last);
    }
    stage.emulator().advance(25).await;
    tab.wait_until(&state("succeeded")).await;
    assert!(last > 0.0, "the percentage rose on the way");
    assert!(!stage.api.requests("/api/").is_empty());
}

async fn without_a_server_the_page_shows_a_job_finishing(stage: Stage) {
    serve(&stage);
    // Nothing but files is served: the emulator answers inside the page.
    stage.home.answer("/api/", Answer::Fixed(404, "text/plain", "no server".to_owned()));
    stage.tab.open(&format!("{}/", stage.home.origin)).await;
    let patience = std::time::Duration::from_secs(90);
    let finished = "document.querySelector('[part~=badge][data-state=succeeded], [data-state=succeeded] [part~=badge]')";
    let running = "document.querySelectorAll('[data-state=running], [data-state=queued], [data-state=scheduled]').length";
    stage.tab.wait_until(running).await;
    let already = "return document.querySelectorAll('[data-state=succeeded]').length";
    let already = stage.tab.js(already).await;
    let more = format!("document.querySelectorAll('[data-state=succeeded]').length > {already}");
    stage.tab.wait_for(&more, patience).await;
    stage.tab.wait_until(finished).await;
    assert!(stage.home.requests("/api/").is_empty(), "no request left the page");
}

fn main() -> ExitCode {
    suite::run(
        "admin_page",
        Needs::AdminPage,
        scenarios![
            a_watched_job_goes_from_queued_to_finished,
            without_a_server_the_page_shows_a_job_finishing,
        ],
    )
}
