//! Mounts and removes ten thousand badges, then ten thousand more. The second ten thousand must not
//! leave more memory in use than the first (Chromium, after forced collection); three repetitions are
//! allowed.

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::heap::{Heap, KEEP_WASM, settled};
use e2e::page::Page;
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use e2e::tab::Tab;

const CALLS: usize = 25;

/// Mounts and removes five hundred badges, fifty at a time. Before their first answer only forty of
/// the fifty are drawn, so both kinds are removed.
const MOUNT_AND_REMOVE: &str = "return (async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let n = 0; n < 10; n += 1) {
        const home = document.getElementById('home');
        for (let i = 0; i < 50; i += 1) {
            const badge = document.createElement('job-badge');
            badge.setAttribute('endpoint', '/api/');
            badge.setAttribute('job', `nb:jid:UUID:${n}-${i}`);
            badge.toggleAttribute('details', i % 2 === 0);
            badge.token = 'some-token-for-nobody';
            home.append(badge);
        }
        await drawn();
        if (!home.children[39].shadowRoot?.querySelector('[part~=badge]')) throw new Error('not drawn');
        home.replaceChildren();
        await drawn();
    }
    return 1;
})()";

async fn mount_and_remove_ten_thousand(tab: &Tab) -> Heap {
    for _ in 0..CALLS {
        tab.js(MOUNT_AND_REMOVE).await;
        // The test's own records would otherwise count as leaks.
        tab.js("window.__e2e.roots.length = 0; window.__e2e.events.length = 0; return 1").await;
        tab.js("performance.clearResourceTimings(); return 1").await;
    }
    // The last badges may still have a delayed drawing.
    tab.js("return new Promise((done) => setTimeout(done, 1000))").await;
    settled(tab).await
}

async fn the_second_ten_thousand_leave_no_more_than_the_first(stage: Stage) {
    let busy = "{\"odata.error\":{\"code\":\"\",\"message\":{\"value\":\"busy\"}}}".to_owned();
    stage.home.answer("/api/", Answer::Fixed(503, "application/json", busy));
    let page = Page::new("<div id=home></div>").script(KEEP_WASM);
    stage.tab.open(&page.put(&stage.home, "page")).await;
    // The first badge loads the wasm, so that loading is not measured.
    let first = "document.getElementById('home').innerHTML = '<job-badge job=x endpoint=/api/></job-badge>'; return 1";
    stage.tab.js(first).await;
    stage.tab.wait_until("home.firstChild.shadowRoot?.querySelector('[part~=badge]')").await;
    stage.tab.wait_until("window.wasmMemories.length === 1").await;
    let mut before = mount_and_remove_ten_thousand(&stage.tab).await;
    println!("after the first: {before:?}");
    // A leak grows each time. An allocator may request one more page once, which is not a leak.
    for _ in 0..3 {
        let after = mount_and_remove_ten_thousand(&stage.tab).await;
        println!("after the next:  {after:?}");
        assert!(before.wasm > 0.0 && before.nodes > 0.0, "nothing was measured");
        if after.nodes <= before.nodes
            && after.listeners <= before.listeners
            && after.wasm <= before.wasm
        {
            return;
        }
        before = after;
    }
    panic!("each ten thousand left more than the ten thousand before: {before:?}");
}

fn main() -> ExitCode {
    suite::run(
        "leak",
        Needs::Package,
        scenarios![the_second_ten_thousand_leave_no_more_than_the_first: [Chromium]],
    )
}
