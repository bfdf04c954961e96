//! The admin page's playground, without a server: its badge asks an API inside the page.

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::stage::{Needs, Stage};
use e2e::{chromium, scenarios, suite};
use serde_json::json;

/// The badge in its place.
const BADGE: &str = "document.querySelector('.place [part~=badge]')";
const PERCENT: &str =
    "+document.querySelector('.place [aria-valuenow]')?.getAttribute('aria-valuenow')";

async fn open(stage: &Stage, query: &str) {
    stage.home.answer("/", Answer::Folder(e2e::folder("JOB_BADGE_PAGE", "dist")));
    stage.home.answer("/api/", Answer::Fixed(404, "text/plain", "no server".to_owned()));
    stage.tab.open(&format!("{}/#/playground{query}", stage.home.origin)).await;
    stage.tab.wait_until(&format!("{BADGE}?.dataset.state")).await;
}

/// Sets a select as a person does.
async fn choose(stage: &Stage, name: &str, value: &str) {
    let script = format!(
        "const field = document.querySelector('select[name={name}]');
         field.value = {};
         field.dispatchEvent(new Event('change', {{ bubbles: true }}));",
        json!(value)
    );
    stage.tab.js(&script).await;
    stage.tab.drawn().await;
}

async fn press(stage: &Stage, css: &str) {
    stage.tab.js(&format!("document.querySelector({}).click()", json!(css))).await;
    stage.tab.drawn().await;
}

fn shows(state: &str) -> String {
    format!("{BADGE}?.dataset.state === '{state}' && {BADGE}.dataset.freshness === 'live'")
}

fn is_fresh(freshness: &str) -> String {
    format!("{BADGE}?.dataset.freshness === '{freshness}'")
}

async fn a_chosen_state_is_what_the_badge_shows(stage: Stage) {
    open(&stage, "").await;
    let tab = &stage.tab;
    tab.wait_until(&shows("running")).await;
    tab.wait_until(&format!("{PERCENT} >= 41")).await;
    for state in ["queued", "scheduled", "canceling", "succeeded", "failed", "canceled", "unknown"]
    {
        choose(&stage, "state", state).await;
        tab.wait_until(&shows(state)).await;
    }
    // What a provider cannot say cannot be chosen, and why is said.
    let can_not =
        "[...document.querySelectorAll('select[name=state] :disabled')].map((e) => e.value)";
    let can_not = tab.js(&format!("return {can_not}")).await;
    assert_eq!(can_not, json!(["partial", "skipped", "blocked"]));
    let hint = "document.querySelector('#state-hint').textContent";
    tab.wait_until(&format!("{hint}.includes('has no word for partial, skipped, blocked.')")).await;
    choose(&stage, "provider", "github-actions").await;
    tab.wait_until(&shows("unknown")).await;
    choose(&stage, "state", "blocked").await;
    tab.wait_until(&shows("blocked")).await;
    choose(&stage, "provider", "json").await;
    tab.wait_until(&format!("{hint} === 'Every state can be said by this provider.'")).await;
    tab.wait_until(&shows("blocked")).await;
    choose(&stage, "state", "partial").await;
    tab.wait_until(&shows("partial")).await;
    // A running one moves.
    choose(&stage, "state", "running").await;
    tab.wait_until(&shows("running")).await;
    let before = tab.js(&format!("return {PERCENT}")).await;
    tab.wait_until(&format!("{PERCENT} > {before}")).await;
    assert!(stage.home.requests("/in-page").is_empty(), "no request left the page");
}

async fn a_fault_is_shown_and_recovered_from(stage: Stage) {
    open(&stage, "?provider=json&state=blocked").await;
    let tab = &stage.tab;
    let faults = [
        ("unavailable", "stale"),
        ("limited", "waiting"),
        ("signed-out", "signed-out"),
        ("forbidden", "forbidden"),
        ("gone", "gone"),
        ("dropped", "stale"),
        ("page", "stale"),
    ];
    for (fault, freshness) in faults {
        choose(&stage, "fault", fault).await;
        // What was known stays on it.
        let known = format!("{} && {BADGE}.dataset.state === 'blocked'", is_fresh(freshness));
        tab.wait_until(&known).await;
        choose(&stage, "fault", "none").await;
        tab.wait_until(&shows("blocked")).await;
    }
    press(&stage, "input[name=from]").await;
    choose(&stage, "fault", "forbidden").await;
    tab.wait_until(&format!("{} && 'empty' in {BADGE}.dataset", is_fresh("forbidden"))).await;
    // The emulator of the other views is another one: it still wants a token.
    let other =
        "return fetch(new Request('/in-page-emulator/api/')).then((answer) => answer.status)";
    assert_eq!(tab.js(other).await, json!(401));
}

async fn a_deep_link_opens_the_same_looks(stage: Stage) {
    let query = "?provider=json&state=failed&density=card&details=on&label=Nightly+export&lang=ar&theme=dark&accent=teal&size=large&width=304&code=vue";
    open(&stage, query).await;
    let tab = &stage.tab;
    tab.wait_until(&shows("failed")).await;
    let look = format!(
        "[{BADGE}.dataset.density, {BADGE}.lang, {BADGE}.getAttribute('aria-label') ?? {BADGE}.textContent]"
    );
    tab.wait_until(&format!(
        "{look}.join(' ').startsWith('card ar') && {look}[2].includes('Nightly export')"
    ))
    .await;
    let place = "document.querySelector('.place')";
    tab.wait_until(&format!("getComputedStyle({place}).direction === 'rtl'")).await;
    tab.wait_until(&format!("{place}.offsetWidth === 304")).await;
    let style = format!("getComputedStyle({BADGE})");
    tab.wait_until(&format!("{style}.colorScheme === 'dark' && {style}.fontSize === '18px'")).await;
    let code = "document.querySelector('.snippet code').textContent";
    tab.wait_until(&format!(
        "{code}.startsWith('<script setup>') && {code}.includes('density=\"card\"')"
    ))
    .await;
    // The address says what was chosen last, and only that.
    choose(&stage, "language", "en").await;
    press(&stage, "input[name=theme][value=light]").await;
    let hash = "#/playground?provider=json&state=failed&density=card&details=on&label=Nightly+export&theme=light&accent=teal&size=large&width=304&code=vue";
    tab.wait_until(&format!("location.hash === '{hash}'")).await;
    tab.wait_until(&format!("{style}.colorScheme === 'light'")).await;
    let reset = "[...document.querySelectorAll('.foot button')].at(-1).click(); return 1";
    tab.js(reset).await;
    tab.wait_until("location.hash === '#/playground'").await;
    tab.wait_until(&shows("running")).await;
}

async fn a_deep_link_names_no_api(stage: Stage) {
    let foreign = &stage.foreign.origin;
    let hostile = format!(
        "?provider={foreign}&endpoint={foreign}/api/&root={foreign}/&api={foreign}/&token=SECRET-TOKEN&auth=none&job=HOSTILE&answer=%7B%22status%22%3A%22HOSTILE%22%7D&description=HOSTILE&state=failed"
    );
    open(&stage, &hostile).await;
    let tab = &stage.tab;
    tab.wait_until(&shows("failed")).await;
    tab.wait_until("document.querySelector('select[name=provider]').value === 'ams-v2'").await;
    let html = tab.js("return document.documentElement.outerHTML").await;
    let html = html.as_str().unwrap();
    for part in ["SECRET-TOKEN", "HOSTILE", foreign.as_str()] {
        assert!(!html.contains(part), "{part}");
    }
    choose(&stage, "state", "queued").await;
    tab.wait_until("location.hash === '#/playground?state=queued'").await;
    tab.wait_until(&shows("queued")).await;
    assert_eq!(stage.foreign.requests("").len(), 0, "nobody else was asked");
    assert_eq!(stage.home.requests("/api/").len(), 0);
}

async fn the_code_and_the_link_are_copied(stage: Stage) {
    open(&stage, "?provider=json&label=Say+%22hi%22").await;
    let tab = &stage.tab;
    // A script of the page's own: Firefox keeps what WebDriver's scripts do to objects from the page.
    let stand_in = "const script = document.createElement('script');
        script.textContent = 'navigator.clipboard.writeText = async (text) => { document.body.dataset.copied = text; };';
        document.head.append(script);";
    tab.js(stand_in).await;
    let copied = "document.body.dataset.copied";
    let said = "document.querySelector('.said').textContent";
    for (framework, file, part) in [
        ("html", "index.html", "label=\"Say &quot;hi&quot;\""),
        ("react", "JobStatus.tsx", "label={\"Say \\\"hi\\\"\"}"),
        ("vue", "JobStatus.vue", "label=\"Say &quot;hi&quot;\""),
        ("angular", "job-status.ts", "readonly label = \"Say \\\"hi\\\"\";"),
        ("svelte", "JobStatus.svelte", "label={\"Say \\\"hi\\\"\"}"),
        ("yew", "job_status.rs", "label=\"Say \\\"hi\\\"\""),
    ] {
        press(&stage, &format!("input[name=framework][value={framework}]")).await;
        tab.wait_until(&format!("document.querySelector('.file h3').textContent === '{file}'"))
            .await;
        tab.wait_until(&format!("{said} === ''")).await;
        tab.session.click(".file button").await.unwrap();
        tab.wait_until(&format!("{copied}?.includes({})", json!(part))).await;
        tab.wait_until(&format!("{said} === '{file} copied.'")).await;
    }
    tab.session.click(".foot button").await.unwrap();
    let link =
        format!("{}/#/playground?provider=json&label=Say+%22hi%22&code=yew", stage.home.origin);
    tab.wait_until(&format!("{copied} === {}", json!(link))).await;
    tab.wait_until("document.querySelector('.foot [role=status]').textContent === 'Link copied.'")
        .await;
}

/// Presses a key where this is focused.
async fn key(stage: &Stage, css: &str, key: &str) {
    stage.tab.js(&format!("document.querySelector({}).focus(); return 1", json!(css))).await;
    let stroke = |kind: &str| json!({ "type": kind, "value": key });
    let keys = json!({ "actions": [
        { "type": "key", "id": "keys", "actions": [stroke("keyDown"), stroke("keyUp")] } ] });
    stage.tab.session.command("POST", "/actions", keys).await.unwrap();
}

async fn it_is_used_by_keys(stage: Stage) {
    open(&stage, "").await;
    let tab = &stage.tab;
    let (right, home) = ("\u{e014}", "\u{e011}");
    key(&stage, "input[name=density]:checked", right).await;
    tab.wait_until(&format!("{BADGE}?.dataset.density === 'card'")).await;
    tab.wait_until("document.activeElement.value === 'card'").await;
    key(&stage, "input[name=framework]:checked", right).await;
    tab.wait_until("document.querySelector('.file h3').textContent === 'JobStatus.tsx'").await;
    let width = "document.querySelector('.place').offsetWidth";
    key(&stage, "input[name=width]", home).await;
    tab.wait_until(&format!("{width} === 80")).await;
    key(&stage, "input[name=width]", right).await;
    tab.wait_until(&format!("{width} === 88 && location.hash.includes('width=88')")).await;
}

async fn axe_finds_nothing(stage: Stage) {
    e2e::axe::serve(&stage.home);
    for query in [
        "",
        "?provider=json&state=failed&density=card&details=on&theme=dark&accent=pink&lang=ar&size=small&code=yew",
        "?theme=light&accent=violet&fault=limited&code=angular&width=80",
    ] {
        open(&stage, query).await;
        let found = e2e::axe::run(&stage.tab).await.violations;
        assert!(found.is_empty(), "{query} {}", found.join("\n"));
    }
}

async fn nothing_is_wider_than_the_page(stage: Stage) {
    for width in [360, 768, 1024, 3840] {
        chromium::window(&stage.tab, width, 900).await;
        for query in ["?code=yew&size=large", "?provider=ams-v3&lang=de&density=card&label=W%C3%A4"]
        {
            open(&stage, query).await;
            let wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(stage.tab.js(wider).await, json!(0), "{width} {query}");
        }
    }
}

fn main() -> ExitCode {
    suite::run(
        "playground",
        Needs::AdminPage,
        scenarios![
            a_chosen_state_is_what_the_badge_shows,
            a_fault_is_shown_and_recovered_from,
            a_deep_link_opens_the_same_looks,
            a_deep_link_names_no_api,
            the_code_and_the_link_are_copied,
            it_is_used_by_keys,
            axe_finds_nothing,
            nothing_is_wider_than_the_page: [Chromium],
        ],
    )
}
