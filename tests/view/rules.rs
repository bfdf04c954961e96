//! What holds for all markup: ARIA, no `style`, no handlers, no markup from the API. Contrast is in
//! `tests/palette.rs`.

use std::rc::Rc;

use job_badge::badge::Density;
use job_badge::job::{Freshness, JobState, Report, Status};

use crate::cells::{self, fresh, status, unknown};
use crate::markup::{attribute, draw};

fn statuses() -> Vec<Status> {
    let mut all: Vec<_> = JobState::ALL.into_iter().map(status).collect();
    all.extend(Freshness::ALL.into_iter().map(fresh));
    all.extend(Freshness::ALL.into_iter().map(unknown));
    let mut indeterminate = status(JobState::Running);
    indeterminate.progress = None;
    all.push(indeterminate);
    all
}

async fn every_markup() -> Vec<String> {
    let mut all = Vec::new();
    for status in statuses() {
        for density in Density::ALL {
            for (details, buttons) in [(false, false), (true, true)] {
                all.push(draw(cells::view(&status, density, details, buttons)).await);
            }
        }
    }
    all
}

#[tokio::test(flavor = "current_thread")]
async fn every_badge_is_a_progressbar_with_a_name_and_a_value_in_words() {
    for markup in every_markup().await {
        assert_eq!(attribute(&markup, "role").first(), Some(&"progressbar"));
        assert!(!attribute(&markup, "aria-label").contains(&""), "{markup}");
        assert!(!attribute(&markup, "aria-valuetext").first().unwrap().is_empty());
        assert_eq!(attribute(&markup, "aria-valuemin"), ["0"]);
        assert_eq!(attribute(&markup, "aria-valuemax"), ["100"]);
        // A value in numbers stands there if and only if the badge's own bar has a length.
        let bar = markup.split("role=\"group\"").next().unwrap();
        let measured = bar.contains("transform=\"scale(") || bar.contains("pathLength=\"1000\"");
        let moves = bar.contains("class=\"bar moves\"") || bar.contains("class=\"ring moves\"");
        let numbers = attribute(&markup, "aria-valuenow");
        if moves {
            assert!(numbers.is_empty(), "{markup}");
        } else if measured {
            assert!(numbers.first().unwrap().parse::<u8>().unwrap() <= 100);
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn no_style_attribute_no_handler_and_no_address_stands_in_the_markup() {
    for markup in every_markup().await {
        for tag in markup.split('<').filter_map(|tag| tag.split('>').next()) {
            for name in tag.split_whitespace().filter_map(|word| word.split_once('=')) {
                let forbidden = name.0 == "style" || name.0.starts_with("on") || name.0 == "href";
                assert!(!forbidden, "{tag}");
            }
        }
        assert!(!markup.contains("url("), "{markup}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn buttons_say_what_they_are_for_and_stand_beside_the_progressbar() {
    for density in Density::ALL {
        let markup = draw(cells::view(&status(JobState::Running), density, true, true)).await;
        let mut actions = attribute(&markup, "data-action");
        actions.sort_unstable();
        let close: &[_] = if density == Density::Card { &[] } else { &["close"] };
        assert_eq!(actions, [close, &["copy", "details", "refresh"]].concat());
        // The first button comes after the face has ended: a progressbar hides what is in it.
        let before = markup.split("<button").next().unwrap();
        let depth = before.matches("<span").count() - before.matches("</span>").count();
        assert_eq!(depth, 1, "{markup}");
        assert_eq!(attribute(&markup, "aria-expanded"), ["true"]);
    }
    let silent = draw(cells::view(&status(JobState::Running), Density::Pill, true, false)).await;
    assert!(!silent.contains("<button"));
}

#[tokio::test(flavor = "current_thread")]
async fn text_from_the_api_is_text() {
    let evil = "<img src=x onerror=alert(1)>\"'&\u{202e}";
    let mut status = status(JobState::Failed);
    let mut report = Report::clone(status.report.as_ref().unwrap());
    report.name = Some(evil.to_owned());
    report.raw_state = evil.to_owned();
    report.state = JobState::Unknown;
    for task in report.tasks.iter_mut().flat_map(Rc::make_mut) {
        task.name = evil.to_owned();
        for error in &mut task.errors {
            error.code = evil.to_owned();
            error.message = evil.to_owned();
        }
    }
    status.report = Some(Rc::new(report));
    for density in Density::ALL {
        let markup = draw(cells::view(&status, density, true, true)).await;
        assert!(!markup.contains("<img"), "{markup}");
        // All of it that is seen stands alone, so that it cannot turn what is around it.
        let mut seen = 0;
        for (before, _) in markup.match_indices("&lt;img").map(|(at, _)| markup.split_at(at)) {
            let tag = before.rfind('<').unwrap();
            let in_attribute = before.rfind('>').is_none_or(|end| end < tag);
            assert!(in_attribute || before[tag..].starts_with("<bdi"), "{before}");
            seen += usize::from(!in_attribute);
        }
        assert!(seen > 4);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_not_live_says_its_remedy_in_every_density() {
    let troubles = Freshness::ALL.into_iter().filter(|freshness| *freshness != Freshness::Live);
    for status in troubles.flat_map(|freshness| [fresh(freshness), unknown(freshness)]) {
        for density in Density::ALL {
            let view = cells::view(&status, density, false, false);
            let note = view.note.clone().unwrap();
            assert!(!note.why.is_empty() && !note.remedy.is_empty());
            let markup = draw(view).await;
            let advice = note.advice();
            if density == Density::Card {
                let [before, _] = markup.split("class=\"why\"").collect::<Vec<_>>()[..] else {
                    panic!("{markup}")
                };
                // In its note, which stands beside the progressbar.
                assert!(before.contains("part=\"freshness\""), "{markup}");
                assert!(markup.contains(&advice), "{markup}");
                continue;
            }
            assert_eq!(attribute(&markup, "aria-description"), [advice.as_str()]);
            let title = attribute(&markup, "title")[0];
            assert!(title.contains(&advice) && title.contains(&note.word), "{title}");
            assert!(title.ends_with(&note.cause), "{title}");
        }
    }
    for density in Density::ALL {
        let live = draw(cells::view(&status(JobState::Running), density, false, false)).await;
        assert!(attribute(&live, "aria-description").is_empty(), "{live}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_tooltip_has_the_whole_name_and_is_not_that_of_the_details() {
    for (_, name) in cells::NAMES {
        for density in Density::ALL {
            let view = cells::named(&status(JobState::Running), density, name, true, true);
            let markup = draw(view).await;
            let [title] = attribute(&markup, "title")[..] else { panic!("{markup}") };
            assert_eq!(title.lines().next(), Some(name));
        }
    }
    for density in [Density::Dot, Density::Pill] {
        let markup = draw(cells::view(&status(JobState::Running), density, true, true)).await;
        // Its own title, and an empty one that ends it.
        assert_eq!(attribute(&markup, "title")[1], "", "{markup}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn names_of_wide_letters_get_the_room_of_six_squares() {
    let check = async |name: &str, wide: bool| {
        let view = cells::named(&status(JobState::Running), Density::Pill, name, true, false);
        assert_eq!(draw(view).await.contains("class=\"main wide\""), wide, "{name}");
    };
    check("北極光の映像", true).await;
    check("오로라 영상", true).await;
    check("🎬 Trailer", true).await;
    check("Ünïcödé", false).await;
    check("ترميز", false).await;
    check("Northern 北極光", false).await;
}
