//! How the package's files come, and what a page or a framework does before they are there.

use e2e::answer::Answer;
use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, give, wait_freshness, wait_state};

fn broken() -> Answer {
    Answer::Fixed(503, "text/plain", "later".to_owned())
}

fn wasm_file() -> Answer {
    let package = e2e::folder("JOB_BADGE_PACKAGE", "target/package");
    Answer::File(package.join("job-badge_bg.wasm"))
}

async fn open_page(stage: &Stage, page: Page, module: &str) {
    let page = page.connects_to(&stage.api.origin);
    stage.tab.open(&page.module(module).put(&stage.home, "page")).await;
}

pub async fn a_failed_load_of_the_wasm_is_tried_again(stage: Stage) {
    let job = a_job(&stage, "Again").await;
    let one = badge("b", &stage.api_root(), &job);
    let wasm = "/package/job-badge_bg.wasm";
    let later = "const more = document.getElementById('b').cloneNode(); more.id = 'c'; setTimeout(() => document.body.append(more), 1100);";
    for sign in [
        "",
        "setTimeout(() => dispatchEvent(new Event('online')), 1100);",
        "setTimeout(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })), 1100);",
        later,
    ] {
        stage.home.answer(wasm, broken());
        open_page(&stage, Page::new(&one), &(give(&stage.emulator().token) + sign)).await;
        stage.tab.wait_until("window.__e2e.log.some(e => e.kind === 'error')").await;
        stage.home.answer(wasm, wasm_file());
        wait_state(&stage.tab, "b", "queued").await;
        assert_eq!(stage.tab.logged(&["error"], "job-badge:").await.len(), 1);
        assert_quiet(&stage).await;
    }
}

pub async fn configure_says_where_the_wasm_is(stage: Stage) {
    let job = a_job(&stage, "Moved").await;
    let one = badge("b", &stage.api_root(), &job);
    stage.home.answer("/package/job-badge_bg.wasm", broken());
    stage.home.answer("/assets/badge.123.wasm", wasm_file());
    let token = give(&stage.emulator().token);
    for (when, url) in [
        ("", "/assets/badge.123.wasm"),
        ("", "assets/badge.123.wasm"),
        ("await new Promise((done) => setTimeout(done, 500));", "/assets/badge.123.wasm"),
    ] {
        let module = format!(
            "{token} {when} customElements.get('job-badge').configure({{ wasm: '{url}' }});"
        );
        open_page(&stage, Page::new(&one), &module).await;
        wait_state(&stage.tab, "b", "queued").await;
        assert_quiet(&stage).await;
    }
}

pub async fn two_copies_of_the_script_are_one(stage: Stage) {
    let job = a_job(&stage, "Twice").await;
    let one = badge("b", "/api/", &job).replace("endpoint='/api/' ", "");
    let configured = |import: &str| {
        format!(
            "{import} JobBadgeElement.configure({{ endpoint: '/api/', token: {} }});",
            json!(stage.emulator().token)
        )
    };
    for import in [
        "import { JobBadgeElement } from '/package/job-badge.js?v=7';",
        "await import('/package/define.js?v=8'); const { JobBadgeElement } = await import('/package/job-badge.js?v=9');",
        "const { JobBadgeElement } = await import('/package/job-badge.js#other');",
    ] {
        open_page(&stage, Page::new(&one), &configured(import)).await;
        wait_state(&stage.tab, "b", "queued").await;
        assert_quiet(&stage).await;
    }
    // The copy comes first and is configured before anything is registered.
    let import = "const { JobBadgeElement } = await import('/package/job-badge.js?v=7');";
    let late = configured(import) + "await import('/package/define.js');";
    open_page(&stage, Page::new(&one).define(None), &late).await;
    wait_state(&stage.tab, "b", "queued").await;
}

pub async fn what_a_framework_writes_as_text_is_said(stage: Stage) {
    let job = a_job(&stage, "Framed").await;
    let one = badge("b", &stage.api_root(), &job).replace(
        "interval=",
        "paused=false details=false tokenprovider='() => 1' words='[object Object]' interval=",
    );
    open_page(&stage, Page::new(one.clone() + &one.replace("id='b'", "id='c'")), "").await;
    for part in [
        "job-badge: paused:",
        "job-badge: details:",
        "job-badge: tokenProvider:",
        "job-badge: words:",
    ] {
        let said = format!(
            "window.__e2e.log.filter(e => e.kind === 'warn' && e.text.includes('{part}')).length === 2"
        );
        stage.tab.wait_until(&said).await;
    }
    assert_quiet(&stage).await;
}

pub async fn a_token_provider_that_gives_no_text_is_said_in_words(stage: Stage) {
    let job = a_job(&stage, "Object").await;
    for given in [
        "{ accessToken: 'very-secret' }",
        "undefined",
        "42",
        "Promise.resolve(['very-secret'])",
        "new String('very-secret')",
    ] {
        let module = format!("document.getElementById('b').tokenProvider = () => ({given});");
        open_page(&stage, Page::new(badge("b", &stage.api_root(), &job)), &module).await;
        wait_freshness(&stage.tab, "b", "misconfigured").await;
        let told = stage.tab.events().await;
        let error = told.iter().find(|e| e["type"] == "job-badge-error").unwrap();
        assert!(error["detail"]["message"].as_str().unwrap().contains("gave no text"), "{error}");
        assert_eq!(stage.tab.logged(&["warn"], "tokenProvider").await.len(), 1, "{given}");
        assert!(stage.tab.logged(&["warn", "error", "log"], "very-secret").await.is_empty());
        assert_quiet(&stage).await;
    }
}

pub async fn functions_of_the_browser_that_throw_or_lack_stop_nothing(stage: Stage) {
    let job = a_job(&stage, "Patched").await;
    let no = "const no = () => { throw new Error('patched'); }; ";
    for patch in [
        "CustomStateSet.prototype.add = no; CustomStateSet.prototype.clear = no;",
        "HTMLElement.prototype.attachInternals = no;",
        "delete HTMLElement.prototype.attachInternals;",
        "window.MutationObserver = no; window.IntersectionObserver = no; window.ResizeObserver = no;",
        "CSSStyleSheet.prototype.replaceSync = no;",
        "navigator.locks.request = no; window.BroadcastChannel = no;",
        "Object.defineProperty(window, 'localStorage', { get: no }); Object.defineProperty(window, 'sessionStorage', { get: no });",
        "HTMLElement.prototype.showPopover = no; HTMLElement.prototype.focus = no;",
        "document.head.append = no; URL.canParse = no;",
        "Element.prototype.closest = no;",
        "delete window.BroadcastChannel; delete window.IntersectionObserver;",
    ] {
        let one = badge("b", &stage.api_root(), &job).replace("interval=", "details interval=");
        let page = Page::new(one).script(&format!("{no} {patch}"));
        open_page(&stage, page, &give(&stage.emulator().token)).await;
        wait_state(&stage.tab, "b", "queued").await;
        stage.tab.wait_until("window.__e2e.events.some(e => e.type === 'job-badge-change')").await;
        stage.tab.js("document.getElementById('b').shadowRoot.querySelector('button[data-action=details]').click(); return 1").await;
        let none = Vec::<String>::new();
        assert_eq!(stage.tab.logged(&["onerror", "unhandledrejection"], "").await, none, "{patch}");
    }
}

pub async fn words_that_failed_to_load_are_tried_again(stage: Stage) {
    let job = a_job(&stage, "Again").await;
    for (lang, word) in [("de", "Wartet"), ("fr", "En file"), ("ar", "في قائمة الانتظار")]
    {
        let file = format!("{lang}.js");
        let path = format!("/package/words/{file}");
        stage.home.answer(&path, broken());
        let page = Page::new(badge("b", &stage.api_root(), &job)).lang(lang);
        open_page(&stage, page, &give(&stage.emulator().token)).await;
        stage
            .tab
            .wait_until("window.__e2e.log.some(e => e.text.includes('could not be loaded'))")
            .await;
        let words = e2e::folder("JOB_BADGE_PACKAGE", "target/package").join("words");
        stage.home.answer(&path, Answer::File(words.join(file)));
        stage
            .tab
            .wait_until(&format!(
                "document.getElementById('b').shadowRoot.textContent.includes('{word}')"
            ))
            .await;
        assert_eq!(stage.tab.logged(&["warn", "error"], "job-badge:").await.len(), 1);
        assert_quiet(&stage).await;
    }
}
