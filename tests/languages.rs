//! The shipped language files: each has each phrase, in each plural form that its language has,
//! with the placeholders of the English, and nothing else.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod cells;

use job_badge::badge::{
    Density, Language, Phrase, Plain, Plural, ProgressHistory, View, ViewSettings, Words, texts,
};
use job_badge::job::{Freshness, JobState};

/// A language, its file, and the plural categories that CLDR 48 gives its cardinal numbers.
const FILES: [(Language, &str, &[Plural]); 6] = [
    (Language::German, texts::GERMAN, &[Plural::One, Plural::Other]),
    (Language::French, texts::FRENCH, &[Plural::One, Plural::Many, Plural::Other]),
    (Language::Spanish, texts::SPANISH, &[Plural::One, Plural::Many, Plural::Other]),
    (Language::Japanese, texts::JAPANESE, &[Plural::Other]),
    (Language::Arabic, texts::ARABIC, &Plural::ALL),
    (Language::SimplifiedChinese, texts::SIMPLIFIED_CHINESE, &[Plural::Other]),
];

const SUMMARY_ENGLISH: &str = include_str!("../src/element/summary/english.js");

/// The summary's file of a language, as [`FILES`] is for the badge.
fn summary_file(language: Language) -> &'static str {
    match language {
        Language::English => SUMMARY_ENGLISH,
        Language::German => include_str!("../static/package/summary/de.js"),
        Language::French => include_str!("../static/package/summary/fr.js"),
        Language::Spanish => include_str!("../static/package/summary/es.js"),
        Language::Japanese => include_str!("../static/package/summary/ja.js"),
        Language::Arabic => include_str!("../static/package/summary/ar.js"),
        Language::SimplifiedChinese => include_str!("../static/package/summary/zh-Hans.js"),
    }
}

/// Key and text of each line of a file. It must be such that [`Words::read`] and a browser read
/// the same: a comment, and one object with a phrase on each line and nothing escaped.
fn entries(file: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut lines = file.lines();
    assert!(lines.next().unwrap().starts_with("// "));
    assert_eq!(lines.next(), Some("export default {"));
    assert_eq!(lines.next_back(), Some("};"));
    let entry = |line: &'static str| {
        let inner = line.strip_prefix("  \"").and_then(|rest| rest.strip_suffix("\","));
        inner.and_then(|inner| inner.split_once("\": \"")).unwrap_or_else(|| panic!("{line}"))
    };
    lines.map(entry).collect()
}

/// The phrases' keys, in the table's order.
fn keys(plurals: &[Plural]) -> Vec<String> {
    let mut keys = Vec::new();
    for phrase in Phrase::ALL {
        let key = phrase.key();
        if phrase.has_plurals() {
            keys.extend(plurals.iter().map(|plural| format!("{key}.{}", plural.name())));
        } else {
            keys.push(key.to_owned());
        }
    }
    keys
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<_> =
        text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect();
    found.sort_unstable();
    found
}

#[test]
fn there_is_a_file_for_each_language_and_no_other() {
    let mut named: Vec<_> =
        FILES.iter().map(|(language, ..)| format!("{}.js", language.tag())).collect();
    assert_eq!(named.len(), Language::ALL.len() - 1, "all but English");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/package/words");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    named.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, named);
    for (language, text, _) in FILES {
        let path = format!("{folder}/{}.js", language.tag());
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
}

#[test]
fn each_language_has_each_phrase_once_in_the_tables_order() {
    for (language, file, plurals) in FILES {
        let found: Vec<_> = entries(file).into_iter().map(|(key, _)| key.to_owned()).collect();
        assert_eq!(found, keys(plurals), "{language:?}");
        assert_eq!(Words::read(file).unknown_keys().count(), 0, "{language:?}");
    }
}

#[test]
fn the_placeholders_are_those_of_the_english() {
    for (language, file, _) in FILES {
        for (key, text) in entries(file) {
            let (stem, category) = key.split_once('.').unwrap_or((key, ""));
            let phrase = Phrase::ALL.iter().find(|phrase| phrase.key() == stem).unwrap();
            // In Arabic each of these three stands for one number, which is a word of its own.
            let is_one_number =
                language == Language::Arabic && ["zero", "one", "two"].contains(&category);
            let expected = match is_one_number {
                true if placeholders(text).is_empty() => Vec::new(),
                _ => placeholders(phrase.english(Plural::Other)),
            };
            assert_eq!(placeholders(text), expected, "{language:?} {key}: {text}");
        }
    }
}

/// The badge's entries of a language, and the summary's.
fn all_entries(
    language: Language,
    file: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(file).into_iter().chain(entries(summary_file(language)))
}

#[test]
fn the_summary_has_each_phrase_in_each_language() {
    let english = entries(SUMMARY_ENGLISH);
    for (language, badge, plurals) in FILES {
        let mut expected = Vec::new();
        for (key, text) in &english {
            match key.split_once('.') {
                Some((stem, "other")) => expected
                    .extend(plurals.iter().map(|it| (format!("{stem}.{}", it.name()), *text))),
                Some(_) => {}
                None => expected.push(((*key).to_owned(), *text)),
            }
        }
        let found = entries(summary_file(language));
        let keys =
            |all: &[(String, &str)]| all.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let own: Vec<_> = found.iter().map(|(key, text)| ((*key).to_owned(), *text)).collect();
        assert_eq!(keys(&own), keys(&expected), "{language:?}");
        for ((key, text), (_, english)) in found.iter().zip(&expected) {
            let category = key.split_once('.').map_or("", |(_, category)| category);
            let is_one_number =
                language == Language::Arabic && ["zero", "one", "two"].contains(&category);
            if !is_one_number || !placeholders(text).is_empty() {
                assert_eq!(placeholders(text), placeholders(english), "{language:?} {key}: {text}");
            }
            assert!(
                text != english
                    || *key == "joined"
                    || *text == "Jobs"
                    || (language == Language::German && text.ends_with(" Jobs")),
                "{language:?} {key}: {text}"
            );
        }
        // Both say a list in the same way.
        let joined = |file| Words::read(file).get(Phrase::Joined).to_owned();
        assert_eq!(joined(summary_file(language)), joined(badge), "{language:?}");
    }
}

#[test]
fn the_texts_are_clean() {
    for (language, file, _) in FILES {
        for (key, text) in all_entries(language, file) {
            let at = format!("{language:?} {key}: {text}");
            assert!(!text.is_empty() && text.trim() == text, "{at}");
            assert!(!text.contains(['<', '>', '&', '"', '\'', '\\', '`', '\t']), "{at}");
            assert!(!text.contains("...") && !text.contains("  "), "{at}");
            // Marks of direction would show up as text in names that are copied.
            let is_mark = |sign| matches!(sign, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
            assert!(!text.contains(is_mark), "{at}");
        }
    }
}

#[test]
fn the_typography_is_the_languages() {
    for (language, file, _) in FILES {
        for (key, text) in all_entries(language, file) {
            let at = format!("{language:?} {key}: {text}");
            match language {
                // A colon stands off by a space that does not break.
                Language::French => {
                    let mut before = text.split(':').collect::<Vec<_>>();
                    before.pop();
                    assert!(before.iter().all(|part| part.ends_with('\u{a0}')), "{at}");
                }
                Language::Arabic => assert!(!text.contains([',', ';', '?']), "{at}"),
                Language::SimplifiedChinese => {
                    assert!(!text.contains([',', ';', '?', '(', ')', ':']), "{at}");
                }
                Language::Japanese => assert!(!text.contains([',', ';', '?', '(', ')']), "{at}"),
                _ => {}
            }
        }
    }
}

/// A translated text is another one than the English. A few words are the same in two languages.
#[test]
fn nothing_was_left_in_english() {
    let same = ["Details", "Offline", "{first}, {second}", "{name}: {value}", "{state} ({raw})"];
    for (language, file, _) in FILES {
        for (key, text) in entries(file) {
            let stem = key.split('.').next().unwrap();
            let phrase = Phrase::ALL.iter().find(|phrase| phrase.key() == stem).unwrap();
            let english = phrase.english(Plural::Other);
            let may_be_same = same.contains(&text) || phrase == &Phrase::OneJob;
            assert!(text != english || may_be_same, "{language:?} {key}: {text}");
        }
    }
}

#[test]
fn states_and_freshness_differ_in_words() {
    for (language, file, _) in FILES {
        let words = Words::read(file);
        let mut shown: Vec<_> =
            JobState::ALL.iter().map(|state| words.get(Phrase::of_state(*state))).collect();
        shown.extend(
            Freshness::ALL
                .iter()
                .filter_map(|kind| Some(words.get(Phrase::of_freshness(*kind)?[0]))),
        );
        let count = shown.len();
        shown.sort_unstable();
        shown.dedup();
        assert_eq!(shown.len(), count, "{language:?}");
    }
}

#[test]
fn a_view_speaks_its_language_and_names_it() {
    let status = cells::fresh(Freshness::Gone);
    let view = |language: Language, file: &str| {
        let lang = Some(language.tag().to_owned());
        let settings = ViewSettings { density: Density::Card, lang, ..ViewSettings::default() };
        let words = Words::read(file);
        View::new(&status, &settings, &ProgressHistory::default(), cells::now(), &words, &Plain)
    };
    for (language, file, _) in FILES {
        let words = Words::read(file);
        let view = view(language, file);
        assert_eq!(view.lang.as_deref(), Some(language.tag()));
        assert_eq!(view.state_word, words.get(Phrase::Running));
        let note = view.note.unwrap();
        assert_eq!(note.word, words.get(Phrase::Gone));
        assert_eq!(note.remedy, words.get(Phrase::GoneRemedy));
    }
    let german = view(Language::German, texts::GERMAN);
    assert_eq!(german.value_text, "Läuft, 64%, Nicht gefunden, 2 h ago");
}
