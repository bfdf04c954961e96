//! Attributes, properties, `configure` and `define`.

use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::{Value, json};

use crate::setup::{a_job, assert_quiet, badge, events, give, open, wait_freshness, wait_state};

pub async fn properties_set_before_the_class_is_there_arrive(stage: Stage) {
    let job = a_job(&stage, "Early").await;
    let early = format!(
        "const b = document.querySelector('job-badge'); b.endpoint = {}; b.job = {}; b.interval = 1;
         b.label = 'My label'; b.token = {}; window.wasClass = !!customElements.get('job-badge');",
        json!(stage.api_root()),
        json!(job),
        json!(stage.emulator().token)
    );
    let url = Page::new("<job-badge id=b></job-badge>")
        .connects_to(&stage.api.origin)
        .script(&early)
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    assert_eq!(stage.tab.js("return window.wasClass").await, false, "else it proves nothing");
    wait_state(&stage.tab, "b", "queued").await;
    stage
        .tab
        .wait_until("document.getElementById('b').shadowRoot.textContent.includes('My label')")
        .await;
    let own = "return Object.getOwnPropertyNames(document.getElementById('b'))";
    assert_eq!(stage.tab.js(own).await, json!([]), "nothing hides an accessor");
    assert_quiet(&stage).await;
}

pub async fn a_token_attribute_is_read_once_and_removed_with_a_warning(stage: Stage) {
    let job = a_job(&stage, "By attribute").await;
    let token = format!("token='{}' endpoint", stage.emulator().token);
    let body = badge("b", &stage.api_root(), &job).replace("endpoint", &token);
    let url = Page::new(body).connects_to(&stage.api.origin).put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    assert_eq!(
        stage.tab.js("return document.getElementById('b').hasAttribute('token')").await,
        false
    );
    // Taking it out of the DOM does not clear it.
    wait_freshness(&stage.tab, "b", "live").await;
    let warned = stage.tab.logged(&["warn"], "token").await;
    assert_eq!(warned.len(), 1, "{}", stage.tab.log().await);
    assert!(!warned[0].contains(&stage.emulator().token));
    // The property is write-only.
    assert_eq!(
        stage.tab.js("return document.getElementById('b').token ?? null").await,
        Value::Null
    );
    assert_quiet(&stage).await;
}

pub async fn a_wrong_attribute_falls_back_and_says_so_once(stage: Stage) {
    let job = a_job(&stage, "Wrong").await;
    let wrong = "interval='soon' density='huge' auth='basic' job";
    let two = badge("b", &stage.api_root(), &job) + &badge("c", &stage.api_root(), &job);
    let two = two.replace(" interval='1'", "").replace(" job=", &format!(" {wrong}="));
    open(&stage, &two).await;
    for id in ["b", "c"] {
        wait_state(&stage.tab, id, "queued").await;
    }
    // The same value again is no news; another wrong one is.
    stage
        .tab
        .js("const b = document.getElementById('b'); b.setAttribute('density', 'pill'); return 1")
        .await;
    stage
        .tab
        .js("const b = document.getElementById('b'); b.setAttribute('density', 'huge'); return 1")
        .await;
    stage
        .tab
        .js("const b = document.getElementById('b'); b.setAttribute('density', 'vast'); return 1")
        .await;
    let news = "window.__e2e.log.filter(e => e.text.includes('density')).length >= 3";
    stage.tab.wait_until(news).await;
    let kinds = ["debug", "log", "info", "warn", "error"];
    for (attribute, times) in [("interval", 2), ("auth", 2), ("density", 3)] {
        let said = stage.tab.logged(&kinds, &format!("job-badge: {attribute}")).await;
        assert_eq!(said.len(), times, "{attribute}: {}", stage.tab.log().await);
    }
    assert_quiet(&stage).await;
}

pub async fn a_refused_endpoint_is_said_and_asked_nothing(stage: Stage) {
    let authority = stage.foreign.origin.trim_start_matches("http://").to_owned();
    let refused = [
        "http://example.invalid/api/".to_owned(),
        format!("http://user:word@{authority}/api/"),
        format!("http://{authority}/api/?key=1"),
        format!("http://{authority}/api/#part"),
        format!("//{authority}/api/"),
        "javascript:alert(1)".to_owned(),
        "ftp://127.0.0.1/api/".to_owned(),
        "http://[::1/api/".to_owned(),
    ];
    let body: String =
        (0..refused.len()).map(|n| badge(&format!("b{n}"), "X", "nb:jid:UUID:1")).collect();
    let set = format!(
        "const refused = {}; document.querySelectorAll('job-badge').forEach((b, n) => {{
             b.endpoint = refused[n]; b.token = 'some-token-for-nobody'; }});",
        json!(refused)
    );
    let url = Page::new(body)
        .connects_to(&format!("{} http://example.invalid", stage.foreign.origin))
        .script(&set)
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    for (n, endpoint) in refused.iter().enumerate() {
        let id = format!("b{n}");
        let shown = format!("document.getElementById('{id}').status?.freshness");
        stage.tab.wait_until(&shown).await;
        let told = format!(
            "window.__e2e.events.some(e => e.id === '{id}' && e.type === 'job-badge-error')"
        );
        stage.tab.wait_until(&told).await;
        let errors = events(&stage.tab, &id, "job-badge-error").await;
        assert_eq!(errors[0]["kind"], "config", "{endpoint}: {errors:?}");
        assert!(errors[0]["message"].as_str().is_some_and(|m| !m.is_empty()), "{errors:?}");
        assert_eq!(
            stage.tab.status(&format!("#{id}")).await["freshness"],
            "misconfigured",
            "{endpoint}"
        );
    }
    let asked = "return performance.getEntriesByType('resource').map(e => e.name)
        .filter(n => n.includes('Jobs'))";
    assert_eq!(stage.tab.js(asked).await, json!([]));
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
    assert_quiet(&stage).await;
}

pub async fn defining_twice_and_a_second_tag_are_fine(stage: Stage) {
    let job = a_job(&stage, "Other tag").await;
    let body = badge("b", &stage.api_root(), &job).replace("job-badge", "other-badge")
        + &badge("c", &stage.api_root(), &job);
    let url = Page::new(body)
        .connects_to(&stage.api.origin)
        .module(&format!(
            "import {{ JobBadgeElement }} from '/package/job-badge.js';
             JobBadgeElement.define();
             JobBadgeElement.define('other-badge');
             JobBadgeElement.define('other-badge');
             window.sub = customElements.get('other-badge').prototype instanceof JobBadgeElement;
             document.getElementById('b').token = {token};
             {give}",
            token = json!(stage.emulator().token),
            give = give(&stage.emulator().token)
        ))
        .put(&stage.home, "page");
    stage.tab.open(&url).await;
    wait_state(&stage.tab, "b", "queued").await;
    wait_state(&stage.tab, "c", "queued").await;
    assert_eq!(stage.tab.js("return window.sub").await, true);
    assert!(stage.tab.logged(&["warn", "error"], "").await.is_empty(), "{}", stage.tab.log().await);
    assert_quiet(&stage).await;
}

pub async fn configure_reaches_badges_that_are_there(stage: Stage) {
    let job = a_job(&stage, "Configured").await;
    let body = badge("b", "X", &job).replace(" endpoint='X'", "");
    // Own settings are not touched.
    let own = badge("own", &format!("{}/", stage.home.origin), &job);
    let url = Page::new(body + &own).connects_to(&stage.api.origin).put(&stage.home, "page");
    stage.tab.open(&url).await;
    stage.tab.wait_until("document.getElementById('b').status?.freshness").await;
    assert!(stage.api.seen().is_empty());
    // What a prototype carries is not given.
    let configure = format!(
        "const given = Object.create({{ token: 'from-a-prototype' }});
         Object.assign(given, {{ endpoint: {}, token: {} }});
         customElements.get('job-badge').configure(given); return 1",
        json!(stage.api_root()),
        json!(stage.emulator().token)
    );
    stage.tab.js(&configure).await;
    wait_state(&stage.tab, "b", "queued").await;
    assert!(stage.home.requests("/Jobs").is_empty());
    assert_ne!(stage.tab.status("#own").await["state"], "queued");
    let inherited = format!(
        "customElements.get('job-badge').configure(Object.create({{ endpoint: '{}/none/', interval: 9 }}));
         return 1",
        stage.home.origin
    );
    stage.tab.js(&inherited).await;
    stage.api.wait_for_more("/Jobs", 2).await;
    assert!(stage.home.requests("/none").is_empty());
    assert_quiet(&stage).await;
}
