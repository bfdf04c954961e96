//! Two kinds of time: a point on the calendar ([`Timestamp`]) and a point on a clock that never
//! jumps ([`Moment`]). Neither reads a clock: the browser room hands both in as a [`Now`].

use core::time::Duration;

use super::text::{digits, trimmed};

/// A length of time in milliseconds; without the 128 bits of [`Duration::as_millis`].
#[inline(never)]
pub(crate) fn millis(span: Duration) -> u64 {
    const LONGEST: u64 = u64::MAX / 1000 - 1;
    span.as_secs().min(LONGEST) * 1000 + u64::from(span.subsec_millis())
}

/// A point on the calendar: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

/// The years that are taken, so that no arithmetic can overflow: what four digits can say.
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
    #[inline(never)]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.millis_since(earlier))
    }

    /// As [`Timestamp::since`], in milliseconds.
    pub(crate) fn millis_since(self, earlier: Self) -> u64 {
        // Within the calendar nothing overflows.
        u64::try_from(self.0.wrapping_sub(earlier.0)).unwrap_or(0)
    }

    /// This time and `span` more; the end of the calendar at most.
    #[must_use]
    #[inline(never)]
    pub fn plus(self, span: Duration) -> Self {
        self.plus_millis(millis(span))
    }

    /// As [`Timestamp::plus`], in milliseconds.
    #[must_use]
    pub(crate) fn plus_millis(self, span: u64) -> Self {
        self.shifted(i64::try_from(span).unwrap_or(i64::MAX))
    }

    /// This time, moved by so many milliseconds in either direction; within the calendar.
    #[must_use]
    #[inline(never)]
    pub fn shifted(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis).clamp(FIRST_MILLIS, LAST_MILLIS))
    }

    /// Reads ISO 8601: `2015-02-11T01:46:08[.897…][Z|±hh:mm|±hhmm]`. Without a zone it is UTC, as
    /// AMS v2 means it (JavaScript's `Date` would take it as local time). Any number of decimals
    /// is taken; those past milliseconds are dropped. `None` for anything else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut rest = trimmed(text).as_bytes();
        let mut parts = [0; 6];
        for (part, (digits, marks)) in parts.iter_mut().zip(DATE_AND_TIME) {
            *part = number(&mut rest, digits)?;
            if !marks.is_empty() {
                let (mark, after) = rest.split_first()?;
                marks.contains(mark).then_some(())?;
                rest = after;
            }
        }
        let [year, month, day, hour, minute, second] = parts;
        // A leap second is taken as the second after it.
        let in_range = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60;
        if !in_range {
            return None;
        }
        let mut millis = 0;
        if let [b'.', after @ ..] = rest {
            rest = after;
            millis = number(&mut rest, 1)? * 100;
            let mut scale = 10;
            while let Some(digit) = number(&mut rest, 1) {
                millis += digit * scale;
                scale /= 10;
            }
        }
        let mut offset_minutes = 0;
        if let [sign @ (b'+' | b'-'), after @ ..] = rest {
            rest = after;
            let hours = number(&mut rest, 2)?;
            rest = rest.strip_prefix(b":").unwrap_or(rest);
            offset_minutes = i64::from(hours * 60 + number(&mut rest, 2)?);
            if *sign == b'-' {
                offset_minutes = -offset_minutes;
            }
        } else if let [b'Z' | b'z', after @ ..] = rest {
            rest = after;
        }
        if !rest.is_empty() {
            return None;
        }
        let in_day = (hour * 3600 + minute * 60 + second) * 1000 + millis;
        let days = i64::from(days_from_civil(year, month, day));
        Self::from_millis(days * DAY + i64::from(in_day) - offset_minutes * 60_000)
    }

    /// Writes ISO 8601 in UTC with milliseconds: `2015-02-11T01:46:08.897Z`.
    pub fn to_iso(self) -> String {
        let days = i32::try_from(self.0.div_euclid(DAY)).unwrap_or(0);
        let in_day = u32::try_from(self.0.rem_euclid(DAY)).unwrap_or(0);
        let (year, month, day) = civil_from_days(days);
        let mut iso = String::new();
        // Each with a one before it, and as many zeros as it takes.
        for (value, after) in [
            (10_000 + year, "-"),
            (100 + month, "-"),
            (100 + day, "T"),
            (100 + in_day / 3_600_000, ":"),
            (100 + in_day / 60_000 % 60, ":"),
            (100 + in_day / 1000 % 60, "."),
            (1000 + in_day % 1000, "Z"),
        ] {
            iso.push_str(digits(u64::from(value)).get(1..).unwrap_or_default());
            iso.push_str(after);
        }
        iso
    }
}

/// How many digits each part of a date and time has, and what may come after it.
const DATE_AND_TIME: [(usize, &[u8]); 6] =
    [(4, b"-"), (2, b"-"), (2, b"Tt "), (2, b":"), (2, b":"), (2, b"")];

/// Takes a number of so many digits off the beginning.
#[inline(never)]
fn number(text: &mut &[u8], digits: usize) -> Option<u32> {
    let (taken, rest) = text.split_at_checked(digits)?;
    let mut number = 0;
    for digit in taken {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(digit - b'0');
    }
    *text = rest;
    Some(number)
}

/// In milliseconds.
const DAY: i64 = 86_400_000;
/// From 0000-03-01, with which the first era of the Gregorian calendar begins, to 1970.
const FROM_ERA: i32 = 719_468;

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970 of a date in the Gregorian calendar, from year 1 on. The year is taken to begin
/// in March, so that a leap day is its last, and eras of 400 years are all alike.
fn days_from_civil(year: u32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year % 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    days.cast_signed() - FROM_ERA
}

/// The date of a number of days since 1970: the reverse of [`days_from_civil`].
fn civil_from_days(days: i32) -> (u32, u32, u32) {
    let days = (days + FROM_ERA).cast_unsigned();
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u32::from(month <= 2), month, day)
}

/// A point on a clock that never jumps: milliseconds since some start (`performance.now()`).
/// Deadlines are moments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    /// From milliseconds since the start.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start.
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// The time from `earlier` to this one; zero when it is not earlier.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.millis_since(earlier))
    }

    /// As [`Moment::since`], in milliseconds.
    pub(crate) const fn millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment and `span` more.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        self.plus_millis(millis(span))
    }

    /// As [`Moment::plus`], in milliseconds.
    #[must_use]
    pub(crate) const fn plus_millis(self, span: u64) -> Self {
        Self(self.0.saturating_add(span))
    }
}

/// What both clocks say at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The clock that never jumps, for deadlines.
    pub moment: Moment,
    /// The calendar by this machine's clock, for what people read and for a token's `exp`.
    pub utc: Timestamp,
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
            "2015-02-11T01:46:08Zz",
            "2015-02-11T01:46:08.é",
            "０015-02-11T01:46:08",
            "0000-01-01T00:00:00",
        ] {
            assert_eq!(Timestamp::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in -150_000..150_000 {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), day);
        }
    }

    #[test]
    fn arithmetic_stays_within_the_calendar() {
        let last = Timestamp::from_millis(LAST_MILLIS).unwrap();
        assert_eq!(last.plus(Duration::MAX), last);
        assert_eq!(Timestamp::from_millis(LAST_MILLIS + 1), None);
        assert_eq!(last.shifted(i64::MIN).to_iso(), "0001-01-01T00:00:00.000Z");
        assert_eq!(Moment::from_millis(5).since(Moment::from_millis(9)), Duration::ZERO);
    }
}
