//! Words of another language, drawn: the text, its language and its direction. Whether the words
//! are all there is in `tests/languages.rs`.

use job_badge::badge::{Density, Plain, View, ViewSettings, Words, texts};
use job_badge::job::JobState;

use crate::cells::{self, status};
use crate::markup::{attribute, draw};

/// A running card in these words, drawn.
async fn draw_in(lang: Option<&str>, file: &str) -> String {
    let status = status(JobState::Running);
    let settings = ViewSettings {
        density: Density::Card,
        lang: lang.map(str::to_owned),
        ..ViewSettings::default()
    };
    let words = Words::read(file);
    let history = cells::history(&status);
    draw(View::new(&status, &settings, &history, cells::now(), &words, &Plain)).await
}

#[tokio::test(flavor = "current_thread")]
async fn the_words_are_drawn_in_their_language_and_direction() {
    let german = draw_in(Some("de-CH"), texts::GERMAN).await;
    assert!(german.contains(">Läuft<") && !german.contains("Running"), "{german}");
    assert!(german.contains("noch etwa 6 min"), "{german}");
    assert_eq!(
        (attribute(&german, "lang"), attribute(&german, "dir")),
        (vec!["de-CH"], vec!["ltr"])
    );

    let arabic = draw_in(Some("ar"), texts::ARABIC).await;
    assert!(arabic.contains(">قيد التنفيذ<"), "{arabic}");
    assert_eq!((attribute(&arabic, "lang"), attribute(&arabic, "dir")), (vec!["ar"], vec!["rtl"]));

    // The page's own direction holds where no language is named.
    let unnamed = draw_in(None, texts::ARABIC).await;
    assert_eq!(unnamed, arabic.replace(" lang=\"ar\" dir=\"rtl\"", ""));
}
