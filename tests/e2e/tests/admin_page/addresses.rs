//! What an address can do to connections: nothing, but to add one without a token.

use e2e::stage::Stage;

use super::{card, serve};

pub async fn an_address_adds_an_api_without_a_token_and_changes_none(stage: Stage) {
    serve(&stage);
    let (home, foreign) = (&stage.home.origin, &stage.foreign.origin);
    let tab = &stage.tab;
    tab.open(&format!("{home}/?api={foreign}/api/")).await;
    let in_page = card("Emulator in this page");
    let new = card("From the address");
    tab.wait_until(&format!("{new}?.textContent.includes('{foreign}')")).await;
    tab.wait_until(&format!("{new}.textContent.includes('Sign-in needed')")).await;
    // The one with a credential is as it was.
    tab.wait_until(&format!("{in_page}?.textContent.includes('{home}')")).await;
    tab.wait_until(&format!("{in_page}.dataset.health === 'live'")).await;

    // After `#` nothing is an API, whatever it is called, in any view, at first or later.
    let hostile = format!(
        "api={foreign}/api/&endpoint={foreign}/&root={foreign}/&provider=json&token=x&connections=1"
    );
    for view in ["jobs", "job", "describe"] {
        tab.js(&format!("location.hash = '#/{view}?{hostile}&connection=1&job=a'")).await;
        tab.wait_until(&format!("location.hash.startsWith('#/{view}?')")).await;
    }
    tab.js("location.hash = '#/jobs'").await;
    tab.wait_until("document.querySelectorAll('.connection').length === 2").await;
    tab.open("about:blank").await;
    tab.open(&format!("{home}/#/jobs?{hostile}")).await;
    tab.wait_until("document.querySelectorAll('.jobs tbody tr').length > 5").await;
    tab.wait_until(&format!("document.querySelectorAll('.connection').length === 1 && {in_page}.textContent.includes('{home}')")).await;
    assert!(stage.foreign.seen().is_empty(), "{:?}", stage.foreign.seen());
    // What is no API root is no connection.
    tab.open(&format!("{home}/?api=javascript:alert(1)")).await;
    tab.wait_until("document.querySelectorAll('.connection').length === 1").await;
}
