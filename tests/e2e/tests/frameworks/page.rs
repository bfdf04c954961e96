//! A built example on a site, and what all of them have: buttons `#reverse`, `#remove`, `#restore`
//! and `#pause`, links `#to-about` and `#to-jobs`, and a `#log` with a line `JOB STATE` for each
//! event.

use std::fs;
use std::path::{Path, PathBuf};

use e2e::answer::Answer;
use e2e::page::{LOG, STRICT};
use e2e::stage::Stage;
use serde_json::{Value, json};

/// Where the examples lie on their site: bundlers call it a base path.
pub const BASE: &str = "/sub/path/";

/// An example's folder.
#[derive(Clone, Copy, Debug)]
pub struct Example(&'static str);

pub const REACT_19: Example = Example("react-19");
pub const REACT_18: Example = Example("react-18");
pub const VUE: Example = Example("vue");
pub const ANGULAR: Example = Example("angular");
pub const SVELTE: Example = Example("svelte");
pub const HTMX: Example = Example("htmx");
pub const VITE: Example = Example("vite");
pub const WEBPACK: Example = Example("webpack");
pub const ROLLUP: Example = Example("rollup");
pub const ESBUILD: Example = Example("esbuild");
pub const ESBUILD_IIFE: Example = Example("esbuild-iife");
pub const PARCEL: Example = Example("parcel");

impl Example {
    /// Each of its buttons asks its server for one fixed list: what pauses does not take it back.
    pub fn has_no_state(self) -> bool {
        self.0 == HTMX.0
    }

    /// A route that is left and come back to has the same elements.
    pub fn keeps_elements(self) -> bool {
        self.0 == VUE.0
    }
}

/// Whether this example was built.
pub fn built(example: Example) -> bool {
    dist(example).join("index.html").is_file()
}

fn dist(example: Example) -> PathBuf {
    e2e::folder("JOB_BADGE_FRAMEWORKS", "target/frameworks").join(example.0).join("dist")
}

/// A page with three jobs, open.
pub struct Opened {
    pub stage: Stage,
    pub jobs: Vec<String>,
}

/// Opens an example's page, its index (with no name) or another, with three jobs that wait ten seconds.
pub async fn open(stage: Stage, example: Example, page: &str) -> Opened {
    let mut jobs = Vec::new();
    for name in ["First", "Second", "Third"] {
        jobs.push(stage.emulator().create_job(name, 10, &[("encode", 100)]).await);
    }
    let folder = dist(example);
    stage.home.answer(BASE, Answer::Folder(folder.clone()));
    let js = "text/javascript; charset=utf-8";
    stage.home.put("/e2e-log.js", js, LOG, None);
    // Runs before the example's modules: what the server wrote is marked.
    let mark = "for (const badge of document.querySelectorAll('job-badge')) badge.parsed = true;";
    stage.home.put("/e2e-mark.js", js, mark, None);
    put_pages(&stage, &folder, &jobs);
    let token = format!("{BASE}token");
    stage.home.put(&token, "text/plain; charset=utf-8", &stage.emulator().token, None);
    stage.tab.open(&format!("{}{BASE}{page}", stage.home.origin)).await;
    Opened { stage, jobs }
}

/// The folder's pages and fragments, with the API and the jobs filled in, under the strict policy.
fn put_pages(stage: &Stage, folder: &Path, jobs: &[String]) {
    let api = &stage.api.origin;
    let policy = STRICT.replace("connect-src 'self'", &format!("connect-src 'self' {api}"));
    let policy = format!("{policy}; base-uri 'self'; report-uri /csp-report");
    for within in ["", "fragments"] {
        for entry in fs::read_dir(folder.join(within)).into_iter().flatten() {
            let file = entry.unwrap().path();
            if file.extension().is_none_or(|end| end != "html") {
                continue;
            }
            let mut text = fs::read_to_string(&file).unwrap().replace("http://127.0.0.1:8081", api);
            for (index, job) in jobs.iter().enumerate() {
                text = text.replace(&format!("JOB-{}", index + 1), job);
            }
            // Parcel leaves out the tags that HTML allows to leave out.
            let text = text.replacen(
                "<meta charset",
                "<script src='/e2e-log.js'></script><meta charset",
                1,
            );
            let text = match text.contains("<meta charset") {
                true => text + "<script src='/e2e-mark.js'></script>",
                false => text, // a fragment
            };
            let path = format!("{BASE}{}", file.strip_prefix(folder).unwrap().display());
            stage.home.put(&path, "text/html; charset=utf-8", &text, Some(&policy));
            if path.ends_with("/index.html") {
                stage.home.put(BASE, "text/html; charset=utf-8", &text, Some(&policy));
            }
        }
    }
}

impl Opened {
    /// Waits until these jobs, and no others, have a badge each, in this order, which follows it:
    /// its snapshot is of the job that it shows, and live.
    pub async fn wait_badges(&self, jobs: &[&String], state: &str) {
        let list = json!(jobs);
        self.stage
            .tab
            .wait_until(&format!(
                "JSON.stringify([...document.querySelectorAll('job-badge')].map((badge) => \
                 badge.job === badge.status?.job && badge.status.freshness === 'live' && \
                 badge.status.state === '{state}' && \
                 badge.shadowRoot.querySelector('[part~=badge]').offsetWidth > 10 && \
                 badge.job)) === JSON.stringify({list})"
            ))
            .await;
    }

    /// All three, in the order of the page.
    pub async fn wait_all(&self, state: &str) {
        self.wait_badges(&self.all(), state).await;
    }

    pub fn all(&self) -> Vec<&String> {
        self.jobs.iter().collect()
    }

    /// Presses the button or link with this id.
    pub async fn press(&self, id: &str) {
        self.stage.tab.js(&format!("document.getElementById('{id}').click(); return 1")).await;
    }

    /// Waits until the example's own listener has been told this of the job.
    pub async fn wait_told(&self, job: &str, state: &str) {
        let line = format!("{job} {state}");
        let told = format!("document.getElementById('log').textContent.includes('{line}')");
        self.stage.tab.wait_until(&told).await;
    }

    /// Every badge that is there now is known again later.
    pub async fn mark(&self) {
        let mark = "document.querySelectorAll('job-badge').forEach((badge) => (badge.marked = badge.job));";
        self.stage.tab.js(&format!("{mark} return 1")).await;
    }

    /// The jobs with whose badges [`Opened::mark`] met the elements that are there now.
    pub async fn marked(&self) -> Value {
        let marks =
            "[...document.querySelectorAll('job-badge')].map((badge) => badge.marked ?? null)";
        self.stage.tab.js(&format!("return {marks}")).await
    }

    /// Nothing was thrown, warned of or refused, the token was asked for so often, and it is not
    /// in the page.
    pub async fn assert_quiet(&self, tokens: usize) {
        let tab = &self.stage.tab;
        let none = Vec::<String>::new();
        let kinds = ["onerror", "unhandledrejection", "error", "warn"];
        assert_eq!(tab.logged(&kinds, "").await, none);
        assert_eq!(tab.violations().await, none);
        assert_eq!(self.stage.home.violations(), none);
        assert_eq!(self.stage.home.requests(&format!("{BASE}token")).len(), tokens);
        let html = tab.js("return document.documentElement.outerHTML").await;
        assert!(!html.as_str().unwrap().contains(&self.stage.emulator().token), "{html}");
    }
}
