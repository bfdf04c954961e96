//! What tells of jobs to somebody who looks elsewhere, and ending one by hand.

use e2e::chromium;
use e2e::stage::Stage;
use serde_json::json;

use super::{click, open_server};

pub async fn the_tab_tells_of_running_and_failed_jobs(stage: Stage) {
    let error = json!({ "code": "Broken", "message": "It broke." });
    let tasks = json!([{ "name": "encode", "seconds": 10, "error": error }]);
    stage.emulator().create(json!({ "name": "Film", "queuedSeconds": 5, "tasks": tasks })).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.wait_until("document.querySelector('[part~=badge][data-state=queued]')").await;
    tab.wait_until("document.title === 'Jobs · job-badge'").await;
    let icon = "document.querySelector('link[rel=icon]').href";
    tab.wait_until(&format!("{icon}.endsWith('/icon.svg')")).await;
    stage.emulator().advance(6).await;
    tab.wait_until("document.title === '(1 running) Jobs · job-badge'").await;
    tab.wait_until(&format!("{icon}.endsWith('/icon-running.svg')")).await;
    stage.emulator().advance(20).await;
    tab.wait_until("document.title === '(1 failed) Jobs · job-badge'").await;
    tab.wait_until(&format!("{icon}.endsWith('/icon-failed.svg')")).await;
    let is_there =
        format!("return fetch({icon}).then((answer) => answer.headers.get('content-type'))");
    assert_eq!(tab.js(&is_there).await, "image/svg+xml");
}

/// What is shown, and timers by their milliseconds, while the page is called hidden.
const WATCH: &str = "
    window.shown = [];
    window.Notification = class extends Notification {
        constructor(title, options) { super(title, options); window.shown.push({ title, body: options.body, it: this }); }
    };
    window.waits = new Map();
    const [set, clear] = [window.setTimeout, window.clearTimeout];
    window.setTimeout = (call, wait, ...more) => {
        const timer = set(() => { window.waits.delete(timer); call(); }, wait, ...more);
        window.waits.set(timer, wait);
        return timer;
    };
    window.clearTimeout = (timer) => { window.waits.delete(timer); clear(timer); };
    window.hide = (hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
        document.dispatchEvent(new Event('visibilitychange'));
    };";

pub async fn a_reader_who_wants_it_is_notified_when_a_job_ends(stage: Stage) {
    stage.emulator().create_job("Film 1", 1, &[("encode", 10)]).await;
    stage.emulator().create_job("Film 2", 1, &[("encode", 1000)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    chromium::grant(tab, &stage.home.origin, "notifications").await;
    tab.js(WATCH).await;
    stage.emulator().advance(2).await;
    let running = "document.querySelectorAll('[part~=badge][data-state=running]').length === 2";
    tab.wait_until(running).await;
    // Nobody sees the page, and nobody has asked to be told.
    let minute = "[...window.waits.values()].some((wait) => wait > 50_000)";
    tab.js("window.hide(true)").await;
    tab.wait_until("window.waits.size === 0").await;
    tab.js("window.hide(false)").await;
    click(&stage, ".notify > button", "Notify me").await;
    tab.wait_until("document.querySelector('.notify > [aria-pressed=true]')").await;
    tab.js("window.hide(true)").await;
    tab.wait_until(minute).await;
    tab.js("window.hide(false)").await;
    stage.emulator().advance(20).await;
    tab.wait_until("window.shown.length === 1").await;
    let said = "return window.shown.map(({ title, body }) => [title, body])";
    assert_eq!(tab.js(said).await, json!([["Film 1", "Succeeded"]]));
    tab.js("window.shown[0].it.dispatchEvent(new Event('click'))").await;
    tab.wait_until("document.querySelector('.job h2')?.textContent === 'Film 1'").await;
}

pub async fn a_job_is_canceled_where_that_is_wanted_and_after_a_question(stage: Stage) {
    stage.emulator().create_job("Film", 1, &[("encode", 1000)]).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    stage.emulator().advance(2).await;
    click(&stage, ".jobs .name > a", "Film").await;
    let state = |state: &str| {
        format!("document.querySelector('.job-card [part~=badge]')?.dataset.state === '{state}'")
    };
    tab.wait_until(&state("running")).await;
    let button = "document.querySelector('.job-card > button')";
    assert_eq!(tab.js(&format!("return {button}")).await, json!(null), "it is off at first");
    click(&stage, ".neighbours a", "All jobs").await;
    click(&stage, ".connection button", "Edit").await;
    tab.wait_until("document.querySelector('dialog[open] [name=may-cancel]')").await;
    tab.session.click("dialog [name=may-cancel]").await.unwrap();
    click(&stage, "dialog button", "Save").await;
    tab.wait_until("!document.querySelector('dialog')").await;
    click(&stage, ".jobs .name > a", "Film").await;
    tab.wait_until(&format!("!!{button}")).await;
    let asked = || async { stage.emulator().stats().await["byRoute"]["cancel"].clone() };
    click(&stage, ".job-card > button", "Cancel job").await;
    tab.wait_until("document.querySelector('dialog[open]')?.textContent.includes('Film')").await;
    click(&stage, "dialog button", "Keep it").await;
    tab.wait_until("!document.querySelector('dialog')").await;
    assert_eq!(asked().await, json!(null), "nothing was asked");
    click(&stage, ".job-card > button", "Cancel job").await;
    click(&stage, "dialog button", "Cancel the job").await;
    tab.wait_until("!document.querySelector('dialog')").await;
    assert_eq!(asked().await, json!({ "204": 1 }), "once");
    tab.wait_until(&format!("{} || {}", state("canceling"), state("canceled"))).await;
    tab.wait_until(&format!("!{button}")).await;
    stage.emulator().advance(10).await;
    tab.wait_until(&state("canceled")).await;
}
