//! Dates as the service writes and reads them. It reads no clock: a time is an argument, in
//! milliseconds since 1970, UTC.

/// How a date is spelled. All of them are UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Spelling {
    /// `2015-02-11T01:46:08.897`, zeros at the end dropped: what queries return in JSON light.
    Bare,
    /// `2015-01-19T08:04:34.3287057Z`: what the service answered to a POST.
    SevenDigits,
    /// `2020-04-15T18:46:11.477Z`: verbose JSON of version 3.
    Zulu,
    /// `/Date(1336771959431)/`, with escaped slashes in JSON: verbose JSON of version 1.
    Ticks,
}

/// Writes a time in that spelling, without quotes.
pub fn spell(millis: i64, spelling: Spelling) -> String {
    if spelling == Spelling::Ticks {
        return format!("/Date({millis})/");
    }
    let (year, month, day) = civil_from_days(millis.div_euclid(86_400_000));
    let in_day = millis.rem_euclid(86_400_000);
    let seconds = in_day / 1000;
    let mut text = format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    let decimals = format!("{:03}", in_day % 1000);
    if spelling == Spelling::SevenDigits {
        return format!("{text}.{decimals}0000Z");
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    if spelling == Spelling::Zulu {
        text.push('Z');
    }
    text
}

/// Writes a time as HTTP's headers do: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
pub fn http_date(millis: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let days = millis.div_euclid(86_400_000);
    let (year, month, day) = civil_from_days(days);
    let seconds = millis.rem_euclid(86_400_000) / 1000;
    format!(
        "{}, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        DAYS[days.rem_euclid(7) as usize],
        MONTHS[(month - 1) as usize],
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Parses the content of a `datetime'…'` literal: `2015-02-11T01:46[:08[.897…]][Z]`, as UTC.
/// `None` for anything else, and outside the years 1 to 9999.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let (date, time) = text.split_once(['T', 't'])?;
    let mut date = date.split('-');
    let year = number(date.next()?, 4)?;
    let (month, day) = (number(date.next()?, 2)?, number(date.next()?, 2)?);
    let (time, decimals) = match time.split_once('.') {
        Some((time, decimals)) => (time, Some(decimals)),
        None => (time, None),
    };
    let mut time = time.split(':');
    let (hour, minute) = (number(time.next()?, 2)?, number(time.next()?, 2)?);
    let second = match time.next() {
        Some(text) => number(text, 2)?,
        None if decimals.is_none() => 0,
        None => return None,
    };
    let millis = match decimals {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits
                .bytes()
                .chain([b'0', b'0'])
                .take(3)
                .fold(0, |sum, b| sum * 10 + i64::from(b - b'0'))
        }
        Some(_) => return None,
        None => 0,
    };
    let days = days_from_civil(year, month, day);
    let real = year >= 1 && civil_from_days(days) == (year, month, day);
    let ended = date.next().is_none() && time.next().is_none();
    (real && ended && hour < 24 && minute < 60 && second < 60)
        .then(|| ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millis)
}

fn number(text: &str, width: usize) -> Option<i64> {
    let digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Days since 1970 of a Gregorian date. The year starts in March here, so that the leap
/// day is the last day of a year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a number of days since 1970.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_four_spellings() {
        let check = |millis, spelling, text: &str| assert_eq!(spell(millis, spelling), text);
        check(1_423_619_168_897, Spelling::Bare, "2015-02-11T01:46:08.897");
        check(1_423_619_176_580, Spelling::Bare, "2015-02-11T01:46:16.58");
        check(1_423_619_176_000, Spelling::Bare, "2015-02-11T01:46:16");
        check(1_423_619_176_580, Spelling::SevenDigits, "2015-02-11T01:46:16.5800000Z");
        check(1_423_619_168_897, Spelling::Zulu, "2015-02-11T01:46:08.897Z");
        check(1_423_619_168_897, Spelling::Ticks, "/Date(1423619168897)/");
        check(951_782_400_000, Spelling::Zulu, "2000-02-29T00:00:00Z");
        check(-1, Spelling::Zulu, "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn literals_are_read_as_utc() {
        let check = |text: &str, millis| assert_eq!(parse(text), millis, "{text}");
        check("2015-02-11T01:46:08.897", Some(1_423_619_168_897));
        check("2015-02-11T01:46:08.8979999Z", Some(1_423_619_168_897));
        check("2015-02-11T01:46:08.5", Some(1_423_619_168_500));
        check("2015-02-11T01:46", Some(1_423_619_160_000));
        check("0001-01-01T00:00:00", Some(-62_135_596_800_000));
        for wrong in [
            "",
            "2015-02-11",
            "2015-02-30T00:00:00",
            "2015-02-11T24:00:00",
            "2015-02-11T01:46:08.",
            "2015-02-11T01:46.5",
            "2015-02-11T01:46:08+01:00",
            "2015-2-11T01:46:08",
            "2015-02-11-01T01:46:08",
            "0000-01-01T00:00:00",
        ] {
            check(wrong, None);
        }
    }

    #[test]
    fn http_has_its_own_date() {
        assert_eq!(http_date(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
    }

    #[test]
    fn what_is_written_is_read_again() {
        for step in 0..20_000_i64 {
            let millis = step * 12_345_678_901 - 62_000_000_000_000;
            assert_eq!(parse(&spell(millis, Spelling::Bare)), Some(millis));
        }
    }
}
