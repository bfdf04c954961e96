//! Times, in the spellings that APIs have for them.

use super::{
    number::number,
    value::{Base, value},
};
use crate::{
    job::Timestamp,
    provider::{decimal::decimal, json::Json},
};

/// Numbers from here on are milliseconds since 1970, smaller ones seconds: in seconds it is the year
/// 5138, in milliseconds 1973.
const FIRST_MILLIS: f64 = 1e11;

/// A time, or one that is so many seconds or milliseconds after another. One before 1970 is how some
/// services write "none".
pub(super) fn time(spec: Option<&Json>, base: Base<'_>) -> Option<Timestamp> {
    let spec = spec?;
    let time = match spec.get("after") {
        Some(start) => {
            let start = time(Some(start), base)?;
            let millis = match spec.get("seconds") {
                Some(seconds) => number(Some(seconds), base)? * 1000.0,
                None => number(spec.get("millis"), base)?,
            };
            // 0 and -1 are how some services write that they do not know.
            (millis > 0.0).then(|| start.shifted(rounded(millis)))
        }
        None => match value(spec, base)? {
            Json::Number(number) => from_number(*number),
            Json::Text(text) => match decimal(text.trim()) {
                Some(number) => from_number(number),
                None => Timestamp::parse_iso(text).or_else(|| from_basic(text.trim())),
            },
            _ => None,
        },
    };
    time.filter(|time| *time > Timestamp::EPOCH)
}

fn from_number(number: f64) -> Option<Timestamp> {
    Timestamp::from_millis(rounded(if number < FIRST_MILLIS { number * 1000.0 } else { number }))
}

/// ISO 8601 in its basic form: `20261128T165143Z`.
fn from_basic(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let (year, date) = date.split_at_checked(4)?;
    let (month, day) = date.split_at_checked(2)?;
    let (hour, time) = time.split_at_checked(2)?;
    let (minute, second) = time.split_at_checked(2)?;
    Timestamp::parse_iso(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}"))
}

/// To whole milliseconds. The cast saturates, and is 0 for what is no number.
#[allow(clippy::cast_possible_truncation)]
fn rounded(millis: f64) -> i64 {
    (millis + if millis < 0.0 { -0.5 } else { 0.5 }) as i64
}
