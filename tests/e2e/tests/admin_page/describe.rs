//! "Describe an API": an answer that is pasted, and what reads it.

use e2e::chromium;
use e2e::stage::Stage;
use serde_json::json;

use super::{axe_finds_nothing, set};

async fn open(stage: &Stage) {
    super::open(stage, "#/describe").await;
    stage.tab.wait_until("document.querySelector('#description')").await;
}

/// The fact of this name, with the places that it is from. WebKit's `innerText` has no buttons.
fn fact(title: &str) -> String {
    format!(
        "[...([...document.querySelectorAll('.facts > div')].find((e) => e.querySelector('dt').textContent === '{title}')
            ?.querySelectorAll('dt, .value p, .of, .chip') ?? [])].map((e) => e.textContent).join(' ').replaceAll('\\u00a0', ' ')"
    )
}

pub async fn a_pasted_answer_is_read_without_a_description(stage: Stage) {
    open(&stage).await;
    let tab = &stage.tab;
    set(&stage, "select[name=reader]", "json").await;
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

pub async fn a_description_is_broken_mended_and_copied(stage: Stage) {
    open(&stage).await;
    let tab = &stage.tab;
    set(&stage, "select[name=reader]", "described-here").await;
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

/// A slow machine draws in slices; what is typed between two of them belongs to what the reader sees.
pub async fn what_is_typed_at_once_belongs_to_the_provider_that_was_chosen(stage: Stage) {
    open(&stage).await;
    let tab = &stage.tab;
    chromium::slower(tab, 20).await;
    let type_at_once = r#"new MutationObserver((changes, observer) => {
            if (document.querySelector('#description')) return;
            observer.disconnect();
            const area = document.querySelector('#answer');
            area.value = '{ "state": "importing" }';
            area.dispatchEvent(new Event('input', { bubbles: true }));
        }).observe(document.body, { childList: true, subtree: true });"#;
    tab.js(type_at_once).await;
    set(&stage, "select[name=reader]", "json").await;
    tab.wait_until(&format!("{}.startsWith('State running (“importing”)')", fact("State"))).await;
    chromium::slower(tab, 1).await;
}

pub async fn what_is_typed_for_one_provider_is_still_there(stage: Stage) {
    open(&stage).await;
    let tab = &stage.tab;
    set(&stage, "select[name=reader]", "json").await;
    tab.wait_until("!document.querySelector('#description')").await;
    let answer = r#"{ "state": "running", "percent": 5 }"#;
    set(&stage, "#answer", answer).await;
    set(&stage, "select[name=reader]", "github-actions").await;
    // Its description is there to begin with, and an answer to read by it.
    tab.wait_until("document.querySelector('#description').value.includes('GitHub Actions')").await;
    tab.wait_until(&format!("{}.startsWith('State running')", fact("State"))).await;
    axe_finds_nothing(&stage).await;
    set(&stage, "select[name=reader]", "json").await;
    tab.wait_until(&format!("document.querySelector('#answer').value === {}", json!(answer))).await;
    // It is there after a look at the jobs, too, and no address holds it.
    tab.js("location.hash = '#/jobs'").await;
    tab.wait_until("document.querySelector('.fleet') && !document.querySelector('#answer')").await;
    tab.js("location.hash = '#/describe'").await;
    tab.wait_until(&format!("document.querySelector('#answer')?.value === {}", json!(answer)))
        .await;
    let kept =
        "return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])";
    assert!(!tab.js(kept).await.to_string().contains("percent"), "an answer is in memory alone");
}
