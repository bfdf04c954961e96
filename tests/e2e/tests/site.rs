//! The site of `cargo xtask site` on a plain static host that sends the strict policy with each file:
//! at the root of the host and below a path, with its living badges.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::stage::{Needs, Stage};
use e2e::{axe, chromium, scenarios, suite};

/// What the package is tested under, with the site's own pictures.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src 'self'; report-uri /csp-report";

/// Pages that show living badges, with how many.
const LIVING: [(&str, usize); 6] = [
    ("", 4),
    ("guide/embed.html", 2),
    ("guide/theming.html", 8),
    ("guide/languages.html", 3),
    ("guide/many-badges.html", 6),
    ("guide/your-own-backend.html", 2),
];

fn folder() -> PathBuf {
    e2e::folder("JOB_BADGE_SITE", "target/site")
}

/// Serves the site below a path, which begins and ends with a slash. Returns its address.
fn serve(stage: &Stage, path: &str) -> String {
    let files = Answer::UnderPolicy(POLICY, Box::new(Answer::Folder(folder())));
    stage.home.answer(path, files);
    format!("{}{path}", stage.home.origin)
}

/// What the chapter on faults asks for.
const NOT_THERE: &str = "/demo/jobs/no-such-job.json";

/// Nothing was refused by the policy, and every file that a page asked for is there.
fn nothing_is_amiss(stage: &Stage) {
    assert_eq!(stage.home.violations(), Vec::<String>::new());
    let seen = stage.home.seen();
    let missing = seen.iter().filter(|request| request.status >= 400).map(|r| r.path.as_str());
    let missing = missing.filter(|path| !path.ends_with(NOT_THERE)).collect::<Vec<_>>();
    assert_eq!(missing, Vec::<&str>::new());
}

async fn badges_live_on(pages: &[(&str, usize)], stage: &Stage, at: &str) {
    for (page, count) in pages {
        stage.tab.open(&format!("{at}{page}")).await;
        let live = "[...document.querySelectorAll('job-badge')].filter((b) => b.status?.freshness === 'live').length";
        let all = "document.querySelectorAll('job-badge').length";
        // Those below the fold ask like the others.
        stage.tab.wait_until(&format!("{all} >= {count} && {live} === {all}")).await;
    }
    stage.tab.open(&format!("{at}admin/index.html")).await;
    stage.tab.wait_until("document.querySelector('[part~=badge][data-state=running]')").await;
    let notices = "return fetch('THIRD-PARTY-NOTICES.txt').then((answer) => answer.text())";
    let notices = stage.tab.js(notices).await;
    assert!(notices.as_str().is_some_and(|text| text.contains("\n  yew ")), "{notices}");
    nothing_is_amiss(stage);
}

async fn it_lives_at_the_root_of_a_static_host(stage: Stage) {
    let at = serve(&stage, "/");
    badges_live_on(&LIVING[..2], &stage, &at).await;
}

async fn it_lives_below_a_path_of_a_static_host(stage: Stage) {
    let at = serve(&stage, "/people/of/jobs/");
    badges_live_on(&LIVING, &stage, &at).await;
    let outside = stage.home.seen().into_iter().map(|request| request.path);
    let outside = outside.filter(|path| !path.starts_with("/people/of/jobs/"));
    let outside = outside.filter(|path| path != "/favicon.ico").collect::<Vec<_>>();
    assert_eq!(outside, Vec::<String>::new(), "all of it stays below the path");
}

/// The pages of a folder, with the folders in it.
fn pages(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            pages(&entry.path(), &format!("{name}/"), found);
        } else if name.ends_with(".html") {
            found.push(name);
        }
    }
}

async fn no_page_breaks_the_policy(stage: Stage) {
    let at = serve(&stage, "/");
    let mut all = Vec::new();
    pages(&folder(), "", &mut all);
    assert!(all.len() > 50, "{all:?}");
    for page in all {
        stage.tab.open(&format!("{at}{page}")).await;
        assert_eq!(stage.home.violations(), Vec::<String>::new(), "{page}");
    }
    nothing_is_amiss(&stage);
}

async fn axe_finds_nothing_on_front_page_and_guide(stage: Stage) {
    axe::serve(&stage.home);
    let at = serve(&stage, "/");
    for scheme in ["light", "dark"] {
        chromium::media(&stage.tab, &[("prefers-color-scheme", scheme)]).await;
        for page in
            ["", "gallery/", "guide/theming.html", "guide/reference.html", "guide/faults.html"]
        {
            stage.tab.open(&format!("{at}{page}")).await;
            let found = axe::run(&stage.tab).await;
            assert_eq!(found.violations, Vec::<String>::new(), "{page} in {scheme}");
            assert!(found.kept.iter().any(|rule| rule == "color-contrast"), "{page}");
        }
    }
}

/// The list of chapters says where the reader is; the search finds by words and goes by keys.
async fn the_guide_is_read_by_chapters_search_and_keys(stage: Stage) {
    let at = serve(&stage, "/");
    let tab = &stage.tab;
    tab.open(&format!("{at}guide/providers/gitlab.html")).await;
    // A narrow window shows the chapters when they are asked for.
    let ask = "const b = document.querySelector('.chapters > button'); if (b.getClientRects().length > 0) b.click();";
    tab.js(ask).await;
    let here = "document.querySelector('#chapters [aria-current=page]')";
    tab.wait_until(&format!("{here}.getClientRects().length > 0")).await;
    assert_eq!(tab.js(&format!("return {here}.textContent")).await, "GitLab");
    let embed = "[...document.querySelectorAll('#chapters a')].find((a) => a.href.endsWith('/guide/embed.html'))";
    tab.wait_until(embed).await;
    tab.session.type_into("#words", "Retry-After").await.unwrap();
    let found = "document.querySelector('#found a')";
    tab.wait_until(&format!("{found}?.getClientRects().length > 0")).await;
    let goal = tab.js(&format!("return {found}.href")).await;
    tab.js(&format!("{found}.click()")).await;
    tab.wait_until(&format!("location.href === {goal}")).await;
    tab.open(&format!("{at}guide/embed.html")).await;
    let key = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))";
    tab.js(key).await;
    tab.wait_until("location.href.endsWith('/guide/your-own-backend.html')").await;
    nothing_is_amiss(&stage);
}

fn main() -> ExitCode {
    suite::run(
        "site",
        Needs::Site,
        scenarios![
            it_lives_at_the_root_of_a_static_host,
            it_lives_below_a_path_of_a_static_host,
            the_guide_is_read_by_chapters_search_and_keys,
            // What a page may do is the same everywhere; the living pages are met in all engines.
            no_page_breaks_the_policy: [Chromium],
            axe_finds_nothing_on_front_page_and_guide: [Chromium],
        ],
    )
}
