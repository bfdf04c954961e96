//! The pictures in docs/gallery, which the README shows, are what the pages look like.
//!
//! Two machines draw text alike only with the same browser and fonts. With others than those that
//! made the pictures, what differs is told and fails nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::chromium;
use e2e::picture::{Picture, write};
use e2e::stage::Stage;

/// A picture, the page that it is of, its size, and the media features. A picture is as
/// high as its page at most.
type Kept = (&'static str, &'static str, [u32; 2], &'static [(&'static str, &'static str)]);

const WHOLE: u32 = u32::MAX;

const KEPT: [Kept; 11] = [
    ("light", "light", [1088, WHOLE], &[]),
    ("dark", "dark", [1088, WHOLE], &[]),
    (
        "forced-colors",
        "light",
        [1088, WHOLE],
        &[("forced-colors", "active"), ("prefers-color-scheme", "dark")],
    ),
    ("rtl", "light-rtl", [1088, 1500], &[]),
    ("narrow", "narrow", [720, 1500], &[]),
    ("details", "details", [1088, WHOLE], &[]),
    ("widths", "widths", [1088, 2300], &[]),
    ("summary-light", "summary", [760, WHOLE], &[]),
    ("summary-dark", "summary", [760, WHOLE], &[("prefers-color-scheme", "dark")]),
    ("summary-forced-colors", "summary", [760, WHOLE], &[("forced-colors", "active")]),
    ("summary-narrow", "summary", [360, WHOLE], &[]),
];

/// `cargo xtask gallery --accept` keeps other pictures.
pub async fn pictures_are_those_that_were_kept(stage: Stage) {
    super::serve(&stage);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/gallery");
    let made_with = folder.join("made-with.txt");
    let here = tools(&stage).await;
    let accept = std::env::var_os("UPDATE_EXPECT").is_some();
    if accept {
        write(&made_with, here.as_bytes()).unwrap();
    }
    let recorded = std::fs::read_to_string(&made_with).unwrap_or_default();
    let mut differs = Vec::new();
    for (name, page, size, features) in KEPT {
        let taken = take(&stage, page, size, features).await;
        let file = folder.join(format!("{name}.png"));
        if accept {
            write(&file, &taken.small_png().unwrap()).unwrap();
        }
        // After accepting too: a palette must not hide what it should show.
        if let Err(why) = compare(&taken, &file) {
            let found = e2e::folder("JOB_BADGE_GALLERY", "target/gallery").join("found");
            write(&found.join(format!("{name}.png")), &taken.small_png().unwrap()).unwrap();
            differs.push(format!("{name}: {why}; see {}/{name}.png", found.display()));
        }
    }
    chromium::media(&stage.tab, &[]).await;
    let differs = differs.join("\n");
    if recorded == here {
        assert!(differs.is_empty(), "{differs}\n`cargo xtask gallery --accept` keeps these");
    } else {
        println!(
            "pictures: made with other tools, so not judged.\n{recorded}here:\n{here}{differs}"
        );
    }
}

fn compare(taken: &Picture, file: &Path) -> Result<(), String> {
    let kept = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let places = taken.differences(&Picture::read(&kept)?);
    match places.len() {
        0 => Ok(()),
        more @ 9.. => Err(format!("{more} squares differ, {} …", places[..8].join("; "))),
        _ => Err(places.join("; ")),
    }
}

async fn take(
    stage: &Stage,
    page: &str,
    [width, most]: [u32; 2],
    features: &[(&str, &str)],
) -> Picture {
    let tab = &stage.tab;
    chromium::media(tab, features).await;
    chromium::window(tab, width, 800).await;
    super::open(stage, page).await;
    // Motion stands at its start, and the window is as high as the page.
    let script = "document.getAnimations().forEach((a) => { a.pause(); a.currentTime = 0; });
        return document.fonts.ready.then(() => Math.ceil(document.querySelector('main').getBoundingClientRect().bottom))";
    let height = u32::try_from(tab.js(script).await.as_u64().unwrap()).unwrap();
    chromium::window(tab, width, height).await;
    let drawn =
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
    tab.js(drawn).await;
    Picture::read(&chromium::picture(tab, width, height.min(most)).await.unwrap()).unwrap()
}

/// What decides how text is drawn: the browser's major version and the fonts.
async fn tools(stage: &Stage) -> String {
    let mut tools = format!("chromium {}\n", chromium::major(&stage.tab).await.unwrap());
    for wanted in ["system-ui", "system-ui:bold"] {
        let mut ask = Command::new("fc-match");
        let font = match ask.args(["-f", "%{file|basename} %{fontversion}", wanted]).output() {
            Ok(said) => String::from_utf8_lossy(&said.stdout).into_owned(),
            Err(_) => "unknown".to_owned(),
        };
        tools.push_str(&format!("{wanted} {font}\n"));
    }
    tools
}
