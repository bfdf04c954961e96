//! Connections: how they are added and changed, and where their tokens are.

use e2e::answer::Answer;
use e2e::stage::Stage;
use e2e::token_leak::{places_in_page, places_in_requests};
use serde_json::json;

use super::{NAMES, axe_finds_nothing, card, click, connect, open_server, set};

const BADGE: &str = "document.querySelector('.jobs [part~=badge]')";

pub async fn a_watched_job_goes_from_queued_to_finished(stage: Stage) {
    stage.emulator().create_job("Watched", 10, &[("encode", 100)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    let state = |state: &str| format!("{BADGE}?.dataset.state === '{state}'");
    tab.wait_until(&state("queued")).await;
    let percent =
        format!("+{BADGE}.querySelector('[role=progressbar]').getAttribute('aria-valuenow')");
    let mut last = 0.0;
    for _ in 0..4 {
        stage.emulator().advance(25).await;
        tab.wait_until(&format!("{percent} > {last} || {}", state("succeeded"))).await;
        last = tab.js(&format!("return {percent}")).await.as_f64().unwrap_or(last);
    }
    stage.emulator().advance(25).await;
    tab.wait_until(&state("succeeded")).await;
    assert!(last > 0.0, "the percentage rose on the way");
    // The token went into the header of requests to that API, and is nowhere else.
    let token = &stage.emulator().token;
    assert_eq!(places_in_page(tab, token).await, [""; 0]);
    assert_eq!(places_in_requests(&stage.home, token, |_| false), [""; 0]);
    let of_the_api = |seen: &e2e::site::Seen| seen.path.starts_with("/api/");
    assert_eq!(places_in_requests(&stage.api, token, of_the_api), [""; 0]);
    assert!(!places_in_requests(&stage.api, token, |_| false).is_empty(), "it did go there");
    // Not even when its connection is set anew.
    click(&stage, ".connection button", "Edit").await;
    tab.wait_until("document.querySelector('dialog[open] [name=token]')?.value === ''").await;
    assert_eq!(places_in_page(tab, token).await, [""; 0]);
}

pub async fn a_token_of_one_origin_never_goes_to_another(stage: Stage) {
    stage.emulator().create_job("Watched", 10, &[("encode", 100)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.wait_until(BADGE).await;
    click(&stage, ".connection button", "Edit").await;
    tab.wait_until("document.querySelector('dialog[open]')").await;
    let hint = "document.querySelector('#token-hint').textContent";
    tab.wait_until(&format!("{hint}.startsWith('Leave it empty to keep')")).await;
    let elsewhere = format!("{}/api/", stage.foreign.origin);
    set(&stage, "#connection [name=endpoint]", &elsewhere).await;
    tab.wait_until(&format!("{hint}.includes('is dropped')")).await;
    tab.session.click("#connection [type=submit]").await.unwrap();
    tab.wait_until(&format!("{}.textContent.includes('Sign-in needed')", card("Server"))).await;
    // Back at its own origin it is not there again: what was dropped is gone.
    click(&stage, ".connection button", "Give a token").await;
    tab.wait_until("document.querySelector('dialog[open]')").await;
    set(&stage, "#connection [name=endpoint]", &stage.api_root()).await;
    tab.session.click("#connection [type=submit]").await.unwrap();
    tab.wait_until(&format!(
        "!document.querySelector('dialog') && {}.textContent.includes('Sign-in needed')",
        card("Server")
    ))
    .await;
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
}

pub async fn several_connections_stand_side_by_side(stage: Stage) {
    stage.home.answer(
        "/jobs/",
        Answer::Fixed(200, "application/json", r#"{"state":"running","progress":37}"#.to_owned()),
    );
    stage.emulator().create_job("Of the server", 10, &[("encode", 100)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.session.click(".connections-head > button").await.unwrap();
    tab.wait_until("document.querySelector('dialog[open]')").await;
    // What is wrong is said at the field, and nothing is added.
    set(&stage, "#connection [name=endpoint]", "ftp://elsewhere/").await;
    tab.wait_until("document.querySelector('#endpoint-hint.wrong')").await;
    tab.session.click("#connection [type=submit]").await.unwrap();
    tab.wait_until("document.querySelector('dialog[open]')").await;
    set(&stage, "select[name=provider]", "json").await;
    set(&stage, "#connection [name=endpoint]", "/jobs/").await;
    set(&stage, "select[name=auth]", "cookie").await;
    tab.wait_until("!document.querySelector('#connection [name=token]')").await;
    set(&stage, "#connection [name=jobs]", "7\n8\n7").await;
    tab.session.click("#connection [type=submit]").await.unwrap();
    let own = card("Your own backend (usual JSON)");
    tab.wait_until(&format!("{own}?.textContent.includes('2 jobs')")).await;
    tab.wait_until("[...document.querySelectorAll('.jobs [role=progressbar]')].filter((e) => e.getAttribute('aria-valuenow') === '37').length === 2").await;
    tab.wait_until(&format!("{NAMES}.includes('Of the server')")).await;
    let asked = stage.home.requests("/jobs/");
    assert!(asked.iter().all(|seen| seen.header("authorization").is_none()), "by cookie alone");
    // Each says whose it is, and one of them is picked.
    tab.wait_until("[...document.querySelectorAll('.from-connection')].some((e) => e.textContent === 'Server')").await;
    click(&stage, ".pill", "Server").await;
    tab.wait_until(&format!("{NAMES} === 'Of the server'")).await;
    // One that is paused asks for nothing, and the other goes on.
    tab.js("location.hash = '#/jobs'").await;
    tab.js(&format!(
        "[...{own}.querySelectorAll('button')].find((e) => e.textContent === 'Pause').click()"
    ))
    .await;
    tab.wait_until(&format!("{own}.dataset.health === 'paused'")).await;
    // Nor does a job's own page, which shows what is known.
    click(&stage, ".jobs .name > a", "7").await;
    let badge = "document.querySelector('.job-card [part~=badge]')";
    tab.wait_until(&format!("{badge}?.dataset.state === 'running'")).await;
    stage.api.wait_for_more("/api/", 2).await;
    let before = stage.home.requests("/jobs/").len();
    stage.api.wait_for_more("/api/", 3).await;
    assert_eq!(stage.home.requests("/jobs/").len(), before);
    let kept =
        "return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])";
    assert_eq!(tab.js(kept).await.as_str().unwrap().matches("{}").count(), 2, "nothing is stored");
}

pub async fn a_connection_says_what_is_wrong_and_what_to_do(stage: Stage) {
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.wait_until("document.querySelector('.empty-place h3')?.textContent === 'No jobs yet'")
        .await;
    let says =
        |name: &str, text: &str| format!("{}?.textContent.includes({})", card(name), json!(text));
    let expired = stage.emulator().mint(-3600).await;
    connect(&stage, "Expired", &stage.api_root(), &expired).await;
    tab.wait_until(&says("Expired", "sign in again")).await;
    stage.home.answer("/forbidden/", Answer::Fixed(403, "application/json", "{}".to_owned()));
    connect(&stage, "Forbidden", &format!("{}/forbidden/", stage.home.origin), "some-token").await;
    tab.wait_until(&says("Forbidden", "may not list jobs")).await;
    // Nobody listens there.
    connect(&stage, "Away", "http://127.0.0.1:9/api/", "some-token").await;
    tab.wait_until(&says("Away", "could not be reached")).await;
    tab.wait_until("document.querySelectorAll('[data-health=trouble]').length === 3").await;
    axe_finds_nothing(&stage).await;
    // A token that is accepted mends it.
    tab.js(&format!(
        "[...{}.querySelectorAll('button')].find((e) => e.textContent === 'Edit').click()",
        card("Expired")
    ))
    .await;
    tab.wait_until("document.querySelector('dialog[open]')").await;
    tab.session.type_into("#connection [name=token]", &stage.emulator().token).await.unwrap();
    tab.session.click("#connection [type=submit]").await.unwrap();
    tab.wait_until(&says("Expired", "No jobs yet")).await;
}
