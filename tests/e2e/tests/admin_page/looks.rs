//! Each view in light and dark, and at the widths that people have.

use e2e::chromium;
use e2e::stage::Stage;
use serde_json::json;

use super::{axe_finds_nothing, click, open, open_server};

/// Shows each view, and what stands where there is nothing.
async fn each_view(stage: &Stage) {
    let tab = &stage.tab;
    open(stage, "").await;
    tab.wait_until("document.querySelectorAll('.jobs tbody tr').length > 10").await;
    tab.wait_until("document.querySelector('.jobs [data-state=running]')").await;
    axe_finds_nothing(stage).await;
    click(stage, ".jobs .name > a", "").await;
    tab.wait_until("document.querySelector('.job-card [part~=badge]:not([data-empty])')").await;
    axe_finds_nothing(stage).await;
    tab.js("location.hash = '#/jobs?q=nothing-is-called-so'").await;
    tab.wait_until("document.querySelector('.empty-place')").await;
    axe_finds_nothing(stage).await;
    tab.session.click(".connections-head > button").await.unwrap();
    tab.wait_until("document.querySelector('dialog[open]')").await;
    axe_finds_nothing(stage).await;
    click(stage, "dialog button", "Cancel").await;
    tab.js("location.hash = '#/describe'").await;
    tab.wait_until("document.querySelector('.face [part~=badge]')").await;
    axe_finds_nothing(stage).await;
}

pub async fn axe_finds_nothing_in_light(stage: Stage) {
    each_view(&stage).await;
}

pub async fn axe_finds_nothing_in_dark(stage: Stage) {
    chromium::media(&stage.tab, &[("prefers-color-scheme", "dark")]).await;
    each_view(&stage).await;
    chromium::media(&stage.tab, &[]).await;
}

/// From a small telephone to a wall: nothing scrolls sideways, whatever stands in it.
pub async fn nothing_is_wider_than_the_window(stage: Stage) {
    let long = "A-name-without-any-place-to-break-it-".repeat(8);
    let error = json!({ "code": "C".repeat(80), "message": "m".repeat(300) });
    let task = json!({ "name": long, "seconds": 1, "error": error });
    stage.emulator().create(json!({ "name": long, "queuedSeconds": 0, "tasks": [task] })).await;
    stage.emulator().advance(10).await;
    open_server(&stage).await;
    let tab = &stage.tab;
    tab.wait_until("document.querySelector('.jobs .error')").await;
    let wide = "return [document.documentElement.scrollWidth, innerWidth, [...document.querySelectorAll('main *')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.hidden')).map((e) => e.outerHTML.slice(0, 120)).slice(0, 3)]";
    for view in ["jobs", "job"] {
        if view == "job" {
            click(&stage, ".jobs .name > a", "").await;
            tab.wait_until("document.querySelector('table.tasks tbody tr')").await;
        }
        for width in [360, 600, 961, 1280, 1920, 3840] {
            chromium::window(tab, width, 900).await;
            tab.wait_until(&format!("innerWidth === {width}")).await;
            let found = tab.js(wide).await;
            assert_eq!(found[2], json!([]), "{view} at {width}: {found}");
            assert!(found[0].as_u64() <= found[1].as_u64(), "{view} at {width}: {found}");
        }
    }
}
