//! Where a badge can stand: other origins, other roots, frames, documents with a base.

use e2e::page::{Page, STRICT};
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, give, open, uuid, wait_freshness, wait_state};

pub async fn an_api_on_another_origin_under_the_strict_policy(stage: Stage) {
    let job = a_job(&stage, "Elsewhere").await;
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    wait_state(&stage.tab, "b", "queued").await;
    assert!(stage.api.seen().iter().any(|s| s.method == "OPTIONS"), "a preflight");
    let bearer = format!("Bearer {}", stage.emulator().token);
    for seen in stage.api.requests("/api/") {
        assert_eq!(seen.header("authorization"), Some(bearer.as_str()), "{}", seen.path);
        assert_eq!((seen.header("cookie"), seen.header("referer")), (None, None), "{}", seen.path);
        assert_eq!(seen.header("x-ms-version"), Some("2.19"), "{}", seen.path);
    }
    let ids = stage.api.requests("/api/").into_iter();
    let mut ids: Vec<_> =
        ids.map(|s| s.header("x-ms-client-request-id").unwrap_or_default().to_owned()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "a fresh request id for each");
    assert!(stage.home.requests("/api/").is_empty());
    assert_quiet(&stage).await;
}

pub async fn an_api_on_the_same_origin_under_the_strict_policy(stage: Stage) {
    let job = a_job(&stage, "Here").await;
    // No slash at the end: `/api` is `/api/`.
    let url = Page::new(badge("b", "/api", &job))
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.home.wait_for_more(uuid(&job), 1).await;
    assert!(stage.home.seen().iter().all(|s| s.method != "OPTIONS"));
    assert_quiet(&stage).await;
}

pub async fn inside_another_shadow_root(stage: Stage) {
    let job = a_job(&stage, "Inside").await;
    let inner = json!(badge("b", &stage.api_root(), &job));
    let url = Page::new("<div id=host></div>")
        .connects_to(&stage.api.origin)
        .script(&format!(
            "const root = document.getElementById('host').attachShadow({{ mode: 'open' }});
             root.innerHTML = {inner}; window.badge = root.firstElementChild;"
        ))
        .module(&format!("window.badge.token = {};", json!(stage.emulator().token)))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.badge.status?.state === 'queued'").await;
    // Composed: the document hears it, from the host.
    stage.tab.wait_until("window.__e2e.events.some(e => e.id === 'host')").await;
    let styled = "(p => p && p.getBoundingClientRect().width > 10
        && getComputedStyle(p).display !== 'inline')(window.badge.shadowRoot.querySelector('[part~=badge]'))";
    stage.tab.wait_until(styled).await;
    assert_quiet(&stage).await;
}

pub async fn a_page_with_a_base(stage: Stage) {
    let job = a_job(&stage, "Based").await;
    let base = format!("<base href='{}/some/where/deep/'>", stage.home.origin);
    let url = Page::new(badge("b", "../../../api/", &job))
        .head(&base)
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    assert!(!stage.home.requests(uuid(&job)).is_empty());
    assert!(stage.home.requests("/some/where").is_empty());
    assert_quiet(&stage).await;
}

pub async fn a_relative_endpoint_may_not_leave_the_page_by_a_base(stage: Stage) {
    let job = a_job(&stage, "Away").await;
    let url = Page::new(badge("b", "api/", &job))
        .connects_to(&stage.foreign.origin)
        .head(&format!("<base href='{}/'>", stage.foreign.origin))
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_freshness(&stage.tab, "b", "misconfigured").await;
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
}

pub async fn in_a_frame(stage: Stage) {
    let job = a_job(&stage, "Framed").await;
    let inner = Page::new(badge("b", &stage.api_root(), &job))
        .connects_to(&stage.api.origin)
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "inner");
    let policy = format!("{STRICT}; frame-src 'self'");
    let url = Page::new(format!("<iframe src='{inner}'></iframe>"))
        .policy(Some(&policy))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.session.enter_frame(Some("iframe")).await.unwrap();
    wait_state(&stage.tab, "b", "queued").await;
    assert_quiet(&stage).await;
    stage.tab.session.enter_frame(None).await.unwrap();
    // Taken away with its frame, it asks no more: the control is the top page's own badge.
    let control = a_job(&stage, "Control").await;
    let add = format!(
        "document.querySelector('iframe').remove();
         document.body.insertAdjacentHTML('beforeend', {}); {} return 1",
        json!(badge("control", "/api/", &control)),
        give(&stage.emulator().token)
    );
    stage.tab.js(&add).await;
    let asked = stage.api.requests("/api/").len();
    wait_state(&stage.tab, "control", "queued").await;
    stage.home.wait_for_more("/api/", 3).await;
    assert_eq!(stage.api.requests("/api/").len(), asked);
}

pub async fn in_a_sandboxed_frame_it_works_without_what_is_refused_there(stage: Stage) {
    let job = a_job(&stage, "Sandboxed").await;
    // A page without an origin gets the package and the API as any other origin does.
    stage.home.welcome_everyone();
    let body = badge("b", &stage.api_root(), &job)
        .replace("interval=", "details share=all lang=de interval=")
        + &badge("c", "relative/", &job);
    let inner = Page::new(body)
        .policy(None)
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "inner");
    let url = Page::new(format!("<iframe sandbox=allow-scripts src='{inner}'></iframe>"))
        .policy(None)
        .define(None)
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.session.enter_frame(Some("iframe")).await.unwrap();
    let refused =
        "const refused = (what) => { try { what(); return false; } catch { return true; } };
        return [self.origin, refused(() => localStorage), refused(() => document.cookie)]";
    assert_eq!(stage.tab.js(refused).await, json!(["null", true, true]));
    wait_state(&stage.tab, "b", "queued").await;
    wait_freshness(&stage.tab, "c", "misconfigured").await;
    let words = "document.getElementById('b').shadowRoot.textContent.includes('Wartet')";
    stage.tab.wait_until(words).await;
    // The clipboard is refused: the id is selected instead.
    let click = |action: &str| {
        format!(
            "document.getElementById('b').shadowRoot.querySelector('button[data-action={action}]').click(); return 1"
        )
    };
    stage.tab.js(&click("details")).await;
    stage.tab.wait_until("document.getElementById('b').shadowRoot.querySelector('.id')").await;
    stage.tab.js(&click("copy")).await;
    stage.emulator().advance(1000).await;
    wait_state(&stage.tab, "b", "succeeded").await;
    assert_quiet(&stage).await;
}

pub async fn adopted_into_another_document_it_keeps_its_style(stage: Stage) {
    let job = a_job(&stage, "Adopted").await;
    let empty = Page::new("").define(None).put(&stage.home, "empty");
    let policy = format!("{STRICT}; frame-src 'self'");
    let body = badge("b", &stage.api_root(), &job) + &format!("<iframe src='{empty}'></iframe>");
    let url = Page::new(body)
        .policy(Some(&policy))
        .connects_to(&stage.api.origin)
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    let look =
        "p => { const s = getComputedStyle(p); return [s.display, s.borderRadius, s.color]; }";
    let part = "window.kept.shadowRoot.querySelector('[part~=badge]')";
    let before = stage
        .tab
        .js(&format!("window.kept = document.getElementById('b'); return ({look})({part})"))
        .await;
    stage
        .tab
        .js("document.querySelector('iframe').contentDocument.body.append(window.kept); return 1")
        .await;
    stage.tab.wait_until("window.kept.status?.state === 'queued'").await;
    let same = format!("JSON.stringify(({look})({part})) === {}", json!(before.to_string()));
    stage.tab.wait_until(&same).await;
    assert_quiet(&stage).await;
}

pub async fn in_another_window_it_goes_on_with_its_tasks(stage: Stage) {
    let job = a_job(&stage, "Elsewhere").await;
    let empty = Page::new("").policy(None).define(None).put(&stage.home, "empty");
    let url = Page::new(badge("b", &stage.api_root(), &job))
        .policy(None)
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    let open = format!(
        "window.kept = document.getElementById('b'); window.other = window.open('{empty}', '', 'width=500,height=300'); return 1"
    );
    stage.tab.js(&open).await;
    stage.tab.wait_until("window.other?.document.body && window.other.location.pathname.endsWith('empty.html') && window.other.document.readyState === 'complete'").await;
    // Nobody sees the page that it leaves.
    let leave = "window.other.document.body.append(window.kept);
        Object.defineProperty(document, 'hidden', { value: true });
        document.dispatchEvent(new Event('visibilitychange')); return 1";
    stage.tab.js(leave).await;
    stage.emulator().advance(15).await;
    stage.tab.wait_until("window.kept.status?.state === 'running'").await;
    stage.api.wait_for_more("/Tasks", 3).await;
    stage.tab.js("window.other.close(); return 1").await;
    assert_quiet(&stage).await;
}

pub async fn the_module_is_imported_where_there_is_no_dom(_: Stage) {
    let package = e2e::folder("JOB_BADGE_PACKAGE", "target/package");
    let package = std::fs::canonicalize(package).unwrap();
    let script = format!(
        "for (const [file, name] of [['job-badge', 'JobBadgeElement'], ['summary', 'JobBadgeSummaryElement']]) {{ \
            const m = await import({} + file + '.js'); \
            if (typeof m[name] !== 'function') process.exit(3); \
            m[name].define(); \
         }} \
         console.log('fine');",
        json!(format!("file://{}/", package.display()))
    );
    let ran = tokio::process::Command::new("node")
        .args(["--input-type=module", "--eval", &script])
        .output()
        .await
        .expect("node is installed");
    let (said, wrong) = (ran.stdout, String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{wrong}");
    assert_eq!(String::from_utf8_lossy(&said), "fine\n", "{wrong}");
}
