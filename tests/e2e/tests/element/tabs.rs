//! One conversation for all tabs of an origin. A tab is a frame here: a realm of its own, with its
//! own wasm, on the page's origin.
//!
//! Rounds are counted against a control: a badge in the top page that asks another source (the same
//! emulator behind the page's own origin) at the same pace.

use e2e::page::{Page, STRICT};
use e2e::stage::Stage;
use serde_json::{Value, json};

use crate::setup::{a_job, assert_quiet, badge, give, wait_freshness, wait_state};

/// Rounds of the control in which requests are counted.
const ROUNDS: usize = 6;

/// Puts a page that is to be framed, with one badge, and returns its URL. `share` is markup.
fn inner(stage: &Stage, name: &str, job: &str, share: &str, token: &str) -> String {
    let body =
        badge("b", &stage.api_root(), job).replace("interval=", &format!("{share} interval="));
    Page::new(body).connects_to(&stage.api.origin).module(&give(token)).put(&stage.home, name)
}

/// Opens a page with these frames and the control.
async fn open_frames(stage: &Stage, frames: &[String]) {
    let control = a_job(stage, "Control").await;
    let mut body =
        badge("control", "/api/", &control).replace("<job-badge", "<job-badge share=off");
    for url in frames {
        body += &format!("<iframe src='{url}'></iframe>\n");
    }
    let url = Page::new(body)
        .policy(Some(&format!("{STRICT}; frame-src 'self'")))
        .module(&give(&stage.emulator().token))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "control", "queued").await;
}

/// Adds a frame to the page.
async fn add_frame(stage: &Stage, url: &str) {
    let another = format!(
        "const frame = document.createElement('iframe');
         frame.src = '{url}'; document.body.append(frame); return 1"
    );
    stage.tab.js(&another).await;
}

/// Waits until the badge of every frame is in this state.
async fn wait_all(stage: &Stage, state: &str) {
    let all = format!(
        "[...document.querySelectorAll('iframe')].every(f =>
            f.contentDocument?.getElementById('b')?.status?.state === '{state}')"
    );
    stage.tab.wait_until(&all).await;
}

/// What each frame has said to the others, as JSON texts.
async fn said(stage: &Stage) -> Vec<Vec<String>> {
    let all =
        "return [...document.querySelectorAll('iframe')].map(f => f.contentWindow.__e2e.messages)";
    let all: Vec<Vec<String>> = serde_json::from_value(stage.tab.js(all).await).unwrap();
    let body = |said: &String| said.trim_start_matches("postMessage ").to_owned();
    all.iter().map(|frame| frame.iter().map(body).collect()).collect()
}

/// Whether this is an answer of the API's.
fn is_answer(message: &str) -> bool {
    serde_json::from_str::<Value>(message).is_ok_and(|message| message[0] == 2)
}

/// How many requests came while the control made its rounds.
async fn asked_in(stage: &Stage, rounds: usize) -> usize {
    let before = stage.api.requests("/api/").len();
    stage.home.wait_for_more("/api/", rounds).await;
    stage.api.requests("/api/").len() - before
}

/// Waits until one of the frames tells the others what it was answered. Which one does.
async fn wait_leader(stage: &Stage) -> usize {
    let leader = "[...document.querySelectorAll('iframe')].findIndex(f =>
        f.contentWindow.__e2e.messages.some(m => m.startsWith('postMessage [2,')))";
    stage.tab.wait_until(&format!("{leader} >= 0")).await;
    let at = stage.tab.js(&format!("return {leader}")).await;
    usize::try_from(at.as_u64().unwrap()).unwrap()
}

/// One tab's requests, give or take the jitter of two clocks and a round at either end.
fn assert_one_tabs(asked: usize) {
    assert!((ROUNDS / 2..=ROUNDS + 3).contains(&asked), "{asked} requests in {ROUNDS} rounds");
}

/// More than one tab's requests.
fn assert_several_tabs(asked: usize) {
    assert!(asked > ROUNDS + 3, "{asked} requests in {ROUNDS} rounds");
}

pub async fn ten_tabs_ask_as_one_and_all_show_it(stage: Stage) {
    let job = a_job(&stage, "Shared").await;
    let token = stage.emulator().token.clone();
    let url = inner(&stage, "inner", &job, "", &token);
    open_frames(&stage, &vec![url; 10]).await;
    wait_all(&stage, "queued").await;
    wait_leader(&stage).await;
    // Whoever came last has heard of it by then.
    stage.home.wait_for_more("/api/", 3).await;
    assert_one_tabs(asked_in(&stage, ROUNDS).await);
    stage.emulator().advance(15).await;
    wait_all(&stage, "running").await;
    // While it runs, there is a second request in each round, for its tasks.
    let running = asked_in(&stage, ROUNDS).await;
    assert!(running <= 2 * ROUNDS + 5, "{running} requests in {ROUNDS} rounds");
    let progress = "[...document.querySelectorAll('iframe')].every(f =>
        f.contentDocument.getElementById('b').status.progress > 0)";
    stage.emulator().advance(30).await;
    stage.tab.wait_until(progress).await;
    stage.emulator().advance(1_000).await;
    wait_all(&stage, "succeeded").await;
    let said = said(&stage).await;
    assert_eq!(
        said.iter().filter(|said| said.iter().any(|said| is_answer(said))).count(),
        1,
        "one asks"
    );
    let (head, text) = (&token[..16], json!(said).to_string());
    assert!(!text.contains(head), "a token in a message");
    assert_quiet(&stage).await;
}

pub async fn when_the_asking_tab_goes_another_takes_over(stage: Stage) {
    let job = a_job(&stage, "Handed over").await;
    let url = inner(&stage, "inner", &job, "", &stage.emulator().token);
    open_frames(&stage, &vec![url; 4]).await;
    wait_all(&stage, "queued").await;
    for _ in 0..2 {
        let leader = wait_leader(&stage).await;
        let gone = format!("document.querySelectorAll('iframe')[{leader}].remove(); return 1");
        stage.tab.js(&gone).await;
        stage.api.wait_for_more("/api/", 1).await;
        wait_leader(&stage).await;
        stage.home.wait_for_more("/api/", 2).await;
        assert_one_tabs(asked_in(&stage, ROUNDS).await);
    }
    stage.emulator().advance(1_000).await;
    wait_all(&stage, "succeeded").await;
    assert_quiet(&stage).await;
}

pub async fn a_tab_that_is_alone_asks_once_whether_there_are_others(stage: Stage) {
    let job = a_job(&stage, "Alone").await;
    let url = inner(&stage, "inner", &job, "", &stage.emulator().token);
    open_frames(&stage, std::slice::from_ref(&url)).await;
    wait_all(&stage, "queued").await;
    stage.home.wait_for_more("/api/", 3).await;
    assert_eq!(said(&stage).await, [["[5]"]], "it has asked whether there are others");
    add_frame(&stage, &url).await;
    wait_leader(&stage).await;
    stage.home.wait_for_more("/api/", 2).await;
    assert_quiet(&stage).await;
}

pub async fn switched_off_each_tab_asks_for_itself(stage: Stage) {
    let job = a_job(&stage, "Alone").await;
    let url = inner(&stage, "inner", &job, "share=off", &stage.emulator().token);
    open_frames(&stage, &vec![url; 3]).await;
    wait_all(&stage, "queued").await;
    let asked = asked_in(&stage, ROUNDS).await;
    assert!(asked > 2 * ROUNDS, "{asked} requests in {ROUNDS} rounds");
    assert!(said(&stage).await.concat().is_empty());
}

pub async fn tabs_with_other_tokens_share_only_by_a_name(stage: Stage) {
    let job = a_job(&stage, "Two tokens").await;
    let tokens = [stage.emulator().token.clone(), stage.emulator().mint(7_200).await];
    assert_ne!(tokens[0], tokens[1]);
    for (share, shared) in [("", false), ("share='a team'", true)] {
        let frames: Vec<String> =
            (0..2).map(|n| inner(&stage, &format!("inner{n}"), &job, share, &tokens[n])).collect();
        open_frames(&stage, &frames).await;
        wait_all(&stage, "queued").await;
        if shared {
            wait_leader(&stage).await;
            stage.home.wait_for_more("/api/", 2).await;
        }
        let asked = asked_in(&stage, ROUNDS).await;
        if shared {
            assert_one_tabs(asked);
        } else {
            assert_several_tabs(asked);
        }
        assert_eq!(said(&stage).await.concat().iter().any(|said| is_answer(said)), shared);
    }
    assert_quiet(&stage).await;
}

pub async fn a_tab_whose_token_is_refused_is_told_nothing(stage: Stage) {
    let job = a_job(&stage, "Not yours").await;
    // Of the right shape, but not signed by anybody.
    let forged = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.AAAAAAAAAAAAAAAAAAAAAA";
    let token = stage.emulator().token.clone();
    let frames = [("good", token.as_str()), ("also", &token), ("forged", forged)]
        .map(|(name, token)| inner(&stage, name, &job, "share=team", token));
    open_frames(&stage, &frames).await;
    stage.tab.session.enter_frame(Some("iframe:nth-of-type(3)")).await.unwrap();
    wait_freshness(&stage.tab, "b", "signed-out").await;
    stage.tab.session.enter_frame(None).await.unwrap();
    wait_leader(&stage).await;
    stage.home.wait_for_more("/api/", 3).await;
    let shown = "const s = document.querySelectorAll('iframe')[2].contentDocument
        .getElementById('b').status; return [s.state, s.name, s.freshness]";
    assert_eq!(stage.tab.js(shown).await, json!(["unknown", null, "signed-out"]));
    assert!(said(&stage).await[2].is_empty(), "nor does it say anything");
}

/// Says, when a page is shown again after going back to it, whether it was kept.
const SHOWN_AGAIN: &str = "
    addEventListener('pageshow', ({persisted}) => {
        const came = performance.getEntriesByType('navigation')[0].type;
        if (persisted || came === 'back_forward') fetch('/shown-again?kept=' + persisted);
    });";

/// Opens a page whose badge shares so, leaves it and comes back. Whether the browser had kept it.
async fn is_kept(stage: &Stage, share: &str) -> bool {
    let job = a_job(stage, "Kept").await;
    // Slow, since a request that is under way keeps a page out, too. So does the report of a
    // policy, which browsers send for the icon, as late as they like.
    let slow = format!("interval='600' share='{share}'");
    let body = badge("b", &stage.api_root(), &job).replace("interval='1'", &slow);
    let page = Page::new(body).policy(None).script(SHOWN_AGAIN);
    let url = page.module(&give(&stage.emulator().token)).put(&stage.home, "kept");
    let away = Page::new("").define(None).policy(None).put(&stage.home, "away");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    if share != "off" {
        stage.tab.wait_until("__e2e.messages.length > 0").await;
    }
    stage.tab.open(&away).await;
    stage.emulator().advance(1_000).await;
    // Nothing is asked of the browser while pages change places: WebKit never answers a script
    // whose page has just been put aside.
    let back = stage.tab.js("setTimeout(() => history.back(), 200); return 1");
    // Waited for from before it is asked for: it may be there before the driver has answered.
    tokio::join!(stage.home.wait_for_more("/shown-again", 1), back);
    // And there it lives on.
    stage.tab.js("document.getElementById('b').refresh(); return 1").await;
    wait_state(&stage.tab, "b", "succeeded").await;
    stage.home.requests("/shown-again").pop().is_some_and(|said| said.path.ends_with("true"))
}

pub async fn a_page_that_shares_is_kept_for_going_back_as_any_other(stage: Stage) {
    let mut kept = [false; 2];
    for (kept, share) in kept.iter_mut().zip(["off", "a name"]) {
        // Firefox drops one in ten pages for reasons of its own, but every one that holds a lock.
        for _ in 0..5 {
            *kept = *kept || is_kept(&stage, share).await;
        }
    }
    assert_eq!(kept, [true; 2]);
}
