//! The part of the W3C WebDriver protocol that the tests need, in the form that all three
//! drivers support. <https://www.w3.org/TR/webdriver2/>
//!
//! Written here, because a client crate would add a hundred dependencies for these ten commands.

use serde_json::{Value, json};

use crate::http::{self, Trouble};

/// The key under which the protocol returns a reference to an element (section 12.1).
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with a browser.
#[derive(Clone, Debug)]
pub struct Session {
    root: String,
    id: String,
}

impl Session {
    /// Asks the driver on `port` for a new session.
    ///
    /// # Errors
    /// When the driver does not answer or refuses the capabilities.
    pub async fn new(port: u16, capabilities: Value) -> Result<Self, Trouble> {
        let root = format!("http://127.0.0.1:{port}");
        let ask = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let (status, answer) = http::json("POST", &format!("{root}/session"), Some(&ask)).await?;
        match answer["value"]["sessionId"].as_str() {
            Some(id) => Ok(Self { root, id: id.to_owned() }),
            None => Err(format!("no session ({status}): {answer}")),
        }
    }

    /// Sends one command below `/session/ID/` and returns the answer's `value`.
    ///
    /// # Errors
    /// When the driver does not answer, or with its error word and message.
    pub async fn command(&self, method: &str, path: &str, body: Value) -> Result<Value, Trouble> {
        let url = format!("{}/session/{}{path}", self.root, self.id);
        let body = (method == "POST").then_some(&body);
        let (status, mut answer) = http::json(method, &url, body).await?;
        if status == 200 {
            return Ok(answer["value"].take());
        }
        Err(format!("{path}: {}: {}", answer["value"]["error"], answer["value"]["message"]))
    }

    /// Opens a page and waits for its load event.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn goto(&self, url: &str) -> Result<(), Trouble> {
        self.command("POST", "/url", json!({ "url": url })).await.map(drop)
    }

    /// Runs a function body in the page; a promise that it returns is awaited.
    ///
    /// # Errors
    /// As [`Session::command`]; a script that throws is an error with its message.
    pub async fn execute(&self, script: &str, args: &[Value]) -> Result<Value, Trouble> {
        self.command("POST", "/execute/sync", json!({ "script": script, "args": args })).await
    }

    /// Finds the first element for a CSS selector and returns the path of its commands.
    async fn element(&self, css: &str) -> Result<String, Trouble> {
        let found = self
            .command("POST", "/element", json!({ "using": "css selector", "value": css }))
            .await?;
        let id = found[ELEMENT].as_str().ok_or_else(|| format!("{css}: {found}"))?;
        Ok(format!("/element/{id}"))
    }

    /// Clicks the first element that matches, as a person would.
    ///
    /// # Errors
    /// As [`Session::command`]; also when the element is not there or covered.
    pub async fn click(&self, css: &str) -> Result<(), Trouble> {
        let element = self.element(css).await?;
        self.command("POST", &format!("{element}/click"), json!({})).await.map(drop)
    }

    /// Replaces the text of the first form field that matches by typing.
    ///
    /// # Errors
    /// As [`Session::click`].
    pub async fn type_into(&self, css: &str, text: &str) -> Result<(), Trouble> {
        let element = self.element(css).await?;
        self.command("POST", &format!("{element}/clear"), json!({})).await?;
        self.command("POST", &format!("{element}/value"), json!({ "text": text })).await.map(drop)
    }

    /// Switches to the frame that matches, or back to the top page (`None`).
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn enter_frame(&self, css: Option<&str>) -> Result<(), Trouble> {
        let id = match css {
            Some(css) => {
                let found = json!({ "using": "css selector", "value": css });
                self.command("POST", "/element", found).await?
            }
            None => Value::Null,
        };
        self.command("POST", "/frame", json!({ "id": id })).await.map(drop)
    }

    /// One command of the DevTools protocol (Chromium only).
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn devtools(&self, name: &str, params: Value) -> Result<Value, Trouble> {
        self.command("POST", "/goog/cdp/execute", json!({ "cmd": name, "params": params })).await
    }

    /// Ends the session; the driver closes its browser.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn close(&self) -> Result<(), Trouble> {
        self.command("DELETE", "", Value::Null).await.map(drop)
    }
}
