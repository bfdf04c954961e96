//! Takes the README's pictures of the admin page, with living jobs from the emulator inside the page:
//! the table of jobs, light and dark, wide and narrow, a job's own page, and the playground.
//! `cargo xtask screenshot` runs it.
//!
//! `cargo run -p e2e --example screenshot -- FOLDER` writes page-light.png, page-dark.png,
//! page-narrow.png, page-job.png, page-playground.png and page-playground-narrow.png.

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

/// What a picture is of.
#[derive(PartialEq)]
enum View {
    Table,
    Job,
    Playground,
}

/// A picture: its name, its colours, its size, and what it is of.
struct Subject {
    name: &'static str,
    scheme: &'static str,
    size: [u32; 2],
    view: View,
}

const SUBJECTS: [Subject; 7] = [
    Subject { name: "light", scheme: "light", size: [1180, 900], view: View::Table },
    Subject { name: "dark", scheme: "dark", size: [1180, 900], view: View::Table },
    Subject { name: "narrow", scheme: "light", size: [390, 1240], view: View::Table },
    Subject { name: "job", scheme: "light", size: [1180, 640], view: View::Job },
    Subject { name: "job-narrow", scheme: "dark", size: [390, 1240], view: View::Job },
    Subject { name: "playground", scheme: "light", size: [1180, 900], view: View::Playground },
    Subject {
        name: "playground-narrow",
        scheme: "dark",
        size: [390, 1240],
        view: View::Playground,
    },
];

/// Enough to see: something runs and has come some way, something has ended.
const LIVELY: &str = "document.querySelectorAll('[part~=badge][data-state=running] [aria-valuenow]').length > 1
    && [...document.querySelectorAll('[data-state=running] [aria-valuenow]')].some((e) => e.getAttribute('aria-valuenow') > 35)
    && document.querySelector('[part~=badge][data-state=succeeded]')";

/// Of several tasks, one of which has ended.
const LIVELY_JOB: &str = "document.querySelector('table.tasks [data-state=succeeded]')
    && document.querySelector('table.tasks [data-state=running]')";

/// What is chosen in the playground.
const PLAYGROUND: &str =
    "#/playground?provider=json&percent=64&density=card&details=on&accent=violet&code=react";

/// Its badges are there.
const LIVELY_PLAYGROUND: &str =
    "document.querySelectorAll('.playground [data-state=running] [aria-valuenow]').length > 3";

/// Goes to the page of a job with several tasks.
const TO_JOB: &str = "[...document.querySelectorAll('.jobs .name > a')].find((e) => e.textContent.startsWith('Sintel'))";

async fn take(site: &Site, tab: &Tab, subject: &Subject) -> Result<Vec<u8>, Trouble> {
    let [width, height] = subject.size;
    let patience = Duration::from_secs(90);
    chromium::media(tab, &[("prefers-color-scheme", subject.scheme)]).await;
    // Higher than the picture, so that no scroll bar stands in it.
    chromium::window(tab, width, 4 * height).await;
    tab.open("about:blank").await;
    if subject.view == View::Playground {
        tab.open(&format!("{}/{PLAYGROUND}", site.origin)).await;
        tab.wait_for(LIVELY_PLAYGROUND, patience).await;
    } else {
        tab.open(&format!("{}/", site.origin)).await;
        tab.wait_for(LIVELY, patience).await;
    }
    if subject.view == View::Job {
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
