//! What the page around a badge does to it: its styles, modals, closed roots, languages, listeners.

use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::json;

use crate::setup::{a_job, assert_quiet, badge, events, give, open, wait_freshness, wait_state};

/// Puts a page with this body and the package's `place.css` and another sheet in place.
async fn open_styled(stage: &Stage, css: &str, body: &str) {
    stage.home.put("/place.css", "text/css", css, None);
    let link =
        "<link rel=stylesheet href='/package/place.css'><link rel=stylesheet href='/place.css'>";
    let page = Page::new(body).head(link).connects_to(&stage.api.origin);
    let url = page.module(&give(&stage.emulator().token)).put(&stage.home, "page");
    stage.tab.open(&url).await;
}

pub async fn hidden_is_hidden_whatever_a_style_sheet_says(stage: Stage) {
    let job = a_job(&stage, "Hidden").await;
    let hidden = |id: &str, more: &str| {
        badge(id, &stage.api_root(), &job).replace("interval=", &format!("hidden {more} interval="))
    };
    let body = hidden("a", "") + &hidden("b", "density=card") + &hidden("c", "density=dot");
    let css = "job-badge { display: flex } #c { display: block !important }";
    open_styled(&stage, css, &body).await;
    for id in ["a", "b", "c"] {
        wait_state(&stage.tab, id, "queued").await;
    }
    let boxes =
        "return [...document.querySelectorAll('job-badge')].map((b) => b.getClientRects().length)";
    assert_eq!(stage.tab.js(boxes).await, json!([0, 0, 0]));
    assert!(stage.api.requests("/Tasks").is_empty());
    stage.tab.js("document.getElementById('b').hidden = false; return 1").await;
    stage.tab.wait_until("document.getElementById('b').getClientRects().length === 1").await;
    stage.tab.js("document.getElementById('b').hidden = true; return 1").await;
    assert_eq!(stage.tab.js(boxes).await, json!([0, 0, 0]));
    // Before the class is there, too.
    let page =
        Page::new(&body).head("<link rel=stylesheet href='/package/place.css'>").define(None);
    stage.tab.open(&page.put(&stage.home, "undefined")).await;
    assert_eq!(stage.tab.js(boxes).await, json!([0, 0, 0]));
}

pub async fn only_a_few_properties_come_from_the_place(stage: Stage) {
    let job = a_job(&stage, "Plain").await;
    let one = badge("b", &stage.api_root(), &job).replace("interval=", "details interval=");
    let css = "#around { white-space: nowrap; text-transform: uppercase; letter-spacing: 9px;
        word-spacing: 9px; text-indent: 3em; font-weight: 900; font-style: italic; cursor: grab;
        line-height: 4; hyphens: none; text-shadow: 1px 1px red; pointer-events: none;
        font-family: monospace; font-size: 30px; color-scheme: dark; direction: rtl; }";
    open_styled(&stage, css, &format!("<div id=around>{one}</div>")).await;
    wait_state(&stage.tab, "b", "queued").await;
    let got = "return (({ whiteSpace, textTransform, letterSpacing, wordSpacing, textIndent, fontWeight,
        fontStyle, textShadow, cursor, fontFamily, colorScheme, direction, fontSize }) => [whiteSpace,
        textTransform, letterSpacing, wordSpacing, textIndent, fontWeight, fontStyle, textShadow, cursor,
        fontFamily, colorScheme, direction, fontSize])
        (getComputedStyle(document.getElementById('b').shadowRoot.querySelector('.job-badge')))";
    let expected = json!([
        "normal",
        "none",
        "normal",
        "0px",
        "0px",
        "400",
        "normal",
        "none",
        "auto",
        "monospace",
        "dark",
        "ltr",
        "26.25px"
    ]);
    let mut got = stage.tab.js(got).await;
    // The badge's own words run their own way.
    got[11] = json!("ltr");
    assert_eq!(got, expected);
    stage.tab.js("document.getElementById('around').style.visibility = 'hidden'; return 1").await;
    let seen = "getComputedStyle(document.getElementById('b').shadowRoot.querySelector('.job-badge')).visibility === 'hidden'";
    stage.tab.wait_until(seen).await;
}

const OPENED: &str =
    "window.badge.shadowRoot.querySelector('[part~=details]')?.matches(':popover-open')";

/// Opens a page with a badge with details in `place`, which is JavaScript that puts `window.badge` in.
async fn open_in(stage: &Stage, name: &str, markup: &str, place: &str) {
    let job = a_job(stage, name).await;
    let one = badge("b", &stage.api_root(), &job).replace("interval=", "details interval=");
    let token = json!(stage.emulator().token);
    let script = format!(
        "const made = document.createElement('div'); made.innerHTML = {}; window.badge = made.firstElementChild; {place}",
        json!(one)
    );
    let url = Page::new(markup)
        .connects_to(&stage.api.origin)
        .script(&script)
        .module(&format!("window.badge.token = {token};"))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.badge.status?.state === 'queued'").await;
    let open =
        "window.badge.shadowRoot.querySelector('button[data-action=details]').click(); return 1";
    stage.tab.js(open).await;
    stage.tab.wait_until(OPENED).await;
}

const PRESS: &str = "const press = (at) => at.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));";

pub async fn a_press_inside_keeps_the_details_open_in_closed_roots(stage: Stage) {
    let closed = "const shut = (host) => host.attachShadow({ mode: 'closed' });";
    let places = [
        // A closed root, one in another, and an open one in a closed one.
        "const root = shut(document.getElementById('host')); root.append(window.badge, window.other = document.createElement('p'));",
        "const outer = shut(document.getElementById('host')); const inner = document.createElement('div');
         outer.append(inner, window.other = document.createElement('p')); shut(inner).append(window.badge);",
        "const outer = shut(document.getElementById('host')); const inner = document.createElement('div');
         outer.append(inner, window.other = document.createElement('p')); inner.attachShadow({ mode: 'open' }).append(window.badge);",
    ];
    for place in places {
        open_in(
            &stage,
            "Closed",
            "<p id=out>out</p><div id=host></div>",
            &format!("{closed}{place}"),
        )
        .await;
        let inside = format!(
            "{PRESS} press(window.badge.shadowRoot.querySelector('[part~=details] .id')); return new Promise((done) => setTimeout(done, 50))"
        );
        stage.tab.js(&inside).await;
        assert_eq!(stage.tab.js(&format!("return {OPENED}")).await, json!(true));
        // Beside it in the same root is outside.
        stage.tab.js(&format!("{PRESS} press(window.other); return 1")).await;
        stage.tab.wait_until(&format!("!({OPENED})")).await;
    }
    assert_quiet(&stage).await;
}

pub async fn a_press_that_the_page_stops_still_closes_the_details(stage: Stage) {
    for kind in [
        "addEventListener('pointerdown', (e) => e.stopPropagation())",
        "addEventListener('pointerdown', (e) => e.stopImmediatePropagation(), true)",
        "onpointerdown = (e) => e.stopPropagation()",
    ] {
        let place =
            format!("document.body.append(window.badge); document.getElementById('map').{kind};");
        open_in(&stage, "Map", "<div id=map><p id=in>a map</p></div>", &place).await;
        stage.tab.js(&format!("{PRESS} press(document.getElementById('in')); return 1")).await;
        stage.tab.wait_until(&format!("!({OPENED})")).await;
    }
}

pub async fn the_first_escape_closes_the_details_only(stage: Stage) {
    let polite = "addEventListener('keydown', (e) => { if (e.key === 'Escape' && !e.defaultPrevented) window.escapes = (window.escapes ?? 0) + 1; });";
    let rude = "document.addEventListener('keydown', (e) => { if (e.key === 'Escape') window.escapes = (window.escapes ?? 0) + 1; });";
    let eager = "document.addEventListener('keydown', (e) => { if (e.key === 'Escape') window.escapes = (window.escapes ?? 0) + 1; }, true);";
    for listener in [polite, rude, eager] {
        open_in(
            &stage,
            "Modal",
            "<div id=modal></div>",
            &format!("document.getElementById('modal').append(window.badge); {listener}"),
        )
        .await;
        let escape = "window.badge.shadowRoot.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true })); return window.escapes ?? 0";
        assert_eq!(stage.tab.js(escape).await, json!(0), "{listener}");
        stage.tab.wait_until(&format!("!({OPENED})")).await;
        assert_eq!(stage.tab.js(escape).await, json!(1), "{listener}");
    }
    // The browser's own: a modal dialog.
    open_in(&stage, "Dialog", "<dialog id=modal></dialog>", "document.getElementById('modal').append(window.badge); document.getElementById('modal').showModal();").await;
    press_escape(&stage).await;
    stage.tab.wait_until(&format!("!({OPENED})")).await;
    assert_eq!(stage.tab.js("return document.getElementById('modal').open").await, json!(true));
    press_escape(&stage).await;
    stage.tab.wait_until("!document.getElementById('modal').open").await;
    // One that was opened later, above the badge, closes first.
    let place = "document.body.append(window.badge);";
    open_in(&stage, "Above", "<dialog id=modal></dialog>", place).await;
    stage.tab.js("document.getElementById('modal').showModal(); return 1").await;
    press_escape(&stage).await;
    stage.tab.wait_until("!document.getElementById('modal').open").await;
    assert_eq!(stage.tab.js(&format!("return {OPENED}")).await, json!(true));
    press_escape(&stage).await;
    stage.tab.wait_until(&format!("!({OPENED})")).await;
}

async fn press_escape(stage: &Stage) {
    let key = |kind| json!({ "type": kind, "value": "\u{e00c}" });
    let keys = json!({ "actions": [{ "type": "key", "id": "keys", "actions": [key("keyDown"), key("keyUp")] }] });
    stage.tab.session.command("POST", "/actions", keys).await.unwrap();
}

pub async fn what_is_said_can_be_heard_where_the_badge_is(stage: Stage) {
    let places = [
        ("<dialog id=at></dialog>", "document.getElementById('at').showModal();"),
        ("<div id=at popover=manual></div>", "document.getElementById('at').showPopover();"),
        ("<div id=at role=dialog aria-modal=true></div>", ""),
        (
            "<dialog id=at><div id=host></div></dialog>",
            "document.getElementById('at').showModal(); const root = document.getElementById('host').attachShadow({ mode: 'closed' }); root.append(window.badge);",
        ),
        ("<p>no container</p>", "document.body.id = 'at';"),
    ];
    for (markup, place) in places {
        let put = if place.contains("closed") {
            ""
        } else {
            "document.getElementById('at').append(window.badge);"
        };
        // What the region said, and whether it was there before it said it.
        let watch = "window.said = []; new MutationObserver((changes) => { for (const { target, addedNodes } of changes)
            for (const node of addedNodes) {
              if (node.dataset?.jobBadgeSays !== undefined) window.said.push('region' + node.textContent);
              if (target.dataset?.jobBadgeSays !== undefined) window.said.push('text');
            } }).observe(document.documentElement, { childList: true, subtree: true });";
        open_in(&stage, "Heard", markup, &format!("{place}{put}{watch}")).await;
        let copy =
            "window.badge.shadowRoot.querySelector('[data-action=refresh]')?.click(); return 1";
        stage.tab.js(copy).await;
        stage.emulator().advance(15).await;
        stage.emulator().advance(600).await;
        stage.tab.wait_until("window.said.includes('text')").await;
        assert_eq!(
            stage.tab.js("return window.said.slice(0, 2)").await,
            json!(["region", "text"]),
            "{markup}"
        );
        let heard = "return document.querySelector('[data-job-badge-says]').parentNode.id";
        assert_eq!(stage.tab.js(heard).await, json!("at"), "{markup}");
    }
}

pub async fn languages_are_taken_in_any_spelling(stage: Stage) {
    let job = a_job(&stage, "Any").await;
    let said = |lang: &str, word: &str| {
        format!(
            "(root => root.lang === '{lang}' && root.textContent.includes('{word}'))(document.getElementById('b').shadowRoot.querySelector('[part~=badge]'))"
        )
    };
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    for (spelling, lang, word) in [
        ("de_DE", "de-DE", "Wartet"),
        ("fr_CA.UTF-8", "fr-CA", "En file"),
        ("de_AT@euro", "de-AT", "Wartet"),
        (" es_ES ", "es-ES", ""),
        ("zh_CN", "zh-CN", ""),
        ("zh_TW", "en", "Queued"),
        ("ar_EG", "ar-EG", "في قائمة الانتظار"),
        ("en_GB.ISO-8859-1", "en-GB", "Queued"),
    ] {
        stage
            .tab
            .js(&format!("document.documentElement.lang = {}; return 1", json!(spelling)))
            .await;
        stage.tab.wait_until(&said(lang, word)).await;
    }
    // The browser's own language; English where its words are not shipped.
    let own = "(lang => ['en', navigator.language.slice(0, 2)].includes(lang.slice(0, 2)))
        (document.getElementById('b').shadowRoot.querySelector('[part~=badge]').lang)";
    for none in ["", "C", "POSIX", "C.UTF-8"] {
        stage.tab.js("document.documentElement.lang = 'de_DE'; return 1").await;
        stage.tab.wait_until(&said("de-DE", "Wartet")).await;
        let none = json!(none);
        stage.tab.js(&format!("document.documentElement.lang = {none}; return 1")).await;
        stage.tab.wait_until(own).await;
    }
    assert_quiet(&stage).await;
}

pub async fn in_a_frame_of_srcdoc_a_relative_endpoint_is_the_pages(stage: Stage) {
    let job = a_job(&stage, "Framed").await;
    let inner = format!(
        "<script type=module src='{0}/package/define.js'></script>{1}<script type=module src='{0}/give.js'></script>",
        stage.home.origin,
        badge("b", "/api/", &job)
    );
    stage.home.put("/give.js", "text/javascript", &give(&stage.emulator().token), None);
    let script = format!(
        "for (const [id, sandbox] of [['open'], ['same', 'allow-scripts allow-same-origin'], ['shut', 'allow-scripts']]) {{
           const frame = document.createElement('iframe'); frame.id = id; if (sandbox) frame.setAttribute('sandbox', sandbox);
           frame.srcdoc = {}; document.body.append(frame); }}",
        json!(inner)
    );
    let page = Page::new("").policy(None).define(None).script(&script);
    stage.tab.open(&page.put(&stage.home, "page")).await;
    for id in ["open", "same"] {
        let live = format!(
            "document.getElementById('{id}').contentDocument.getElementById('b').status?.state === 'queued'"
        );
        stage.tab.wait_until(&live).await;
    }
}

pub async fn a_copy_without_a_token_tells_the_page_no_error(stage: Stage) {
    let job = a_job(&stage, "Copied").await;
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    wait_freshness(&stage.tab, "b", "live").await;
    for (id, make) in [
        ("c", "const copy = b.cloneNode(true)"),
        ("d", "const copy = document.importNode(b, true)"),
        (
            "e",
            "const made = document.createElement('div'); made.innerHTML = b.outerHTML; const copy = made.firstChild",
        ),
    ] {
        let script = format!(
            "const b = document.getElementById('b'); {make}; copy.id = '{id}'; document.body.append(copy); return 1"
        );
        stage.tab.js(&script).await;
        wait_freshness(&stage.tab, id, "signed-out").await;
        assert!(events(&stage.tab, id, "job-badge-error").await.is_empty(), "{id}");
    }
    // Of another job it is no copy.
    let other = "const copy = document.getElementById('b').cloneNode(); copy.id = 'f'; copy.job = 'nb:jid:UUID:other'; document.body.append(copy); return 1";
    stage.tab.js(other).await;
    wait_freshness(&stage.tab, "f", "signed-out").await;
    assert_eq!(events(&stage.tab, "f", "job-badge-error").await[0]["kind"], "auth");
}

pub async fn done_says_whether_it_was_done_before(stage: Stage) {
    let job = a_job(&stage, "Done").await;
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.emulator().advance(15).await;
    stage.emulator().advance(600).await;
    wait_state(&stage.tab, "b", "succeeded").await;
    assert_eq!(events(&stage.tab, "b", "job-badge-done").await[0]["initial"], false);
    let later = "const copy = document.createElement('job-badge'); copy.id = 'c'; const b = document.getElementById('b');
        copy.endpoint = b.endpoint; copy.job = b.job; copy.token = arguments[0] ?? window.token; document.body.append(copy); return 1";
    stage.tab.js(&format!("window.token = {}; {later}", json!(stage.emulator().token))).await;
    wait_state(&stage.tab, "c", "succeeded").await;
    assert_eq!(events(&stage.tab, "c", "job-badge-done").await[0]["initial"], true);
    open(&stage, &badge("d", &stage.api_root(), &job)).await;
    wait_state(&stage.tab, "d", "succeeded").await;
    assert_eq!(events(&stage.tab, "d", "job-badge-done").await[0]["initial"], true);
}
