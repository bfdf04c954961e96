//! The table of jobs: filters, order, pages, and what the address says of them.

use std::time::Duration;

use e2e::answer::Answer;
use e2e::stage::Stage;
use serde_json::json;

use super::{NAMES, click, open, open_server, set};

pub async fn without_a_server_the_page_shows_a_job_finishing(stage: Stage) {
    // Nothing but files is served: the emulator answers inside the page.
    stage.home.answer("/api/", Answer::Fixed(404, "text/plain", "no server".to_owned()));
    open(&stage, "").await;
    let finished = "document.querySelectorAll('.jobs [part~=badge][data-state=succeeded]').length";
    let running = "document.querySelectorAll('.jobs [part~=badge][data-state=running]').length";
    stage.tab.wait_until(running).await;
    let already = stage.tab.js(&format!("return {finished}")).await;
    stage.tab.wait_for(&format!("{finished} > {already}"), Duration::from_secs(90)).await;
    assert!(stage.home.requests("/api/").is_empty(), "no request left the page");
}

/// Thirty jobs, every third of which has failed.
async fn thirty(stage: &Stage) {
    for number in 1..=30 {
        let error = json!({ "code": "Broken", "message": "It broke." });
        let error = if number % 3 == 0 { error } else { json!(null) };
        let task = json!({ "name": "encode", "seconds": 10, "error": error });
        let job = json!({ "name": format!("Film {number}"), "queuedSeconds": 0, "tasks": [task] });
        stage.emulator().create(job).await;
    }
    stage.emulator().advance(20).await;
}

pub async fn what_the_table_shows_stands_in_the_address(stage: Stage) {
    thirty(&stage).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    let rows = "document.querySelectorAll('.jobs tbody tr').length";
    let hash = |hash: &str| format!("location.hash === {}", json!(hash));
    tab.wait_until(&format!("{rows} === 25")).await;
    let said = "document.querySelector('.matches').textContent";
    tab.wait_until(&format!("{said} === '30 jobs'")).await;
    tab.wait_until(
        "document.querySelector('.pill[data-state=failed] .count')?.textContent === '10'",
    )
    .await;

    click(&stage, ".pager a", "Next").await;
    tab.wait_until(&format!("{rows} === 5 && {}", hash("#/jobs?page=2"))).await;
    // Numbers in names count by their value, and a name begins anew on the first page.
    click(&stage, ".jobs thead button", "Name").await;
    tab.wait_until(&format!("{NAMES}.startsWith('Film 1, Film 2, Film 3,')")).await;
    tab.wait_until(&hash("#/jobs?sort=name")).await;
    tab.wait_until("document.querySelector('th.name').ariaSort === 'ascending' || document.querySelector('th.name').getAttribute('aria-sort') === 'ascending'").await;
    click(&stage, ".jobs thead button", "Name").await;
    tab.wait_until(&format!("{NAMES}.startsWith('Film 30, Film 29,')")).await;
    click(&stage, ".pill", "Failed").await;
    tab.wait_until(&format!("{rows} === 10 && {}", hash("#/jobs?state=failed&sort=-name"))).await;
    tab.wait_until(&format!("{said} === '10 of 30 jobs match'")).await;
    let spoken = "document.querySelector('.table > [role=status]').textContent";
    tab.wait_until(&format!("{spoken} === '10 of 30 jobs match'")).await;

    set(&stage, ".filters input[type=search]", "film 3").await;
    tab.wait_until(&format!("{NAMES} === 'Film 30, Film 3'")).await;
    tab.wait_until(&hash("#/jobs?state=failed&q=film+3&sort=-name")).await;
    // What was typed is no place of its own; each click is.
    tab.js("history.back()").await;
    tab.wait_until(&format!("{rows} === 25 && {}", hash("#/jobs?sort=-name"))).await;
    tab.wait_until("document.querySelector('.filters input[type=search]').value === ''").await;
    tab.js("history.forward()").await;
    tab.wait_until(&format!("{NAMES} === 'Film 30, Film 3'")).await;

    set(&stage, ".filters input[type=search]", "no such film").await;
    tab.wait_until("document.querySelector('.empty-place h3')?.textContent === 'No job matches'")
        .await;
    click(&stage, ".empty-place button", "Clear the filters").await;
    tab.wait_until(&format!("{rows} === 25 && {}", hash("#/jobs?sort=-name"))).await;

    // A link says it all; what it says wrongly is not said.
    tab.js("location.hash = '#/jobs?state=failed,nonsense&sort=size&rows=7&q=Film+9'").await;
    tab.wait_until(&format!("{NAMES} === 'Film 9'")).await;
    tab.wait_until("document.querySelector('.pill[data-state=failed] input').checked").await;
    // Of what is seen the errors are known.
    tab.js("document.querySelector('.jobs tbody tr').scrollIntoView()").await;
    tab.wait_until(
        "document.querySelector('.jobs tbody .errors').textContent.includes('It broke.')",
    )
    .await;
}

pub async fn rows_stay_where_they_are_while_somebody_is_among_them(stage: Stage) {
    let slow = stage.emulator().create_job("Slow", 5, &[("encode", 1000)]).await;
    stage.emulator().create_job("Quick", 5, &[("encode", 10)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.js("location.hash = '#/jobs?state=queued'").await;
    tab.wait_until(&format!("{NAMES}.includes('Slow') && {NAMES}.includes('Quick')")).await;
    let before = tab.js(&format!("return {NAMES}")).await;
    tab.js("[...document.querySelectorAll('.jobs .name > a')].find((e) => e.textContent === 'Quick').focus()").await;
    stage.emulator().advance(600).await;
    // Both have left the filter, and stand there until the reader goes.
    tab.wait_until(
        "document.querySelectorAll('.jobs [part~=badge][data-state=queued]').length === 0",
    )
    .await;
    tab.wait_until("document.querySelector('.matches').textContent.startsWith('0 of 2')").await;
    assert_eq!(tab.js(&format!("return {NAMES}")).await, before, "{slow}");
    assert_eq!(tab.js("return document.activeElement.textContent").await, "Quick");
    tab.js("document.activeElement.blur()").await;
    tab.wait_until("document.querySelector('.empty-place h3')?.textContent === 'No job matches'")
        .await;
}

pub async fn the_figures_count_what_is_there_and_what_was_asked(stage: Stage) {
    thirty(&stage).await;
    stage.emulator().create_job("Running", 0, &[("encode", 1000)]).await;
    stage.emulator().advance(5).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    let figure = |title: &str| {
        format!(
            "[...document.querySelectorAll('.figure')].find((e) => e.querySelector('dt').textContent === '{title}')
                .querySelector('dd').textContent"
        )
    };
    tab.wait_until(&format!("{} === '1'", figure("Running"))).await;
    tab.wait_until(&format!("{} === '10'", figure("Failed"))).await;
    // Unless midnight has just passed.
    let seconds_of_day = "(new Date() - new Date().setHours(0, 0, 0, 0)) / 1000";
    tab.wait_until(&format!("{} === '30' || {seconds_of_day} < 300", figure("Finished today")))
        .await;
    // What the page says of itself, and what the server has seen of it.
    tab.wait_until(&format!("+{} > 4", figure("Requests a minute"))).await;
    let said = tab.js(&format!("return +{}", figure("Requests a minute"))).await;
    let seen = stage.api.requests("/api/").len();
    let said = usize::try_from(said.as_u64().unwrap()).unwrap();
    assert!(said <= seen, "{said} said, {seen} seen");
    tab.wait_until(&format!("+{} >= {seen}", figure("Requests a minute"))).await;
    click(&stage, ".figure.failed a", "10").await;
    tab.wait_until("document.querySelectorAll('.jobs tbody tr').length === 10").await;
}
