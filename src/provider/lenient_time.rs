//! Times in the spellings of APIs that nobody here wrote.

use super::{decimal::decimal, json::Json};
use crate::job::Timestamp;

/// Numbers from here on are milliseconds, smaller ones seconds: as seconds it is the year 5138, as
/// milliseconds 1973.
const FIRST_MILLIS: f64 = 1e11;

/// The months' names in HTTP's dates, which Flask writes.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a time: ISO 8601 in any spelling that [`Timestamp::parse_iso`] takes, its basic form
/// (`20261128T165143+0000`), with ` UTC` behind it (Ruby), HTTP's date, or the seconds or
/// milliseconds since 1970 as a number or its text.
///
/// `None` for what is no time, and for what stands for none: 0, the year 1, all before 1970.
pub(crate) fn time(json: &Json) -> Option<Timestamp> {
    let time = match json {
        Json::Number(number) => since_1970(*number),
        Json::Text(text) => {
            let text = text.trim();
            match decimal(text) {
                Some(number) => since_1970(number),
                None => in_words(text),
            }
        }
        _ => None,
    };
    time.filter(|time| *time > Timestamp::EPOCH)
}

#[allow(clippy::cast_possible_truncation)]
fn since_1970(number: f64) -> Option<Timestamp> {
    let millis = if number < FIRST_MILLIS { number * 1000.0 } else { number };
    // The cast saturates, outside the calendar.
    Timestamp::from_millis((millis + 0.5) as i64)
}

fn in_words(text: &str) -> Option<Timestamp> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    Timestamp::parse_iso(text).or_else(|| basic(text)).or_else(|| http_date(text))
}

/// `20261128T165143`, with decimals and a zone or without.
fn basic(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let (year, day) = date.split_at_checked(4)?;
    let (month, day) = day.split_at_checked(2)?;
    let (hour, minute) = time.split_at_checked(2)?;
    let (minute, second) = minute.split_at_checked(2)?;
    Timestamp::parse_iso(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}"))
}

/// `Sat, 28 Nov 2026 16:51:43 GMT` (RFC 9110, section 5.6.7).
fn http_date(text: &str) -> Option<Timestamp> {
    let mut parts = text.split(' ');
    let (_, day, month, year) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let time = parts.next()?;
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    Timestamp::parse_iso(&format!("{year}-{month:02}-{day:0>2}T{time}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_each_spelling() {
        let check = |text: &str, iso: Option<&str>| {
            let json = serde_json::from_str::<f64>(text)
                .map_or_else(|_| Json::Text(text.to_owned()), Json::Number);
            assert_eq!(time(&json).map(Timestamp::to_iso).as_deref(), iso, "{text}");
            let quoted = time(&Json::Text(text.to_owned())).map(Timestamp::to_iso);
            assert_eq!(quoted.as_deref(), iso, "{text} as text");
        };
        let iso = Some("2026-11-28T16:51:43.000Z");
        for text in [
            "2026-11-28T16:51:43Z",
            "2026-11-28T16:51:43",
            "2026-11-28 16:51:43",
            "2026-11-28 16:51:43 UTC",
            "2026-11-28T18:51:43+02:00",
            "20261128T165143+0000",
            "20261128T165143Z",
            "20261128T165143.000",
            "20261128T185143+02:00",
            "Sat, 28 Nov 2026 16:51:43 GMT",
            "1795884703",
            "1795884703.0",
            "1795884703000",
            " 1795884703 ",
        ] {
            check(text, iso);
        }
        check("1795884703.1239", Some("2026-11-28T16:51:43.124Z"));
        check("99999999999", Some("5138-11-16T09:46:39.000Z"));
        check("100000000000", Some("1973-03-03T09:46:40.000Z"));
        for nothing in [
            "",
            "0",
            "-1",
            "-1795884703",
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "2026-11-28",
            "20261128T1651",
            "2026T",
            "T165143",
            "Sat, 28 Nov 2026",
            "Sat, 28  2026 16:51:43 GMT",
            "Sat, 28 Nob 2026 16:51:43 GMT",
            "Sat, 31 Feb 2026 16:51:43 GMT",
            "soon",
            "é0261128T165143",
            "1e300",
            "999999999999999999999",
        ] {
            check(nothing, None);
        }
        for json in [Json::Nothing, Json::Flag(true), Json::List(vec![]), Json::Number(f64::NAN)] {
            assert_eq!(time(&json), None);
        }
    }
}
