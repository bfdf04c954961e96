//! Tests the search for leaked tokens: it finds one in each place, and none in a clean page.

use e2e::stage::Stage;
use e2e::token_leak::places_in_page;

use crate::{MARKED, tiny};

pub async fn planted_token_is_found_in_every_place(stage: Stage) {
    let cases = [
        ("text in document", "document.body.append(T)"),
        ("comment in document", "document.body.append(new Comment(T))"),
        ("attribute tiny-badge@data-x", "badge.dataset.x = T"),
        ("text in shadow of tiny-badge", "badge.shadowRoot.append(T)"),
        (
            "text in a shadow root",
            "document.createElement('p').attachShadow({ mode: 'closed' }).append(T)",
        ),
        (
            "value of input",
            "badge.shadowRoot.append(Object.assign(document.createElement('input'), { value: T }))",
        ),
        ("property tiny-badge.token", "Object.defineProperty(badge, 'token', { value: T })"),
        ("property tiny-badge.deep", "badge.deep = { a: [new Map([['k', T]])] }"),
        ("static ", "customElements.get('tiny-badge').defaults = { token: T }"),
        ("recorded log", "console.debug('x', { y: T })"),
        (
            "recorded events",
            "badge.dispatchEvent(new CustomEvent('job-badge-error', { bubbles: true, detail: { message: T } }))",
        ),
        ("recorded messages", "new BroadcastChannel('c').postMessage({ T })"),
        ("location", "history.replaceState(null, '', '#' + encodeURIComponent(T))"),
        ("history.state", "history.replaceState({ T }, '')"),
        ("performance", "performance.mark('at ' + T)"),
        ("localStorage", "localStorage.setItem('k', T)"),
        ("sessionStorage", "sessionStorage.setItem(T, 'v')"),
        ("window.kept", "window.kept = T"),
        (
            "indexedDB",
            "return new Promise((done, fail) => { const r = indexedDB.open('d', 1); \
            r.onupgradeneeded = () => r.result.createObjectStore('s').put({ T }, 'k'); \
            r.onsuccess = () => { r.result.close(); done(); }; r.onerror = fail; })",
        ),
        ("caches", "return caches.open('c').then((c) => c.put('/x', new Response(T)))"),
        (
            "style sheet of document",
            "const s = new CSSStyleSheet(); s.replaceSync(`p::after { content: '${T}' }`); \
            document.adoptedStyleSheets = [s]",
        ),
        // Last, because a page may keep its lock for a while after navigation.
        ("lock names", "navigator.locks.request('l ' + T, () => new Promise(() => {}))"),
    ];
    for (number, (place, script)) in cases.iter().enumerate() {
        // Each case has a fresh page. Storage belongs to the origin, so it is cleared below.
        let url = tiny("<tiny-badge></tiny-badge>").put(&stage.home, &format!("p{number}"));
        stage.tab.open(&url).await;
        assert_eq!(
            places_in_page(&stage.tab, MARKED).await,
            Vec::<String>::new(),
            "before {place}"
        );
        let planted = format!(
            "const T = '{MARKED}'; const badge = document.querySelector('tiny-badge'); {script}"
        );
        stage.tab.js(&planted).await;
        let mut found = places_in_page(&stage.tab, MARKED).await;
        if *place == "lock names" && found.is_empty() {
            // Locks are granted asynchronously.
            stage.tab.js("return new Promise((done) => setTimeout(done, 200))").await;
            found = places_in_page(&stage.tab, MARKED).await;
        }
        assert!(found.iter().any(|f| f.starts_with(place)), "{place}: {found:?}");
        stage.tab.js("localStorage.clear(); sessionStorage.clear(); return Promise.all([caches.delete('c'), \
            new Promise((done) => { indexedDB.deleteDatabase('d').onsuccess = done; })]).then(() => 1)").await;
    }
}
