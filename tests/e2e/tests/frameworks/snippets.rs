//! The playground's code in each framework, as it is copied (`tests/snippets/`): it makes the badge that
//! was chosen, with a label of all that means something in code.

use std::path::PathBuf;

use e2e::answer::Answer;
use e2e::browser::Engine;
use e2e::page::STRICT;
use e2e::stage::{Stage, package};
use e2e::suite::Scenario;
use serde_json::json;

use crate::page::BASE;

const BADGE: &str = "document.querySelector('job-badge')";
/// As `cases` in `src/admin/playground/snippet/mod.rs` has it.
const LABEL: &str = "Say \"hi\" & <b>{{x}}</b> \\ ${y} `z` {@html 1}";
const HTML: &str = "text/html; charset=utf-8";

/// The code for a framework, built where that is necessary.
#[derive(Clone, Copy, Debug)]
struct Code(&'static str);

impl Code {
    fn folder(self) -> PathBuf {
        match self.0 {
            "html" => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../snippets/html"),
            "react" => {
                e2e::folder("JOB_BADGE_BUNDLED", "target/package-use").join("snippets-react/dist")
            }
            name => e2e::folder("JOB_BADGE_FRAMEWORKS", "target/frameworks")
                .join(format!("snippets-{name}/dist")),
        }
    }

    fn is_built(self) -> bool {
        self.0 == "html" || self.folder().join("index.html").is_file()
    }

    /// Opens the page of a case.
    async fn open(self, stage: &Stage, case: &str) {
        let home = &stage.home;
        home.answer(BASE, Answer::Folder(self.folder()));
        let (page, place) = match self.0 {
            "html" => {
                home.answer(&format!("{BASE}{case}/package/"), package());
                (format!("{case}/index.html"), String::new())
            }
            _ => ("index.html".to_owned(), format!("#{case}")),
        };
        let text = std::fs::read_to_string(self.folder().join(&page)).unwrap();
        let policy = format!("{STRICT}; base-uri 'self'; report-uri /csp-report");
        home.put(&format!("{BASE}{page}"), HTML, &text, Some(&policy));
        stage.tab.open(&format!("{}{BASE}{page}{place}", home.origin)).await;
    }
}

async fn the_badge_has_what_was_chosen(stage: Stage, code: Code) {
    let answer = json!({ "status": "running", "progress": 0.4 }).to_string();
    stage.home.put("/api/jobs/42", "application/json", &answer, None);
    code.open(&stage, "own_backend").await;
    let tab = &stage.tab;
    tab.wait_until(&format!("{BADGE}?.status?.state === 'running'")).await;
    tab.wait_until(&format!("{BADGE}.status.progress === 40")).await;
    let set = "[badge.label, badge.textContent.trim(), badge.density, badge.details, badge.auth, badge.lang]";
    let set = tab.js(&format!("const badge = {BADGE}; return {set}")).await;
    assert_eq!(set, json!([LABEL, LABEL, "card", true, "cookie", "de"]));
    let text = format!("{BADGE}.shadowRoot.querySelector('[part~=badge]').textContent");
    tab.wait_until(&format!("{text}.includes({})", json!(LABEL))).await;
    tab.wait_until(&format!("{text}.includes('Läuft')")).await;
    if code.0 == "html" {
        // Others put the style sheet where their pages have theirs.
        let badge = format!("{BADGE}.shadowRoot.querySelector('[part~=badge]')");
        let style = format!("getComputedStyle({badge})");
        let size = tab.js(&format!("return [{style}.colorScheme, {style}.fontSize]")).await;
        assert_eq!(size, json!(["dark", "18px"]));
    }
    let asked = stage.home.requests("/api/jobs/42");
    assert!(asked.iter().all(|seen| seen.header("authorization").is_none()), "by cookie alone");
    assert_eq!(stage.home.violations(), Vec::<String>::new());
}

async fn the_token_comes_from_where_the_code_says(stage: Stage, code: Code) {
    let token = stage.emulator().token.clone();
    stage.home.put("/token", "text/plain; charset=utf-8", &token, None);
    code.open(&stage, "plain").await;
    let tab = &stage.tab;
    tab.wait_until(&format!("{BADGE}?.job === 'JOB-ID' && {BADGE}.endpoint === '/api/'")).await;
    // The placeholder is filled in.
    let job = stage.emulator().create_job("Copied", 10, &[("encode", 100)]).await;
    tab.js(&format!("{BADGE}.job = {}; return 1", json!(job))).await;
    tab.wait_until(&format!("{BADGE}.status?.state === 'queued'")).await;
    let asked = stage.home.requests("/api/Jobs");
    let bearer = format!("Bearer {token}");
    assert!(asked.iter().any(|seen| seen.header("authorization") == Some(&bearer)));
    let html = tab.js("return document.documentElement.outerHTML").await;
    assert!(!html.as_str().unwrap().contains(&token), "{html}");
    assert_eq!(stage.home.violations(), Vec::<String>::new());
}

/// Both with the code for each framework that was built. What a framework makes of it depends on no
/// engine; the page without one is met in all.
pub fn all() -> Vec<Scenario> {
    macro_rules! each_of {
        ($($name:literal $engines:expr),+) => {
            [$(
                (Code($name), Scenario {
                    name: concat!("the playground's ", $name, ": the_badge_has_what_was_chosen"),
                    only: $engines,
                    run: |stage| Box::pin(the_badge_has_what_was_chosen(stage, Code($name))),
                }),
                (Code($name), Scenario {
                    name: concat!("the playground's ", $name, ": the_token_comes_from_where_the_code_says"),
                    only: $engines,
                    run: |stage| Box::pin(the_token_comes_from_where_the_code_says(stage, Code($name))),
                }),
            )+]
        };
    }
    const CHROMIUM: &[Engine] = &[Engine::Chromium];
    let all = each_of!("html" & [], "react" CHROMIUM, "vue" CHROMIUM, "svelte" CHROMIUM, "angular" CHROMIUM);
    all.into_iter().filter(|(code, _)| code.is_built()).map(|(_, scenario)| scenario).collect()
}
