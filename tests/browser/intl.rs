//! Numbers and times by the browser's `Intl`.

use job_badge::{
    badge::{Plural, RoundedDuration, Unit, Width},
    browser::format_of,
    job::Timestamp,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    stage::{Stage, Statuses, job},
};

/// Browsers use several kinds of spaces, and change them now and then.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}

#[wasm_bindgen_test]
fn words_follow_the_language() {
    let span = |value, unit, rest| RoundedDuration { rest, ..RoundedDuration::new(value, unit) };
    let two_hours = span(2, Unit::Hour, Some((5, Unit::Minute)));
    let check = |language: &str, expected: [&str; 6]| {
        let intl = format_of(language);
        let said = [
            intl.percent(33),
            intl.number(1_234_567),
            intl.duration(two_hours, Width::Long),
            intl.duration(RoundedDuration::new(5, Unit::Minute), Width::Short),
            intl.ago(3, Unit::Minute),
            intl.ago(1, Unit::Day),
        ];
        assert_eq!(said.map(|text| plain(&text)), expected, "{language}");
    };
    check("en", ["33%", "1,234,567", "2 hours 5 minutes", "5 min", "3 minutes ago", "1 day ago"]);
    let german =
        ["33 %", "1.234.567", "2 Stunden 5 Minuten", "5 Min.", "vor 3 Minuten", "vor 1 Tag"];
    check("de", german);
    // Malformed further on.
    check("de-x", german);
    check("de-AT-1996", ["33 %", "1 234 567", german[2], german[3], german[4], german[5]]);
}

#[wasm_bindgen_test]
fn a_language_that_nobody_knows_falls_back_to_the_browsers_own() {
    let own = format_of("");
    for unknown in ["xx-no such language!", "no such language!", "tlh-x-1234567890", "-"] {
        let intl = format_of(unknown);
        assert_eq!(intl.percent(33), own.percent(33), "{unknown}");
        assert_eq!(intl.plural(2), own.plural(2), "{unknown}");
        assert_eq!(
            intl.duration(RoundedDuration::new(5, Unit::Hour), Width::Long),
            own.duration(RoundedDuration::new(5, Unit::Hour), Width::Long)
        );
    }
}

#[wasm_bindgen_test]
fn plurals_are_the_languages() {
    let check = |language: &str, count, expected| {
        assert_eq!(format_of(language).plural(count), expected, "{language} {count}");
    };
    check("en", 1, Plural::One);
    check("en", 0, Plural::Other);
    check("pl", 3, Plural::Few);
    check("pl", 5, Plural::Many);
    check("ar", 0, Plural::Zero);
    check("ar", 2, Plural::Two);
}

#[wasm_bindgen_test]
fn a_time_of_today_needs_no_date() {
    let now = Timestamp::parse_iso("2026-03-05T12:00:00Z").unwrap();
    let soon = now.plus(core::time::Duration::from_secs(60));
    let later = now.plus(core::time::Duration::from_secs(3 * 86_400));
    let intl = format_of("en-GB");
    let (today, other_day) = (intl.clock(soon, now), intl.clock(later, now));
    // In the zone of the machine, which need not be whole hours from UTC.
    let minute = |time| format!(":{:02}", local(time).get_minutes());
    let day = |time| format!("{} Mar 2026", local(time).get_date());
    assert!(today.contains(&minute(soon)) && !today.contains("Mar"), "{today}");
    assert!(other_day.contains(&day(later)) && other_day.contains(&minute(later)), "{other_day}");
    let full = intl.date_time(now);
    assert!(full.contains(&day(now)) && full.ends_with(&(minute(now) + ":00")), "{full}");
}

/// A time as the machine's own zone has it.
fn local(time: Timestamp) -> js_sys::Date {
    js_sys::Date::new(&time.to_iso().into())
}

#[wasm_bindgen_test]
fn a_formatter_is_made_once_for_a_language() {
    let made = |language| {
        page::formatters(&mut || {
            for number in 0..3 {
                format_of(language).number(number);
            }
        })
    };
    // No other test speaks these.
    assert_eq!([made("nl"), made("da"), made("nl")], [1, 1, 0]);
}

#[wasm_bindgen_test]
async fn who_comes_back_in_another_zone_reads_its_times() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    let noon = Timestamp::parse_iso("2026-03-05T12:00:00Z").unwrap();
    // No other test speaks it.
    let said = || format_of("en-NZ").date_time(noon);
    let mut times = Vec::new();
    for zone in ["Asia/Kolkata", "America/St_Johns"] {
        page::set_zone(Some(zone));
        page::set_visible(false);
        page::set_visible(true);
        times.push(said());
    }
    page::set_zone(None);
    page::set_visible(false);
    page::set_visible(true);
    drop(watching);
    stage.settle().await;
    assert!(times[0].contains("5:30:00") && times[1].contains("8:30:00"), "{times:?}");
}
