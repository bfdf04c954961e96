//! The examples for pages, used as their READMEs say, under the strict policy.

use std::fs;
use std::path::{Path, PathBuf};

use e2e::answer::Answer;
use e2e::page::{Page, STRICT};
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, give, wait_state};

/// What says where the bundled examples are.
pub const BUNDLED: &str = "JOB_BADGE_BUNDLED";

const BADGE: &str = "document.querySelector('job-badge')";

/// Puts an example's files on `home` with what its reader fills in, and opens it. The bundles'
/// other files lie in `assets`.
async fn open_example(stage: &Stage, folder: &Path) {
    let job = a_job(stage, "Example").await;
    let (token, api) = (&stage.emulator().token, &stage.api.origin);
    let policy = STRICT.replace("connect-src 'self'", &format!("connect-src 'self' {api}"));
    let policy = format!("{policy}; report-uri /csp-report");
    let filled = |file: &Path| {
        let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        text.replace("http://127.0.0.1:8081", api).replace("JOB-ID", &job).replace("TOKEN", token)
    };
    let html = filled(&folder.join("index.html"));
    stage.home.put("/index.html", "text/html; charset=utf-8", &html, Some(&policy));
    stage.home.answer("/assets/", Answer::Folder(folder.join("assets")));
    for within in ["", "assets"] {
        for entry in fs::read_dir(folder.join(within)).into_iter().flatten() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|end| end == "js") {
                let path = format!("/{}", file.strip_prefix(folder).unwrap().display());
                stage.home.put(&path, "text/javascript; charset=utf-8", &filled(&file), None);
            }
        }
    }
    stage.tab.open(&format!("{}/index.html", stage.home.origin)).await;
}

/// The badge is drawn and follows its job, and the page broke no policy.
async fn assert_living(stage: &Stage) {
    let shows = |state: &str| format!("{BADGE}.status?.state === '{state}'");
    stage.tab.wait_until(&shows("queued")).await;
    let drawn = format!(
        "{BADGE}.shadowRoot.querySelector('[part~=badge]').getBoundingClientRect().width > 10"
    );
    stage.tab.wait_until(&drawn).await;
    stage.emulator().advance(30).await;
    stage.tab.wait_until(&shows("running")).await;
    assert_eq!(stage.home.violations(), Vec::<String>::new());
    let html = stage.tab.js("return document.documentElement.outerHTML").await;
    assert!(!html.as_str().unwrap().contains(&stage.emulator().token), "{html}");
}

pub async fn the_html_example_of_the_readme(stage: Stage) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/html");
    open_example(&stage, &folder).await;
    assert_living(&stage).await;
}

pub async fn the_own_backend_example_of_the_readme(stage: Stage) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/own-backend");
    let answer = |state: &str| json!({ "status": state, "progress": 0.4 }).to_string();
    stage.home.put("/jobs/42", "application/json", &answer("running"), None);
    let html = fs::read_to_string(folder.join("index.html")).unwrap();
    let policy = format!("{STRICT}; report-uri /csp-report");
    stage.home.put("/index.html", "text/html; charset=utf-8", &html, Some(&policy));
    stage.tab.open(&format!("{}/index.html", stage.home.origin)).await;
    let runs = format!("{BADGE}.status?.state === 'running' && {BADGE}.status.progress === 40");
    stage.tab.wait_until(&runs).await;
    stage.home.put("/jobs/42", "application/json", &answer("succeeded"), None);
    stage.tab.wait_until(&format!("{BADGE}.status?.state === 'succeeded'")).await;
    assert_eq!(stage.home.violations(), Vec::<String>::new());
}

fn bundle(example: &str) -> PathBuf {
    e2e::folder(BUNDLED, "target/package-use").join(example).join("dist")
}

pub async fn a_page_bundled_by_vite(stage: Stage) {
    open_example(&stage, &bundle("vite")).await;
    assert_living(&stage).await;
    assert_eq!(stage.home.requests("/package/").len(), 0, "the bundle is all that is loaded");
    assert_eq!(stage.home.requests(".wasm").len(), 1);
    // The languages are in the bundle too, each by itself.
    stage.tab.js("document.documentElement.lang = 'de'; return 1").await;
    stage.tab.wait_until(&format!("{BADGE}.shadowRoot.textContent.includes('Läuft')")).await;
    assert_eq!(stage.home.requests("/assets/de-").len(), 1);
    assert_eq!(stage.home.violations(), Vec::<String>::new());
}

pub async fn a_react_19_component(stage: Stage) {
    open_example(&stage, &bundle("react")).await;
    assert_living(&stage).await;
    let heard = "document.querySelector('figcaption').textContent === 'running'";
    stage.tab.wait_until(heard).await;
}

/// The two scripts with their hashes from `sri.json`, as the package's README shows.
async fn open_with_integrity(stage: &Stage, name: &str, tampered: Option<&str>) {
    let folder = e2e::folder("JOB_BADGE_PACKAGE", "target/package");
    let hashes = fs::read_to_string(folder.join("sri.json")).unwrap();
    let hashes: serde_json::Value = serde_json::from_str(&hashes).unwrap();
    let hash = |file: &str| match tampered {
        Some(other) if other == file => hashes["LICENSE-MIT"].clone(),
        _ => hashes[file].clone(),
    };
    let map = json!({ "integrity": { "./package/job-badge.js": hash("job-badge.js") } });
    let head = format!(
        "<script type=importmap>{map}</script>\n\
         <script type=module src='package/define.js' integrity={}></script>",
        hash("define.js")
    );
    let job = a_job(stage, name).await;
    let url = Page::new(badge("b", "/api/", &job))
        .policy(None)
        .head(&head)
        .define(None)
        .module(&(give(&stage.emulator().token) + "window.after = true;"))
        .put(&stage.home, name);
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.after").await;
}

pub async fn integrity_lets_the_package_in_and_nothing_else(stage: Stage) {
    open_with_integrity(&stage, "whole", None).await;
    wait_state(&stage.tab, "b", "queued").await;
    assert_quiet(&stage).await;
    for file in ["define.js", "job-badge.js"] {
        open_with_integrity(&stage, "tampered", Some(file)).await;
        // The page's own module runs after the package's had its turn.
        let defined = stage.tab.js("return !!customElements.get('job-badge')").await;
        assert_eq!(defined, json!(false), "{file}");
    }
}
