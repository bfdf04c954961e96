//! The badge in real browsers, over WebDriver: the harness. The tests are in `tests/`.
//!
//! A test binary is a [`suite`] of scenarios. Each engine is started once; each scenario gets a
//! [`stage::Stage`]: a tab, the emulator with its clock frozen, and three web sites on ports of
//! their own: `home` (the page under test and the package), `api` (the emulator on another origin) and
//! `foreign` (an unrelated origin: a token that reaches it has leaked).
//!
//! | variable | is | default |
//! |---|---|---|
//! | `E2E_BROWSERS` | engines, separated by commas, or `none` | `chromium,firefox,webkit` |
//! | `E2E_AT_ONCE` | engines that run side by side | 3 |
//! | `E2E_KEEP_GOING` | set: goes on after 6 failures in an engine | |
//! | `E2E_VERBOSE` | set: shows the output of drivers and browsers | |
//! | `CHROMIUM` | Chromium's program | found on the PATH |
//! | `AMS_EMULATOR` | the emulator's program | built in `target/debug` |
//! | `JOB_BADGE_PACKAGE` | the npm package's folder | `target/package` |
//! | `JOB_BADGE_GALLERY` | the gallery's folder | `target/gallery` |
//! | `JOB_BADGE_NODE_MODULES` | where axe-core is | `node_modules` |
//! | `UPDATE_EXPECT` | set: the gallery's pictures and tree are accepted | |
//! | `JOB_BADGE_BUNDLED` | examples that Vite bundled; their scenarios run when it is set | |
//! | `JOB_BADGE_FRAMEWORKS` | examples of frameworks and bundlers, built; only those that are there are met | `target/frameworks` |
//! | `E2E_PROXIES` | `all`: also the proxies that are not nginx | |
//! | `JOB_BADGE_PAGE` | the admin page as Trunk builds it | `dist` |
//! | `JOB_BADGE_SITE` | the site of `cargo xtask site` | `target/site` |
//!
//! Classic WebDriver gives access to the console's log in Chromium only. So every page of
//! [`page::Page`] wraps the console and the error events itself, before anything else runs.

pub mod answer;
pub mod axe;
pub mod bench;
pub mod browser;
pub mod chromium;
pub mod emulator;
pub mod heap;
pub mod http;
pub mod page;
pub mod picture;
pub mod process;
pub mod site;
pub mod stage;
pub mod suite;
pub mod tab;
pub mod token_leak;
pub mod webdriver;

use std::path::PathBuf;

/// The folder that a variable names, or this one below the workspace.
#[must_use]
pub fn folder(variable: &str, default: &str) -> PathBuf {
    match std::env::var_os(variable) {
        Some(named) => PathBuf::from(named),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(default),
    }
}
