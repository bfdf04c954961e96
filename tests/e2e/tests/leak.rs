//! Ten thousand badges are drawn and go, and ten thousand more: the second leave no more than the
//! first (Chromium, after forced collection), or at the latest the next ones do.

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::heap::{Heap, KEEP_WASM, settled};
use e2e::page::Page;
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use e2e::tab::Tab;

const CALLS: usize = 25;

/// Mounts and removes five hundred badges, fifty at a time: forty of them are drawn before they go;
/// the others, of which nothing is known yet either, are too many for that.
const COME_AND_GO: &str = "return (async () => {
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

async fn ten_thousand(tab: &Tab) -> Heap {
    for _ in 0..CALLS {
        tab.js(COME_AND_GO).await;
        // What the page's own record holds is not the badge's.
        tab.js("window.__e2e.roots.length = 0; window.__e2e.events.length = 0; return 1").await;
        tab.js("performance.clearResourceTimings(); return 1").await;
    }
    // The last ones that were not drawn still wait for that.
    tab.js("return new Promise((done) => setTimeout(done, 1000))").await;
    settled(tab).await
}

async fn the_second_ten_thousand_leave_no_more_than_the_first(stage: Stage) {
    let busy = "{\"odata.error\":{\"code\":\"\",\"message\":{\"value\":\"busy\"}}}".to_owned();
    stage.home.answer("/api/", Answer::Fixed(503, "application/json", busy));
    let page = Page::new("<div id=home></div>").script(KEEP_WASM);
    stage.tab.open(&page.put(&stage.home, "page")).await;
    // The first badge waits for the wasm.
    let first = "document.getElementById('home').innerHTML = '<job-badge job=x endpoint=/api/></job-badge>'; return 1";
    stage.tab.js(first).await;
    stage.tab.wait_until("home.firstChild.shadowRoot?.querySelector('[part~=badge]')").await;
    stage.tab.wait_until("window.wasmMemories.length === 1").await;
    let mut before = ten_thousand(&stage.tab).await;
    println!("after the first: {before:?}");
    // What leaks grows each time. An allocator that takes one page more, once, does not.
    for _ in 0..3 {
        let after = ten_thousand(&stage.tab).await;
        println!("after the next:  {after:?}");
        assert!(before.wasm > 0.0 && before.nodes > 0.0, "else nothing was measured");
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
