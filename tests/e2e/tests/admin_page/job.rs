//! A job's own page.

use e2e::stage::Stage;
use serde_json::json;

use super::{NAMES, axe_finds_nothing, click, open, open_server};

/// The fact of this name, in JavaScript.
fn fact(title: &str) -> String {
    format!(
        "[...document.querySelectorAll('.job-facts > div')].find((e) => e.querySelector('dt').textContent === '{title}')?.querySelector('dd').textContent"
    )
}

pub async fn a_job_has_a_page_of_its_own(stage: Stage) {
    let error = json!({ "code": "Broken", "message": "It broke." });
    let tasks = json!([{ "name": "encode", "seconds": 10, "error": null }, { "name": "index", "seconds": 10, "error": error }]);
    let id = stage
        .emulator()
        .create(json!({ "name": "Film 1", "queuedSeconds": 5, "tasks": tasks }))
        .await;
    stage.emulator().create_job("Film 2", 5, &[("encode", 1000)]).await;
    stage.emulator().create_job("Other", 5, &[("encode", 1000)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.js("location.hash = '#/jobs?q=film&sort=name'").await;
    tab.wait_until(&format!("{NAMES} === 'Film 1, Film 2'")).await;
    click(&stage, ".jobs .name > a", "Film 1").await;
    let badge = "document.querySelector('.job-card [part~=badge]')";
    tab.wait_until(&format!(
        "{badge}?.dataset.state === 'queued' && {badge}.dataset.density === 'card'"
    ))
    .await;
    tab.wait_until(&format!("{}?.startsWith({})", fact("Job id"), json!(id))).await;
    tab.wait_until(&format!(
        "{} === 'Server' && {} === 'Live'",
        fact("Connection"),
        fact("Freshness")
    ))
    .await;
    tab.wait_until(&format!(
        "location.hash.endsWith({})",
        json!(format!("&job={}", id.replace(':', "%3A")))
    ))
    .await;
    stage.emulator().advance(100).await;
    tab.wait_until(&format!("{badge}.dataset.state === 'failed'")).await;
    tab.wait_until("document.querySelectorAll('table.tasks tbody tr').length === 2").await;
    tab.wait_until("document.querySelector('table.tasks tbody tr:last-child').textContent.includes('It broke.')").await;
    tab.wait_until(&format!("{} && {}.includes('took')", fact("Started"), fact("Ended"))).await;
    // Its neighbours are those of the table that it was found in, and so is the way back.
    assert_eq!(
        tab.js("return document.querySelector('[rel=prev]').hasAttribute('href')").await,
        false
    );
    click(&stage, ".neighbours a", "Next job").await;
    tab.wait_until("document.querySelector('.job h2').textContent === 'Film 2'").await;
    tab.wait_until("!document.querySelector('[rel=next]').hasAttribute('href')").await;
    click(&stage, ".neighbours a", "All jobs").await;
    tab.wait_until(&format!(
        "location.hash === '#/jobs?q=film&sort=name' && {NAMES} === 'Film 1, Film 2'"
    ))
    .await;
    tab.js("history.back()").await;
    tab.wait_until("document.querySelector('.job h2')?.textContent === 'Film 2'").await;
    // The badge knows what the table knew, at once.
    tab.wait_until(&format!("{badge}.dataset.state === 'running'")).await;
}

pub async fn a_job_of_a_connection_that_is_not_here_says_what_to_do(stage: Stage) {
    open(&stage, "#/job?connection=9&job=abc").await;
    let tab = &stage.tab;
    let title = "document.querySelector('.empty-place h3')?.textContent";
    tab.wait_until(&format!("{title} === 'This connection is not here'")).await;
    axe_finds_nothing(&stage).await;
    click(&stage, ".empty-place button", "Add a connection").await;
    tab.wait_until("document.querySelector('dialog[open] #connection')").await;
    click(&stage, "dialog button", "Cancel").await;
    tab.wait_until("!document.querySelector('dialog')").await;
    tab.js("location.hash = '#/job'").await;
    tab.wait_until(&format!("{title} === 'No such job'")).await;
    // One that its API does not know says so by its badge.
    tab.js(
        "location.hash = '#/job?connection=1&job=nb:jid:UUID:00000000-0000-0000-0000-000000000000'",
    )
    .await;
    tab.wait_until(
        "document.querySelector('.job-card [part~=badge]')?.dataset.freshness === 'gone'",
    )
    .await;
    tab.wait_until(&format!("{}?.startsWith('Not found')", fact("Freshness"))).await;
}
