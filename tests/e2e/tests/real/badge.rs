//! The page with the badge, and what is waited for in it.

use std::time::Duration;

use e2e::page::Page;
use e2e::site::Site;
use e2e::tab::Tab;
use serde_json::Value;

/// How long a server may take from one step to the next.
const PATIENCE: Duration = Duration::from_secs(120);

/// Opens a page of the site with this markup, whose badges may reach `origin`. The script runs
/// before the badges are defined.
pub async fn open(tab: &Tab, site: &Site, origin: &str, body: &str, script: &str) {
    let page = Page::new(body).connects_to(origin).script(script);
    tab.open(&page.put(site, "page")).await;
}

/// Waits until the page's first badge says this state.
pub async fn wait_state(tab: &Tab, state: &str) {
    wait(tab, &format!("status.state === '{state}'")).await;
}

/// Waits until its tasks are these, `NAME=STATE`, in whatever order the server has them.
pub async fn wait_tasks(tab: &Tab, tasks: &[&str]) {
    let mut tasks = tasks.to_vec();
    tasks.sort_unstable();
    let said = "status.tasks.map((task) => `${task.name}=${task.state}`).sort().join()";
    wait(tab, &format!("{said} === '{}'", tasks.join(","))).await;
}

/// Waits until an expression about `status`, the badge's snapshot, is true.
pub async fn wait(tab: &Tab, expression: &str) {
    let status = "document.querySelector('job-badge').status";
    tab.wait_for(&format!("((status) => status && {expression})({status})"), PATIENCE).await;
}

/// What the page was told of its first badge, an event each: the states, without repetitions.
pub async fn states(tab: &Tab) -> Vec<String> {
    let mut states: Vec<String> = changes(tab, "state")
        .await
        .into_iter()
        .filter_map(|state| Some(state.as_str()?.to_owned()))
        .collect();
    states.dedup();
    states
}

/// The course of the progress, which never runs backwards, as it was told.
pub async fn assert_progress_only_grew(tab: &Tab) {
    let course: Vec<f64> =
        changes(tab, "progress").await.iter().filter_map(Value::as_f64).collect();
    assert!(course.is_sorted(), "{course:?}");
    assert!(course.iter().any(|percent| (1.0..100.0).contains(percent)), "{course:?}");
}

async fn changes(tab: &Tab, member: &str) -> Vec<Value> {
    let events = tab.events().await;
    let changed = events.into_iter().filter(|event| event["type"] == "job-badge-change");
    changed.map(|mut event| event["detail"]["status"][member].take()).collect()
}

/// How often the page was told of something, such as `job-badge-done`.
pub async fn told(tab: &Tab, kind: &str) -> usize {
    tab.events().await.iter().filter(|event| event["type"] == kind).count()
}

/// The job ended, the page was told so once, nothing went wrong on the way and nothing was thrown.
pub async fn assert_ended_well(tab: &Tab) {
    assert_eq!(told(tab, "job-badge-done").await, 1);
    assert_eq!(told(tab, "job-badge-error").await, 0, "{:?}", tab.events().await);
    assert_quiet(tab).await;
}

/// The page has thrown nothing, and no policy was violated.
pub async fn assert_quiet(tab: &Tab) {
    let none = Vec::<String>::new();
    assert_eq!(tab.logged(&["onerror", "unhandledrejection"], "").await, none);
    assert_eq!(tab.violations().await, none);
}
