//! A point on the calendar. No clock is read here: the browser room hands the time in as a
//! [`Now`](super::Now).

use core::time::Duration;

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::millis::millis;

/// A point on the calendar: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

/// The years 1 to 9999: what ISO 8601 writes with four digits, and where no arithmetic overflows.
const LAST_MILLIS: i64 = 253_402_300_799_999;
const FIRST_MILLIS: i64 = -62_135_596_800_000;

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// From milliseconds since 1970. `None` outside the years 1 to 9999.
    pub const fn from_millis(millis: i64) -> Option<Self> {
        if millis < FIRST_MILLIS || millis > LAST_MILLIS { None } else { Some(Self(millis)) }
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The time from `earlier` to this one; zero when it is not earlier.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.millis_since(earlier))
    }

    /// As [`Timestamp::since`], in milliseconds.
    pub(crate) fn millis_since(self, earlier: Self) -> u64 {
        // Within the calendar nothing overflows.
        u64::try_from(self.0.wrapping_sub(earlier.0)).unwrap_or(0)
    }

    /// This time and `duration` more; the end of the calendar at most.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        self.plus_millis(millis(duration))
    }

    /// As [`Timestamp::plus`], in milliseconds.
    #[must_use]
    pub(crate) fn plus_millis(self, millis: u64) -> Self {
        self.shifted(i64::try_from(millis).unwrap_or(i64::MAX))
    }

    /// This time, moved by so many milliseconds in either direction; within the calendar.
    #[must_use]
    pub fn shifted(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis).clamp(FIRST_MILLIS, LAST_MILLIS))
    }

    /// Reads ISO 8601: `2015-02-11T01:46:08[.897…][Z|±hh:mm|±hhmm]`. Without a zone it is UTC, as
    /// AMS v2 means it (JavaScript's `Date` would take it as local time). Any number of decimals
    /// is taken; those past milliseconds are dropped. A leap second is the last millisecond before
    /// it. `None` for anything else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        // RFC 3339 wants a zone, and a colon in it. (The reader of ISO 8601 in `time` takes more
        // spellings, and costs 9 KB.)
        let (date, time) = text.trim().split_once(['T', 't', ' '])?;
        let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (time, zone) = time.split_at_checked(zone_at)?;
        let rfc3339 = match zone.split_at_checked(3) {
            _ if zone.is_empty() => format!("{date}T{time}Z"),
            Some((hours, minutes)) if zone.len() == 5 => format!("{date}T{time}{hours}:{minutes}"),
            _ => format!("{date}T{time}{zone}"),
        };
        let time = OffsetDateTime::parse(&rfc3339, &Rfc3339).ok()?;
        Self::from_millis(time.unix_timestamp() * 1000 + i64::from(time.millisecond()))
    }

    /// Writes ISO 8601 in UTC with milliseconds: `2015-02-11T01:46:08.897Z`.
    pub fn to_iso(self) -> String {
        // It fails outside the years -9999 to 9999 only, where no timestamp is.
        let time = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
        let (hour, minute, second) = time.to_hms();
        let millis = self.0.rem_euclid(1000);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, iso: &str) {
        assert_eq!(Timestamp::parse_iso(text).map(Timestamp::to_iso).as_deref(), Some(iso));
    }

    #[test]
    fn the_spellings_of_iso_8601_are_read_as_utc() {
        check("2015-02-11T01:46:08.897", "2015-02-11T01:46:08.897Z");
        check("2015-02-11T01:46:16.58", "2015-02-11T01:46:16.580Z");
        check("2015-01-19T08:04:34.3287057Z", "2015-01-19T08:04:34.328Z");
        check("2020-04-15T18:46:11Z", "2020-04-15T18:46:11.000Z");
        check("2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00.000Z");
        check("2024-02-29T23:30:00+0530", "2024-02-29T18:00:00.000Z");
        check("2015-02-11 01:46:08z", "2015-02-11T01:46:08.000Z");
        check("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z");
        check("0001-01-01T00:00:00", "0001-01-01T00:00:00.000Z");
        check("9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2015-02-11",
            "2015-02-30T00:00:00",
            "2015-13-01T00:00:00",
            "2015-02-11T24:00:00",
            "2015-02-11T01:46:08.",
            "2015-02-11T01:46:08+1",
            "2015-02-11T01:46:60Z",
            "2015-02-11_01:46:08Z",
            "2015-02-11T01:46:08Zz",
            "2015-02-11T01:46:08.é",
            "０015-02-11T01:46:08",
            "0000-01-01T00:00:00",
        ] {
            assert_eq!(Timestamp::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_read_as_it_was_written() {
        for day in -150_000..150_000 {
            let midnight = Timestamp::from_millis(day * 86_400_000).unwrap();
            assert_eq!(Timestamp::parse_iso(&midnight.to_iso()), Some(midnight));
        }
    }

    #[test]
    fn arithmetic_stays_within_the_calendar() {
        let last = Timestamp::from_millis(LAST_MILLIS).unwrap();
        assert_eq!(last.plus(Duration::MAX), last);
        assert_eq!(Timestamp::from_millis(LAST_MILLIS + 1), None);
        assert_eq!(last.shifted(i64::MIN).to_iso(), "0001-01-01T00:00:00.000Z");
    }
}
