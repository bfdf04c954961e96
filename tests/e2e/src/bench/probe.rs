//! Measures a page in its browser: when badges showed, how long the main thread worked, how much
//! memory is used. Chromium only: it needs the DevTools protocol.

use std::time::Duration;

use serde_json::{Value, json};

use super::stack::Stack;
use crate::browser::{Browser, Engine};
use crate::chromium;
use crate::heap::KEEP_WASM;
use crate::http::Trouble;
use crate::tab::Tab;
use crate::webdriver::Session;

/// A window of this size shows forty badges of each page.
const WINDOW: (u32, u32) = (1_000, 800);

/// How long a page may take until all of its badges show.
const LOAD_TIMEOUT: Duration = Duration::from_secs(90);

/// A browser of its own for one page, so that nothing is cached and nothing else runs in it.
#[derive(Debug)]
pub struct Probe {
    browser: Browser,
}

/// Milliseconds that the main thread has worked since the page began, in CPU time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// All of it: scripts, style, layout, paint, the browser's own share of each request.
    pub main: f64,
    /// Scripts. What runs in callbacks of promises may be missing.
    pub script: f64,
    /// Style and layout.
    pub layout: f64,
}

/// Bytes after everything unreachable was collected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// JavaScript's heap.
    pub script: f64,
    /// Wasm memory.
    pub wasm: f64,
    /// The browser's own objects for the DOM.
    pub dom: f64,
}

/// Emulates Chromium's "slow 4G" and a processor at a quarter of its speed.
async fn slow_down(session: &Session) -> Result<(), Trouble> {
    let link = json!({
        "offline": false,
        "latency": 150,
        "downloadThroughput": 1_600_000 / 8,
        "uploadThroughput": 750_000 / 8,
    });
    session.devtools("Network.enable", json!({})).await?;
    session.devtools("Network.emulateNetworkConditions", link).await?;
    session.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await.map(drop)
}

impl Probe {
    /// Starts a browser, opens a page of the stack in it and waits until `wanted` badges show.
    ///
    /// # Errors
    /// When the browser does not start, or with what the page showed instead.
    pub async fn open(
        origin: &str,
        stack: Stack,
        wanted: usize,
        slow: bool,
    ) -> Result<Self, Trouble> {
        let probe = Self { browser: Browser::launch(Engine::Chromium).await? };
        let session = &probe.browser.session;
        let patience = json!({ "script": 90_000, "pageLoad": 90_000, "implicit": 0 });
        session.command("POST", "/timeouts", patience).await?;
        let tab = Tab { engine: Engine::Chromium, session: session.clone() };
        chromium::window(&tab, WINDOW.0, WINDOW.1).await;
        if slow {
            slow_down(session).await?;
        }
        session.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
        let look = include_str!("probe.js");
        let source = format!("{KEEP_WASM}\n({look})({}, {wanted});", json!(stack.shown));
        let source = json!({ "source": source });
        session.devtools("Page.addScriptToEvaluateOnNewDocument", source).await?;
        let seen = async {
            session.goto(&format!("{origin}/{}", stack.page)).await?;
            session.execute("return bench.done", &[]).await
        };
        match tokio::time::timeout(LOAD_TIMEOUT, seen).await {
            Ok(Ok(_)) => Ok(probe),
            other => {
                let shown = probe.shown(stack).await.unwrap_or_default();
                let why = other.err().map_or_else(String::new, |e| e.to_string());
                probe.close().await;
                Err(format!("{} shows {shown} of {wanted} badges; {why}", stack.name))
            }
        }
    }

    async fn number(&self, expression: &str) -> Result<f64, Trouble> {
        let value = self.browser.session.execute(&format!("return {expression}"), &[]).await?;
        value.as_f64().ok_or_else(|| format!("{expression} is {value}"))
    }

    /// How many badges show their running job.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn shown(&self, stack: Stack) -> Result<usize, Trouble> {
        let found = format!("document.querySelectorAll({}).length", json!(stack.shown));
        self.number(&found).await.map(|count| count as usize)
    }

    /// When the first badge and when all of them showed, in milliseconds from the start of
    /// navigation, to a frame.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn times(&self) -> Result<(f64, f64), Trouble> {
        Ok((self.number("bench.first").await?, self.number("bench.all").await?))
    }

    /// Now, in milliseconds from the start of navigation.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn now(&self) -> Result<f64, Trouble> {
        self.number("performance.now()").await
    }

    /// How many tasks of more than 50 ms began in this span, and their milliseconds together.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn long_tasks(&self, from: f64, to: f64) -> Result<(usize, f64), Trouble> {
        let script = "return bench.long.filter(([at]) => at >= arguments[0] && at < arguments[1])";
        let found = self.browser.session.execute(script, &[json!(from), json!(to)]).await?;
        let found = found.as_array().cloned().unwrap_or_default();
        let lengths = found.iter().filter_map(|task| task[1].as_f64());
        Ok((found.len(), lengths.fold(0.0, |sum, length| sum + length)))
    }

    /// The main thread's work so far.
    ///
    /// # Errors
    /// When the browser does not report it.
    pub async fn work(&self) -> Result<Work, Trouble> {
        let answer = self.browser.session.devtools("Performance.getMetrics", json!({})).await?;
        let metric = |name: &str| {
            let all = answer["metrics"].as_array().into_iter().flatten();
            let found = all.clone().find(|metric| metric["name"] == name);
            let seconds = found.and_then(|metric| metric["value"].as_f64());
            seconds.map(|seconds| seconds * 1_000.0).ok_or_else(|| format!("no metric {name}"))
        };
        Ok(Work {
            main: metric("TaskDuration")?,
            script: metric("ScriptDuration")?,
            layout: metric("LayoutDuration")? + metric("RecalcStyleDuration")?,
        })
    }

    /// The memory in use after garbage collection.
    ///
    /// # Errors
    /// When the browser does not report it.
    pub async fn memory(&self) -> Result<Memory, Trouble> {
        let session = &self.browser.session;
        // The first collection runs finalizers, the second one frees their objects.
        for _ in 0..2 {
            session.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let heap = session.devtools("Runtime.getHeapUsage", json!({})).await?;
        let of = |name: &str| heap[name].as_f64().ok_or_else(|| format!("no {name}: {heap}"));
        let wasm = "wasmMemories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)";
        Ok(Memory {
            script: of("usedSize")?,
            wasm: self.number(wasm).await?,
            dom: of("embedderHeapUsedSize")?,
        })
    }

    /// Makes the page report that it is hidden, or visible again. The browser does not freeze it, so
    /// a page that sends nothing does so on its own.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn hide(&self, hidden: bool) -> Result<(), Trouble> {
        let script = "const [hidden] = arguments;
            const say = (name, value) =>
                Object.defineProperty(document, name, { configurable: true, get: () => value });
            say('hidden', hidden);
            say('visibilityState', hidden ? 'hidden' : 'visible');
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));";
        self.browser.session.execute(script, &[Value::Bool(hidden)]).await.map(drop)
    }

    /// Takes all badges out of the page.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn remove(&self) -> Result<(), Trouble> {
        let script = "document.getElementById('fleet').replaceChildren()";
        self.browser.session.execute(script, &[]).await.map(drop)
    }

    /// The browser's name and version.
    ///
    /// # Errors
    /// When the browser does not report them.
    pub async fn version(&self) -> Result<String, Trouble> {
        let answer = self.browser.session.devtools("Browser.getVersion", json!({})).await?;
        Ok(answer["product"].as_str().unwrap_or_default().to_owned())
    }

    /// Ends the browser.
    pub async fn close(self) {
        self.browser.quit().await;
    }
}
