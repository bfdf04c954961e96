//! What a page keeps in the browser's memory after a garbage collection (Chromium only: it needs
//! the DevTools protocol).

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::tab::Tab;

/// Counts and sizes of one page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap {
    /// DOM nodes that are alive, detached ones included.
    pub nodes: f64,
    /// Event listeners that are alive.
    pub listeners: f64,
    /// Bytes of wasm memory of the instances that [`KEEP_WASM`] has recorded.
    pub wasm: f64,
    /// Bytes of JavaScript's heap. They vary between runs, so they are reported but not compared.
    pub script: f64,
}

/// A classic script that records the memory of each wasm instance. It must run before the badge is
/// defined, because the generated glue does not expose the memory.
pub const KEEP_WASM: &str = "window.wasmMemories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const before = WebAssembly[name];
        WebAssembly[name] = async (...args) => {
            const made = await before.apply(WebAssembly, args);
            const memory = (made.instance ?? made).exports.memory;
            if (memory) window.wasmMemories.push(memory);
            return made;
        };
    }";

/// Collects garbage until two measurements in a row have the same nodes and listeners.
pub async fn settled(tab: &Tab) -> Heap {
    tab.session.devtools("Performance.enable", json!({})).await.unwrap();
    let mut last = measured(tab).await;
    for _ in 0..50 {
        sleep(Duration::from_millis(100)).await;
        let now = measured(tab).await;
        if (now.nodes, now.listeners) == (last.nodes, last.listeners) {
            return now;
        }
        last = now;
    }
    panic!("the page does not come to rest: {last:?}");
}

async fn measured(tab: &Tab) -> Heap {
    tab.session.devtools("HeapProfiler.collectGarbage", json!({})).await.unwrap();
    let metrics = tab.session.devtools("Performance.getMetrics", json!({})).await.unwrap();
    let metric = |name: &str| {
        let all = metrics["metrics"].as_array().into_iter().flatten();
        all.clone().find(|m| m["name"] == name).and_then(|m| m["value"].as_f64()).unwrap_or(-1.0)
    };
    let bytes = "return (window.wasmMemories ?? []).reduce((n, m) => n + m.buffer.byteLength, 0)";
    Heap {
        nodes: metric("Nodes"),
        listeners: metric("JSEventListeners"),
        wasm: Value::as_f64(&tab.js(bytes).await).unwrap_or(-1.0),
        script: metric("JSHeapUsedSize"),
    }
}
