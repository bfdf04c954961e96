//! Takes the README's pictures of the admin page, light and dark, with living jobs from the
//! emulator inside the page. `cargo xtask screenshot` runs it.
//!
//! `cargo run -p e2e --example screenshot -- FOLDER` writes page-light.png and page-dark.png.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use e2e::answer::Answer;
use e2e::browser::{Browser, Engine};
use e2e::chromium;
use e2e::http::Trouble;
use e2e::picture::{Picture, write};
use e2e::site::Site;
use e2e::tab::Tab;

const SIZE: [u32; 2] = [1040, 860];

/// Enough to see: something runs and has come some way, something has ended.
const LIVELY: &str = "document.querySelectorAll('[part~=badge][data-state=running] [aria-valuenow]').length > 1
    && [...document.querySelectorAll('[data-state=running] [aria-valuenow]')].some((e) => e.getAttribute('aria-valuenow') > 35)
    && document.querySelector('[part~=badge][data-state=succeeded]')";

async fn take(site: &Site, tab: &Tab, scheme: &str) -> Result<Vec<u8>, Trouble> {
    chromium::media(tab, &[("prefers-color-scheme", scheme)]).await;
    // Higher than the picture, so that no scroll bar stands in it.
    chromium::window(tab, SIZE[0], 4 * SIZE[1]).await;
    tab.open(&format!("{}/", site.origin)).await;
    tab.wait_for(LIVELY, Duration::from_secs(90)).await;
    // Bars glide to where they are.
    let still = "return Promise.all(document.getAnimations().filter((a) => a.constructor.name === 'CSSTransition').map((a) => a.finished))
        .then(() => true, () => true)";
    tab.js(still).await;
    Picture::read(&chromium::picture(tab, SIZE[0], SIZE[1]).await?)?.small_png()
}

async fn all(folder: PathBuf) -> Result<(), Trouble> {
    let site = Site::open().await?;
    site.answer("/", Answer::Folder(e2e::folder("JOB_BADGE_PAGE", "dist")));
    let browser = Browser::launch(Engine::Chromium).await?;
    let tab = Tab { engine: Engine::Chromium, session: browser.session.clone() };
    for scheme in ["light", "dark"] {
        let file = folder.join(format!("page-{scheme}.png"));
        write(&file, &take(&site, &tab, scheme).await?)?;
        println!("{}", file.display());
    }
    browser.quit().await;
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("docs"), PathBuf::from);
    match all(folder).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
