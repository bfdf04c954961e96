//! How long a service asks to wait: the one reading of `Retry-After`.

use core::time::Duration;

use crate::job::Timestamp;

/// Reads a `Retry-After` header.
///
/// It is seconds, also with decimals, or a date, which `date` reads (in milliseconds since 1970) and
/// which is measured by the service's own clock where that is known. Where the header was sent twice,
/// a browser joins both by a comma: the longer wait counts, so that nobody asks sooner than either
/// allows. `None`: it says nothing that can be read.
pub fn retry_after(
    text: &str,
    now: Timestamp,
    date: impl Fn(&str) -> Option<i64>,
) -> Option<Duration> {
    // The comma inside a date only parts its weekday from it, which says nothing.
    let parts = text.split(',').map(str::trim);
    parts.filter_map(|part| seconds(part).or_else(|| until(part, now, &date))).max()
}

/// Digits, with decimals or without. Anything finer than a millisecond counts as one.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) {
        return None;
    }
    // Too many digits are a longer time than anybody waits.
    let whole = Duration::from_secs(whole.parse().unwrap_or(u64::MAX));
    let mut millis = 0;
    for digit in decimals.bytes().chain(*b"000").take(3) {
        millis = millis * 10 + u64::from(digit - b'0');
    }
    let has_more = decimals.bytes().skip(3).any(|digit| digit != b'0');
    Some(whole.saturating_add(Duration::from_millis(millis + u64::from(has_more))))
}

/// A date with a time of day: a browser reads one out of `2030` and `1.5`, too.
fn until(text: &str, now: Timestamp, date: &impl Fn(&str) -> Option<i64>) -> Option<Duration> {
    if !text.contains(':') {
        return None;
    }
    // The oldest of HTTP's three forms has no zone, and is not meant in the reader's.
    let is_oldest = text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.ends_with(|letter: char| letter.is_ascii_digit());
    let at = if is_oldest { date(&format!("{text} GMT")) } else { date(text) };
    let wait = at?.saturating_sub(now.millis());
    Some(Duration::from_millis(u64::try_from(wait).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads dates as carelessly as a browser does.
    fn careless(text: &str) -> Option<i64> {
        match text {
            "21 Oct 2015 07:28:00 GMT" | "Wed Oct 21 07:28:00 2015 GMT" => Some(1_445_412_480_000),
            "21-Oct-15 07:28:00 GMT" | "2015-10-21T07:28:00Z" => Some(1_445_412_480_000),
            _ if text.contains(':') => None,
            _ => Some(9_000_000_000_000),
        }
    }

    fn check(text: &str, millis: Option<u64>) {
        let now = Timestamp::from_millis(1_445_412_480_000 - 90_000).unwrap();
        let expected = millis.map(Duration::from_millis);
        assert_eq!(retry_after(text, now, careless), expected, "{text}");
    }

    #[test]
    fn seconds_are_read_with_decimals_and_never_made_shorter() {
        check("0", Some(0));
        check(" 120 ", Some(120_000));
        check("1.5", Some(1500));
        check("0.25", Some(250));
        check("2.0", Some(2000));
        check("0.0001", Some(1));
        check("1.9999", Some(2000));
        check("30.000000", Some(30_000));
        let now = Timestamp::EPOCH;
        assert!(retry_after("99999999999999999999999", now, careless).unwrap().as_secs() > 1 << 60);
    }

    #[test]
    fn of_a_header_that_was_sent_twice_the_longer_wait_counts() {
        check("120, 120", Some(120_000));
        check("5, 60", Some(60_000));
        check("60,1.5", Some(60_000));
        check("60, nonsense", Some(60_000));
        check("5, Wed, 21 Oct 2015 07:28:00 GMT", Some(90_000));
        check("Wed, 21 Oct 2015 07:28:00 GMT, Wed, 21 Oct 2015 07:28:00 GMT", Some(90_000));
    }

    #[test]
    fn dates_are_read_in_each_form_and_the_past_is_no_wait() {
        check("Wed, 21 Oct 2015 07:28:00 GMT", Some(90_000));
        check("Wednesday, 21-Oct-15 07:28:00 GMT", Some(90_000));
        check("Wed Oct 21 07:28:00 2015", Some(90_000));
        check("2015-10-21T07:28:00Z", Some(90_000));
        let later = Timestamp::from_millis(1_500_000_000_000).unwrap();
        let past = retry_after("Wed, 21 Oct 2015 07:28:00 GMT", later, careless);
        assert_eq!(past, Some(Duration::ZERO));
    }

    #[test]
    fn nothing_is_a_date_by_accident() {
        for text in ["2030.", "-5", "+5", "1.", ".5", "5s", "1e3", "Oct 2030", "1/2/30", "soon"] {
            check(text, None);
        }
        check("", None);
        check("2030", Some(2_030_000));
        check("٥", None);
    }
}
