//! What most scenarios begin with.

use e2e::page::Page;
use e2e::stage::Stage;
use e2e::tab::Tab;
use serde_json::{Value, json};

/// A badge's markup, asking once a second.
pub fn badge(id: &str, endpoint: &str, job: &str) -> String {
    format!("<job-badge id='{id}' endpoint='{endpoint}' job='{job}' interval='1'></job-badge>\n")
}

/// A script that gives every badge of the page this token.
pub fn give(token: &str) -> String {
    let token = json!(token);
    format!("for (const badge of document.querySelectorAll('job-badge')) badge.token = {token};\n")
}

/// A job that waits long and then runs for a hundred seconds.
pub async fn a_job(stage: &Stage, name: &str) -> String {
    stage.emulator().create_job(name, 10, &[("encode", 60), ("thumbnails", 40)]).await
}

/// The part of a job's id that no percent-encoding touches.
pub fn uuid(id: &str) -> &str {
    id.rsplit(':').next().unwrap_or(id)
}

/// Opens a page with these badges, the emulator's token given to all of them.
pub async fn open(stage: &Stage, body: &str) {
    let page = Page::new(body).connects_to(&stage.api.origin);
    let url = page.module(&give(&stage.emulator().token)).put(&stage.home, "page");
    stage.tab.open(&url).await;
}

/// Waits until the badge with this id shows this state.
pub async fn wait_state(tab: &Tab, id: &str, state: &str) {
    tab.wait_until(&format!("document.getElementById('{id}').status?.state === '{state}'")).await;
}

/// Waits until the badge with this id has this freshness.
pub async fn wait_freshness(tab: &Tab, id: &str, freshness: &str) {
    let shown = format!("document.getElementById('{id}').status?.freshness === '{freshness}'");
    tab.wait_until(&shown).await;
}

/// The details of the events of a type that came from the badge with this id.
pub async fn events(tab: &Tab, id: &str, kind: &str) -> Vec<Value> {
    let mut events = tab.events().await;
    events.retain(|e| e["id"] == id && e["type"] == kind);
    events.into_iter().map(|mut e| e["detail"].take()).collect()
}

/// The page has thrown nothing, and no policy was violated.
pub async fn assert_quiet(stage: &Stage) {
    let none = Vec::<String>::new();
    assert_eq!(stage.tab.logged(&["onerror", "unhandledrejection"], "").await, none);
    assert_eq!(stage.tab.violations().await, none);
    assert_eq!(stage.home.violations(), none);
}
