//! Words in the page's language: which files are loaded, and when.

use std::time::Duration;

use e2e::answer::Answer;
use e2e::page::Page;
use e2e::stage::Stage;

use crate::setup::{a_job, assert_quiet, badge, give};

/// Opens a page in this language with two badges, `b` and `c`.
async fn open_in(stage: &Stage, lang: &str) {
    let job = a_job(stage, "Any").await;
    let body = badge("b", &stage.api_root(), &job) + &badge("c", &stage.api_root(), &job);
    let page = Page::new(body).lang(lang).connects_to(&stage.api.origin);
    let url = page.module(&give(&stage.emulator().token)).put(&stage.home, "page");
    stage.tab.open(&url).await;
}

/// Waits until the badge says this word, in this language and direction.
async fn wait_says(stage: &Stage, id: &str, word: &str, lang: &str, dir: &str) {
    let said = format!(
        "(root => root.lang === '{lang}' && root.dir === '{dir}'
            && root.textContent.includes('{word}'))
         (document.getElementById('{id}').shadowRoot.querySelector('[part~=badge]'))"
    );
    stage.tab.wait_until(&said).await;
}

fn loaded(stage: &Stage) -> Vec<String> {
    stage.home.requests("/words/").into_iter().map(|seen| seen.path).collect()
}

pub async fn a_page_loads_the_words_of_its_language_once(stage: Stage) {
    open_in(&stage, "de").await;
    for id in ["b", "c"] {
        wait_says(&stage, id, "Wartet", "de", "ltr").await;
    }
    assert_eq!(loaded(&stage), ["/package/words/de.js"]);

    // The badge's own attribute counts before the page's, and both may change.
    stage.tab.js("document.getElementById('b').lang = 'fr-CA'; return 1").await;
    wait_says(&stage, "b", "En file d’attente", "fr-CA", "ltr").await;
    wait_says(&stage, "c", "Wartet", "de", "ltr").await;
    stage.tab.js("document.documentElement.lang = 'ar'; return 1").await;
    wait_says(&stage, "c", "في قائمة الانتظار", "ar", "rtl").await;
    wait_says(&stage, "b", "En file d’attente", "fr-CA", "ltr").await;
    stage.tab.js("document.getElementById('b').removeAttribute('lang'); return 1").await;
    wait_says(&stage, "b", "في قائمة الانتظار", "ar", "rtl").await;
    let files = ["de", "fr", "ar"].map(|tag| format!("/package/words/{tag}.js"));
    assert_eq!(loaded(&stage), files);
    assert_quiet(&stage).await;
}

pub async fn a_page_in_english_or_an_unknown_language_loads_no_words(stage: Stage) {
    for (page, badge) in [("en-GB", "en-GB"), ("pl", "en"), ("zh-TW", "en")] {
        open_in(&stage, page).await;
        wait_says(&stage, "b", "Queued", badge, "ltr").await;
        assert_eq!(loaded(&stage), [""; 0], "{page}");
        assert_quiet(&stage).await;
    }
}

pub async fn without_its_file_a_language_is_english_and_says_so_once(stage: Stage) {
    let missing = Answer::Fixed(404, "text/plain", "not here".to_owned());
    stage.home.answer("/package/words/", missing);
    open_in(&stage, "ja").await;
    let said = "window.__e2e.log.some(e => e.kind === 'warn' && e.text.includes('words/ja.js'))";
    stage.tab.wait_until(said).await;
    for id in ["b", "c"] {
        wait_says(&stage, id, "Queued", "en", "ltr").await;
    }
    assert_eq!(stage.tab.logged(&["warn"], "words/ja.js").await.len(), 1);
    // One for both badges; it is asked for again after a second.
    let asked = stage.home.requests("/words/");
    let at_once = asked.iter().filter(|seen| seen.at - asked[0].at < Duration::from_millis(900));
    assert_eq!(at_once.count(), 1);
    assert_quiet(&stage).await;
}
