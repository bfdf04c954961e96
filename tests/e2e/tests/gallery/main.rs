//! The gallery in real browsers: axe, forced colours, motion, keys, the accessibility tree and the
//! pictures. `cargo xtask gallery` writes it; `UPDATE_EXPECT=1` accepts what it looks like now.

mod axe_clean;
mod colors;
mod keys;
mod layout;
mod motion;
mod pictures;
mod tree;

use std::process::ExitCode;

use e2e::answer::Answer;
use e2e::page::STRICT;
use e2e::scenarios;
use e2e::stage::{Needs, Stage};
use e2e::suite;

/// Puts the gallery on the site under the strict policy and returns the names of its pages.
fn serve(stage: &Stage) -> Vec<String> {
    let folder = e2e::folder("JOB_BADGE_GALLERY", "target/gallery");
    let policy = format!("{STRICT}; report-uri /csp-report");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|end| end == "html") {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let markup = std::fs::read_to_string(&file).unwrap();
            let kind = "text/html; charset=utf-8";
            stage.home.put(&format!("/gallery/{name}.html"), kind, &markup, Some(&policy));
            names.push(name);
        }
    }
    stage.home.answer("/gallery/", Answer::Folder(folder));
    names.sort_unstable();
    names
}

async fn open(stage: &Stage, name: &str) {
    stage.tab.open(&format!("{}/gallery/{name}.html", stage.home.origin)).await;
    // A summary is drawn a frame after its badges: until then it has no name, and another height.
    let drawn = "[...document.querySelectorAll('job-badge-summary')].every((one) =>
        one.shadowRoot?.querySelector('.face')?.getAttribute('aria-label'))";
    stage.tab.wait_until(drawn).await;
}

fn main() -> ExitCode {
    suite::run(
        "gallery",
        Needs::Gallery,
        scenarios![
            axe_clean::axe_finds_nothing_on_the_themes,
            axe_clean::axe_finds_nothing_on_the_languages,
            axe_clean::axe_finds_what_is_planted: [Chromium],
            keys::every_button_is_a_target_of_24_pixels,
            keys::the_keyboard_reaches_every_button_and_shows_where_it_is,
            layout::a_pill_keeps_its_name_and_gives_way_in_order,
            layout::a_card_fits_its_place_and_shows_that_a_name_is_cut,
            layout::the_heading_of_the_details_begins_with_icon_and_name,
            // WebKitGTK has no media features that a test could set.
            colors::forced_colors_keep_shapes_and_bars: [Chromium, Firefox],
            motion::reduced_motion_is_slower_and_in_steps: [Chromium, Firefox],
            tree::the_accessibility_tree_is_the_one_that_was_kept: [Chromium],
            pictures::pictures_are_those_that_were_kept: [Chromium],
        ],
    )
}
