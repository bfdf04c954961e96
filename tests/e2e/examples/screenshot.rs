//! Takes the README's pictures of the admin page, with living jobs from the emulator inside the page:
//! the table of jobs, light and dark, wide and narrow, and a job's own page. `cargo xtask screenshot`
//! runs it.
//!
//! `cargo run -p e2e --example screenshot -- FOLDER` writes page-light.png, page-dark.png,
//! page-narrow.png and page-job.png.

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

/// A picture: its name, its colours, its size, and whether it is of a job's own page.
struct Subject {
    name: &'static str,
    scheme: &'static str,
    size: [u32; 2],
    is_job: bool,
}

const SUBJECTS: [Subject; 4] = [
    Subject { name: "light", scheme: "light", size: [1180, 900], is_job: false },
    Subject { name: "dark", scheme: "dark", size: [1180, 900], is_job: false },
    Subject { name: "narrow", scheme: "light", size: [390, 1240], is_job: false },
    Subject { name: "job", scheme: "light", size: [1180, 640], is_job: true },
];

/// Enough to see: something runs and has come some way, something has ended.
const LIVELY: &str = "document.querySelectorAll('[part~=badge][data-state=running] [aria-valuenow]').length > 1
    && [...document.querySelectorAll('[data-state=running] [aria-valuenow]')].some((e) => e.getAttribute('aria-valuenow') > 35)
    && document.querySelector('[part~=badge][data-state=succeeded]')";

/// Of several tasks, one of which has ended.
const LIVELY_JOB: &str = "document.querySelector('table.tasks [data-state=succeeded]')
    && document.querySelector('table.tasks [data-state=running]')";

/// Goes to the page of a job with several tasks.
const TO_JOB: &str = "[...document.querySelectorAll('.jobs .name > a')].find((e) => e.textContent.startsWith('Sintel'))";

async fn take(site: &Site, tab: &Tab, subject: &Subject) -> Result<Vec<u8>, Trouble> {
    let [width, height] = subject.size;
    let patience = Duration::from_secs(90);
    chromium::media(tab, &[("prefers-color-scheme", subject.scheme)]).await;
    // Higher than the picture, so that no scroll bar stands in it.
    chromium::window(tab, width, 4 * height).await;
    tab.open("about:blank").await;
    tab.open(&format!("{}/", site.origin)).await;
    tab.wait_for(LIVELY, patience).await;
    if subject.is_job {
        tab.js(&format!("{TO_JOB}.click()")).await;
        tab.wait_for(LIVELY_JOB, patience).await;
    }
    // Bars glide to where they are.
    let still = "return Promise.all(document.getAnimations().filter((a) => a.constructor.name === 'CSSTransition').map((a) => a.finished))
        .then(() => true, () => true)";
    tab.js(still).await;
    Picture::read(&chromium::picture(tab, width, height).await?)?.small_png()
}

async fn all(folder: PathBuf) -> Result<(), Trouble> {
    let site = Site::open().await?;
    site.answer("/", Answer::Folder(e2e::folder("JOB_BADGE_PAGE", "dist")));
    let browser = Browser::launch(Engine::Chromium).await?;
    let tab = Tab { engine: Engine::Chromium, session: browser.session.clone() };
    for subject in &SUBJECTS {
        let file = folder.join(format!("page-{}.png", subject.name));
        write(&file, &take(&site, &tab, subject).await?)?;
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
