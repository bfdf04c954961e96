//! The admin page as Trunk builds it: with the emulator as a server, and without a server.

mod addresses;
mod connections;
mod describe;
mod ends;
mod job;
mod keyboard;
mod looks;
mod table;
mod thousand;

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use serde_json::json;

fn serve(stage: &Stage) {
    stage.home.answer("/", Answer::Folder(e2e::folder("JOB_BADGE_PAGE", "dist")));
}

/// Opens the page at this place of it.
async fn open(stage: &Stage, hash: &str) {
    serve(stage);
    stage.tab.open(&format!("{}/{hash}", stage.home.origin)).await;
    stage.tab.wait_until("document.querySelector('main > *')").await;
}

/// Sets a field as a person does: its value, then the event that tells of it.
async fn set(stage: &Stage, css: &str, value: &str) {
    let kind = if css.starts_with("select") { "change" } else { "input" };
    let script = format!(
        "const field = document.querySelector({});
         field.value = {};
         field.dispatchEvent(new Event('{kind}', {{ bubbles: true }}));",
        json!(css),
        json!(value)
    );
    stage.tab.js(&script).await;
    stage.tab.drawn().await;
}

/// Clicks the first element of this kind that has this text.
async fn click(stage: &Stage, css: &str, text: &str) {
    let found = format!(
        "[...document.querySelectorAll({})].find((e) => e.textContent.trim().startsWith({}))",
        json!(css),
        json!(text)
    );
    stage.tab.wait_until(&format!("!!{found}")).await;
    stage.tab.js(&format!("{found}.click()")).await;
    stage.tab.drawn().await;
}

/// Adds a connection to an API v2 by its form.
async fn connect(stage: &Stage, name: &str, root: &str, token: &str) {
    stage.tab.session.click(".connections-head > button").await.unwrap();
    stage.tab.wait_until("document.querySelector('dialog[open] [name=endpoint]')").await;
    set(stage, "#connection [name=name]", name).await;
    set(stage, "#connection [name=endpoint]", root).await;
    if !token.is_empty() {
        stage.tab.session.type_into("#connection [name=token]", token).await.unwrap();
    }
    stage.tab.session.click("#connection [type=submit]").await.unwrap();
    stage.tab.wait_until("!document.querySelector('dialog')").await;
    stage.tab.wait_until(&format!("!!{}", card(name))).await;
}

/// Opens the page with the emulator's server as its one connection, called "Server".
async fn open_server(stage: &Stage) {
    open(stage, "#/jobs").await;
    click(stage, ".connection button", "Edit").await;
    stage.tab.wait_until("document.querySelector('dialog[open]')").await;
    click(stage, "dialog button", "Remove").await;
    stage.tab.wait_until("document.querySelector('.empty-place')").await;
    connect(stage, "Server", &stage.api_root(), &stage.emulator().token).await;
}

/// The card of the connection with this name, in JavaScript.
fn card(name: &str) -> String {
    format!(
        "[...document.querySelectorAll('.connection')].find((e) => e.querySelector('h3').textContent === {})",
        json!(name)
    )
}

/// The names of the jobs on the page, in JavaScript.
const NAMES: &str =
    "[...document.querySelectorAll('.jobs tbody .name > a')].map((e) => e.textContent).join(', ')";

async fn axe_finds_nothing(stage: &Stage) {
    e2e::axe::serve(&stage.home);
    let found = e2e::axe::run(&stage.tab).await.violations;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn main() -> ExitCode {
    suite::run(
        "admin_page",
        Needs::AdminPage,
        scenarios![
            table::without_a_server_the_page_shows_a_job_finishing,
            table::what_the_table_shows_stands_in_the_address,
            table::rows_stay_where_they_are_while_somebody_is_among_them,
            table::the_figures_count_what_is_there_and_what_was_asked,
            connections::a_watched_job_goes_from_queued_to_finished,
            connections::a_token_of_one_origin_never_goes_to_another,
            connections::several_connections_stand_side_by_side,
            connections::a_connection_says_what_is_wrong_and_what_to_do,
            addresses::an_address_adds_an_api_without_a_token_and_changes_none,
            job::a_job_has_a_page_of_its_own,
            job::a_job_of_a_connection_that_is_not_here_says_what_to_do,
            ends::the_tab_tells_of_running_and_failed_jobs,
            ends::a_reader_who_wants_it_is_notified_when_a_job_ends: [Chromium],
            ends::a_job_is_canceled_where_that_is_wanted_and_after_a_question,
            keyboard::the_keyboard_reaches_all_and_a_dialog_gives_the_focus_back,
            looks::axe_finds_nothing_in_light: [Chromium, Firefox],
            looks::axe_finds_nothing_in_dark: [Chromium],
            looks::nothing_is_wider_than_the_window: [Chromium],
            thousand::a_thousand_rows_scroll_smoothly: [Chromium],
            describe::a_pasted_answer_is_read_without_a_description,
            describe::a_description_is_broken_mended_and_copied,
            describe::what_is_typed_at_once_belongs_to_the_provider_that_was_chosen: [Chromium],
            describe::what_is_typed_for_one_provider_is_still_there,
        ],
    )
}
