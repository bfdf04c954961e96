//! Dates in the service's four spellings. All of them are UTC.

use crate::job::Timestamp;

/// The second day of year 1. `0001-01-01T00:00:00` is .NET's way to say "none"; the service writes
/// it in answers to a batch.
const FIRST_REAL: i64 = -62_135_510_400_000;

/// Reads ISO 8601 with or without a zone, with any number of decimals, and the older
/// `/Date(milliseconds)/` (MS-ODATA; the service writes it in verbose JSON of version 1 and 2).
///
/// `None` for "none", and for what is no date.
pub(super) fn date(text: &str) -> Option<Timestamp> {
    let ticks = text.trim().strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/"));
    let time = match ticks {
        Some(ticks) => from_ticks(ticks),
        None => Timestamp::parse_iso(text),
    };
    time.filter(|time| time.millis() >= FIRST_REAL)
}

/// `milliseconds`, or `milliseconds±minutes`: then the milliseconds are local time, and the minutes
/// are what its zone is ahead of UTC, as `System.DateTimeOffset` was written.
fn from_ticks(ticks: &str) -> Option<Timestamp> {
    // A sign at the beginning is the milliseconds' own.
    let offset_at = ticks.rfind(['+', '-']).filter(|at| *at > 0);
    let (millis, minutes) = match offset_at {
        Some(at) => ticks.split_at_checked(at)?,
        None => (ticks, "0"),
    };
    let (millis, minutes) = (millis.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    Timestamp::from_millis(millis.checked_sub(minutes.checked_mul(60_000)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_spellings_are_utc() {
        let check = |text: &str, iso: Option<&str>| {
            assert_eq!(date(text).map(Timestamp::to_iso).as_deref(), iso, "{text}");
        };
        check("2019-03-05T10:20:30.58", Some("2019-03-05T10:20:30.580Z"));
        check("2019-03-05T10:20:30.3287057Z", Some("2019-03-05T10:20:30.328Z"));
        check("2019-03-05T10:20:30.477Z", Some("2019-03-05T10:20:30.477Z"));
        check("/Date(1551781230000)/", Some("2019-03-05T10:20:30.000Z"));
        check("/Date(1551781230000+0060)/", Some("2019-03-05T09:20:30.000Z"));
        check("/Date(1551781230000-0090)/", Some("2019-03-05T11:50:30.000Z"));
        check("/Date(-1)/", Some("1969-12-31T23:59:59.999Z"));
        check("0001-01-02T00:00:00", Some("0001-01-02T00:00:00.000Z"));
        for none in [
            "0001-01-01T00:00:00",
            "0001-01-01T00:00:00Z",
            "/Date(-62135596800000)/",
            "/Date()/",
            "/Date(+)/",
            "/Date(1+)/",
            "/Date(1+2+3)/",
            "/Date(9223372036854775807-0060)/",
            "/Date(99999999999999999999)/",
            "/Date(é+1)/",
            "Date(1)",
            "tomorrow",
            "",
        ] {
            check(none, None);
        }
    }
}
