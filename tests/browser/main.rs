//! What only a browser can show: driver, timers, abort, life cycle, decoding parity.
//!
//! `CHROMEDRIVER=$(which chromedriver) cargo test --target wasm32-unknown-unknown --features
//! element --test browser` (or `GECKODRIVER=…`). Each test has a [`stage::Stage`]: a page whose
//! clock stands still until the test moves it, with the emulator behind `fetch`.
#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(target_arch = "wasm32")]
mod answers;
#[cfg(target_arch = "wasm32")]
mod badge_handle;
#[cfg(target_arch = "wasm32")]
mod clipboard;
#[cfg(target_arch = "wasm32")]
mod decoding;
#[cfg(target_arch = "wasm32")]
mod described;
#[cfg(target_arch = "wasm32")]
mod details;
#[cfg(target_arch = "wasm32")]
mod dom_root;
#[cfg(target_arch = "wasm32")]
mod driver;
#[cfg(target_arch = "wasm32")]
mod endpoints;
#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(target_arch = "wasm32")]
mod job_badge;
#[cfg(target_arch = "wasm32")]
mod live_region;
#[cfg(target_arch = "wasm32")]
mod moved;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod page_events;
#[cfg(target_arch = "wasm32")]
mod reply;
#[cfg(target_arch = "wasm32")]
mod seconds;
#[cfg(target_arch = "wasm32")]
mod sharing;
#[cfg(target_arch = "wasm32")]
mod sign_in;
#[cfg(target_arch = "wasm32")]
mod stage;
#[cfg(target_arch = "wasm32")]
mod style_sheet;
#[cfg(target_arch = "wasm32")]
mod tabs;
#[cfg(target_arch = "wasm32")]
mod tokens;
#[cfg(target_arch = "wasm32")]
mod traps;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// A browser cannot list a folder, so the host sees to it that no fixture is forgotten.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_fixture_is_on_the_browsers_list() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let list = std::fs::read_to_string(root.join("browser/decoding.rs")).unwrap();
    for entry in std::fs::read_dir(root.join("fixtures/ams-v2")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let quoted = format!("\"{name}\"");
        assert!(name == "README.md" || list.contains(&quoted), "{name} is not in decoding.rs");
    }
}
