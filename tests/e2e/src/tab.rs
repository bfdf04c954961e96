//! The tab in which a page under test runs: scripts, conditions that are awaited, the page's log.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::browser::Engine;
use crate::webdriver::Session;

/// The default timeout of a condition. It is long because several browsers may share two cores; a
/// test that passes does not wait for it.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// A browser's tab. Its methods panic with the page's log instead of returning errors.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The engine of the tab's browser.
    pub engine: Engine,
    /// The session, for commands without a method here.
    pub session: Session,
}

impl Tab {
    /// Opens a page and waits for its load event.
    pub async fn open(&self, url: &str) {
        self.session.goto(url).await.unwrap();
    }

    /// Runs a function body in the page. A promise that it returns is awaited.
    pub async fn js(&self, body: &str) -> Value {
        match self.session.execute(body, &[]).await {
            Ok(value) => value,
            Err(e) => panic!("{e}\nscript: {body}\nlog: {:#}", self.log().await),
        }
    }

    /// Waits until the page has drawn what followed from an event: people choose one thing after the
    /// other. Yew draws in slices of 16 ms with a timer between them, and until the last of them a
    /// field may still have the handler that it had before. WebKit's driver may lose the answer to a
    /// script that waits while a dialog opens; nothing hangs on it.
    pub async fn drawn(&self) {
        let turns = "return (async () => {
            for (let slice = 0; slice < 5; slice += 1) await new Promise((next) => setTimeout(next));
        })()";
        let _ = self.session.execute(turns, &[]).await;
    }

    /// Waits until a JavaScript expression is truthy, for [`PATIENCE`] at most.
    pub async fn wait_until(&self, expression: &str) -> Value {
        self.wait_for(expression, PATIENCE).await
    }

    /// Waits until a JavaScript expression is truthy and returns it. An expression that
    /// throws counts as false.
    pub async fn wait_for(&self, expression: &str, patience: Duration) -> Value {
        let script = format!(
            "try {{ const v = ({expression}); return [!!v, v]; }} catch (e) {{ return [false, String(e)]; }}"
        );
        let deadline = Instant::now() + patience;
        loop {
            let last = match self.session.execute(&script, &[]).await {
                Ok(mut pair) if pair[0] == true => return pair[1].take(),
                // Firefox answers null while a page is being replaced.
                Ok(mut pair) => pair.get_mut(1).map(Value::take).unwrap_or_default(),
                // Scripts fail while a page is being replaced.
                Err(e) => Value::String(e),
            };
            if Instant::now() > deadline {
                let badge = "return (document.querySelector('job-badge') || {}).status || null";
                let status = self.session.execute(badge, &[]).await;
                let log = self.log().await;
                panic!(
                    "after {patience:?} still not: {expression}\nlast: {last}\n\
                     first badge: {status:?}\nlog: {log:#}"
                );
            }
            sleep(Duration::from_millis(40)).await;
        }
    }

    /// The badge's snapshot, by CSS selector.
    pub async fn status(&self, css: &str) -> Value {
        self.js(&format!("return document.querySelector({css:?}).status")).await
    }

    /// What the page wrote to the console, and its uncaught errors: `[{kind, text}]`.
    pub async fn log(&self) -> Value {
        let script = "return window.__e2e ? window.__e2e.log : null";
        self.session.execute(script, &[]).await.unwrap_or_else(Value::String)
    }

    /// The log's entries of these kinds whose text contains `part`.
    pub async fn logged(&self, kinds: &[&str], part: &str) -> Vec<String> {
        let log = self.log().await;
        let entries = log.as_array().into_iter().flatten();
        entries
            .filter(|e| kinds.contains(&e["kind"].as_str().unwrap_or_default()))
            .filter_map(|e| e["text"].as_str())
            .filter(|t| t.contains(part))
            .map(str::to_owned)
            .collect()
    }

    /// The badge events that reached the document: `[{type, id, detail}]`.
    pub async fn events(&self) -> Vec<Value> {
        match self.js("return window.__e2e.events").await {
            Value::Array(events) => events,
            other => panic!("no events recorded: {other}"),
        }
    }

    /// The policy violations that the page recorded.
    pub async fn violations(&self) -> Vec<String> {
        let seen = self.js("return window.__e2e.violations").await;
        let seen = seen.as_array().cloned().unwrap_or_default();
        seen.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
