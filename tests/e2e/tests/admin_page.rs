//! The admin page as Trunk builds it: with the emulator as a server, and without a server.

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;
use serde_json::json;

/// The badge that the form added. The page's badges have no shadow root.
const BADGE: &str = "document.querySelector('.watched [part~=badge]')";

fn serve(stage: &Stage) {
    stage.home.answer("/", Answer::Folder(e2e::folder("JOB_BADGE_PAGE", "dist")));
}

async fn a_watched_job_goes_from_queued_to_finished(stage: Stage) {
    serve(&stage);
    let job = stage.emulator().create_job("Watched", 10, &[("encode", 100)]).await;
    let root = stage.api_root();
    stage.tab.open(&format!("{}/?api={root}", stage.home.origin)).await;
    let tab = &stage.tab;
    tab.wait_until("document.querySelector('form#watch input[name=token]')").await;
    let filled = "return document.querySelector('form#watch input[name=endpoint]').value";
    assert_eq!(tab.js(filled).await, json!(root), "?api= fills in the API root");
    tab.session.type_into("form#watch input[name=token]", &stage.emulator().token).await.unwrap();
    tab.session.type_into("form#watch input[name=job]", &job).await.unwrap();
    // The page must show the origin that receives the token before it is sent.
    let shows_origin = format!(
        "document.querySelector('form#watch').textContent.includes({})",
        json!(stage.api.origin)
    );
    tab.wait_until(&shows_origin).await;
    tab.session.click("form#watch [type=submit], form#watch button:not([type])").await.unwrap();
    let state = |state: &str| format!("({BADGE})?.dataset.state === '{state}'");
    tab.wait_until(&state("queued")).await;
    let percent = format!(
        "+(({BADGE})?.querySelector('[role=progressbar]') ?? ({BADGE}))?.getAttribute('aria-valuenow')"
    );
    let mut last = 0.0;
    for _ in 0..4 {
        stage.emulator().advance(25).await;
        tab.wait_until(&format!("({percent}) > {last} || ({})", state("succeeded"))).await;
        last = tab.js(&format!("return {percent}")).await.as_f64().unwrap_or(last);
    }
    stage.emulator().advance(25).await;
    tab.wait_until(&state("succeeded")).await;
    assert!(last > 0.0, "the percentage rose on the way");
    assert!(!stage.api.requests("/api/").is_empty());
}

async fn without_a_server_the_page_shows_a_job_finishing(stage: Stage) {
    serve(&stage);
    // Nothing but files is served: the emulator answers inside the page.
    stage.home.answer("/api/", Answer::Fixed(404, "text/plain", "no server".to_owned()));
    stage.tab.open(&format!("{}/", stage.home.origin)).await;
    let patience = std::time::Duration::from_secs(90);
    let finished = "document.querySelector('[part~=badge][data-state=succeeded], [data-state=succeeded] [part~=badge]')";
    let running = "document.querySelectorAll('[data-state=running], [data-state=queued], [data-state=scheduled]').length";
    stage.tab.wait_until(running).await;
    let already = "return document.querySelectorAll('[data-state=succeeded]').length";
    let already = stage.tab.js(already).await;
    let more = format!("document.querySelectorAll('[data-state=succeeded]').length > {already}");
    stage.tab.wait_for(&more, patience).await;
    stage.tab.wait_until(finished).await;
    assert!(stage.home.requests("/api/").is_empty(), "no request left the page");
}

/// Sets a field as a person does: its value, then the event that tells of it.
async fn set(stage: &Stage, css: &str, value: &str) {
    let kind = if css.starts_with("select") { "change" } else { "input" };
    let script = format!(
        "const field = document.querySelector({});
         field.value = {};
         field.dispatchEvent(new Event('{kind}', {{ bubbles: true }}));",
        json!(css),
        json!(value)
    );
    stage.tab.js(&script).await;
}

async fn open(stage: &Stage) {
    serve(stage);
    stage.tab.open(&format!("{}/", stage.home.origin)).await;
    stage.tab.wait_until("document.querySelector('#description')").await;
}

/// The fact of this name, with the places that it is from. WebKit's `innerText` has no buttons.
fn fact(title: &str) -> String {
    format!(
        "[...([...document.querySelectorAll('.facts > div')].find((e) => e.querySelector('dt').textContent === '{title}')
            ?.querySelectorAll('dt, .value p, .of, .chip') ?? [])].map((e) => e.textContent).join(' ').replaceAll('\\u00a0', ' ')"
    )
}

async fn a_pasted_answer_is_read_without_a_description(stage: Stage) {
    open(&stage).await;
    let tab = &stage.tab;
    set(&stage, "select[name=provider]", "json").await;
    tab.wait_until("!document.querySelector('#description')").await;
    let answer = r#"{ "job": { "title": "Nightly export", "state": "importing", "percent": 62 } }"#;
    set(&stage, "#answer", answer).await;
    tab.wait_until(&format!(
        "{} === 'State running (“importing”) answer /job/state'",
        fact("State")
    ))
    .await;
    tab.wait_until(&format!("{} === 'Progress 62 % answer /job/percent'", fact("Progress"))).await;
    let badge = "document.querySelector('.face [part~=badge]')";
    tab.wait_until(&format!("{badge}.dataset.state === 'running'")).await;
    tab.wait_until(&format!("{badge}.querySelector('[aria-valuenow=\"62\"]')")).await;
    // A reader who does not see it is told, once the typing has paused.
    let spoken = "document.querySelector('.describe > [role=status]').textContent";
    tab.wait_until(&format!("{spoken} === 'Read: running (“importing”), 62 %.'")).await;
    // A place leads into the text.
    tab.session.click(".facts .chip").await.unwrap();
    let selected = "(() => { const t = document.querySelector('#answer'); return document.activeElement === t && t.value.slice(t.selectionStart, t.selectionEnd); })()";
    tab.wait_until(&format!("{selected} === '\"state\"'")).await;
    set(&stage, "#answer", "{ \"state\":\n oops }").await;
    tab.wait_until(
        "document.querySelector('#answer-note').textContent.includes('Line 2, column 2')",
    )
    .await;
    tab.wait_until("document.querySelector('#answer[aria-invalid=true]')").await;
    set(&stage, "#answer", r#"{ "hello": 1 }"#).await;
    tab.wait_until("document.querySelector('.result').textContent.includes('only hello')").await;
    assert!(stage.home.requests("/api/").is_empty(), "nothing is sent");
}

async fn a_description_is_broken_mended_and_copied(stage: Stage) {
    open(&stage).await;
    let tab = &stage.tab;
    set(&stage, "select[name=provider]", "described-here").await;
    tab.wait_until(&format!(
        "{} === 'State running (“busy”) answer /phase description /state/0/at /state/0/means/running'",
        fact("State")
    ))
    .await;
    let right = tab.js("return document.querySelector('#description').value").await;
    let right = right.as_str().unwrap().to_owned();
    set(
        &stage,
        "#description",
        &right.replace("\"succeeded\": \"ok\",\n", "\"succeded\": \"ok\",\n"),
    )
    .await;
    let note = "document.querySelector('#description-note').textContent";
    tab.wait_until(&format!("{note}.includes('Line 11, column 9: /state/0/means/succeded')")).await;
    tab.wait_until(&format!("{note}.includes('Did you mean “succeeded”?')")).await;
    let spoken = "document.querySelector('.describe > [role=status]').textContent";
    tab.wait_until(&format!("{spoken}.startsWith('Description: Line 11, column 9')")).await;
    // What was read before stays, and is said to be old; nothing wrong is copied or watched.
    tab.wait_until("document.querySelector('.read.old .facts')").await;
    tab.wait_until("[...document.querySelectorAll('.copy button')].every((e) => e.disabled)").await;
    tab.wait_until("document.querySelector('#provider-hint.wrong')").await;
    tab.session.click("#description-note button").await.unwrap();
    let selected = "(() => { const t = document.querySelector('#description'); return document.activeElement === t && t.value.slice(t.selectionStart, t.selectionEnd); })()";
    tab.wait_until(&format!("{selected} === '\"succeded\"'")).await;
    axe_finds_nothing(&stage).await;
    // The word that was meant is a click away, and the focus stays with the text.
    tab.session.click("#description-note button:nth-of-type(2)").await.unwrap();
    let mended = "document.activeElement.id === 'description' && document.activeElement.value";
    tab.wait_until(&format!("{mended} === {}", json!(right))).await;
    tab.wait_until("document.querySelector('.read:not(.old) .facts')").await;

    set(&stage, "#description", &right.replace("\"busy\", \"retrying\"", "\"retrying\"")).await;
    tab.wait_until(&format!("{}.startsWith('State unknown (“busy”)')", fact("State"))).await;
    set(&stage, "#description", &right).await;
    tab.wait_until(&format!("{}.startsWith('State running')", fact("State"))).await;
    axe_finds_nothing(&stage).await;

    // A script of the page's own: Firefox keeps what WebDriver's scripts do to objects from the page.
    let stand_in = "const script = document.createElement('script');
        script.textContent = 'navigator.clipboard.writeText = async (text) => { document.body.dataset.copied = text; };';
        document.head.append(script);";
    tab.js(stand_in).await;
    tab.session.click(".copy button").await.unwrap();
    tab.wait_until("document.querySelector('.copy [role=status]').textContent.includes('Copied')")
        .await;
    let copied = tab.js("return document.body.dataset.copied").await;
    let called = format!("JobBadgeElement.describe(\"our-queue\", {});", right.trim());
    assert!(copied.as_str().unwrap().contains(&called), "{copied}");
}

async fn what_is_typed_for_one_provider_is_still_there(stage: Stage) {
    stage.home.answer(
        "/jobs/",
        Answer::Fixed(200, "application/json", r#"{"state":"running","progress":37}"#.to_owned()),
    );
    open(&stage).await;
    let tab = &stage.tab;
    let field = |name: &str| format!("document.querySelector('form#watch [name={name}]')");
    set(&stage, "select[name=provider]", "json").await;
    tab.wait_until(&format!("{}.placeholder === '42'", field("job"))).await;
    set(&stage, "form#watch input[name=token]", "for-json").await;
    set(&stage, "form#watch input[name=job]", "7").await;
    set(&stage, "select[name=provider]", "github-actions").await;
    tab.wait_until(&format!("{}.placeholder === 'owner/repo/run'", field("job"))).await;
    tab.wait_until(&format!("{}.placeholder === 'https://api.github.com/'", field("endpoint")))
        .await;
    tab.wait_until(&format!("{}.value === '' && {}.value === ''", field("token"), field("job")))
        .await;
    // Its description is there to begin with, and an answer to read by it.
    tab.wait_until("document.querySelector('#description').value.includes('GitHub Actions')").await;
    tab.wait_until(&format!("{}.startsWith('State running')", fact("State"))).await;
    axe_finds_nothing(&stage).await;
    set(&stage, "select[name=provider]", "json").await;
    tab.wait_until(&format!(
        "{}.value === 'for-json' && {}.value === '7'",
        field("token"),
        field("job")
    ))
    .await;
    set(&stage, "form#watch input[name=endpoint]", "/jobs/").await;
    set(&stage, "select[name=auth]", "cookie").await;
    tab.wait_until(&format!("!{}", field("token"))).await;
    tab.session.click("form#watch [type=submit]").await.unwrap();
    tab.wait_until(&format!("({BADGE})?.querySelector('[aria-valuenow=\"37\"]')")).await;
    let asked = stage.home.requests("/jobs/");
    assert!(asked.iter().all(|seen| seen.header("authorization").is_none()), "by cookie alone");
    let kept =
        "return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])";
    assert!(!tab.js(kept).await.to_string().contains("for-json"), "the token is in memory alone");
}

async fn axe_finds_nothing(stage: &Stage) {
    e2e::axe::serve(&stage.home);
    let found = e2e::axe::run(&stage.tab).await.violations;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn main() -> ExitCode {
    suite::run(
        "admin_page",
        Needs::AdminPage,
        scenarios![
            a_watched_job_goes_from_queued_to_finished,
            without_a_server_the_page_shows_a_job_finishing,
            a_pasted_answer_is_read_without_a_description,
            a_description_is_broken_mended_and_copied,
            what_is_typed_for_one_provider_is_still_there,
        ],
    )
}
